"""What people call a procedure, and how near what was typed comes to one of these sayings.

``sayings.yaml`` holds them by national code, so a record taken over from another province, which
knows none of them, is found as well. A saying is near when it shares its rare words, and their
neighbours, with what was typed; what else was typed or else is said in it counts against it.
"""

import itertools
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from motcua.domain.procedures.rules import words
from motcua.domain.procedures.rules.slips import Syllables

_NEIGHBOURS: Final = 0.45
"""What two words count that stand together, against one alone."""
_LEFT_OVER: Final = 0.45
"""How much what was typed besides counts against a saying."""
_UNSAID: Final = 0.4
"""How much what else is in the saying counts against it."""
_PRIORS: Final = {"daily": 0.08, "often": 0.04, "seldom": 0.0}


@dataclass(frozen=True, kw_only=True)
class Called:
    """What people call one procedure, or several that are one service to them."""

    key: int
    """The place in the file."""
    sayings: tuple[str, ...]
    prior: float
    """What its use adds to its relevance: it decides between answers nearly as good."""


def called(code: str, name: str) -> tuple[Called, ...]:
    """Return what people call the procedure of this code or, where none is known, of this name."""
    by_code, by_name = _by_code_and_name()
    folded = " ".join(words.syllables(name))
    return by_code.get(code) or next(
        (known for begins, known in by_name.items() if folded.startswith(begins)), ()
    )


@cache
def everything() -> tuple[Called, ...]:
    """Return what people call every procedure of the file."""
    return tuple(
        Called(key=key, sayings=tuple(line["said"]), prior=_PRIORS[line.get("use", "seldom")])
        for key, line in enumerate(_lines())
    )


@cache
def _lines() -> list[dict[str, Any]]:
    source = resources.files("motcua.domain.procedures") / "sayings.yaml"
    lines: list[dict[str, Any]] = yaml.load(
        source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return lines


@cache
def _by_code_and_name() -> tuple[dict[str, tuple[Called, ...]], dict[str, tuple[Called, ...]]]:
    by_code: dict[str, tuple[Called, ...]] = {}
    by_name: dict[str, tuple[Called, ...]] = {}
    for line, one in zip(_lines(), everything(), strict=True):
        for written in line["of"]:
            known, place = (
                (by_code, written)
                if written[0].isdigit()
                else (by_name, " ".join(words.syllables(written)))
            )
            known[place] = (*known.get(place, ()), one)
    return by_code, by_name


@dataclass(frozen=True, kw_only=True)
class Near:
    """How near what was typed comes to a saying, 0 to 1."""

    likeness: float = 0.0
    saying: str = ""


class Nearness:
    """Every saying by its words and their neighbours; sayings are only ever added."""

    def __init__(self) -> None:
        self._owners = array("l")
        self._sayings: list[str] = []
        self._features: list[frozenset[str]] = []
        self._places: dict[str, array[int]] = {}
        self._weights: dict[str, float] | None = None
        self._sizes: array[float] = array("d")

    def add(self, owner: int, sayings: Iterable[str]) -> None:
        """Take in what somebody or something of this number is called."""
        for saying in sayings:
            features = _features(words.gist_of(words.syllables(saying)))
            if not features:
                continue
            number = len(self._features)
            self._owners.append(owner)
            self._features.append(features)
            self._sayings.append(saying)
            for feature in features:
                self._places.setdefault(feature, array("I")).append(number)
        self._weights = None

    def find(self, typed: Syllables, meant: Mapping[str, float]) -> dict[int, Near]:
        """Return how near what was typed comes to the nearest saying of each owner.

        :param meant: words and pairs of words that may have been meant, with how much to believe it
        """
        weights = self._weighed()
        unheard_of = math.log(1 + len(self._features))
        asked = dict.fromkeys(_features(typed), 1.0)
        whole = sum(weights.get(one) or _weight(one, unheard_of) for one in asked)
        shared: dict[int, float] = defaultdict(float)
        for feature, belief in (*asked.items(), *meant.items()):
            worth = weights.get(feature, 0.0) * belief
            for number in self._places.get(feature, ()):
                shared[number] += worth
        nearest: dict[int, tuple[float, int]] = {}
        for number, common in shared.items():
            size = self._sizes[number]
            held = min(common, whole, size)
            against = _LEFT_OVER * (whole - held) + _UNSAID * (size - held)
            likeness = held / (held + against)
            owner = self._owners[number]
            if likeness > nearest.get(owner, (0.0, 0))[0]:
                nearest[owner] = (likeness, number)
        return {
            owner: Near(likeness=likeness, saying=self._sayings[number])
            for owner, (likeness, number) in nearest.items()
        }

    def _weighed(self) -> Mapping[str, float]:
        if self._weights is None:
            total = len(self._features)
            self._weights = {
                feature: _weight(feature, math.log(1 + total / len(places)))
                for feature, places in self._places.items()
            }
            self._sizes = array(
                "d",
                (sum(self._weights[one] for one in features) for features in self._features),
            )
        return self._weights


def _features(said: Syllables) -> frozenset[str]:
    return frozenset((*said, *map(" ".join, itertools.pairwise(said))))


def _weight(feature: str, rarity: float) -> float:
    return rarity * (_NEIGHBOURS if " " in feature else 1.0)
