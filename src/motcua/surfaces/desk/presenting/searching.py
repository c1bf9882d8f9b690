"""What the one box found, in groups that say why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.composition.casework import examining
from motcua.composition.casework.searching import Found, OfDay, OfProcedure
from motcua.domain.dossiers.enums import Milestone
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import FoundBy
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk.presenting import dossiers as presenting
from motcua.surfaces.desk.presenting.door import Door

_WAYS: Final = {
    FoundBy.PIN: gettext_lazy("Người nộp có số định danh này"),
    FoundBy.PHONE: gettext_lazy("Người nộp có số điện thoại này"),
    FoundBy.NAME: gettext_lazy("Người nộp có họ tên này"),
}


@dataclass(frozen=True, kw_only=True)
class Group:
    """Dossiers that were found for one reason."""

    key: str
    why: str
    rows: list[presenting.Row]
    more: str = ""
    """Where all of them are listed."""
    is_cut: bool = False


@dataclass(frozen=True, kw_only=True)
class ProcedureLine:
    """A procedure that answers, as a door to the agency's dossiers of it."""

    name: str
    code: str
    open: int
    href: str


def show(found: Found, officer: Officer, *, now: datetime) -> dict[str, Any]:
    """Return what was found, numbers first, then people, days, procedures."""
    return {
        "found": found,
        "groups": list(_groups(found, officer, now=now)),
        "elsewhere": found.of_person.mirrors if found.of_person else (),
        "lines": [_line(one) for one in found.procedures],
        "day": found.day,
    }


def _groups(found: Found, officer: Officer, *, now: datetime) -> Iterable[Group]:
    calendar = organisations.get_calendar(officer.agency_id)
    if found.dossier is not None:
        pairs = examining.with_versions([found.dossier])
        rows = presenting.show_rows(pairs, now=now, calendar=calendar)
        yield Group(key="number", why=_("Mang số này"), rows=rows)
    if found.of_person and found.of_person.dossiers:
        rows = presenting.show_rows(found.of_person.dossiers, now=now, calendar=calendar)
        why = str(_WAYS[found.of_person.way])
        yield Group(key="person", why=why, rows=rows, is_cut=found.of_person.is_cut)
    for part in found.of_day:
        rows = presenting.show_rows(part.dossiers, now=now, calendar=calendar)
        more = _door(part) if part.is_cut else ""
        why = _say_day(part)
        yield Group(key=str(part.wanted.milestone), why=why, rows=rows, more=more)


def _say_day(part: OfDay) -> str:
    if part.wanted.milestone == Milestone.DUE:
        return _("Đang giải quyết, hẹn trả ngày {day}").format(day=f"{part.wanted.since:%d/%m/%Y}")
    return _("Nộp ngày {day}").format(day=f"{part.wanted.since:%d/%m/%Y}")


def _door(part: OfDay) -> str:
    wanted = part.wanted
    is_due = wanted.milestone == Milestone.DUE
    states = wanted.states if is_due else frozenset()
    door = Door(states=states, milestone=wanted.milestone, since=wanted.since, until=wanted.until)
    return door.address()


def _line(one: OfProcedure) -> ProcedureLine:
    return ProcedureLine(
        name=presenting.name_of(one.version),
        code=one.version.code,
        open=one.open,
        href=Door(procedure_id=one.version.procedure_id).address(),
    )
