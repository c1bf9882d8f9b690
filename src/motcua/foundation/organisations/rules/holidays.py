"""The national working calendar: public holidays, swaps and make-up days with their sources.

The holidays come from the maintained library, which knows the lunar calendar. What the Prime Minister
fixes year by year (the days of Tết, the second National Day, swaps, make-up Saturdays) comes from
``data/calendar-vn.yaml``, each row with its paper, and wins over the library.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from typing import Final

import holidays
import msgspec

from motcua.foundation.kernel.worktime import DayKind, SpecialDay

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2049
"""The library knows further lunar years; a promise beyond these is a mistake."""

LABOUR_CODE: Final = "Điều 112 Bộ luật Lao động 2019"
_SWAPPED: Final = re.compile(r"\(thay cho ngày (\d\d/\d\d/\d{4})\)")
_OBSERVED: Final = re.compile(r"^(?P<name>.+) \(nghỉ bù\)$")
_NATIONAL_DAY: Final = (9, 2)
_FIXED_EACH_YEAR: Final = ("Tết Nguyên Đán", "29 Tết", "Quốc khánh")
"""Names of the days that need the Prime Minister's decision of the year."""


class DatedRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the national calendar file."""

    on: date = msgspec.field(name="date")  # YAML reads a bare "on" as true
    kind: DayKind
    name: str
    source: str
    verified: bool = True
    replaces: date | None = None
    note: str = ""


class NationalFile(msgspec.Struct, frozen=True, kw_only=True):
    """The national calendar file."""

    announced_to: int
    """The last year whose holidays have been announced and entered."""
    days: tuple[DatedRow, ...]


@lru_cache(maxsize=1)
def national_days() -> tuple[SpecialDay, ...]:
    """Return every special day of the country, the later entry of a date being the stronger one."""
    file = read_national_file()
    return (*_library_days(file.announced_to), *(_special(row) for row in file.days))


def read_national_file() -> NationalFile:
    """Return the rows that the product ships."""
    source = resources.files("motcua.foundation.organisations") / "data" / "calendar-vn.yaml"
    return msgspec.yaml.decode(source.read_bytes(), type=NationalFile)


def _library_days(announced_to: int) -> Iterator[SpecialDay]:
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    known = holidays.country_holidays("VN", years=years, language="vi")
    for on, names in sorted(known.items()):
        yield from _library_day(on, names.split("; ")[0], announced_to)


def _library_day(on: date, name: str, announced_to: int) -> Iterator[SpecialDay]:
    swapped = _SWAPPED.search(name)
    if swapped:
        worked_on = datetime.strptime(swapped[1], "%d/%m/%Y").date()  # noqa: DTZ007 - a date
        yield _national(on, DayKind.SWAPPED_OFF, "")
        yield _national(worked_on, DayKind.MAKEUP_WORK, "", replaces=on)
        return
    observed = _OBSERVED.match(name)
    kind = DayKind.COMPENSATORY if observed else DayKind.HOLIDAY
    # Days that are decided year by year are a forecast until the year's decision is entered.
    is_decided = on.year <= announced_to or not _needs_decision(on, name)
    yield _national(on, kind, observed["name"] if observed else name, is_verified=is_decided)


def _needs_decision(on: date, name: str) -> bool:
    is_fixed = (on.month, on.day) == _NATIONAL_DAY
    return not is_fixed and any(part in name for part in _FIXED_EACH_YEAR)


def _national(
    on: date,
    kind: DayKind,
    name: str,
    *,
    replaces: date | None = None,
    is_verified: bool = True,
) -> SpecialDay:
    return SpecialDay(
        on=on, kind=kind, name=name, source=LABOUR_CODE, is_verified=is_verified, replaces=replaces
    )


def _special(row: DatedRow) -> SpecialDay:
    return SpecialDay(
        on=row.on,
        kind=row.kind,
        name=row.name,
        source=row.source,
        is_verified=row.verified,
        replaces=row.replaces,
        note=row.note,
    )
