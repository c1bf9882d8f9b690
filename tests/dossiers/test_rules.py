"""The legal life of a dossier, act by act and state by state."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, Due, Stage, State
from motcua.domain.dossiers.errors import ActRefused
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.organisations import queries as organisations

# The whole life, written out a second time: what may follow what, and nothing else.
LIFE = {
    (State.LODGED, Act.ASK_AT_INTAKE): State.SUPPLEMENT_AT_INTAKE,
    (State.LODGED, Act.DIRECT): State.DIRECTED,
    (State.LODGED, Act.REFUSE): State.REFUSED,
    (State.LODGED, Act.ACCEPT): State.ACCEPTED,
    (State.LODGED, Act.WITHDRAW): State.WITHDRAWN,
    (State.SUPPLEMENT_AT_INTAKE, Act.SUPPLEMENT_AT_INTAKE): State.LODGED,
    (State.SUPPLEMENT_AT_INTAKE, Act.WITHDRAW): State.WITHDRAWN,
    (State.SUPPLEMENT_AT_INTAKE, Act.STOP): State.STOPPED,
    (State.ACCEPTED, Act.TRANSFER): State.IN_PROGRESS,
    (State.ACCEPTED, Act.WITHDRAW): State.WITHDRAWN,
    (State.IN_PROGRESS, Act.ASK): State.AWAITING_SUPPLEMENT,
    (State.IN_PROGRESS, Act.EXTEND): State.IN_PROGRESS,
    (State.IN_PROGRESS, Act.DECIDE): State.DECIDED,
    (State.IN_PROGRESS, Act.REJECT): State.REJECTED,
    (State.IN_PROGRESS, Act.WITHDRAW): State.WITHDRAWN,
    (State.AWAITING_SUPPLEMENT, Act.SUPPLEMENT): State.IN_PROGRESS,
    (State.AWAITING_SUPPLEMENT, Act.WITHDRAW): State.WITHDRAWN,
    (State.AWAITING_SUPPLEMENT, Act.STOP): State.STOPPED,
    (State.IN_PROGRESS, Act.ASK_OBLIGATION): State.AWAITING_OBLIGATION,
    (State.AWAITING_OBLIGATION, Act.MEET_OBLIGATION): State.IN_PROGRESS,
    (State.AWAITING_OBLIGATION, Act.DROP_OBLIGATION): State.IN_PROGRESS,
    (State.AWAITING_OBLIGATION, Act.WITHDRAW): State.WITHDRAWN,
    (State.AWAITING_OBLIGATION, Act.STOP): State.STOPPED,
    (State.DECIDED, Act.HAND_OVER): State.HANDED_OVER,
    (State.DECIDED, Act.REOPEN): State.IN_PROGRESS,
    (State.HANDED_OVER, Act.REOPEN): State.IN_PROGRESS,
    (State.REJECTED, Act.REOPEN): State.IN_PROGRESS,
    (State.WITHDRAWN, Act.REOPEN): State.IN_PROGRESS,
    (State.STOPPED, Act.REOPEN): State.IN_PROGRESS,
}
NEED_A_REASON = {
    Act.ASK_AT_INTAKE, Act.DIRECT, Act.REFUSE, Act.ASK, Act.EXTEND, Act.REJECT, Act.STOP,
    Act.REOPEN, Act.DROP_OBLIGATION,
}  # fmt: skip
MOVING = [act for act in Act if act in rules.MOVES]


@pytest.mark.parametrize("act", MOVING)
@pytest.mark.parametrize("state", State)
def test_an_act_leads_where_the_law_says_or_is_refused(state, act):
    target = LIFE.get((state, act))

    if target is None:
        with pytest.raises(ActRefused):
            rules.require_move(state, act)
    else:
        assert rules.require_move(state, act).target is target


@pytest.mark.parametrize("state", State)
def test_the_acts_allowed_from_a_state(state):
    assert rules.allowed_acts(state) == {act for source, act in LIFE if source is state}


def test_a_refused_act_is_told_in_words_people_use():
    with pytest.raises(ActRefused) as refused:
        rules.require_move(State.HANDED_OVER, Act.WITHDRAW)

    assert refused.value.text == (
        "Hồ sơ đang ở trạng thái “Đã trả kết quả” nên không thể thực hiện: rút hồ sơ."
    )


def test_every_act_moves_the_state_or_is_a_note():
    assert set(rules.MOVES) | set(rules.NOTES) == set(Act)
    assert not set(rules.MOVES) & set(rules.NOTES)


def test_what_the_applicant_must_understand_needs_a_reason():
    assert {act for act in MOVING if rules.MOVES[act].needs_reason} == NEED_A_REASON


@pytest.mark.parametrize("act", Act)
def test_every_act_names_its_article(act):
    article = rules.MOVES[act].article if act in rules.MOVES else rules.NOTES[act]

    assert "Điều" in article or "Mẫu số" in article


def test_a_life_begins_by_lodging_alone():
    assert rules.MOVES[Act.LODGE].sources == frozenset()
    assert [act for act in MOVING if not rules.MOVES[act].sources] == [Act.LODGE]


def test_only_a_reopening_leads_out_of_what_is_final():
    leads_on = {source for source, act in LIFE if act is not Act.REOPEN}

    assert set(State) - leads_on == rules.FINAL_STATES
    assert set(State) - rules.FINAL_STATES == rules.OPEN_STATES


def test_every_state_can_be_reached():
    reached = {State.LODGED}
    while (
        grown := {target for (source, _act), target in LIFE.items() if source in reached} - reached
    ):
        reached |= grown

    assert reached == set(State)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (State.LODGED, 1),
        (State.ACCEPTED, 2),
        (State.DIRECTED, 3),
        (State.REFUSED, 3),
        (State.IN_PROGRESS, 4),
        (State.SUPPLEMENT_AT_INTAKE, 5),
        (State.AWAITING_SUPPLEMENT, 5),
        (State.AWAITING_OBLIGATION, 6),
        (State.WITHDRAWN, 7),
        (State.STOPPED, 8),
        (State.REJECTED, 8),
        (State.DECIDED, 9),
        (State.HANDED_OVER, 10),
    ],
)
def test_the_national_code_of_a_state(state, code):
    assert rules.national_code(state) == code


def test_every_state_has_a_national_code():
    assert set(rules.NATIONAL_CODE) == set(State)


def test_the_stage_at_which_a_supplement_is_asked_for():
    assert rules.stage_of(Act.ASK_AT_INTAKE) is Stage.INTAKE
    assert rules.stage_of(Act.ASK) is Stage.ASSESSMENT


# --- limits --------------------------------------------------------------------------------------

OFFICE = organisations.get_national_calendar()


def in_vietnam(month, day, hour, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


def intake_due(lodged_at):
    return rules.intake_due_at(
        lodged_at=lodged_at, on=lodged_at.astimezone(VIETNAM).date(), calendar=OFFICE
    )


def test_the_desk_answers_within_eight_working_hours():
    # Six hours are left of the Monday (to 11:30, from 13:30 to 17:00); two more from Tuesday 7:30.
    assert intake_due(in_vietnam(3, 16, 9)) == in_vietnam(3, 17, 9, 30)


def test_what_is_lodged_on_a_saturday_night_waits_for_monday():
    assert intake_due(in_vietnam(3, 14, 23, 30)) == intake_due(in_vietnam(3, 16, 0, 1))


def test_the_intake_clock_stands_still_over_tet():
    # Friday 13 February at 14:00; Tết is 16 to 20 February, the office opens again on Monday 23.
    due = intake_due(in_vietnam(2, 13, 14))

    assert due.astimezone(VIETNAM).date() == date(2026, 2, 23)


def test_three_working_days_to_ask_for_a_supplement_skip_tet():
    # Thursday 12 February: one day before Tết (13), two after (23, 24).
    accepted_at = in_vietnam(2, 12, 9)

    last = rules.last_day_to_ask(accepted_at=accepted_at, on=accepted_at.date(), calendar=OFFICE)

    assert last.astimezone(VIETNAM).date() == date(2026, 2, 24)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30), timezones=st.just(VIETNAM)),
    st.timedeltas(timedelta(0), timedelta(days=3)),
)
def test_who_lodges_later_is_never_answered_earlier(lodged_at, delay):
    assert lodged_at < intake_due(lodged_at) <= intake_due(lodged_at + delay)


def test_the_limit_in_force_is_the_latest_that_has_begun():
    old, new = rules.INTAKE_LIMITS[0], rules.ASSESSMENT_SUPPLEMENT_LIMITS[0]
    limits = (
        rules.Limit(
            valid_from=date(2026, 1, 1), amount=4, unit=old.unit, source="", is_verified=False
        ),
        rules.Limit(
            valid_from=date(2018, 1, 1), amount=8, unit=old.unit, source="", is_verified=False
        ),
    )

    assert rules.limit_on(limits, date(2025, 12, 31)).amount == 8
    assert rules.limit_on(limits, date(2026, 1, 1)).amount == 4
    assert (old.is_verified, new.is_verified) == (False, True)


# --- how a dossier stands ------------------------------------------------------------------------

NOON = datetime(2026, 3, 16, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.mark.parametrize("state", sorted(rules.RUNNING))
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NOON - DAY - SECOND, Due.AHEAD),
        (NOON - DAY, Due.SOON),
        (NOON, Due.SOON),
        (NOON + SECOND, Due.OVERDUE),
    ],
)
def test_a_running_promise(state, now, expected):
    assert rules.standing(state=state, due_at=NOON, finished_at=None, now=now) is expected


@pytest.mark.parametrize("state", [State.DECIDED, State.HANDED_OVER, State.REJECTED])
@pytest.mark.parametrize(
    ("finished_at", "expected"),
    [(NOON - SECOND, Due.ON_TIME), (NOON, Due.ON_TIME), (NOON + SECOND, Due.LATE)],
)
def test_a_finished_dossier_is_judged_when_its_result_existed(state, finished_at, expected):
    for now in (finished_at, finished_at + 100 * DAY):
        standing = rules.standing(state=state, due_at=NOON, finished_at=finished_at, now=now)
        assert standing is expected


@pytest.mark.parametrize(
    "state", sorted(set(State) - rules.RUNNING - {State.DECIDED, State.HANDED_OVER, State.REJECTED})
)
def test_no_promise_runs_while_the_agency_waits_or_all_is_over(state):
    standing = rules.standing(state=state, due_at=NOON, finished_at=None, now=NOON + DAY)

    assert standing is Due.NONE


@given(
    state=st.sampled_from(State),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
)
def test_without_a_promise_nothing_is_late(state, now):
    assert rules.standing(state=state, due_at=None, finished_at=None, now=now) is Due.NONE
