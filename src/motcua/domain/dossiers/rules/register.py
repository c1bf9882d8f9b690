"""The register of dossiers: what one line says, read from the entries of a dossier's log.

Form No. 06 of Circular 01/2018/TT-VPCP; form No. 07 of Circular 03/2025/TT-VPCP from 1 July 2025.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from motcua.domain.dossiers.enums import Act, Due, ResultWay, State
from motcua.domain.dossiers.rules.bringing import list_handed
from motcua.domain.dossiers.rules.clock import standing
from motcua.foundation.kernel.clock import VIETNAM


@dataclass(frozen=True, kw_only=True)
class RegisterForm:
    """The form by which the register is kept from a day on."""

    valid_from: date
    name: str
    source: str
    is_verified: bool


REGISTER_FORMS: Final = (
    RegisterForm(
        valid_from=date(2018, 6, 21),
        name="Mẫu số 06",
        source="Thông tư 01/2018/TT-VPCP",
        is_verified=True,
    ),
    # The text of its annex could not be read: the columns of 2018 stand, marked to be verified.
    RegisterForm(
        valid_from=date(2025, 7, 1),
        name="Mẫu số 07",
        source="Thông tư 03/2025/TT-VPCP",
        is_verified=False,
    ),
)


def register_form_on(on: date) -> RegisterForm:
    """Return the form in force on the day; the first one for days before it."""
    known = [form for form in REGISTER_FORMS if form.valid_from <= on]
    return max(known, key=lambda form: form.valid_from, default=REGISTER_FORMS[0])


def year_of(year: int) -> tuple[datetime, datetime]:
    """Return the first moment of a year in Vietnam, and the first after it."""
    return _new_year(year), _new_year(year + 1)


def _new_year(year: int) -> datetime:
    return datetime.combine(date(year, 1, 1), time(), tzinfo=VIETNAM)


@dataclass(frozen=True, kw_only=True)
class Written:
    """One entry of a log, as far as the register reads it."""

    seq: int
    act: Act
    target: State
    occurred_at: datetime
    recorded_at: datetime
    payload: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Stood:
    """How a dossier stood after some of its entries: what its line in the register says."""

    state: State
    accepted_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    handed_over_at: datetime | None = None
    way: ResultWay | None = None
    papers: int = 0
    """Papers that were handed in at a desk; 0 for what came online."""
    told: tuple[Act, ...] = ()
    """What the last column mentions, each once, in the order in which it happened."""


NOTED: Final = frozenset(
    {
        Act.EXTEND, Act.REDATE, Act.REASSIGN, Act.CORRECT, Act.REJECT, Act.WITHDRAW, Act.STOP,
        Act.REOPEN, Act.CONFIRM_RECEIPT,
    }
)  # fmt: skip
"""Acts that the register mentions in its last column."""


def stood_after(entries: Iterable[Written]) -> Stood:
    """Return how the dossier stood after these entries, oldest first. Nothing else is read."""
    values: dict[str, Any] = {"state": State.LODGED}
    papers: dict[str, int] = {}
    told: dict[Act, None] = {}
    for entry in entries:
        values |= {"state": entry.target} | _dates(entry)
        papers |= {paper.code: paper.quantity for paper in list_handed(entry.payload)}
        if entry.act in NOTED:
            told[entry.act] = None
    return Stood(**values, papers=sum(papers.values()), told=tuple(told))


def split_handlings(entries: Iterable[Written]) -> list[list[Written]]:
    """Return the entries of each handling, oldest first; a reopening begins the next.

    What the first line says is not changed by it: another line stands below.
    """
    handlings: list[list[Written]] = [[]]
    for entry in entries:
        if entry.act is Act.REOPEN:
            handlings.append([])
        handlings[-1].append(entry)
    return handlings


def judge_handlings(entries: Iterable[Written]) -> list[Due]:
    """Return how each handling kept its promise, oldest first: a verdict once given is never another.

    Handlings without a result yet, or that ended without one, are judged by nobody: ``Due.NONE``.
    """
    stood = [stood_after(handling) for handling in split_handlings(entries)]
    return [
        standing(
            state=one.state, due_at=one.due_at, finished_at=one.finished_at, now=one.finished_at
        )
        if one.finished_at is not None
        else Due.NONE
        for one in stood
    ]


def _dates(entry: Written) -> dict[str, Any]:
    """Return which columns the entry fills anew."""
    match entry.act:
        case Act.ACCEPT | Act.REOPEN:
            return {"accepted_at": entry.occurred_at, "due_at": _due_in(entry)}
        case Act.CONFIRM_RECEIPT if "due_at" in entry.payload:
            received = {"accepted_at": entry.occurred_at} if entry.payload["is_acceptance"] else {}
            return {**received, "due_at": _due_in(entry)}
        case Act.EXTEND | Act.REDATE | Act.SUPPLEMENT:
            return {"due_at": _due_in(entry)}
        case Act.ASK:
            return {"due_at": None}
        case Act.DECIDE | Act.REJECT:
            return {"finished_at": entry.recorded_at}
        case Act.HAND_OVER:
            way = entry.payload.get("way")
            return {
                "handed_over_at": entry.recorded_at,
                "way": ResultWay(way) if way in ResultWay.values else None,
            }
        case _:
            return {}


def _due_in(entry: Written) -> datetime | None:
    due_at = entry.payload.get("due_at")
    return datetime.fromisoformat(due_at) if due_at else None


def competent_after(agency_id: int, later: Iterable[Written]) -> int:
    """Return which agency was competent before these later entries, newest first.

    :param agency_id: the one competent now
    """
    for entry in later:
        if entry.act is Act.REASSIGN and entry.payload["to_agency_id"] == agency_id:
            agency_id = int(entry.payload["from_agency_id"])
    return agency_id
