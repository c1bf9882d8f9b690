"""Forecasts are judged by what became of them: a risk of a quarter comes true in a quarter of cases."""

from datetime import date, datetime, time, timedelta
from random import Random

from motcua.composition.steering.rules import FEWEST_FINISHED, Passage, judge
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import (
    Calendar,
    Hours,
    Session,
    add_working_seconds,
    working_seconds_between,
)

MONDAY = datetime(2026, 1, 5, 9, tzinfo=VIETNAM)
DAYS = ((Session(time(8), time(16)),),) * 5 + ((), ())
CALENDAR = Calendar(hours=(Hours(date.min, DAYS),), days=())
HOUR = 3600.0
KEY = (1, 10, "check")


def worked(_agency_id, start, end):
    return working_seconds_between(CALENDAR, start, end)


def passage(entered_at, *, took, allowed, is_finished=True, key=KEY):
    ended_at = add_working_seconds(CALENDAR, entered_at, took)
    return key, Passage(
        step=key[2], entered_at=entered_at, ended_at=ended_at, is_finished=is_finished,
        seconds=took, allowed=allowed,
    )  # fmt: skip


def life(dice, count):
    """Dossiers of an agency with a slow tail, some of them withdrawn, each with its own time to go."""
    for number in range(count):
        took = dice.lognormvariate(2.0, 0.8) * HOUR
        cut = dice.uniform(1, 60) * HOUR
        allowed = dice.choice((6, 10, 16, 24)) * HOUR
        yield passage(
            MONDAY + timedelta(hours=number * 1.5), took=min(took, cut), allowed=allowed,
            is_finished=took <= cut,
        )  # fmt: skip


def test_of_those_given_a_risk_about_that_share_was_late():
    past = list(life(Random(7), 800))

    judged = judge(past, worked=worked)

    told = {one.tenth: one for one in judged if one.foretold >= 60}
    assert sum(one.foretold for one in judged) > 600
    assert len(told) >= 4
    for one in told.values():
        assert abs(one.late - one.expected) < 3 * (one.foretold * 0.25) ** 0.5
    risky, safe = max(told), min(told)
    assert told[risky].late / told[risky].foretold > 2 * told[safe].late / told[safe].foretold


def test_nothing_is_used_that_was_not_known_then():
    """Twenty dossiers that end only afterwards are twenty open ones when the next one enters."""
    slow = [
        passage(MONDAY + timedelta(minutes=number), took=100 * HOUR, allowed=5 * HOUR)
        for number in range(FEWEST_FINISHED)
    ]
    soon = passage(MONDAY + timedelta(hours=1), took=HOUR, allowed=5 * HOUR)
    afterwards = passage(MONDAY + timedelta(days=60), took=HOUR, allowed=5 * HOUR)

    assert judge([*slow, soon], worked=worked) == []
    (judged,) = judge([*slow, soon, afterwards], worked=worked)
    assert (judged.tenth, judged.foretold, judged.late) == (9, 1, 0)


def test_what_was_cut_off_before_its_promise_is_not_judged():
    known = [passage(MONDAY, took=HOUR, allowed=5 * HOUR) for _each in range(FEWEST_FINISHED)]
    later = MONDAY + timedelta(days=7)
    withdrawn = passage(later, took=HOUR, allowed=5 * HOUR, is_finished=False)
    without_limit = passage(later, took=HOUR, allowed=None)
    stuck = passage(later, took=9 * HOUR, allowed=5 * HOUR, is_finished=False)

    assert judge([*known, withdrawn, without_limit], worked=worked) == []
    (judged,) = judge([*known, stuck], worked=worked)
    assert (judged.tenth, judged.foretold, judged.late, judged.expected) == (0, 1, 1, 0.0)
