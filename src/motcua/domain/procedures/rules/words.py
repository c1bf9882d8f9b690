"""What a person typed, as words to look for: folded, spelt out, translated into official terms.

Vietnamese writes its syllables apart, so a word is mostly two of them: neighbours are looked for
together as well as each alone. Whatever was typed, at most ``LONGEST`` syllables are looked at.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import yaml

from motcua.domain.procedures.rules import slips
from motcua.foundation.kernel import vietnamese

LONGEST: Final = 24
_READ_CHARACTERS: Final = 400
_SYLLABLE: Final = re.compile(r"[a-z0-9]+")
_NEIGHBOURS: Final = 1.5
_A_MATTER: Final = 4.0
"""What a phrase of the vocabulary weighs against one syllable: it names the matter itself."""
APART: Final = "zzz"
"""Stands between pieces of an entry, so that no phrase is found across their border."""
_MENDED_LENGTHS: Final = (4, 3, 2)
_LAST_POSITION: Final = 16_383
"""Where PostgreSQL stops counting the words of an entry."""

Syllables = slips.Syllables
Known = Callable[[Syllables], bool]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One thing to find: any of its phrases will do.

    A bonus makes an entry better but is not missed when it is absent. A matter is enough by itself
    to make an answer of what is called so.
    """

    phrases: tuple[Syllables, ...]
    weight: float
    is_bonus: bool = False
    is_matter: bool = False
    is_as_typed: bool = True
    """False for what the vocabulary says instead."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A query, understood."""

    text: str
    """The meaningful syllables as typed, spelt out: compared letter by letter for typing errors."""
    wanted: tuple[Wanted, ...]
    gist: Syllables = ()
    """The same without what the vocabulary ignores, compared with what people call a procedure."""


@dataclass(frozen=True)
class Vocabulary:
    """How people write and what they mean by it, read from ``words.yaml``."""

    spellings: dict[str, Syllables]
    meanings: dict[Syllables, Wanted]
    ignored: frozenset[str]
    ignored_phrases: frozenset[Syllables]
    same: dict[Syllables, Syllables]
    longest: int
    terms: slips.Terms


def syllables(text: str) -> Syllables:
    """Return the folded syllables and numbers of a text, in order."""
    return tuple(_SYLLABLE.findall(vietnamese.fold(text)))


def lines(vector_text: str) -> dict[str, str]:
    """Return the line of each weight in the text of a ``tsvector``, the way back from ``vector``."""
    placed: list[tuple[int, str, str]] = []
    for lexeme in vector_text.split():
        word, _colon, places = lexeme.replace("'", "").partition(":")
        # PostgreSQL does not write the weight D.
        placed += [
            (int(place.rstrip("ABCD")), place.lstrip("0123456789") or "D", word)
            for place in places.split(",")
        ]
    found: dict[str, list[str]] = {"A": [], "B": [], "C": [], "D": []}
    for _position, weight, word in sorted(placed):
        found[weight].append(word)
    return {weight: " ".join(words) for weight, words in found.items()}


def entry(pieces: Sequence[str]) -> str:
    """Return the pieces of a record as one line to index."""
    return f" {APART} ".join(" ".join(syllables(piece)) for piece in pieces)


def vector(pieces: Mapping[str, Sequence[str]]) -> str:
    """Return the pieces of a record, by weight (A to D), as the text of a ``tsvector``."""
    places: dict[str, list[str]] = defaultdict(list)
    position = 0
    for weight, lines in pieces.items():
        for syllable in entry([*lines, ""]).split():
            position = min(position + 1, _LAST_POSITION)
            places[syllable].append(f"{position}{weight}")
    return " ".join(f"{word}:{','.join(places[word])}" for word in sorted(places))


def said() -> frozenset[Syllables]:
    """Return what the vocabulary has a meaning or no meaning for: never a whole query it was tuned on."""
    vocabulary = _vocabulary()
    return frozenset(vocabulary.meanings) | vocabulary.ignored_phrases


def trigrams(line: str) -> set[str]:
    """Return every three neighbouring letters, blanks and borders included."""
    padded = f" {line} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def understand(text: str, *, is_known: Known = lambda _pair: False) -> Wish:
    """Return what to look for when somebody types this.

    :param is_known: tells of a pair of words whether the catalogue has it, so that it is no slip
    """
    vocabulary = _vocabulary()
    typed = syllables(text[:_READ_CHARACTERS])[:LONGEST]
    spelt = _mended(_spelt_out(typed, vocabulary), vocabulary, is_known)[:LONGEST]
    meaningful = tuple(_meaningful(spelt, vocabulary)) or spelt
    return Wish(
        text=" ".join(meaningful),
        wanted=tuple(_wanted(meaningful, vocabulary)),
        gist=_gist(spelt, vocabulary),
    )


def gist_of(said: Syllables) -> Syllables:
    """Return what a saying is about: spelt out, without what everybody says and means nothing by."""
    vocabulary = _vocabulary()
    return _gist(_spelt_out(said, vocabulary), vocabulary)


def _gist(spelt: Syllables, vocabulary: Vocabulary) -> Syllables:
    kept: list[str] = []
    position = 0
    while position < len(spelt):
        same = _longest_at(spelt, position, vocabulary.same, vocabulary.longest)
        dropped = _longest_at(spelt, position, vocabulary.ignored_phrases, vocabulary.longest)
        if len(same) > len(dropped):
            kept += vocabulary.same[same]
        elif not dropped and spelt[position] not in vocabulary.ignored:
            kept.append(spelt[position])
        position += max(len(same), len(dropped), 1)
    return tuple(kept) or spelt


def _spelt_out(typed: Syllables, vocabulary: Vocabulary) -> Syllables:
    return tuple(
        syllable
        for word in typed
        for syllable in vocabulary.spellings.get(word, (slips.typed_as(word),))
    )


def _mended(typed: Syllables, vocabulary: Vocabulary, is_known: Known) -> Syllables:
    """Put what people say right where a slip hides it: only what no name has, only if one word fits."""
    mended = list(typed)
    position = 0
    while position < len(typed):
        said = _longest_at(typed, position, vocabulary.meanings, vocabulary.longest)
        meant = _meant_at(typed, position, vocabulary, is_known)
        if len(meant) > len(said):
            mended[position : position + len(meant)] = meant
        position += max(len(meant), len(said), 1)
    return tuple(mended)


def _meant_at(
    typed: Syllables, position: int, vocabulary: Vocabulary, is_known: Known
) -> Syllables:
    for length in _MENDED_LENGTHS:
        heard = typed[position : position + length]
        if len(heard) < length or (length == 2 and vocabulary.ignored & set(heard)):  # noqa: PLR2004
            continue
        pairs = itertools.pairwise(heard)
        if all(vocabulary.terms.has_pair(pair) or is_known(pair) for pair in pairs):
            continue
        meant = [term for term in vocabulary.terms.meant_by(heard) if term in vocabulary.meanings]
        if len(meant) == 1:
            return meant[0]
    return ()


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
        apart = slips.taken_apart(syllable)
        yield Wanted(phrases=((syllable,), *([apart] if apart else [])), weight=1.0)
        if previous is not None:
            yield Wanted(phrases=((previous, syllable),), weight=_NEIGHBOURS, is_bonus=True)
        previous = syllable
        position += 1


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
    plain = yaml.load(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    meanings = {
        said: Wanted(
            phrases=(said, *(syllables(means) for means in line["means"])),
            weight=float(line.get("weight", _A_MATTER)),
            is_matter="weight" not in line,
            is_as_typed=False,
        )
        for line in plain["meanings"]
        for said in map(syllables, line["said"])
    }
    ignored = [syllables(phrase) for phrase in plain["ignored"]]
    phrases = frozenset(phrase for phrase in ignored if len(phrase) > 1)
    means = {phrase for wanted in meanings.values() for phrase in wanted.phrases}
    return Vocabulary(
        spellings={word: syllables(meant) for word, meant in plain["spellings"].items()},
        meanings=meanings,
        ignored=frozenset(phrase[0] for phrase in ignored if len(phrase) == 1),
        ignored_phrases=phrases,
        same={syllables(one): syllables(line[0]) for line in plain["same"] for one in line[1:]},
        longest=max(map(len, (*meanings, *phrases))),
        terms=slips.Terms({*means, *map(syllables, plain["terms"])}),
    )
