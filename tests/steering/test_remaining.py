"""How long what is open will still take: the estimator against the obvious slow one."""

from datetime import date, datetime, time, timedelta
from math import isclose
from types import SimpleNamespace

from hypothesis import example, given
from hypothesis import strategies as st

from motcua.composition.steering import rules
from motcua.composition.steering.enums import Basis
from motcua.composition.steering.rules import FEWEST_FINISHED, Course, Curve, Groups, Step
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import Calendar, Hours, Session

HOUR = 3600.0
courses = st.lists(
    st.builds(Course, seconds=st.integers(1, 40).map(float), is_finished=st.booleans()),
    min_size=FEWEST_FINISHED,
    max_size=120,
)
times = st.integers(0, 45).map(float)


def finished(*seconds):
    return [Course(seconds=float(one), is_finished=True) for one in seconds]


def slow_share(kept, until):
    """Kaplan and Meier as the textbook has it: at each time, of those still there, who finished."""
    share = 1.0
    for moment in sorted({one.seconds for one in kept if one.is_finished and one.seconds <= until}):
        at_risk = sum(one.seconds >= moment for one in kept)
        done = sum(one.is_finished and one.seconds == moment for one in kept)
        share *= 1 - done / at_risk
    return share


def slow_quantile(kept, spent, share):
    for moment in sorted({one.seconds for one in kept if one.is_finished}):
        if slow_share(kept, moment) <= 1 - share + 1e-9:
            return moment - spent
    return None


@given(courses, times, st.integers(1, 45).map(float))
@example(finished(*range(1, 41)), 0.0, 20.0)
def test_the_quick_estimate_is_the_slow_one_of_those_that_were_there_as_long(kept, spent, left):
    alike = [one for one in kept if one.seconds > spent]

    outlook = Curve(kept).look(spent=spent, left=left)

    if sum(one.is_finished for one in alike) < FEWEST_FINISHED:
        assert outlook is None
        return
    assert isclose(outlook.risk, slow_share(alike, spent + left), abs_tol=1e-9)
    assert outlook.finished == sum(one.is_finished for one in alike)
    assert outlook.longer == sum(one.seconds > spent + left for one in alike)
    assert outlook.known - outlook.longer == sum(
        one.is_finished and one.seconds <= spent + left for one in alike
    )
    assert outlook.early == slow_quantile(alike, spent, 0.25)
    assert outlook.late == slow_quantile(alike, spent, 0.75)


@given(courses, times)
def test_more_time_left_is_never_more_risk(kept, spent):
    curve = Curve(kept)
    risks = [found.risk for left in range(46) if (found := curve.look(spent=spent, left=left))]

    assert risks == sorted(risks, reverse=True)
    assert all(0 <= risk <= 1 for risk in risks)


@given(st.lists(st.integers(1, 40), min_size=FEWEST_FINISHED, max_size=60), st.integers(1, 40))
def test_when_all_are_finished_the_risk_is_the_share_that_took_longer(seconds, left):
    outlook = Curve(finished(*seconds)).look(spent=0, left=left)

    assert isclose(outlook.risk, outlook.longer / outlook.known, abs_tol=1e-9)
    assert outlook.known == len(seconds)


def test_what_is_open_still_counts_for_the_time_it_has_taken():
    """Leaving out what is not finished would make a slow agency look quick."""
    quick = finished(*[1.0] * 20)
    stuck = [Course(seconds=10.0, is_finished=False)] * 20

    assert Curve(quick).look(spent=0, left=5).risk == 0
    assert isclose(Curve(quick + stuck).look(spent=0, left=5).risk, 0.5)


def test_too_few_finished_dossiers_say_nothing():
    enough = finished(*range(1, FEWEST_FINISHED + 1))

    assert Curve(enough).look(spent=0, left=5) is not None
    assert Curve(enough[1:]).look(spent=0, left=5) is None
    assert Curve(enough).look(spent=1, left=5) is None
    assert Curve([]).look(spent=0, left=5) is None


def test_what_is_overdue_is_late_for_certain():
    outlook = Curve(finished(*range(1, 41))).look(spent=5, left=0)

    assert (outlook.risk, outlook.longer, outlook.known) == (1, 35, 35)


def test_a_quarter_and_three_quarters_bound_the_likely_end():
    outlook = Curve(finished(*range(1, 41))).look(spent=0, left=100)

    assert (outlook.early, outlook.late) == (10, 30)


def test_no_day_is_named_that_too_few_ever_reached():
    mostly_open = finished(*range(1, 21)) + [Course(seconds=30.0, is_finished=False)] * 80

    outlook = Curve(mostly_open).look(spent=0, left=25)

    assert (outlook.early, outlook.late) == (None, None)
    assert isclose(outlook.risk, 0.8)


# --- From the nearest group to the widest ----------------------------------------------------------

HERE, THERE, BIRTH, OTHER = 1, 2, 10, 11


def look(kept, *, agency=HERE, step="check", in_step=0.0):
    return Groups(kept).look((agency, BIRTH, step), in_step=in_step, in_all=0.0, left=5.0)


def past(agency, step, count, *, procedure=BIRTH):
    return [((agency, procedure, step), one) for one in finished(*[1.0] * count)]


def test_the_nearest_group_that_is_large_enough_is_asked():
    near = past(HERE, "check", 20)
    anywhere = past(THERE, "check", 30)
    whole = past(HERE, "", 40)

    assert look(near + anywhere + whole).basis is Basis.STEP_HERE
    assert look(near[1:] + anywhere + whole).basis is Basis.STEP_ANYWHERE
    assert look(near[1:] + whole).basis is Basis.WHOLE_HERE
    assert look(near[1:] + past(THERE, "", 20)).basis is Basis.WHOLE_ANYWHERE
    assert look(near + whole, in_step=None, step="").basis is Basis.WHOLE_HERE


def test_a_wider_group_holds_the_nearer_one():
    found = look(past(HERE, "check", 12) + past(THERE, "check", 8))

    assert (found.basis, found.outlook.finished) == (Basis.STEP_ANYWHERE, 20)


def test_another_procedure_tells_nothing():
    assert look(past(HERE, "check", 100, procedure=OTHER)) is None


# --- What is a course -----------------------------------------------------------------------------

MONDAY = datetime(2026, 3, 16, 9, tzinfo=VIETNAM)
DAYS = ((Session(time(8), time(16)),),) * 5 + ((), ())
CALENDAR = Calendar(hours=(Hours(date.min, DAYS),), days=())


def run(since, until, *, due=None, is_finished=False):
    return SimpleNamespace(since=since, until=until, due_at=due, is_finished=is_finished)


def hours(number):
    return MONDAY + timedelta(hours=number)


def divide(runs, *steps):
    return [
        (one.step, one.seconds and one.seconds / HOUR, one.is_finished)
        for one in rules.divide(runs, steps, CALENDAR)
    ]


def test_each_step_and_the_whole_are_courses_to_the_result():
    steps = Step(code="check", entered_at=hours(0)), Step(code="sign", entered_at=hours(1))

    found = divide([run(hours(0), hours(2), is_finished=True)], *steps)

    assert found == [("", 2, True), ("check", 2, True), ("sign", 1, True)]


def test_a_supplement_cuts_what_was_before_it_and_begins_anew():
    """Article 19.4: the limit is counted from the beginning once the dossier is complete."""
    runs = [run(hours(0), hours(1)), run(hours(24), None)]
    steps = Step(code="check", entered_at=hours(0)), Step(code="check", entered_at=hours(24))

    found = divide(runs, *steps)

    assert found == [("", 1, False), ("check", 1, False), ("", None, False), ("check", None, False)]
