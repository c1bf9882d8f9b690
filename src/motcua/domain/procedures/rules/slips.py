"""Slips of the keyboard and of the ear: letters that a keyboard left over, words that sound alike.

People write as they speak: in much of the country *tr* and *ch*, *s* and *x*, *d* and *gi*, a final *n*
and *ng*, a final *c* and *t* are one sound. And a word of two syllables that nobody knows is mostly
one letter away from one that everybody knows.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

Syllables = tuple[str, ...]

_VIETNAMESE: Final = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_TELEX_LETTERS: Final = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("w", ""))
_TELEX_VOWELS: Final = re.compile(r"aa|ee")
_TELEX_TONE: Final = re.compile(r"(?<=[aeiouy])[sfrxj](?=(?:ng|nh|ch|[cmnpt])?$)|(?<=.)[sfrxj]$")
"""Typed after the vowel or at the end of the syllable."""
_LONGEST_SYLLABLE: Final = 7
_INITIALS: Final = (
    ("ngh", "ng"), ("gi", "z"), ("gh", "g"), ("tr", "ch"), ("qu", "k"), ("ph", "f"),
    ("d", "z"), ("r", "z"), ("x", "s"), ("n", "l"), ("c", "k"),
)  # fmt: skip
_NOT_SHORTER: Final = ("ng", "nh", "ch")
_FINALS: Final = (("ng", "n"), ("nh", "n"), ("ch", "t"), ("c", "t"))
_SHORTEST_TERM: Final = 6
"""Letters, blank included: shorter ones have too many neighbours."""


def is_syllable(typed: str) -> bool:
    """Return whether the folded letters can be one syllable of Vietnamese."""
    return _VIETNAMESE.fullmatch(typed) is not None


def typed_as(syllable: str) -> str:
    """Return the syllable without the keys of Telex and VNI that stayed in it: ``thuwcj``, ``ky1``."""
    if is_syllable(syllable) and not _TELEX_VOWELS.search(syllable):
        return syllable
    letters = "".join(sign for sign in syllable if not sign.isdigit())
    if len(syllable) > len(letters) > 1 and syllable[0].isalpha() and is_syllable(letters):
        return letters
    for typed, meant in _TELEX_LETTERS:
        letters = letters.replace(typed, meant)
    if is_syllable(letters):
        return letters
    toneless = _TELEX_TONE.sub("", letters)
    return toneless if is_syllable(toneless) else syllable


def taken_apart(typed: str) -> Syllables:
    """Return the syllables of words typed without a blank (khaisinh), if that is what it is."""
    return () if is_syllable(typed) else _split(typed)


def _split(typed: str) -> Syllables:
    for length in range(min(_LONGEST_SYLLABLE, len(typed)), 0, -1):
        if not is_syllable(typed[:length]):
            continue
        if length == len(typed):
            return (typed,)
        rest = _split(typed[length:])
        if rest:
            return (typed[:length], *rest)
    return ()


def sound(syllable: str) -> str:
    """Return a key that syllables share which sound alike somewhere in the country."""
    key = syllable.replace("y", "i")
    for written, heard in _INITIALS:
        if key.startswith(written) and not (len(written) == 1 and key[:2] in _NOT_SHORTER):
            key = heard + key[len(written) :]
            break
    for written, heard in _FINALS:
        if key.endswith(written) and len(key) > len(written):
            key = key[: -len(written)] + heard
            break
    return key


class Terms:
    """Words of two syllables and more that everybody knows, found again when one is mistyped."""

    def __init__(self, known: Iterable[Syllables]) -> None:
        self._known = {term for term in known if len(term) > 1}
        self._pairs = {pair for term in self._known for pair in itertools.pairwise(term)}
        self._by_sound: dict[Syllables, list[Syllables]] = defaultdict(list)
        self._by_deletion: dict[str, list[Syllables]] = defaultdict(list)
        for term in sorted(self._known):
            self._by_sound[tuple(map(sound, term))].append(term)
            written = " ".join(term)
            if len(written) >= _SHORTEST_TERM:
                for shorter in _shortened(written):
                    self._by_deletion[shorter].append(term)
        self.longest = max(map(len, self._known), default=0)

    def __contains__(self, typed: Syllables) -> bool:
        return typed in self._known

    def has_pair(self, pair: Syllables) -> bool:
        """Return whether two words stand together in a term."""
        return pair in self._pairs

    def meant_by(self, typed: Syllables) -> list[Syllables]:
        """Return the terms that sound like what was typed, or are one slip away; none if it is one."""
        if typed in self._known:
            return []
        alike = list(self._by_sound.get(tuple(map(sound, typed)), ()))
        written = " ".join(typed)
        if len(written) >= _SHORTEST_TERM:
            for shorter in _shortened(written):
                alike += [
                    term
                    for term in self._by_deletion.get(shorter, ())
                    if is_one(written, " ".join(term))
                ]
        return list(dict.fromkeys(term for term in alike if len(term) == len(typed)))


def _shortened(written: str) -> set[str]:
    return {written} | {written[:at] + written[at + 1 :] for at in range(len(written))}


def is_one(typed: str, meant: str) -> bool:
    """Return whether one letter more, less, other, or two exchanged make one of the other."""
    if abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    start = next(
        (at for at, (one, other) in enumerate(zip(typed, meant, strict=False)) if one != other),
        min(len(typed), len(meant)),
    )
    rest, goal = typed[start:], meant[start:]
    exchanged = rest[1:2] + rest[:1] + rest[2:]
    return goal in (rest[1:], exchanged) or goal[1:] in (rest, rest[1:])
