"""The clock of a promise: a pure function of the entries, the limit and the calendar of the day.

Nobody types a due date: what is stored beside a dossier is what ``run`` says of its entries.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
RESUMES: Final = frozenset({Act.MEET_OBLIGATION, Act.DROP_OBLIGATION})
"""From here the clock goes on where it stood: the time waited does not count."""
TOLD_LATER: Final = STARTS | {Act.MEET_OBLIGATION, Act.CONFIRM_RECEIPT}
"""What may be written down after it happened, and counts from when it did: never in the agency's favour."""
TURNS: Final = (
    STARTS | ENDS | RESUMES | {Act.ASK, Act.ASK_OBLIGATION, Act.EXTEND, Act.CONFIRM_RECEIPT}
)
"""The acts that the clock hears."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """An entry of the log as the clock hears it."""

    act: Act
    at: datetime
    """When the clock heard it: starts and payments when they occurred, all else when it was recorded."""
    until: date | None = None
    """The day an extension promises."""
    counted_from: datetime | None = None
    """The beginning that a confirmed time of receipt stands in for."""


def turn(
    act: Act, *, occurred_at: datetime, recorded_at: datetime, payload: Mapping[str, object]
) -> Turn:
    """Return an entry of the log, with its payload, as the clock hears it.

    What was brought on paper, or paid, and written down later counts from when it was brought or paid:
    that is never in the agency's favour. An answer counts from its record: a date typed later moves nothing.
    """
    until, counted_from = payload.get("until"), payload.get("counted_from")
    return Turn(
        act=act,
        at=min(occurred_at, recorded_at) if act in TOLD_LATER else recorded_at,
        until=date.fromisoformat(str(until)) if until else None,
        counted_from=datetime.fromisoformat(str(counted_from)) if counted_from else None,
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

    @property
    def is_new_count(self) -> bool:
        """Whether the limit was counted from its beginning."""
        return self.act in STARTS


@dataclass(frozen=True, kw_only=True)
class Clock:
    """What is promised, and how it came to be this moment."""

    due_at: datetime | None
    """None before acceptance, while something is awaited of the applicant, or without a limit."""
    counted: Counted | None
    """The count in force with its days; what was waited and an extension stand on top of it."""
    limit_at: datetime | None
    """The end of the limit, put off by what was waited for obligations; an extension stands on top of it."""
    counts: tuple[tuple[datetime, datetime | None], ...]
    """Each moment from which the limit was counted, with its end, put off by what was waited since."""
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
        if (
            self.limit_at is not None
            and self.counted is not None
            and self.limit_at != self.counted.at
        ):
            words = _(
                "Theo thời hạn thì hẹn ngày {first:%d/%m/%Y}; không tính thời gian chờ thực hiện nghĩa vụ tài"
                " chính nên hẹn ngày {until:%d/%m/%Y}."
            )
            until = day_in_vietnam(self.limit_at)
            told.append(words.format(first=self.counted.on, until=until))
        if self.extended_to is not None and self.counted is not None:
            words = _(
                "Theo thời hạn thì hẹn ngày {first:%d/%m/%Y}; cơ quan đã xin lỗi và hẹn lại ngày"
                " {until:%d/%m/%Y} (Điều 19.9 Nghị định 61/2018/NĐ-CP)."
            )
            first = day_in_vietnam(self.limit_at) if self.limit_at else self.counted.on
            told.append(words.format(first=first, until=self.extended_to))
        return told


@dataclass(frozen=True, kw_only=True)
class Wait:
    """Time that does not count, from asking for an obligation until it was met."""

    since: datetime
    until: datetime


def run(
    turns: Iterable[Turn], *, count: Callable[[datetime], Counted], calendar: Calendar,
    put_off: Callable[[datetime, Wait], datetime],
) -> Clock:  # fmt: skip
    """Return the clock after these turns, in the order in which they were recorded.

    :param count: the procedure's limit, counted from a moment on the days of the agency
    :param put_off: a promised moment moved by time that does not count, in the unit of the limit
    """
    heard = settle(turn for turn in turns if turn.act in TURNS)
    start: datetime | None = None
    extended_to: date | None = None
    asked_at: datetime | None = None
    waits: list[Wait] = []
    counts: list[tuple[datetime, list[Wait]]] = []
    before_extension = 0
    for turn in heard:
        if turn.act in STARTS:
            start, extended_to, asked_at, waits, before_extension = turn.at, None, None, [], 0
            counts.append((start, waits))
        elif turn.act is Act.ASK:
            start, extended_to = None, None
        elif turn.act is Act.EXTEND:
            extended_to, before_extension = turn.until, len(waits)
        elif turn.act is Act.ASK_OBLIGATION:
            asked_at = turn.at
        elif turn.act in RESUMES and asked_at is not None:
            waits.append(Wait(since=asked_at, until=max(asked_at, turn.at)))
            asked_at = None
    is_counting = start is not None and asked_at is None
    counted = count(start) if start is not None and is_counting else None
    limit_at = _put_off(counted.at if counted else None, waits, put_off)
    due_at = limit_at
    if extended_to is not None and is_counting:
        promised = extended_due_at(extended_to, calendar)
        due_at = _put_off(promised, waits[before_extension:], put_off)
    return Clock(
        due_at=due_at, counted=counted, limit_at=limit_at, extended_to=extended_to,
        counts=tuple((since, _put_off(count(since).at, passed, put_off)) for since, passed in counts),
        stretches=_stretches(heard),
    )  # fmt: skip


def settle(turns: Iterable[Turn]) -> list[Turn]:
    """Return the turns with each beginning at the time that a second person confirmed (Article 17.1).

    A confirmation moves the beginning it names, and only to an earlier moment.
    """
    heard: list[Turn] = []
    for turn in turns:
        if turn.act is not Act.CONFIRM_RECEIPT:
            heard.append(turn)
            continue
        for place in range(len(heard) - 1, -1, -1):
            if heard[place].act in STARTS and heard[place].at == turn.counted_from:
                heard[place] = replace(heard[place], at=min(turn.at, heard[place].at))
                break
    return heard


def _put_off(
    at: datetime | None, waits: Iterable[Wait], put_off: Callable[[datetime, Wait], datetime]
) -> datetime | None:
    for wait in waits:
        at = put_off(at, wait) if at is not None else None
    return at


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
    if stretch.act is Act.ASK_OBLIGATION:
        return _tell_obligation(stretch)
    if stretch.until is None:
        words = _("Tạm dừng tính từ {since:%d/%m/%Y} để chờ bổ sung hồ sơ.")
        return words.format(since=day_in_vietnam(stretch.since))
    words = _(
        "Chờ bổ sung hồ sơ từ {since:%d/%m/%Y}; nhận đủ ngày {until:%d/%m/%Y} nên thời hạn được tính"
        " lại từ đầu (Điều 19.4 Nghị định 61/2018/NĐ-CP)."
    )
    return words.format(since=day_in_vietnam(stretch.since), until=day_in_vietnam(stretch.until))


def _tell_obligation(stretch: Stretch) -> str:
    if stretch.until is None:
        words = _("Tạm dừng tính từ {since:%d/%m/%Y} để chờ thực hiện nghĩa vụ tài chính.")
        return words.format(since=day_in_vietnam(stretch.since))
    words = _(
        "Chờ thực hiện nghĩa vụ tài chính từ {since:%d/%m/%Y} đến {until:%d/%m/%Y}: thời gian này không"
        " tính vào thời hạn, theo luật chuyên ngành nêu trong thủ tục."
    )
    return words.format(since=day_in_vietnam(stretch.since), until=day_in_vietnam(stretch.until))


def _tell_reopening(stretch: Stretch) -> str:
    words = _(
        "Giải quyết lại từ {since:%d/%m/%Y}: thời hạn được tính mới từ ngày này; lần trước đúng hay trễ"
        " hạn vẫn ghi trong nhật ký."
    )
    return words.format(since=day_in_vietnam(stretch.since))


_PACES: Final = {
    **dict.fromkeys(STARTS | RESUMES, Pace.RUNNING),
    **dict.fromkeys(ENDS, Pace.ENDED),
    **dict.fromkeys((Act.ASK, Act.ASK_OBLIGATION), Pace.PAUSED),
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
