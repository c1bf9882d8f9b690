"""Lists of dossiers by address: each figure of the board opens one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from motcua.domain.dossiers.enums import Due, Milestone, State
from motcua.domain.dossiers.queries import Wanted
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import vietnamese
from motcua.surfaces.desk import paging

MILESTONES: Final = {
    "nop": Milestone.LODGED,
    "tiep-nhan": Milestone.ACCEPTED,
    "ket-qua": Milestone.FINISHED,
    "hen-tra": Milestone.DUE,
}
_NAMES: Final = {milestone: name for name, milestone in MILESTONES.items()}
LARGEST_KEY: Final = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Door:
    """Which dossiers an address asks for."""

    states: frozenset[State] = frozenset()
    standing: Due | None = None
    procedure_id: int | None = None
    milestone: Milestone | None = None
    since: date | None = None
    until: date | None = None
    after: tuple[datetime, int] | None = None

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """Return what an address asks for; what it does not spell rightly does not matter."""
        standing, procedure = asked.get("tinh-trang", ""), asked.get("thu-tuc", "")
        return cls(
            states=frozenset(
                State(state) for state in asked.getlist("trang-thai") if state in State.values
            ),
            standing=Due(standing) if standing in Due.values else None,
            procedure_id=read_key(procedure),
            milestone=MILESTONES.get(asked.get("moc", "")),
            since=read_day(asked.get("tu", "")),
            until=read_day(asked.get("den", "")),
            after=paging.read_dated_mark(asked.get("sau", "")),
        )

    def wanted(self, agency_id: int) -> Wanted:
        """Return the question that stands behind the door."""
        return Wanted(
            agency_id=agency_id,
            states=self.states,
            standing=self.standing,
            procedure_id=self.procedure_id,
            milestone=self.milestone,
            since=self.since,
            until=self.until,
        )

    def asked(self) -> list[tuple[str, str]]:
        """Return what an address says of which dossiers are asked for."""
        values = [("trang-thai", state.value) for state in sorted(self.states)]
        if self.standing is not None:
            values.append(("tinh-trang", self.standing.value))
        if self.procedure_id is not None:
            values.append(("thu-tuc", str(self.procedure_id)))
        if self.milestone is not None:
            values.append(("moc", _NAMES[self.milestone]))
        values += [(name, day.isoformat()) for name, day in self._days() if day is not None]
        return values

    def address(self, *, after: str = "") -> str:
        """Return the address of the list, or of its next page."""
        values = self.asked() + ([("sau", after)] if after else [])
        return f"{reverse('desk:dossiers')}?{urlencode(values)}"

    def _days(self) -> tuple[tuple[str, date | None], ...]:
        return (("tu", self.since), ("den", self.until))


@dataclass(frozen=True, kw_only=True)
class Option:
    """One procedure to cut a list to."""

    key: int
    name: str
    is_chosen: bool


def list_options(names: Mapping[int, str], *, chosen: int | None) -> list[Option]:
    """Return these procedures by name, and the chosen one always. One query if it is not among them."""
    known = dict(names)
    if chosen is not None and chosen not in known:
        known |= {key: name for key, name in procedures.names_by_id().items() if key == chosen}
    options = [Option(key=key, name=name, is_chosen=key == chosen) for key, name in known.items()]
    return sorted(options, key=lambda one: vietnamese.sort_key(one.name))


def show_procedures(door: Door) -> list[Option]:
    """Return every procedure by name."""
    names = procedures.names_by_id()
    return list_options(names, chosen=door.procedure_id if door.procedure_id in names else None)


def read_day(text: str) -> date | None:
    """Return the day that an address names, if it names one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_key(text: str) -> int | None:
    """Return the key that an address names, if it names one."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LARGEST_KEY)):
        return None
    return min(int(text), LARGEST_KEY)
