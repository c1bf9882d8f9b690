"""The period that a board looks at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from django.db.models import TextChoices
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.surfaces.desk.presenting.door import read_day

MONTHS_A_QUARTER: Final = 3
LONGEST: Final = timedelta(days=3660)
TYPED_DAY: Final = re.compile(r"\D*([0-9]{1,2})\D+([0-9]{1,2})\D+([0-9]{4})\D*", re.ASCII)


class Kind(TextChoices):
    """How a period is chosen."""

    MONTH = "thang", _("Tháng này")
    QUARTER = "quy", _("Quý này")
    YEAR = "nam", _("Năm nay")
    DAYS = "ngay", _("Từ ngày đến ngày")


@dataclass(frozen=True, kw_only=True)
class Link:
    """One period to choose at once."""

    text: str
    href: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with the days that were typed, and in which box."""

    anchor: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Period:
    """From one day to another, both included."""

    kind: Kind
    since: date
    until: date
    typed: tuple[str, str] = ("", "")
    """The two days as they were typed, if they cannot be used."""
    problems: tuple[Problem, ...] = ()

    @classmethod
    def read(cls, asked: Mapping[str, str], *, today: date) -> Self:
        """Return the period an address asks for; this month, with the reason, if it cannot be had."""
        wanted = asked.get("ky", "")
        kind = Kind(wanted) if wanted in Kind.values else Kind.MONTH
        if kind is not Kind.DAYS:
            return cls(kind=kind, since=_first_day(kind, today), until=today)
        typed = asked.get("tu", ""), asked.get("den", "")
        since, until = read_typed_day(typed[0]), read_typed_day(typed[1])
        problems = _problems(since, until)
        if problems or since is None or until is None:
            month = _first_day(Kind.MONTH, today)
            return cls(
                kind=Kind.MONTH, since=month, until=today, typed=typed, problems=tuple(problems)
            )
        return cls(kind=_kind_of(since, until, today), since=since, until=until)

    @property
    def boxes(self) -> tuple[str, str]:
        """The two days as their boxes show them, whatever the language of the browser."""
        if self.problems:
            return self.typed
        return f"{self.since:%d/%m/%Y}", f"{self.until:%d/%m/%Y}"

    @property
    def wrong_boxes(self) -> frozenset[str]:
        """The boxes to put right."""
        return frozenset(problem.anchor for problem in self.problems)

    def links(self, *, agency: str) -> list[Link]:
        """Return the periods that end today, for the same agency."""
        return [
            Link(
                text=str(kind.label),
                href=_address({"ky": kind.value, "co-quan": agency}),
                is_current=kind is self.kind and not self.problems,
            )
            for kind in Kind
            if kind is not Kind.DAYS
        ]

    def query(self, **more: str) -> str:
        """Return the part of an address that asks for this period again."""
        values = {"ky": self.kind.value}
        if self.kind is Kind.DAYS:
            values |= {"tu": self.since.isoformat(), "den": self.until.isoformat()}
        return _address(values | more)


def read_typed_day(text: str) -> date | None:
    """Return the day that was typed as day, month and year, however parted, or as an address has it."""
    found = TYPED_DAY.fullmatch(text.strip())
    if found is None:
        return read_day(text.strip())
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _problems(since: date | None, until: date | None) -> list[Problem]:
    unreadable = gettext("Hãy gõ ngày, tháng và năm có trên lịch, ví dụ 01/11/2026.")
    problems = [
        Problem(anchor=anchor, text=unreadable)
        for anchor, day in (("since", since), ("until", until))
        if day is None
    ]
    if since and until and since > until:
        text = gettext("Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.")
        problems.append(Problem(anchor="until", text=text))
    elif since and until and until - since > LONGEST:
        text = gettext("Kỳ xem dài nhất là mười năm. Hãy chọn hai ngày gần nhau hơn.")
        problems.append(Problem(anchor="until", text=text))
    return problems


def _kind_of(since: date, until: date, today: date) -> Kind:
    """Return the period these two days are by another name."""
    if until == today:
        for kind in (Kind.MONTH, Kind.QUARTER, Kind.YEAR):
            if since == _first_day(kind, today):
                return kind
    return Kind.DAYS


def _address(values: Mapping[str, str]) -> str:
    return f"?{urlencode({name: value for name, value in values.items() if value})}"


def _first_day(kind: Kind, today: date) -> date:
    match kind:
        case Kind.QUARTER:
            quarter = (today.month - 1) // MONTHS_A_QUARTER
            return today.replace(month=quarter * MONTHS_A_QUARTER + 1, day=1)
        case Kind.YEAR:
            return today.replace(month=1, day=1)
        case _:
            return today.replace(day=1)
