"""The period that a board looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from django.db.models import TextChoices
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from motcua.surfaces.desk.presenting.door import read_day

MONTHS_A_QUARTER: Final = 3
LONGEST: Final = timedelta(days=3660)


class Kind(TextChoices):
    """How a period is chosen."""

    MONTH = "thang", _("Tháng này")
    QUARTER = "quy", _("Quý này")
    YEAR = "nam", _("Năm nay")
    DAYS = "ngay", _("Từ ngày đến ngày")


@dataclass(frozen=True, kw_only=True)
class Period:
    """From one day to another, both included."""

    kind: Kind
    since: date
    until: date

    @classmethod
    def read(cls, asked: Mapping[str, str], *, today: date) -> Self:
        """Return the period an address asks for: this month, unless it says otherwise rightly."""
        wanted = asked.get("ky", "")
        kind = Kind(wanted) if wanted in Kind.values else Kind.MONTH
        if kind is Kind.DAYS:
            since, until = read_day(asked.get("tu", "")), read_day(asked.get("den", ""))
            if since and until and since <= until <= since + LONGEST:
                return cls(kind=kind, since=since, until=until)
            kind = Kind.MONTH
        return cls(kind=kind, since=_first_day(kind, today), until=today)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """The ways to choose, the one in use marked."""
        return [(kind.value, str(kind.label), kind is self.kind) for kind in Kind]

    def query(self, **more: str) -> str:
        """Return the part of an address that asks for this period again."""
        values = {"ky": self.kind.value}
        if self.kind is Kind.DAYS:
            values |= {"tu": self.since.isoformat(), "den": self.until.isoformat()}
        return f"?{urlencode(values | {name: value for name, value in more.items() if value})}"


def _first_day(kind: Kind, today: date) -> date:
    match kind:
        case Kind.QUARTER:
            quarter = (today.month - 1) // MONTHS_A_QUARTER
            return today.replace(month=quarter * MONTHS_A_QUARTER + 1, day=1)
        case Kind.YEAR:
            return today.replace(month=1, day=1)
        case _:
            return today.replace(day=1)
