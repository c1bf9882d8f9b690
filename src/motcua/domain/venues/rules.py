"""When a venue is open: its weekly sessions and single days, read from lines and written as lines."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.translation import gettext_noop

from motcua.domain.venues.errors import HoursUnreadable
from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.clock import VIETNAM

DAYS_SHOWN: Final = 7
"""From today on: on a Saturday the week that is nearly over helps nobody."""
MOST_SPANS: Final = 60
WEEKDAYS: Final = (
    gettext_noop("Thứ hai"),
    gettext_noop("Thứ ba"),
    gettext_noop("Thứ tư"),
    gettext_noop("Thứ năm"),
    gettext_noop("Thứ sáu"),
    gettext_noop("Thứ bảy"),
    gettext_noop("Chủ nhật"),
)
_NUMBERS: Final = {
    **{name: number for number, name in enumerate(map(vietnamese.fold, WEEKDAYS), start=1)},
    **{f"thu {number + 1}": number for number in range(1, 7)},
    **{f"t{number + 1}": number for number in range(1, 7)},
    "cn": 7,
}
_LINE: Final = re.compile(
    r"(?P<day>[^\d:][^:]*?|thu \d|t\d|\d{1,2}/\d{1,2}/\d{4})[:,]?\s+"
    r"(?P<opens>\d{1,2}[:hg]\d{0,2})\s*(?:-|den)\s*(?P<closes>\d{1,2}[:hg]\d{0,2})"
)


@dataclass(frozen=True, kw_only=True, order=True)
class Hours:
    """From when until when on one day."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


@dataclass(frozen=True, kw_only=True)
class Span:
    """A session: every week on a weekday (Monday is 1), or on one day."""

    weekday: int | None = None
    on: date | None = None
    hours: Hours

    def __str__(self) -> str:
        day = f"{self.on:%d/%m/%Y}" if self.on else WEEKDAYS[(self.weekday or 1) - 1]
        return f"{day} {self.hours}"


@dataclass(frozen=True, kw_only=True)
class OpenDay:
    """A day on which people can come, with its sessions in order."""

    on: date
    hours: tuple[Hours, ...]

    @property
    def weekday(self) -> str:
        """The day's name, as a message to be translated."""
        return WEEKDAYS[self.on.isoweekday() - 1]


def read_spans(text: str) -> tuple[Span, ...]:
    """Return the sessions that stand in the lines, each once.

    Raises:
        HoursUnreadable: naming the first line that is none, or that ends before it begins.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return tuple(dict.fromkeys(_read(line) for line in lines[:MOST_SPANS]))


def write_spans(spans: Iterable[Span]) -> str:
    """Return the sessions as lines that ``read_spans`` reads back."""
    return "\n".join(map(str, spans))


def hours_on(
    spans: Iterable[Span], on: date, *, holidays: Collection[date] = ()
) -> tuple[Hours, ...]:
    """Return when a venue is open on a day, sessions that touch drawn together.

    What comes every week stays away on public holidays; a day that was named is kept.
    """
    found = sorted(
        span.hours
        for span in spans
        if span.on == on or (span.weekday == on.isoweekday() and on not in holidays)
    )
    joined: list[Hours] = []
    for one in found:
        if joined and one.opens <= joined[-1].closes:
            closes = max(joined[-1].closes, one.closes)
            joined[-1] = Hours(opens=joined[-1].opens, closes=closes)
        else:
            joined.append(one)
    return tuple(joined)


def is_open(spans: Iterable[Span], at: datetime, *, holidays: Collection[date] = ()) -> bool:
    """Say whether somebody who comes at the moment finds it open; at the closing hour nobody does."""
    local = at.astimezone(VIETNAM)
    hours = hours_on(spans, local.date(), holidays=holidays)
    return any(one.opens <= local.time() < one.closes for one in hours)


def days_open(
    spans: Collection[Span], *, first: date, valid_from: date, valid_to: date | None,
    holidays: Collection[date] = (),
) -> tuple[OpenDay, ...]:  # fmt: skip
    """Return the days of the week that begins on ``first`` on which a venue is open.

    :param valid_to: the first day on which it is no more
    """
    days = (first + timedelta(days=number) for number in range(DAYS_SHOWN))
    found = (
        OpenDay(on=day, hours=hours_on(spans, day, holidays=holidays))
        for day in days
        if valid_from <= day and (valid_to is None or day < valid_to)
    )
    return tuple(one for one in found if one.hours)


def _read(line: str) -> Span:
    found = _LINE.fullmatch(vietnamese.fold(re.sub(r"[–—]", "-", line)))
    if found is None:
        raise HoursUnreadable(field="hours", line=line)
    try:
        hours = Hours(opens=_time(found["opens"]), closes=_time(found["closes"]))
        weekday = _NUMBERS.get(found["day"].strip())
        on = None if weekday else datetime.strptime(found["day"], "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise HoursUnreadable(field="hours", line=line) from None
    if hours.opens >= hours.closes:
        raise HoursUnreadable(field="hours", line=line)
    return Span(weekday=weekday, on=on, hours=hours)


def _time(text: str) -> time:
    hour, minute = re.split("[:hg]", text)
    return time(int(hour), int(minute or 0))
