"""The figures of a board in words, each with the door to its dossiers where the reader may open one."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.workflow.queries import Load
from motcua.composition.casework.narrowing import Standing
from motcua.composition.steering.queries import Board, Figures
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Due, Flagged, Milestone, State
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.organisations.enums import UnitKind
from motcua.surfaces.desk.presenting import forecasts, signs
from motcua.surfaces.desk.presenting.door import Door
from motcua.surfaces.desk.presenting.period import Period

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency

BY_AGENCY: Final = "#theo-co-quan"
BY_PROCEDURE: Final = "#theo-thu-tuc"
NOTHING: Final = "–"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number with its name and, where there is one, its door."""

    key: str
    label: str
    text: str
    note: str = ""
    href: str = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class BoardLine:
    """One line of a table: what it is about, and its numbers."""

    label: str
    href: str
    cells: tuple[Figure, ...]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of the chart."""

    label: str
    value: int
    href: str


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """What waits in one kind of unit for one role."""

    label: str
    role: str
    open: int
    overdue: int
    href: str
    overdue_href: str


@dataclass(frozen=True, kw_only=True)
class ShownBoard:
    """One screen."""

    title: str
    figures: tuple[Figure, ...]
    to_sign: int | None
    """Steps that wait for the reader's own signature; None for those who sign nothing."""
    units: tuple[UnitLine, ...]
    by_procedure: tuple[BoardLine, ...]
    by_agency: tuple[BoardLine, ...]
    signs: tuple[BoardLine, ...]
    """Flags by agency and kind, beside the on-time rate and no part of it."""
    bars: tuple[Bar, ...]
    largest: int
    again: str
    """The address to ask whether anything changed."""

    @property
    def mark(self) -> str:
        """What tells these figures from others."""
        parts = (
            self.figures,
            self.to_sign,
            self.units,
            self.by_procedure,
            self.by_agency,
            self.signs,
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def show(
    board: Board, *, loads: Sequence[Load], agencies: "Sequence[Agency]", officer: Officer,
    period: Period, procedure_codes: Mapping[int, str],
) -> ShownBoard:  # fmt: skip
    """Return the board as this officer may see it."""
    codes = {agency.pk: agency.code for agency in agencies}
    only = agencies[0].pk if len(agencies) == 1 else None
    opens = only is not None and _opens(officer, only)
    doors = _Doors(opens=opens, period=period, elsewhere="" if only else BY_AGENCY)
    lines = sorted(board.by_procedure, key=lambda line: (-line.sums.lodged, line.label))
    return ShownBoard(
        title=agencies[0].name_in(get_language() or "vi")
        if len(agencies) == 1
        else _("Tất cả cơ quan"),
        figures=_figures(board.total, doors),
        to_sign=_to_sign(loads, officer),
        units=tuple(_unit_line(load, officer) for load in _merged(loads, only)),
        by_procedure=tuple(
            _line(line, doors, href=_hindsight(procedure_codes, line, period, codes.get(only or 0)))
            for line in lines
        ),
        by_agency=()
        if only
        else tuple(
            _line(
                line,
                _Doors(opens=_opens(officer, line.agency_id), period=period, elsewhere=""),
                href=period.query(**{"co-quan": codes.get(line.agency_id or 0, "")}),
            )
            for line in board.by_agency
        ),
        signs=tuple(_signs(board, agencies, officer, period)),
        bars=tuple(
            Bar(label=line.label, value=line.sums.lodged, href=doors.received(line.procedure_id))
            for line in lines
        ),
        largest=max((line.sums.lodged for line in lines), default=0),
        again=period.query(**{"co-quan": codes[only] if only and len(codes) == 1 else ""}),
    )


@dataclass(frozen=True, kw_only=True)
class _Doors:
    """Where the figures of a board lead."""

    opens: bool
    """Whether the reader may see the dossiers behind the figures."""
    period: Period
    elsewhere: str

    def received(self, procedure_id: int | None) -> str:
        return self._of(
            Door(
                procedure_id=procedure_id,
                milestone=Milestone.LODGED,
                since=self.period.since,
                until=self.period.until,
            )
        )

    def states(self, states: frozenset[State], procedure_id: int | None) -> str:
        return self._of(Door(states=states, procedure_id=procedure_id))

    def standing(self, standing: Due, procedure_id: int | None) -> str:
        return self._of(Door(standing=standing, procedure_id=procedure_id))

    def likely_late(self, procedure_id: int | None) -> str:
        if not self.opens:
            return self.elsewhere
        return forecasts.address(level=forecasts.HIGH, procedure_id=procedure_id)

    def finished(self, procedure_id: int | None) -> str:
        return self._of(
            Door(
                procedure_id=procedure_id,
                milestone=Milestone.FINISHED,
                since=self.period.since,
                until=self.period.until,
            )
        )

    def _of(self, door: Door) -> str:
        return door.address() if self.opens else self.elsewhere


def _opens(officer: Officer, agency_id: int | None) -> bool:
    return agency_id == officer.agency_id and not officer.roles.isdisjoint(dossiers.SEEING_ROLES)


def _figures(line: Figures, doors: _Doors) -> tuple[Figure, ...]:
    key = line.procedure_id
    sums, now = line.sums, line.open
    finished = sums.finished_on_time + sums.finished_late
    return (
        Figure(
            key="received",
            label=_("Nhận trong kỳ"),
            text=_number(sums.lodged),
            href=doors.received(key),
        ),
        Figure(
            key="waiting",
            label=_("Chờ tiếp nhận"),
            text=_number(now.waiting),
            href=doors.states(frozenset({State.LODGED}), key),
        ),
        Figure(
            key="in-progress",
            label=_("Đang giải quyết"),
            text=_number(now.in_progress),
            href=doors.states(dossiers.HANDLED, key),
        ),
        Figure(
            key="due-soon",
            label=_("Sắp đến hạn"),
            text=_number(now.due_soon),
            href=doors.standing(Due.SOON, key),
            tone="attention" if now.due_soon else "",
        ),
        Figure(
            key="likely-late",
            label=_("Nguy cơ trễ hạn cao"),
            text=_number(now.likely_late),
            note=_("theo dự báo"),
            href=doors.likely_late(key),
            tone="attention" if now.likely_late else "",
        ),
        Figure(
            key="overdue",
            label=_("Quá hạn"),
            text=_number(now.overdue),
            href=doors.standing(Due.OVERDUE, key),
            tone="danger" if now.overdue else "",
        ),
        Figure(
            key="on-time",
            label=_("Đúng hạn"),
            text=_share(line.on_time_rate),
            note=_("{count} hồ sơ có kết quả trong kỳ").format(count=_number(finished)),
            href=doors.finished(key),
        ),
        Figure(
            key="corrected",
            label=_("Kết quả phải sửa"),
            text=_number(sums.corrected),
            note=_("do lỗi của cơ quan"),
            href="" if key else BY_PROCEDURE,
            tone="danger" if sums.corrected else "",
        ),
        # An answer stays apart from its dossier: this figure leads no further than its line.
        Figure(
            key="satisfied",
            label=_("Hài lòng"),
            text=_share(line.satisfaction_rate),
            note=_("{count} lượt trả lời").format(count=_number(sums.answers)),
            href="" if key else BY_PROCEDURE,
        ),
    )


_SAID_ABOVE: Final = frozenset({"likely-late", "corrected"})
"""Figures whose note is the same in every line: it stands once, over the tables."""


def _line(line: Figures, doors: _Doors, *, href: str) -> BoardLine:
    cells = _figures(line, doors)
    return BoardLine(
        label=line.label,
        href=href,
        cells=tuple(
            replace(
                cell,
                href="" if cell.href.startswith("#") or cell.text == "0" else cell.href,
                note="" if cell.key in _SAID_ABOVE else cell.note,
            )
            for cell in cells
        ),
    )


def _signs(
    board: Board, agencies: "Iterable[Agency]", officer: Officer, period: Period
) -> Iterator[BoardLine]:
    """Return by agency how many dossiers have each kind of flag; no line where there is none."""
    for agency in agencies:
        counted = {kind: board.signs.get((agency.pk, kind), 0) for kind in Flagged}
        if not any(counted.values()):
            continue
        opens = _opens(officer, agency.pk)
        yield BoardLine(
            label=agency.name_in(get_language() or "vi"),
            href="",
            cells=tuple(
                Figure(
                    key=kind.value,
                    label=str(kind.label),
                    text=_number(number),
                    href=signs.address(kind, since=period.since, until=period.until)
                    if opens and number
                    else "",
                )
                for kind, number in counted.items()
            ),
        )


def _hindsight(
    procedure_codes: Mapping[int, str], line: Figures, period: Period, agency: str | None
) -> str:
    """Return where to read what really happened to the dossiers of a line."""
    code = procedure_codes.get(line.procedure_id or 0)
    if code is None:
        return ""
    address = reverse("desk:hindsight", args=[code])
    return f"{address}{period.query(**{'co-quan': agency or ''})}"


def _to_sign(loads: Iterable[Load], officer: Officer) -> int | None:
    if Role.LEADER not in officer.roles:
        return None
    return sum(
        load.open
        for load in loads
        if load.role == Role.LEADER and load.agency_id == officer.agency_id
    )


def _merged(loads: Iterable[Load], only: int | None) -> list[Load]:
    """Return the loads of all agencies together, by unit and role."""
    merged: dict[tuple[str, str], tuple[int, int]] = {}
    for load in loads:
        waiting, overdue = merged.get((load.unit_kind, load.role), (0, 0))
        merged[load.unit_kind, load.role] = (waiting + load.open, overdue + load.overdue)
    return [
        Load(agency_id=only or 0, unit_kind=kind, role=role, open=waiting, overdue=overdue)
        for (kind, role), (waiting, overdue) in sorted(merged.items())
    ]


def _unit_line(load: Load, officer: Officer) -> UnitLine:
    is_post = load.role in Role.values
    may_open = is_post and Role.LEADER in officer.roles and load.agency_id == officer.agency_id
    href = f"{reverse('desk:work')}?vai-tro={load.role}" if may_open else ""
    kind = str(UnitKind(load.unit_kind).label) if load.unit_kind in UnitKind.values else ""
    return UnitLine(
        label=kind or _("Ngoài cơ quan"),
        role=str(Role(load.role).label) if is_post else _("Người nộp hồ sơ"),
        open=load.open,
        overdue=load.overdue,
        href=href,
        overdue_href=f"{href}&loc={Standing.OVERDUE.value}" if href and load.overdue else "",
    )


def _number(value: int) -> str:
    return str(number_format(value, use_l10n=True, force_grouping=True))


def _share(share: float | None) -> str:
    if share is None:
        return NOTHING
    return f"{number_format(share * 100, decimal_pos=1, use_l10n=True)}%"
