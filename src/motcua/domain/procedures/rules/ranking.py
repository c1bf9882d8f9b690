"""How a search ranks: every entry weighed by what was asked for, and able to say why.

An entry is relevant by the share of what was asked for that it holds, rare words counting more than
common ones and a word in the name more than one in the summary. Words that stand together as they
were typed, a name that is exactly what was typed, and a short name rank higher. A pair of words that
no entry has may be mistyped: then pairs are tried that are one slip away or sound alike.
"""

import itertools
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from motcua.domain.procedures.rules import sayings, slips
from motcua.domain.procedures.rules.sayings import Called, Near
from motcua.domain.procedures.rules.words import APART, Syllables, Wanted, Wish, syllables

_IN_NAME, _IN_KEYWORDS, _ELSEWHERE = 1.0, 0.8, 0.2
_LEAST_SHARE: Final = 0.45
"""Of what was asked for, to be an answer."""
_LEAST_NAMED: Final = 0.2
"""The same when the matter itself is in the name."""
_UNHEARD_OF: Final = 0.6
"""What a word counts that no entry knows."""
_A_SLIP: Final = 0.8
"""What a word is worth that is only believed to be meant, against the one typed."""
_FURTHER: Final = 0.1
"""Added for each further way of saying the same, two at most."""
_STRONGEST: Final = _IN_NAME + 2 * _FURTHER
"""The best that anything asked for can be found."""
_TOGETHER: Final = 0.5
"""What words count that stand together as typed."""
_IN_FULL: Final = 0.25
"""Added when it is called exactly so."""
_AT_THE_BEGINNING: Final = 0.15
"""Added when its name begins with what was typed."""
_LENGTH: Final = 0.04
"""Taken off for a name e times as long as a short one."""
_NEAR: Final = 1.6
"""What it counts to be called exactly so by people."""
_NEAR_ENOUGH: Final = 0.3
"""To be an answer by what people call it alone."""
_AS_NEAR: Final = 0.85
"""Against the saying of a procedure that the catalogue does not have: then that one was meant."""
_LESS_NEAR: Final = 1.25
"""The power by which less likeness counts still less."""
_MISTYPED: Final = 0.7
"""How much to believe that a word was meant which was not typed."""
_A_SHORT_NAME: Final = 20
"""Letters."""
_BARELY: Final = 0.001
"""Below the name that was typed, where use ends."""
_NOT_NEAR: Final = Near()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A version as the search knows it: its folded words, when it holds, what filters choose by."""

    version_id: int
    procedure_id: int
    number: int
    valid_from: date
    valid_to: date | None
    field: str
    level: str
    online_level: str
    sort_key: str
    name: str
    """Names and code, as ``rules.words.entry`` writes them."""
    keywords: str
    rest: str
    called: tuple[Called, ...] = ()
    """What people call it besides, from ``sayings.yaml``."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """Something that was asked for and found: its ways of saying, its worth, how well it was found."""

    wanted: Wanted
    worth: float
    strength: float


@dataclass(frozen=True, kw_only=True)
class Scored:
    """Why an answer stands where it does."""

    entry: Entry
    share: float
    together: float
    in_full: float
    length: float
    near: float = 0.0
    """By what people call it."""
    prior: float = 0.0
    """By how often it is needed."""
    saying: str = ""
    """What people call it that comes nearest."""
    is_its_name: bool = False
    """Whether what was typed is its whole name."""
    use: float = 0.0
    """By how often it is opened after the same query."""
    opened_days: int = 0
    """On how many different days it was."""
    reasons: tuple[Reason, ...] = ()

    @property
    def relevance(self) -> float:
        """What answers are sorted by: 0 to about 2."""
        found = self.share + self.together + self.in_full + self.near
        return found + self.prior + self.use - self.length


class Index:
    """The entries of a catalogue by their words and pairs of words; entries are only ever added."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.last = 0
        """The highest version taken in; entries come in their order."""
        self._places: dict[float, dict[str, array[int]]] = {
            _IN_NAME: {},
            _IN_KEYWORDS: {},
            _ELSEWHERE: {},
        }
        self._versions: dict[int, list[Entry]] = defaultdict(list)
        self._after: dict[str, set[str]] = defaultdict(set)
        self._before: dict[str, set[str]] = defaultdict(set)
        self._sounds: dict[Syllables, set[Syllables]] = defaultdict(set)
        self._near = sayings.Nearness()
        self._called: dict[int, list[int]] = defaultdict(list)
        for called in sayings.everything():
            self._near.add(-1 - called.key, called.sayings)
            for saying in called.sayings:
                self._learn(set(itertools.pairwise(syllables(saying))))

    def add(self, entry: Entry) -> None:
        """Take an entry in."""
        number = len(self.entries)
        self.entries.append(entry)
        self.last = entry.version_id
        self._versions[entry.procedure_id].append(entry)
        for strength, line in (
            (_IN_NAME, entry.name),
            (_IN_KEYWORDS, entry.keywords),
            (_ELSEWHERE, entry.rest),
        ):
            words = line.split()
            pairs = set(itertools.pairwise(words))
            places = self._places[strength]
            for word in {*words, *map(" ".join, pairs)}:
                places.setdefault(word, array("I")).append(number)
            if strength != _ELSEWHERE:
                self._learn(pairs)
        self._near.add(number, filter(None, map(str.strip, entry.keywords.split(APART))))
        for called in entry.called:
            self._called[called.key].append(number)

    def _learn(self, pairs: Iterable[tuple[str, str]]) -> None:
        for first, second in pairs:
            if second not in self._after[first]:
                self._after[first].add(second)
                self._before[second].add(first)
                self._sounds[slips.sound(first), slips.sound(second)].add((first, second))

    def is_in_force(self, entry: Entry, on: date) -> bool:
        """Return whether of its procedure's versions this is the last begun by the day, and goes on."""
        if not entry.valid_from <= on:
            return False
        begun = [one for one in self._versions[entry.procedure_id] if one.valid_from <= on]
        latest = max(begun, key=lambda one: (one.valid_from, one.number), default=None)
        return latest is entry and (entry.valid_to is None or on < entry.valid_to)

    def knows(self, pair: Syllables) -> bool:
        """Return whether two words stand together in a name or a keyword."""
        first, second = pair
        return second in self._after.get(first, ())

    def find(self, wish: Wish) -> list[Scored]:
        """Return what answers the wish, in no order, whether it holds today or not."""
        hits = [self._hits(wanted) for wanted in wish.wanted]
        worths = [
            self._worth(wanted, found) for wanted, found in zip(wish.wanted, hits, strict=True)
        ]
        asked = [
            (wanted, found, worth)
            for wanted, found, worth in zip(wish.wanted, hits, worths, strict=True)
            if not wanted.is_bonus
        ]
        everything = max(sum(worth for _, _, worth in asked), 0.001)
        near, missing = self._nearest(wish)
        least = max(_NEAR_ENOUGH, missing * _AS_NEAR)
        answers = {number for number, one in near.items() if one.likeness >= least}
        shares = _shares(
            [(wanted, found, worth / everything) for wanted, found, worth in asked], answers
        )
        named = {
            number
            for wanted, found, _ in asked
            if wanted.is_matter
            for number, strength in found.items()
            if strength >= _A_SLIP * _IN_NAME
        }
        answers.update(
            number
            for number, share in shares.items()
            if share >= _LEAST_SHARE or (share >= _LEAST_NAMED and number in named)
        )
        return [
            self._scored(
                number, shares[number], near.get(number, _NOT_NEAR), wish, hits, worths, everything
            )
            for number in answers
        ]

    def _nearest(self, wish: Wish) -> tuple[dict[int, Near], float]:
        """Return how near the entries come, and how near something comes that the catalogue lacks."""
        near: dict[int, Near] = {}
        missing = 0.0
        for owner, one in self._near.find(wish.gist, self._meant(wish.gist)).items():
            numbers = [owner] if owner >= 0 else self._called.get(-1 - owner, [])
            for number in numbers:
                near[number] = max(one, near.get(number, _NOT_NEAR), key=lambda it: it.likeness)
            if not numbers:
                missing = max(missing, one.likeness)
        return near, missing

    def _meant(self, typed: Syllables) -> dict[str, float]:
        """Return the words that may have been meant by pairs of words that no procedure has."""
        meant: dict[str, float] = {}
        for pair in itertools.pairwise(typed):
            if not self.knows(pair):
                for guess in self.meant_by(pair):
                    meant.update(dict.fromkeys((*guess, " ".join(guess)), _MISTYPED))
        for known in (*typed, *map(" ".join, itertools.pairwise(typed))):
            meant.pop(known, None)
        return meant

    def _scored(  # noqa: PLR0917 - the parts of one sum
        self,
        number: int,
        share: float,
        near: Near,
        wish: Wish,
        hits: list[dict[int, float]],
        worths: list[float],
        everything: float,
    ) -> Scored:
        entry = self.entries[number]
        reasons = tuple(
            Reason(wanted=wanted, worth=worth / everything, strength=found[number])
            for wanted, found, worth in zip(wish.wanted, hits, worths, strict=True)
            if number in found
        )
        together = sum(
            reason.worth * reason.strength for reason in reasons if reason.wanted.is_bonus
        )
        typed = f" {APART} {wish.text} {APART} "
        is_in_full = any(typed in f" {APART} {line} " for line in (entry.name, entry.keywords))
        begins = f"{entry.name} ".startswith(f"{wish.text} ")
        letters = entry.name.find(f" {APART} ")
        return Scored(
            entry=entry,
            share=share,
            together=together * _TOGETHER,
            in_full=_IN_FULL if is_in_full else _AT_THE_BEGINNING if begins else 0.0,
            length=_LENGTH * math.log(max(letters, _A_SHORT_NAME) / _A_SHORT_NAME),
            near=_NEAR * near.likeness**_LESS_NEAR,
            is_its_name=f"{entry.name} {APART} ".startswith(f"{wish.text} {APART} "),
            prior=max((called.prior for called in entry.called), default=0.0),
            saying=near.saying,
            reasons=reasons,
        )

    def _worth(self, wanted: Wanted, found: Mapping[int, float]) -> float:
        rarity = math.log(2 + len(self.entries) / (0.5 + len(found)))
        return wanted.weight * rarity * (1 if found else _UNHEARD_OF)

    def _hits(self, wanted: Wanted) -> dict[int, float]:
        """Return the entries that hold one of the phrases, with how well."""
        found = self._holding(wanted.phrases[0])
        ways: dict[int, int] = {}
        for phrase in wanted.phrases[1:]:
            for number, strength in self._holding(phrase).items():
                known = found.get(number)
                found[number] = strength if known is None else max(known, strength)
                if known is not None:
                    ways[number] = ways.get(number, 0) + 1
        for number, others in ways.items():
            found[number] += _FURTHER * min(others, 2)
        return found or self._guessed(wanted)

    def _guessed(self, wanted: Wanted) -> dict[int, float]:
        """Return the entries that hold what may have been meant; the vocabulary itself has no slips."""
        if not wanted.is_as_typed:
            return {}
        found: dict[int, float] = {}
        for phrase in wanted.phrases:
            for guess in self.meant_by(phrase):
                for number, strength in self._holding(guess).items():
                    found[number] = max(found.get(number, 0.0), strength * _A_SLIP)
        return found

    def _holding(self, phrase: Syllables) -> dict[int, float]:
        """Return the entries that hold the phrase, with how well: the best place of each counts."""
        found: dict[int, float] = {}
        for strength in (_ELSEWHERE, _IN_KEYWORDS, _IN_NAME):
            found.update(dict.fromkeys(self._standing(phrase, strength), strength))
        return found

    def _standing(self, phrase: Syllables, strength: float) -> Iterable[int]:
        places = self._places[strength]
        if len(phrase) <= 2:  # noqa: PLR2004 - words and pairs are indexed
            return places.get(" ".join(phrase), ())
        pairs = [f"{one} {other}" for one, other in itertools.pairwise(phrase)]
        rarest = min((places.get(pair, array("I")) for pair in pairs), key=len)
        said = f" {' '.join(phrase)} "
        return [number for number in rarest if said in f" {self._line(number, strength)} "]

    def _line(self, number: int, strength: float) -> str:
        entry = self.entries[number]
        if strength == _IN_NAME:
            return entry.name
        return entry.keywords if strength == _IN_KEYWORDS else entry.rest

    def meant_by(self, phrase: Syllables) -> list[Syllables]:
        """Return the pairs of words that names have and that may have been meant by one that none has."""
        if len(phrase) != 2:  # noqa: PLR2004 - words are known in pairs
            return []
        first, second = phrase
        near = [
            *(
                (first, other)
                for other in self._after.get(first, ())
                if slips.is_one(second, other)
            ),
            *(
                (other, second)
                for other in self._before.get(second, ())
                if slips.is_one(first, other)
            ),
        ]
        alike = self._sounds.get((slips.sound(first), slips.sound(second)), set())
        return sorted({*near, *alike})


def used(found: list[Scored], boosts: Mapping[int, tuple[float, int]]) -> list[Scored]:
    """Return the answers with what was learnt from use; none passes one whose name was typed in full."""
    names = [one.relevance for one in found if one.is_its_name]
    learnt = []
    for one in found:
        use, days = boosts.get(one.entry.procedure_id, (0.0, 0))
        above = min((name - one.relevance for name in names if name >= one.relevance), default=use)
        bounded = use if one.is_its_name or not names else min(use, max(above - _BARELY, 0.0))
        learnt.append(replace(one, use=bounded, opened_days=days) if days else one)
    return learnt


def _shares(
    asked: list[tuple[Wanted, dict[int, float], float]], answers: Iterable[int]
) -> dict[int, float]:
    """Return the share of what was asked for that entries hold: the rarest first, answers anyway.

    Once what remains would not make an answer by itself, only entries seen so far are looked at.
    """
    shares: dict[int, float] = dict.fromkeys(answers, 0.0)
    remaining = 1.0
    least = _LEAST_NAMED if any(wanted.is_matter for wanted, _, _ in asked) else _LEAST_SHARE
    for _wanted, found, part in sorted(asked, key=lambda one: -one[2]):
        if remaining * _STRONGEST < least:
            for number in shares.keys() & found.keys():
                shares[number] += part * found[number]
        else:
            for number, strength in found.items():
                shares[number] = shares.get(number, 0.0) + part * strength
        remaining -= part
    return shares
