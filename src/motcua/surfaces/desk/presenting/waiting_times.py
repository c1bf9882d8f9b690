"""How long people waited and were served, by line and by hour: numbers with bars, for who leads the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.domain.reception import queries
from motcua.domain.reception.queries import Spell, Times

if TYPE_CHECKING:
    from motcua.domain.reception.models import Hall


def page(hall: Hall, *, first: date, last: date) -> dict[str, Any]:
    """Return the times of the days, altogether, by line and by hour. Two queries."""
    spells = queries.list_spells(hall, first=first, last=last)
    names = {line.letter: line.name for line in queries.list_lines(hall)}
    letters = sorted({one.letter for one in spells})
    by_line = [
        (f"{letter} · {names.get(letter, '')}", [one for one in spells if one.letter == letter])
        for letter in letters
    ]
    by_hour = [
        (_("{hour} giờ").format(hour=hour), [one for one in spells if one.hour == hour])
        for hour in sorted({one.hour for one in spells})
    ]
    return {
        "total": _row(_("Tất cả"), spells),
        "lines": [_row(label, found) for label, found in by_line],
        "hours": [_row(label, found) for label, found in by_hour],
        "bars": _bars(by_hour),
        "largest": max((row["value"] for row in _bars(by_hour)), default=0),
    }


def _row(label: str, spells: Iterable[Spell]) -> dict[str, Any]:
    found: Times = queries.times_of(spells)
    return {
        "label": label,
        "taken": found.taken,
        "served": found.served,
        "missed": found.missed,
        "wait_median": _minutes(found.wait_median),
        "wait_slow": _minutes(found.wait_slow),
        "serve_median": _minutes(found.serve_median),
        "serve_slow": _minutes(found.serve_slow),
    }


def _bars(rows: Iterable[tuple[str, list[Spell]]]) -> list[dict[str, Any]]:
    """Return how long nine of ten waited at most, by hour; hours in which nobody was served have no bar."""
    found = [(label, queries.times_of(spells).wait_slow) for label, spells in rows]
    return [
        {"label": label, "value": round(slow.total_seconds() / 60, 1), "text": _minutes(slow)}
        for label, slow in found
        if slow is not None
    ]


def _minutes(length: timedelta | None) -> str:
    if length is None:
        return "–"
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    return _("{minutes} phút {seconds} giây").format(minutes=minutes, seconds=f"{seconds:02d}")
