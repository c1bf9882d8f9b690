"""The list of dossiers with flags: signs that a rate looks better than the handling was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from motcua.composition.steering.queries import Seen, Signed
from motcua.domain.dossiers.enums import Flagged
from motcua.domain.procedures.queries import Version
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting.door import read_day
from motcua.surfaces.desk.presenting.period import Kind, Period

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which flags an address asks for."""

    kind: Flagged | None
    since: date
    until: date
    after: tuple[datetime, int] | None

    @classmethod
    def read(cls, asked: QueryDict, *, today: date) -> Self:
        """Return what an address asks for; what it does not spell rightly does not matter."""
        kind = asked.get("loai", "")
        month = Period.read({"ky": Kind.MONTH.value}, today=today)
        return cls(
            kind=Flagged(kind) if kind in Flagged.values else None,
            since=read_day(asked.get("tu", "")) or month.since,
            until=read_day(asked.get("den", "")) or month.until,
            after=paging.read_dated_mark(asked.get("sau", "")),
        )

    def seen(self, agency_id: int) -> Seen:
        """Return the question that stands behind the address."""
        return Seen(agency_id=agency_id, kind=self.kind, since=self.since, until=self.until)

    def following(self, last: Signed) -> str:
        """Return the address of the next page, behind this dossier."""
        place = paging.mark(last.at, last.dossier_id)
        return address(self.kind, since=self.since, until=self.until, after=place)


def address(kind: Flagged | None, *, since: date, until: date, after: str = "") -> str:
    """Return the address of the list."""
    values = {
        "loai": kind.value if kind else "",
        "tu": since.isoformat(),
        "den": until.isoformat(),
        "sau": after,
    }
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('desk:signs')}?{query}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One dossier with what somebody should look at."""

    reference: str
    name: str
    procedure: str
    kinds: tuple[str, ...]
    at: datetime


def show_rows(found: "Iterable[tuple[Signed, Dossier, Version]]") -> list[Row]:
    """Return the dossiers, each with its kinds of flags. Names of people are not shown."""
    language = get_language() or "vi"
    return [
        Row(
            reference=dossier.reference,
            name=str(dossier),
            procedure=version.name_in(language),
            kinds=tuple(str(kind.label) for kind in signed.kinds),
            at=signed.at,
        )
        for signed, dossier, version in found
    ]
