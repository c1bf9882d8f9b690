"""The clock of a promise against the plainest reckoning there is: a notebook, read line by line."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, Pace
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import (
    Calendar,
    DayKind,
    Hours,
    Session,
    SpecialDay,
    TimeUnit,
    due_after,
    put_off,
)

FIRST = datetime(2026, 3, 2, 8, tzinfo=VIETNAM)
WEEK = tuple(
    (Session(time(7, 30), time(11, 30)), Session(time(13), time(17))) if day < 5 else ()
    for day in range(7)
)
TURNS = [
    Act.ACCEPT, Act.ASK, Act.SUPPLEMENT, Act.EXTEND, Act.DECIDE, Act.WITHDRAW, Act.TRANSFER, Act.REOPEN,
    Act.ASK_OBLIGATION, Act.MEET_OBLIGATION, Act.DROP_OBLIGATION,
]  # fmt: skip
STARTING = {Act.ACCEPT, Act.SUPPLEMENT, Act.REOPEN}


def a_calendar(days_off=frozenset()):
    return Calendar(
        hours=(Hours(date.min, WEEK),),
        days=tuple(
            SpecialDay(on=on, kind=DayKind.CLOSURE, name="Bão", source="QĐ 1") for on in days_off
        ),
    )


@st.composite
def offices(draw):
    """Return an office that may be closed on some days of the next two months."""
    offsets = draw(st.frozensets(st.integers(0, 60), max_size=12))
    return frozenset(FIRST.date() + timedelta(days=offset) for offset in offsets)


@st.composite
def stories(draw):
    """Return acts in order of time, lawful or not: the clock judges nothing, it only counts."""
    at, told = FIRST, []
    for act in draw(st.lists(st.sampled_from(TURNS), max_size=9)):
        at += timedelta(minutes=draw(st.integers(0, 60 * 24 * 9)))
        until = at.date() + timedelta(days=draw(st.integers(0, 40))) if act is Act.EXTEND else None
        told.append(rules.Turn(act=act, at=at, until=until))
    return told


def run(story, amount=5, days_off=frozenset()):
    calendar = a_calendar(days_off)
    return rules.run(
        story,
        count=lambda since: due_after(calendar, since, amount, TimeUnit.WORKING_DAY),
        calendar=calendar,
        put_off=lambda due, wait: put_off(
            calendar, due, since=wait.since, until=wait.until, unit=TimeUnit.WORKING_DAY
        ),
    )


def works(on, days_off):
    return on.weekday() < 5 and on not in days_off


def close_of(on):
    return datetime.combine(on, time(17), VIETNAM)


def plainly(story, amount, days_off):
    """Return the promised moment as a clerk would find it with a pencil."""
    promised = held = asked_at = None
    for turn in story:
        if turn.act in {Act.ACCEPT, Act.SUPPLEMENT, Act.REOPEN}:
            on, left = turn.at.date(), amount
            while left:
                on += timedelta(days=1)
                left -= works(on, days_off)
            promised, asked_at = close_of(on), None
        elif turn.act is Act.ASK:
            promised = held = None
        elif turn.act is Act.EXTEND and (promised or held):
            on = turn.until
            while not works(on, days_off):
                on += timedelta(days=1)
            promised, held = (None, close_of(on)) if asked_at else (close_of(on), None)
        elif turn.act is Act.ASK_OBLIGATION and (promised or held):
            promised, held, asked_at = None, promised or held, turn.at
        elif turn.act in {Act.MEET_OBLIGATION, Act.DROP_OBLIGATION} and asked_at:
            promised, held, asked_at = held and after(held, asked_at, turn.at, days_off), None, None
    return promised


def after(promised, asked_at, met_at, days_off):
    """Return the promise once the clerk has crossed out the days of waiting, one by one."""
    on = asked_at.date()
    while promised >= asked_at and on < met_at.date():
        on += timedelta(days=1)
        if works(on, days_off):
            moved = promised.date() + timedelta(days=1)
            while not works(moved, days_off):
                moved += timedelta(days=1)
            promised = close_of(moved)
    return promised


@given(story=stories(), amount=st.integers(1, 30), days_off=offices())
def test_the_promise_is_what_a_clerk_would_write(story, amount, days_off):
    assert run(story, amount, days_off).due_at == plainly(story, amount, days_off)


@given(story=stories(), days_off=offices(), closed=st.integers(0, 60))
def test_one_more_day_off_never_brings_a_promise_forward(story, days_off, closed):
    before = run(story, 5, days_off).due_at
    after = run(story, 5, days_off | {FIRST.date() + timedelta(days=closed)}).due_at

    assert (before is None) == (after is None)
    if before is not None:
        assert after >= before


@given(story=stories(), days_off=offices())
def test_a_day_off_after_the_promise_moves_nothing(story, days_off):
    promised = run(story, 5, days_off).due_at
    if promised is None:
        return

    later = days_off | {promised.date() + timedelta(days=1)}

    assert run(story, 5, later).due_at == promised


@given(story=stories())
@example(story=[])
def test_stretches_cover_the_life_without_gap_or_overlap(story):
    stretches = run(story).stretches

    for one, following in pairwise(stretches):
        assert one.until == following.since
    assert all(one.until is not None for one in stretches[:-1])
    if stretches:
        assert stretches[-1].until is None


@given(story=stories())
def test_what_is_no_business_of_the_clock_does_not_move_it(story):
    heard = [turn for turn in story if turn.act is not Act.TRANSFER]

    assert run(heard) == run(story)


def turn(act, days=0, until=None):
    return rules.Turn(act=act, at=FIRST + timedelta(days=days), until=until)


def test_a_supplement_counts_from_the_beginning_and_says_so():
    """Article 19.4: asked on Wednesday, complete on Monday, five working days from then."""
    clock = run([turn(Act.ACCEPT), turn(Act.ASK, 2), turn(Act.SUPPLEMENT, 7)])

    assert clock.due_at == close_of(date(2026, 3, 16))
    assert [one.pace for one in clock.stretches] == [Pace.RUNNING, Pace.PAUSED, Pace.RUNNING]
    (told,) = clock.tell()
    assert "04/03/2026" in told
    assert "09/03/2026" in told
    assert "Điều 19.4" in told


def test_while_a_supplement_is_awaited_nothing_is_promised():
    clock = run([turn(Act.ACCEPT), turn(Act.ASK, 2)])

    assert (clock.due_at, clock.counted) == (None, None)
    assert clock.tell() == ["Tạm dừng tính từ 04/03/2026 để chờ bổ sung hồ sơ."]


def test_a_new_day_that_becomes_a_holiday_moves_to_the_next_working_one():
    story = [turn(Act.ACCEPT), turn(Act.EXTEND, 1, until=date(2026, 3, 13))]

    assert run(story).due_at == close_of(date(2026, 3, 13))
    moved = run(story, days_off=frozenset({date(2026, 3, 13)}))
    assert moved.due_at == close_of(date(2026, 3, 16))


def test_the_result_ends_the_clock_and_leaves_the_promise_to_be_judged_by():
    clock = run([turn(Act.ACCEPT), turn(Act.DECIDE, 3)])

    assert clock.due_at == close_of(date(2026, 3, 9))
    assert clock.stretches[-1].pace is Pace.ENDED
    assert clock.tell() == []


def test_a_dossier_that_was_never_taken_in_is_promised_nothing():
    assert run([]) == run([turn(Act.TRANSFER)])
    assert run([]).due_at is None


def test_the_last_day_to_move_a_promise_is_the_one_before_it():
    assert rules.last_day_to_extend(date(2026, 3, 25)) == date(2026, 3, 24)


def test_what_is_waited_for_an_obligation_does_not_count_and_the_rest_goes_on():
    """Taken in on Monday 2 March for five working days; the taxes took from Wednesday to Monday."""
    clock = run([turn(Act.ACCEPT), turn(Act.ASK_OBLIGATION, 2), turn(Act.MEET_OBLIGATION, 7)])

    assert clock.due_at == close_of(date(2026, 3, 12))
    assert [one.pace for one in clock.stretches] == [Pace.RUNNING, Pace.PAUSED, Pace.RUNNING]
    assert clock.counts == ((FIRST, clock.due_at),)
    waited, moved = clock.tell()
    assert "từ 04/03/2026 đến 09/03/2026" in waited
    assert "hẹn ngày 09/03/2026" in moved
    assert "hẹn ngày 12/03/2026" in moved


def test_while_an_obligation_is_awaited_nothing_is_promised():
    clock = run([turn(Act.ACCEPT), turn(Act.ASK_OBLIGATION, 2)])

    assert (clock.due_at, clock.counted, clock.limit_at) == (None, None, None)
    assert clock.counts == ((FIRST, close_of(date(2026, 3, 9))),)
    assert clock.tell() == ["Tạm dừng tính từ 04/03/2026 để chờ thực hiện nghĩa vụ tài chính."]


def test_a_new_day_promised_before_the_wait_moves_with_it_and_one_promised_after_it_does_not():
    asked, met = turn(Act.ASK_OBLIGATION, 2), turn(Act.MEET_OBLIGATION, 7)
    before = [turn(Act.ACCEPT), turn(Act.EXTEND, 1, until=date(2026, 3, 13)), asked, met]
    after_it = [turn(Act.ACCEPT), asked, met, turn(Act.EXTEND, 8, until=date(2026, 3, 20))]

    assert run(before).due_at == close_of(date(2026, 3, 18))
    assert run(after_it).due_at == close_of(date(2026, 3, 20))
    assert "Theo thời hạn thì hẹn ngày 12/03/2026; cơ quan đã xin lỗi" in run(after_it).tell()[-1]


@given(
    amount=st.integers(1, 10), late=st.integers(0, 60 * 24 * 9), waited=st.integers(0, 60 * 24 * 30)
)
def test_no_wait_makes_good_a_promise_that_was_missed_before_it(amount, late, waited):
    missed = run([turn(Act.ACCEPT)], amount).due_at
    asked = rules.Turn(act=Act.ASK_OBLIGATION, at=missed + timedelta(minutes=late + 1))
    met = rules.Turn(act=Act.MEET_OBLIGATION, at=asked.at + timedelta(minutes=waited))

    assert run([turn(Act.ACCEPT), asked, met], amount).due_at == missed


@given(
    amount=st.integers(1, 10),
    days_off=offices(),
    asked=st.integers(0, 30),
    waited=st.integers(0, 30),
)
def test_the_agency_keeps_exactly_the_working_days_the_law_gives_it(
    amount, days_off, asked, waited
):
    """Days of its own, from the day after acceptance to the promise: the limit, neither less nor more."""
    at = FIRST + timedelta(days=asked)
    if at > run([turn(Act.ACCEPT)], amount, days_off).due_at:
        return
    until = at + timedelta(days=waited)
    story = [
        turn(Act.ACCEPT),
        rules.Turn(act=Act.ASK_OBLIGATION, at=at),
        rules.Turn(act=Act.MEET_OBLIGATION, at=until),
    ]

    due = run(story, amount, days_off).due_at.date()

    on, own = FIRST.date(), 0
    while on < due:
        on += timedelta(days=1)
        own += works(on, days_off) and not at.date() < on <= until.date()
    assert own == amount


@given(stories(), st.integers(0, 60 * 24 * 20), st.integers(0, 8))
def test_a_confirmed_receipt_counts_as_if_it_had_been_written_down_at_once(story, minutes, place):
    starts = [one for one in story if one.act in STARTING]
    if not starts:
        return
    start = starts[place % len(starts)]
    last = max(at for at, one in enumerate(story) if one.act in STARTING and one.at == start.at)
    came_at = start.at - timedelta(minutes=minutes)
    confirmed = rules.Turn(act=Act.CONFIRM_RECEIPT, at=came_at, counted_from=start.at)

    at_once = [*story]
    at_once[last] = rules.Turn(act=story[last].act, at=came_at)
    assert run([*story, confirmed]) == run(at_once)
    # A confirmation of what never began, or of a later time than was counted, moves nothing.
    later = rules.Turn(act=Act.CONFIRM_RECEIPT, at=start.at + timedelta(1), counted_from=start.at)
    assert run([*story, later]) == run(story)
    stray = rules.Turn(act=Act.CONFIRM_RECEIPT, at=came_at, counted_from=FIRST - timedelta(1))
    assert run([*story, stray]) == run(story)
