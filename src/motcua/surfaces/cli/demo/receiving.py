"""The waiting room of Sông Lam's desk in the demo: lines, windows, a few days of numbers, and some of today."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from motcua.domain.reception import actions, queries
from motcua.domain.reception.enums import Origin, Priority
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.kernel.worktime import is_open
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.reception.models import Hall, Line, Window
    from motcua.foundation.identity.actors import Officer
    from motcua.surfaces.cli.demo.world import World

DESK: Final = "motcua.songlam"
LINES: Final = (
    actions.NamedLine(letter="A", name="Hộ tịch, chứng thực", name_en="Civil status, certification", places=2),
    actions.NamedLine(letter="B", name="Đất đai, xây dựng, kinh doanh", name_en="Land, building, business", places=2),
    actions.NamedLine(letter="C", name="Nhận kết quả", name_en="Fetch a result", is_results=True),
)  # fmt: skip
WINDOWS: Final = {1: "AC", 2: "AB", 3: "BC"}
WAYS: Final = actions.Ways(
    firsts=(Priority.ELDERLY, Priority.DISABLED, Priority.PREGNANT, Priority.SMALL_CHILD),
    firsts_basis="Nội quy tiếp nhận (tưởng tượng, để trình diễn)", share=3, elderly_from=75,
    slot_minutes=30, days_ahead=5,
)  # fmt: skip
DAYS: Final = 2
NUMBERS: Final = 10
"""Numbers of a past day: enough to say what is expected, few enough to start fast."""
WAITING: Final = 5
_LASTS: Final = (4, 7, 5, 9, 6, 12, 5, 8, 3, 6)


def load(world: World, *, at: datetime) -> int:
    """Open the room unless it is open, let it work on the last days, and let some wait now; return the numbers."""
    desk = world.officers[DESK]
    if queries.find_hall(desk.agency_id) is not None:
        return 0
    hall = actions.open_hall(by=desk)
    actions.set_ways(WAYS, by=desk)
    lines = {named.letter: actions.keep_line(named, by=desk) for named in LINES}
    windows = [
        actions.keep_window(number=number, line_ids=[lines[one].pk for one in served], by=desk)
        for number, served in WINDOWS.items()
    ]
    calendar = organisations.get_calendar(hall.agency_id)
    told, day = 0, clock.day_in_vietnam(at)
    for _back in range(DAYS):
        day = max(
            day - timedelta(days=back)
            for back in range(1, 20)
            if calendar.is_working(day - timedelta(days=back))
        )
        told += _work(hall, lines["A"], windows[0], desk, at=calendar.day(day).opens_at)
    return told + (_wait(hall, lines, windows[0], desk, at=at) if is_open(calendar, at) else 0)


def _work(hall: Hall, line: Line, window: Window, desk: Officer, *, at: datetime) -> int:
    """Let one window serve the people of a morning, who came every six minutes."""
    actions.sit_down(window_id=window.pk, by=desk, at=at)
    free = at + timedelta(minutes=5)
    for number, minutes in zip(range(NUMBERS), _LASTS, strict=True):
        came = at + timedelta(minutes=6 * number)
        actions.take(hall_id=hall.pk, line_id=line.pk, origin=Origin.KIOSK, at=came)
        free = max(free, came)
        called = actions.call_next(by=desk, at=free)
        assert called is not None  # it has just been taken
        actions.serve(ticket_id=called.pk, by=desk, at=free + timedelta(seconds=40))
        free += timedelta(minutes=minutes)
        actions.finish(ticket_id=called.pk, by=desk, at=free)
    actions.leave(by=desk, at=free)
    return NUMBERS


def _wait(
    hall: Hall, lines: dict[str, Line], window: Window, desk: Officer, *, at: datetime
) -> int:
    """Let some people wait now, the first of them called."""
    taken = 0
    for number, letter in zip(range(WAITING), "AABAC", strict=True):
        came = at - timedelta(minutes=2 * (WAITING - number))
        group = Priority.ELDERLY if number == 1 else Priority.NONE
        try:
            actions.take(
                hall_id=hall.pk, line_id=lines[letter].pk, origin=Origin.KIOSK, priority=group,
                at=came,
            )  # fmt: skip
        except Refusal:
            continue  # the doors opened a minute ago
        taken += 1
    actions.sit_down(window_id=window.pk, by=desk, at=at)
    actions.call_next(by=desk, at=at)
    return taken
