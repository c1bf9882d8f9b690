"""What a person typed, as words to look for: folded, spelt out, translated into official terms.

Vietnamese writes its syllables apart, so a word is mostly two of them: neighbours are looked for
together as well as each alone. Whatever was typed, at most ``LONGEST`` syllables are looked at.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import yaml

from motcua.foundation.kernel import vietnamese

LONGEST: Final = 24
_READ_CHARACTERS: Final = 400
_SYLLABLE: Final = re.compile(r"[a-z0-9]+")
_VIETNAMESE: Final = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
_LONGEST_SYLLABLE: Final = 7
_NEIGHBOURS: Final = 1.5
_A_MATTER: Final = 4
"""What a phrase of the vocabulary weighs against one syllable: it names the matter itself."""
APART: Final = "zzz"
"""Stands between pieces of an entry, so that no phrase is found across their border."""

Syllables = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One thing to find: any of its phrases will do.

    A bonus makes an entry better but is not missed when it is absent.
    """

    phrases: tuple[Syllables, ...]
    weight: float
    is_bonus: bool = False


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A query, understood."""

    text: str
    """The meaningful syllables as typed, spelt out: compared letter by letter for typing errors."""
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True)
class Vocabulary:
    """How people write and what they mean by it, read from ``words.yaml``."""

    spellings: dict[str, Syllables]
    meanings: dict[Syllables, Wanted]
    ignored: frozenset[str]
    ignored_phrases: frozenset[Syllables]
    longest: int


def syllables(text: str) -> Syllables:
    """Return the folded syllables and numbers of a text, in order."""
    return tuple(_SYLLABLE.findall(vietnamese.fold(text)))


def entry(pieces: Sequence[str]) -> str:
    """Return the pieces of a record as one line to index."""
    return f" {APART} ".join(" ".join(syllables(piece)) for piece in pieces)


def understand(text: str) -> Wish:
    """Return what to look for when somebody types this."""
    vocabulary = _vocabulary()
    typed = _spelt_out(syllables(text[:_READ_CHARACTERS])[:LONGEST], vocabulary)[:LONGEST]
    meaningful = tuple(_meaningful(typed, vocabulary)) or typed
    return Wish(text=" ".join(meaningful), wanted=tuple(_wanted(meaningful, vocabulary)))


def _spelt_out(typed: Syllables, vocabulary: Vocabulary) -> Syllables:
    return tuple(syllable for word in typed for syllable in vocabulary.spellings.get(word, (word,)))


def _meaningful(typed: Syllables, vocabulary: Vocabulary) -> Iterator[str]:
    """Leave out what everybody says and no record means, unless a synonym needs it."""
    position = 0
    while position < len(typed):
        said = _longest_at(typed, position, vocabulary.meanings, vocabulary.longest)
        dropped = _longest_at(typed, position, vocabulary.ignored_phrases, vocabulary.longest)
        if len(dropped) > len(said):
            position += len(dropped)
            continue
        if said:
            yield from said
        elif typed[position] not in vocabulary.ignored:
            yield typed[position]
        position += max(len(said), 1)


def _wanted(typed: Syllables, vocabulary: Vocabulary) -> Iterator[Wanted]:
    position = 0
    previous: str | None = None
    while position < len(typed):
        said = _longest_at(typed, position, vocabulary.meanings, vocabulary.longest)
        if said:
            yield vocabulary.meanings[said]
            position += len(said)
            previous = None
            continue
        syllable = typed[position]
        yield Wanted(phrases=((syllable,), *_taken_apart(syllable)), weight=1.0)
        if previous is not None:
            yield Wanted(phrases=((previous, syllable),), weight=_NEIGHBOURS, is_bonus=True)
        previous = syllable
        position += 1


def _taken_apart(typed: str) -> list[Syllables]:
    """Return the syllables of words typed without a blank (khaisinh), if that is what it is."""
    if _VIETNAMESE.fullmatch(typed):
        return []
    parts = _split(typed)
    return [parts] if parts else []


def _split(typed: str) -> Syllables:
    for length in range(min(_LONGEST_SYLLABLE, len(typed)), 0, -1):
        if not _VIETNAMESE.fullmatch(typed[:length]):
            continue
        if length == len(typed):
            return (typed,)
        rest = _split(typed[length:])
        if rest:
            return (typed[:length], *rest)
    return ()


def _longest_at(
    typed: Syllables,
    position: int,
    known: Container[Syllables],
    longest: int,
) -> Syllables:
    for length in range(min(longest, len(typed) - position), 0, -1):
        phrase = typed[position : position + length]
        if phrase in known:
            return phrase
    return ()


@cache
def _vocabulary() -> Vocabulary:
    source = resources.files("motcua.domain.procedures") / "words.yaml"
    plain = yaml.safe_load(source.read_text(encoding="utf-8"))
    meanings = {
        said: Wanted(
            phrases=(said, *(syllables(means) for means in line["means"])),
            weight=float(line.get("weight", _A_MATTER)),
        )
        for line in plain["meanings"]
        for said in map(syllables, line["said"])
    }
    ignored = [syllables(phrase) for phrase in plain["ignored"]]
    phrases = frozenset(phrase for phrase in ignored if len(phrase) > 1)
    return Vocabulary(
        spellings={word: syllables(meant) for word, meant in plain["spellings"].items()},
        meanings=meanings,
        ignored=frozenset(phrase[0] for phrase in ignored if len(phrase) == 1),
        ignored_phrases=phrases,
        longest=max(map(len, (*meanings, *phrases))),
    )
