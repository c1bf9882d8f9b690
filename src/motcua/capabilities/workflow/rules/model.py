"""A process model as values: what the reader found in a BPMN file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Final

from motcua.capabilities.workflow.enums import APPLICANT, NodeKind
from motcua.capabilities.workflow.rules import expressions

OUTCOME: Final = "outcome"
"""The name that holds the outcome of the task done last; each task's own is under its id."""

UNIT_KIND_OF_ROLE: Final[Mapping[str, str]] = {
    "desk": "one_stop",
    "civil_status": "professional",
    "specialist": "professional",
    "leader": "leadership",
    APPLICANT: "",
}
"""Where the holders of a role sit unless the model says otherwise; the applicant sits nowhere."""

_SHARE: Final = re.compile(r"(?P<amount>[0-9]{1,6})(?P<unit>%|h|m)")
_PERCENT: Final = 100
MAX_MINUTES: Final = 999_999
"""The longest a task may take of its own: some eight working years."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way a task can end."""

    code: str
    label: str
    label_en: str
    needs_reason: bool


@dataclass(frozen=True, kw_only=True)
class Share:
    """A task's part of the time: percent of the whole limit, or working minutes of its own."""

    percent: int | None = None
    minutes: int | None = None

    def minutes_of(self, limit_minutes: int | None) -> int | None:
        """Return the working minutes the task has, or None where the whole has no limit."""
        if self.minutes is not None:
            return self.minutes
        if self.percent is None or limit_minutes is None:
            return None
        exact = Decimal(limit_minutes) * self.percent / _PERCENT
        return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def parse_share(text: str) -> Share | None:
    """Return the share that ``40%``, ``4h`` or ``30m`` states, or None if the text states none."""
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        return None
    amount = int(found["amount"])
    if found["unit"] == "%":
        return Share(percent=amount) if amount <= _PERCENT else None
    minutes = amount * 60 if found["unit"] == "h" else amount
    return Share(minutes=minutes) if minutes <= MAX_MINUTES else None


def share_text(share: Share) -> str:
    """Return the share as ``parse_share`` reads it; empty where there is none."""
    if share.percent is not None:
        return f"{share.percent}%"
    return "" if share.minutes is None else f"{share.minutes}m"


@dataclass(frozen=True, kw_only=True)
class Node:
    """One element of a model; what only a kind of element has is empty on the others."""

    code: str
    kind: NodeKind
    name: str
    name_en: str = ""
    role: str = ""
    unit_kind: str = ""
    share: Share = field(default_factory=Share)
    choices: tuple[Choice, ...] = ()
    agency: str = ""
    """The kind of agency that does it in place of the one in charge; empty where that one does."""
    needs: tuple[str, ...] = ()
    """What of the case another agency has to see for it, by the names that the case gives."""
    handler: str = ""
    note: str = ""
    """What the doer should know: the element's documentation."""


@dataclass(frozen=True, kw_only=True)
class Flow:
    """An arrow of a model."""

    code: str
    source: str
    target: str
    condition: expressions.Node | None = None
    is_default: bool = False
    name: str = ""
    text: str = ""
    """The condition as it is written; there may be a text that is no condition yet."""


@dataclass(frozen=True, kw_only=True)
class Model:
    """A process: nodes by id, arrows, and the values it may carry between steps."""

    key: str
    name: str
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]
    values: frozenset[str]
    note: str = ""

    @cached_property
    def leaving(self) -> Mapping[str, tuple[Flow, ...]]:
        """Arrows by the node they leave."""
        return {code: tuple(f for f in self.flows if f.source == code) for code in self.nodes}

    @cached_property
    def entering(self) -> Mapping[str, tuple[Flow, ...]]:
        """Arrows by the node they enter."""
        return {code: tuple(f for f in self.flows if f.target == code) for code in self.nodes}

    def of_kind(self, kind: NodeKind) -> tuple[Node, ...]:
        """Return the nodes of a kind, in the order of the file."""
        return tuple(node for node in self.nodes.values() if node.kind is kind)
