"""What makes a rate look better than the handling was shows; what is done promptly does not."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.enums import Act, Flagged

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DUE = MONDAY + timedelta(days=3)
SPAN = rules.Span(since=MONDAY, due_at=DUE)


def note(act, recorded, occurred=None):
    return rules.Noted(act=act, recorded_at=recorded, occurred_at=occurred or recorded)


def kinds(*log, spans=(SPAN,), intake_due_at=MONDAY + HOUR):
    return [
        (flag.kind, flag.article)
        for flag in rules.find_flags(log, spans=spans, intake_due_at=intake_due_at)
    ]


PROMPT = st.lists(
    st.tuples(
        st.sampled_from(sorted(set(Act) - {Act.ASK, Act.TRY_EXTEND})),
        st.integers(0, 7),
        st.integers(0, 59),
    ),
    max_size=12,
)


@given(PROMPT, st.integers(0, 64))
def test_prompt_lawful_acts_raise_no_flag(acts, asked_after):
    """Written down within the hour, in working hours, asked for before the last tenth of the time."""
    log = [note(Act.ACCEPT, MONDAY), note(Act.ASK, MONDAY + asked_after * HOUR)]
    log += [
        note(act, MONDAY + HOUR * hours, MONDAY + HOUR * hours - MINUTE * minutes)
        for act, hours, minutes in acts
    ]

    assert kinds(*log, intake_due_at=MONDAY + 8 * HOUR) == []


def test_a_request_in_the_last_tenth_of_the_time_is_flagged():
    """The limit begins anew with a supplement (Article 19.4)."""
    last = DUE - timedelta(days=0.3)

    assert kinds(note(Act.ASK, last)) == []
    assert kinds(note(Act.ASK, last + MINUTE)) == [(Flagged.LATE_REQUEST, "Điều 19.4")]
    assert kinds(note(Act.ASK, DUE), spans=()) == []


@given(st.integers(1, 24 * 60 * 30))
def test_what_is_written_down_more_than_a_day_later_is_flagged_with_how_long(minutes):
    """Papers brought to the counter are recorded when they are received (Article 17.1)."""
    entry = note(Act.ACCEPT, MONDAY, MONDAY - timedelta(days=1) - minutes * MINUTE)

    (flag,) = rules.find_flags([entry], spans=[], intake_due_at=MONDAY)

    assert (flag.kind, flag.after) == (
        Flagged.WRITTEN_LATER, timedelta(days=1) + minutes * MINUTE,
    )  # fmt: skip


@pytest.mark.parametrize("act", [Act.ACCEPT, Act.ASK_AT_INTAKE, Act.DIRECT, Act.REFUSE])
def test_an_answer_after_its_time_is_flagged(act):
    """The desk owes an answer to what was lodged online (Article 17.2)."""
    assert kinds(note(act, MONDAY + HOUR)) == []
    assert kinds(note(act, MONDAY + HOUR + MINUTE)) == [(Flagged.LATE_ANSWER, "Điều 17.2")]


def test_only_the_answer_to_the_last_lodging_is_judged_by_its_time():
    """What is supplied before intake begins the desk's time anew (Article 17.2.a)."""
    log = (
        note(Act.ASK_AT_INTAKE, MONDAY), note(Act.SUPPLEMENT_AT_INTAKE, MONDAY + 40 * HOUR),
        note(Act.ACCEPT, MONDAY + 41 * HOUR),
    )  # fmt: skip

    assert kinds(*log, intake_due_at=MONDAY + 48 * HOUR) == []
    assert kinds(*log, intake_due_at=MONDAY + 40 * HOUR) == [(Flagged.LATE_ANSWER, "Điều 17.2")]


def test_three_entries_made_up_for_in_one_evening_are_a_cluster():
    evening = MONDAY + 11 * HOUR
    made_up = [note(Act.FINISH_STEP, evening + n * MINUTE, evening - HOUR) for n in range(3)]
    as_they_came = [note(Act.FINISH_STEP, evening + n * MINUTE) for n in range(3)]

    assert kinds(*made_up) == [(Flagged.EVENING_ENTRIES, "Điều 17.1")]
    assert kinds(*made_up[:2]) == kinds(*as_they_came) == []


def flags_of(dossier):
    again = steps.again(dossier)
    happened = queries.timeline(again)
    return queries.list_flags(again, happened, queries.run_clock(again, happened))


@pytest.mark.django_db
def test_the_flags_of_a_dossier_are_read_from_its_log(province):
    prompt = steps.accept(province, steps.lodge(province))
    late = steps.accept(province, steps.lodge(province), at=MONDAY + timedelta(days=2))

    assert flags_of(prompt) == []
    assert [flag.kind for flag in flags_of(late)] == [Flagged.LATE_ANSWER]


@pytest.mark.django_db
def test_a_request_that_saves_a_promise_of_a_day_is_flagged(province):
    """Within the three working days the law allows (Article 19.4), and minutes before the promise."""
    dossier = steps.accept(province, steps.lodge(province))
    steps.ask(province, dossier, at=dossier.due_at - 10 * MINUTE)

    (flag,) = flags_of(dossier)

    assert (flag.kind, flag.article) == (Flagged.LATE_REQUEST, "Điều 19.4")


def test_each_wish_for_a_second_extension_is_flagged():
    """Another day is promised once (Article 19.9)."""
    twice = [note(Act.TRY_EXTEND, MONDAY), note(Act.TRY_EXTEND, MONDAY + HOUR)]

    assert kinds(note(Act.EXTEND, MONDAY)) == []
    assert kinds(*twice) == [(Flagged.SECOND_EXTENSION, "Điều 19.9")] * 2


@pytest.mark.django_db
def test_many_dossiers_have_the_flags_that_each_has_by_itself(province, django_assert_num_queries):
    prompt = steps.accept(province, steps.lodge(province))
    late = steps.accept(province, steps.lodge(province), at=MONDAY + timedelta(days=2))
    asked = steps.accept(province, steps.lodge(province))
    steps.ask(province, asked, at=asked.due_at - 10 * MINUTE)
    found = [steps.again(one) for one in (prompt, late, asked)]
    runs = queries.list_runs(found)

    with django_assert_num_queries(1):
        flags = queries.list_flags_of(found, runs)

    assert flags == {one.pk: flags_of(one) for one in found}
    assert [len(flags[one.pk]) for one in found] == [0, 1, 1]
