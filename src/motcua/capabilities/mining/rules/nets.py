"""A design as a net: tokens on arrows, and what moves them (a safe Petri net)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

START: Final = "(start)"
Marking = frozenset[str]
"""The arrows that hold a token."""


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One thing that can happen: it takes a token from each of these arrows and puts one on each of those."""

    node: str
    takes: Marking
    gives: Marking
    activity: str = ""
    """Empty for what leaves no trace in a log: gateways, and work of the system."""
    outcome: str = ""
    """With which outcome alone it goes this way; empty where the outcome does not matter."""
    through: tuple[str, ...] = ()
    """Arrows it passes on its way that never hold a token."""


@dataclass(frozen=True, kw_only=True)
class Net:
    """Transitions in a fixed order. A run begins with one token on ``START`` and ends with none."""

    transitions: tuple[Transition, ...]

    @cached_property
    def activities(self) -> frozenset[str]:
        """What can be seen in a log."""
        return frozenset(one.activity for one in self.transitions if one.activity)

    @cached_property
    def outcomes(self) -> frozenset[tuple[str, str]]:
        """The outcomes that decide a way, with their activities."""
        return frozenset((one.activity, one.outcome) for one in self.transitions if one.outcome)

    def enabled(self, marking: Marking) -> Iterator[Transition]:
        """Return what can happen now."""
        return (one for one in self.transitions if one.takes <= marking)


def fire(marking: Marking, transition: Transition) -> Marking | None:
    """Return where the tokens are afterwards; None if an arrow would hold two, which no sound design does."""
    left = marking - transition.takes
    return None if left & transition.gives else left | transition.gives
