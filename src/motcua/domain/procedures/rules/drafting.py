"""The way of a record from first word to publication: which step follows which, and under what law.

Publication is by decision, whether of something new, amended or repealed (Decree 63/2010, Articles
13 to 15); control of procedures stands between who writes and who decides (Circular 01/2018, Article 8).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from motcua.domain.procedures.enums import DraftAct, DraftState
from motcua.domain.procedures.errors import DraftMoveRefused
from motcua.foundation.kernel import chain
from motcua.foundation.organisations.enums import AgencyLevel

_CONTENT: Final = "Nghị định 63/2010/NĐ-CP, Điều 8.2"
_CONTROL: Final = "Thông tư 01/2018/TT-VPCP, Điều 8"
_PUBLISHING: Final = "Nghị định 63/2010/NĐ-CP, Điều 13-15"


@dataclass(frozen=True, kw_only=True)
class Move:
    """Where an act leads, whether it needs a reason, under which article it is done."""

    target: DraftState
    article: str
    needs_reason: bool = False


OPEN: Final = frozenset({DraftState.DRAFT, DraftState.IN_REVIEW, DraftState.AGREED})
"""The states of a draft that may still become a version."""

_WITHDRAWAL: Final = Move(target=DraftState.WITHDRAWN, article=_CONTROL, needs_reason=True)

MOVES: Final[Mapping[tuple[DraftState, DraftAct], Move]] = MappingProxyType(
    {
        (DraftState.DRAFT, DraftAct.SAVE): Move(target=DraftState.DRAFT, article=_CONTENT),
        (DraftState.DRAFT, DraftAct.DROP): Move(target=DraftState.DRAFT, article=_CONTENT),
        (DraftState.DRAFT, DraftAct.SEND): Move(target=DraftState.IN_REVIEW, article=_CONTROL),
        (DraftState.IN_REVIEW, DraftAct.AGREE): Move(target=DraftState.AGREED, article=_CONTROL),
        (DraftState.IN_REVIEW, DraftAct.SEND_BACK): Move(
            target=DraftState.DRAFT, article=_CONTROL, needs_reason=True
        ),
        (DraftState.AGREED, DraftAct.SEND_BACK): Move(
            target=DraftState.DRAFT, article=_CONTROL, needs_reason=True
        ),
        (DraftState.AGREED, DraftAct.PUBLISH): Move(
            target=DraftState.PUBLISHED, article=_PUBLISHING
        ),
        **{(state, DraftAct.WITHDRAW): _WITHDRAWAL for state in OPEN},
    }
)
BEGINNING: Final = Move(target=DraftState.DRAFT, article=_CONTENT)
WRITING: Final = frozenset({DraftAct.BEGIN, DraftAct.SAVE, DraftAct.DROP})
"""The acts after which somebody is an author, and no longer the second pair of eyes."""


def require_move(state: DraftState, act: DraftAct) -> Move:
    """Return where the act leads from the state.

    Raises:
        DraftMoveRefused: if it leads nowhere
    """
    move = MOVES.get((state, act))
    if move is None:
        raise DraftMoveRefused(act=act.label, state=state.label)
    return move


def list_acts(state: DraftState) -> frozenset[DraftAct]:
    """Return what can be done with a draft in that state."""
    return frozenset(act for source, act in MOVES if source is state)


STAND_IN: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "decision": {
            "number": "…",
            "signed_on": "2000-01-01",
            "issuer": "…",
            "signer": "…",
        },
        "valid_from": "2000-01-01",
    }
)
"""What the decision will say, so that the rest can be checked before there is one."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is hashed of one entry of a draft's log."""

    draft_id: int
    seq: int
    act: str
    source: str
    target: str
    by: str
    person_id: int
    agency_id: int
    occurred_at: datetime
    article: str
    part: str
    reason: str
    digest: str


NO_DESIGNS: Final[Mapping[str, str]] = MappingProxyType({})


def hash_entry(previous: bytes, entry: Entry) -> bytes:
    """Return the link that binds the entry to all before it."""
    moment = entry.occurred_at.astimezone(UTC).isoformat(timespec="microseconds")
    return chain.link(previous, {**entry.__dict__, "occurred_at": moment})


def digest(record: Mapping[str, Any], designs: Mapping[str, str] = NO_DESIGNS) -> str:
    """Return the fingerprint of a draft's content, as its log keeps it.

    :param designs: the fingerprints of its designs by kind and key; a draft without any has the
        fingerprint of its record
    """
    content = {"record": dict(record), "designs": dict(designs)} if designs else dict(record)
    return hashlib.sha256(chain.canonical(content)).hexdigest()


def fingerprint(source: str) -> str:
    """Return the SHA-256 of a design, hexadecimal."""
    return hashlib.sha256(source.encode()).hexdigest()


def own_key(code: str) -> str:
    """Return under which key a procedure's own form and process are kept, if its record names none."""
    return f"tt-{code.replace('.', '-')}"


LEAD_DAYS: Final[Mapping[AgencyLevel, int]] = MappingProxyType(
    {
        AgencyLevel.MINISTRY: 20,
        AgencyLevel.PROVINCE: 5,
        AgencyLevel.DISTRICT: 5,
        AgencyLevel.COMMUNE: 5,
    }
)
"""How many days before it takes effect a decision is signed (Decree 63/2010, Article 15)."""


def latest_signing(*, effective_on: date, level: AgencyLevel) -> date:
    """Return the last day on which the decision is still in time, outside the short procedure."""
    return effective_on - timedelta(days=LEAD_DAYS[level])
