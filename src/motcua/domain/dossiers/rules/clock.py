"""The clock of a promise: a pure function of the entries, the limit and the calendar of the day.

Nobody types a due date: what is stored beside a dossier is what ``run`` says of its entries.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.domain.dossiers.enums import Act, Due, Pace, State
from motcua.domain.dossiers.rules.life import RUNNING
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.kernel.worktime import Calendar
from motcua.foundation.kernel.worktime import Due as Counted

SOON_SECONDS: Final = 24 * 3600

STARTS: Final = frozenset({Act.ACCEPT, Act.SUPPLEMENT, Act.REOPEN})
"""From here the limit is counted, from the beginning each time (Articles 17.2.b and 19.4)."""
ENDS: Final = frozenset({Act.DECIDE, Act.REJECT, Act.WITHDRAW, Act.STOP})
TURNS: Final = STARTS | ENDS | {Act.ASK, Act.EXTEND}
"""The acts that the clock hears."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """An entry of the log as the clock hears it."""

    act: Act
    at: datetime
    """When the clock heard it: starts when they occurred, all else when it was recorded."""
    until: date | None = None
    """The day an extension promises."""


def turn(
    act: Act, *, occurred_at: datetime, recorded_at: datetime, payload: Mapping[str, object]
) -> Turn:
    """Return an entry of the log, with its payload, as the clock hears it.

    What was brought on paper and written down later starts the clock when it was brought: that is
    never in the agency's favour. An answer counts from its record: a date typed later moves nothing.
    """
    until = payload.get("until")
    return Turn(
        act=act,
        at=min(occurred_at, recorded_at) if act in STARTS else recorded_at,
        until=date.fromisoformat(str(until)) if until else None,
    )


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A stretch of a dossier's life in which the clock did one thing."""

    pace: Pace
    since: datetime
    until: datetime | None
    """None while it lasts."""
    act: Act
    """What began it."""


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What is promised, and how it came to be this moment."""

    due_at: datetime | None
    """None before acceptance, while a supplement is awaited, or without a limit."""
    counted: Counted | None
    """The count in force with its days; an extension stands on top of it."""
    extended_to: date | None
    """The day the agency asked for instead, with its apology (Article 19.9)."""
    stretches: tuple[Stretch, ...]

    def tell(self) -> list[str]:
        """Return in sentences what moved the promise: pauses, new handlings, and the apology."""
        told = [
            _tell_pause(one) if one.pace is Pace.PAUSED else _tell_reopening(one)
            for one in self.stretches
            if one.pace is Pace.PAUSED or one.act is Act.REOPEN
        ]
        if self.extended_to is not None and self.counted is not None:
            words = _(
                "Theo thời hạn thì hẹn ngày {first:%d/%m/%Y}; cơ quan đã xin lỗi và hẹn lại ngày"
                " {until:%d/%m/%Y} (Điều 19.9 Nghị định 61/2018/NĐ-CP)."
            )
            told.append(words.format(first=self.counted.on, until=self.extended_to))
        return told


def run(
    turns: Iterable[Turn], *, count: Callable[[datetime], Counted], calendar: Calendar
) -> Clock:
    """Return the clock after these turns, in the order in which they were recorded.

    :param count: the procedure's limit, counted from a moment on the days of the agency
    """
    heard = [turn for turn in turns if turn.act in TURNS]
    start: datetime | None = None
    extended_to: date | None = None
    for turn in heard:
        if turn.act in STARTS:
            start, extended_to = turn.at, None
        elif turn.act is Act.ASK:
            start, extended_to = None, None
        elif turn.act is Act.EXTEND:
            extended_to = turn.until
    counted = count(start) if start is not None else None
    due_at = counted.at if counted else None
    if extended_to is not None:
        due_at = extended_due_at(extended_to, calendar)
    return Clock(
        due_at=due_at, counted=counted, extended_to=extended_to, stretches=_stretches(heard)
    )


def is_early(finished_at: datetime, due_at: datetime | None) -> bool:
    """Say whether a result came before its promised day, so that it is to be told (Article 20.4)."""
    return due_at is not None and day_in_vietnam(finished_at) < day_in_vietnam(due_at)


def extended_due_at(until: date, calendar: Calendar) -> datetime:
    """Return the close of business of the day promised anew, or of the next that is worked."""
    return calendar.next_working(until).closes_at


def _stretches(heard: Sequence[Turn]) -> tuple[Stretch, ...]:
    began = [(turn, _PACES[turn.act]) for turn in heard if turn.act in _PACES]
    ends = [turn.at for turn, _pace in began[1:]]
    return tuple(
        Stretch(pace=pace, since=turn.at, until=end, act=turn.act)
        for (turn, pace), end in zip(began, [*ends, None], strict=False)
    )


def _tell_pause(stretch: Stretch) -> str:
    if stretch.until is None:
        words = _("Tạm dừng tính từ {since:%d/%m/%Y} để chờ bổ sung hồ sơ.")
        return words.format(since=day_in_vietnam(stretch.since))
    words = _(
        "Chờ bổ sung hồ sơ từ {since:%d/%m/%Y}; nhận đủ ngày {until:%d/%m/%Y} nên thời hạn được tính"
        " lại từ đầu (Điều 19.4 Nghị định 61/2018/NĐ-CP)."
    )
    return words.format(since=day_in_vietnam(stretch.since), until=day_in_vietnam(stretch.until))


def _tell_reopening(stretch: Stretch) -> str:
    words = _(
        "Giải quyết lại từ {since:%d/%m/%Y}: thời hạn được tính mới từ ngày này; lần trước đúng hay trễ"
        " hạn vẫn ghi trong nhật ký."
    )
    return words.format(since=day_in_vietnam(stretch.since))


_PACES: Final = {
    **dict.fromkeys(STARTS, Pace.RUNNING),
    **dict.fromkeys(ENDS, Pace.ENDED),
    Act.ASK: Pace.PAUSED,
}


def standing(
    *, state: State, due_at: datetime | None, finished_at: datetime | None, now: datetime
) -> Due:
    """Return how the dossier stands against its promise.

    On time is judged at the moment the result exists (national state 9), not when it was fetched.
    """
    if due_at is None:
        return Due.NONE
    if finished_at is not None:
        return Due.ON_TIME if finished_at <= due_at else Due.LATE
    if state not in RUNNING:
        return Due.NONE
    if now > due_at:
        return Due.OVERDUE
    return Due.SOON if (due_at - now).total_seconds() <= SOON_SECONDS else Due.AHEAD
