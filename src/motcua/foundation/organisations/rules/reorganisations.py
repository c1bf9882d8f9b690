"""Reorganisation of agencies as one plan: who begins, who ends, who takes over what from whom.

Merging, splitting, renaming, a new code and the abolition of a level are the same thing seen from
here: agencies end on a day, others begin or go on, and each one that ends names its successors.
Pure: tables stand in ``models``, what the plan does to them in ``actions.reorganising``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from motcua.foundation.kernel import chain
from motcua.foundation.kernel.errors import FieldProblem
from motcua.foundation.organisations.enums import (
    AgencyLevel,
    ReorganisationAct,
    ReorganisationState,
)
from motcua.foundation.organisations.errors import InvalidAgencyCode, ReorganisationMoveRefused
from motcua.foundation.organisations.rules import codes
from motcua.foundation.organisations.rules.rows import AgencyRow


class Passing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One agency takes over from one that ends: these procedures, or all that are named nowhere."""

    predecessor: str
    successor: str
    procedures: tuple[str, ...] = ()
    """National codes; empty: whatever no other passing of the predecessor names."""
    keeps_archive: bool = True
    """Whether closed dossiers go here; one successor of each predecessor keeps them."""


class Plan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reorganisation does; an agency ends when it is somebody's predecessor."""

    begins: tuple[AgencyRow, ...] = ()
    """A parent stands before its children."""
    passings: tuple[Passing, ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        """Codes of the agencies that end, in the order in which they are first named."""
        return tuple(dict.fromkeys(passing.predecessor for passing in self.passings))

    def of(self, predecessor: str) -> tuple[Passing, ...]:
        """Return who takes over from this agency."""
        return tuple(one for one in self.passings if one.predecessor == predecessor)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """As much of a current agency as a plan is checked against."""

    level: AgencyLevel
    valid_from: date


def whither(passings: Iterable[Passing], procedure_code: str) -> tuple[str, ...]:
    """Return the codes of those who take this procedure over from one predecessor.

    One: the work follows by itself. Several: where somebody lives, or a person, decides. A passing that
    names the procedure goes before those that name none.
    """
    several = tuple(passings)
    named = tuple(one.successor for one in several if procedure_code in one.procedures)
    return named or tuple(one.successor for one in several if not one.procedures)


def archive_keeper(passings: Iterable[Passing]) -> str:
    """Return the code of the one who keeps a predecessor's closed dossiers."""
    return next(one.successor for one in passings if one.keeps_archive)


def to_plan(plain: object) -> Plan:
    """Return the plan that plain values (of YAML or JSONB) describe.

    :raises msgspec.ValidationError: naming the first wrong place
    """
    return msgspec.convert(plain, Plan)


def to_plain(plan: Plan) -> dict[str, Any]:
    """Return the plan as plain values, in which dates are text."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(plan))
    return plain


# --- What is wrong with a plan --------------------------------------------------------------------


def problems_of(
    plan: Plan, *, standing: Mapping[str, Standing], on: date, root: str
) -> list[FieldProblem]:
    """Return everything that keeps the plan from being applied, each with what to do about it.

    :param standing: the current agencies by code, in the new layout
    :param root: first group of the codes that may be touched, such as "H99"
    """
    return [
        *_nothing(plan),
        *_begun(plan, standing, on=on, root=root),
        *_ending(plan, standing, on=on, root=root),
        *_taking_over(plan, standing),
    ]


def _nothing(plan: Plan) -> Iterator[FieldProblem]:
    if not plan.passings and not plan.begins:
        yield _problem("passings", "empty", _("Ghi cơ quan kết thúc và cơ quan tiếp nhận."))


def _begun(
    plan: Plan, standing: Mapping[str, Standing], *, on: date, root: str
) -> Iterator[FieldProblem]:
    going_on = set(standing) - set(plan.ends)
    for place, row in enumerate(plan.begins):
        field = f"begins.{place}"
        try:
            code = codes.to_new(row.code)
        except InvalidAgencyCode as refusal:
            yield _problem(f"{field}.code", "no-code", refusal.text)
            continue
        if root_of(code) != root:
            yield _problem(
                f"{field}.code", "foreign",
                _("Mã {code} không thuộc {root}.").format(code=code, root=root),
            )  # fmt: skip
        if code in going_on:
            yield _problem(
                f"{field}.code", "taken",
                _("Mã {code} đang thuộc một cơ quan không kết thúc.").format(code=code),
            )  # fmt: skip
        if row.parent and codes.to_new(row.parent) not in going_on:
            yield _problem(
                f"{field}.parent", "no-parent",
                _("Cơ quan cấp trên {code} không có, hoặc ghi sau cơ quan này.").format(
                    code=row.parent
                ),
            )  # fmt: skip
        if row.level == AgencyLevel.COMMUNE and not row.commune_code:
            yield _problem(
                f"{field}.commune_code", "no-commune", _("Ghi mã đơn vị hành chính cấp xã.")
            )
        if row.valid_from != on:
            yield _problem(
                f"{field}.valid_from", "other-day", _("Cơ quan mới bắt đầu đúng ngày sắp xếp.")
            )
        going_on.add(code)


def _ending(
    plan: Plan, standing: Mapping[str, Standing], *, on: date, root: str
) -> Iterator[FieldProblem]:
    for code in plan.ends:
        agency = standing.get(code)
        if agency is None or root_of(code) != root:
            yield _problem(
                f"ends.{code}", "no-agency",
                _("Không có cơ quan {code} đang hoạt động để kết thúc.").format(code=code),
            )  # fmt: skip
        elif agency.valid_from >= on:
            yield _problem(
                f"ends.{code}", "too-young",
                _("Cơ quan {code} bắt đầu từ {day:%d/%m/%Y}, sau ngày sắp xếp.").format(
                    code=code, day=agency.valid_from
                ),
            )  # fmt: skip


def _taking_over(plan: Plan, standing: Mapping[str, Standing]) -> Iterator[FieldProblem]:
    living = (set(standing) - set(plan.ends)) | {_to_new(row.code) for row in plan.begins}
    for predecessor in plan.ends:
        field = f"ends.{predecessor}"
        passings = plan.of(predecessor)
        for passing in passings:
            if passing.successor not in living:
                yield _problem(
                    field, "no-successor",
                    _("Cơ quan tiếp nhận {code} không có sau ngày sắp xếp.").format(
                        code=passing.successor
                    ),
                )  # fmt: skip
        if len({(one.successor, bool(one.procedures)) for one in passings}) != len(passings):
            yield _problem(field, "twice", _("Một cơ quan tiếp nhận được ghi hai lần."))
        if sum(one.keeps_archive for one in passings) != 1:
            yield _problem(
                field, "archive", _("Chọn đúng một cơ quan giữ hồ sơ đã kết thúc của {code}.").format(
                    code=predecessor
                ),
            )  # fmt: skip
        if all(one.procedures for one in passings):
            yield _problem(
                field,
                "no-rest",
                _("Một cơ quan phải nhận các thủ tục còn lại của {code}.").format(code=predecessor),
            )


def _problem(field: str, code: str, text: str) -> FieldProblem:
    return FieldProblem(field=field, code=code, text=text)


def _to_new(code: str) -> str:
    try:
        return codes.to_new(code)
    except InvalidAgencyCode:
        return code


def root_of(code: str) -> str:
    """Return the first group of a code: the province, ministry or hub that it belongs to."""
    return code.split(".", 1)[0]


# --- The way of a plan, and its log ---------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Move:
    """Where an act leads, and whether it needs a reason."""

    target: ReorganisationState
    needs_reason: bool = False


_DRAFT, _READY = ReorganisationState.DRAFT, ReorganisationState.READY
_GIVEN_UP: Final = Move(target=ReorganisationState.WITHDRAWN, needs_reason=True)

MOVES: Final[Mapping[tuple[ReorganisationState, ReorganisationAct], Move]] = MappingProxyType(
    {
        (_DRAFT, ReorganisationAct.SAVE): Move(target=_DRAFT),
        (_DRAFT, ReorganisationAct.SEND): Move(target=_READY),
        (_READY, ReorganisationAct.SEND_BACK): Move(target=_DRAFT, needs_reason=True),
        (_READY, ReorganisationAct.APPLY): Move(target=ReorganisationState.APPLIED),
        (_DRAFT, ReorganisationAct.WITHDRAW): _GIVEN_UP,
        (_READY, ReorganisationAct.WITHDRAW): _GIVEN_UP,
    }
)
WRITING: Final = frozenset({ReorganisationAct.BEGIN, ReorganisationAct.SAVE})
"""The acts after which somebody is an author, and no longer the second person."""


def require_move(state: ReorganisationState, act: ReorganisationAct) -> Move:
    """Return where the act leads from the state.

    :raises ReorganisationMoveRefused: if it leads nowhere
    """
    move = MOVES.get((state, act))
    if move is None:
        raise ReorganisationMoveRefused(act=act.label.lower(), state=state.label)
    return move


def list_acts(state: ReorganisationState) -> frozenset[ReorganisationAct]:
    """Return what can be done with a plan in that state."""
    return frozenset(act for source, act in MOVES if source is state)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is hashed of one entry of a reorganisation's log."""

    reorganisation_id: int
    seq: int
    act: str
    source: str
    target: str
    by: str
    person_id: int
    agency_id: int
    occurred_at: datetime
    article: str
    reason: str
    payload: Mapping[str, object]


def hash_entry(previous: bytes, entry: Entry) -> bytes:
    """Return the link that binds the entry to all before it."""
    moment = entry.occurred_at.astimezone(UTC).isoformat(timespec="microseconds")
    content = {**entry.__dict__, "occurred_at": moment, "payload": dict(entry.payload)}
    return chain.link(previous, content)
