"""What the rules of feedback say, for any history, any officer and any text."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.feedback.enums import Act, Kind, Side, State, Step
from motcua.domain.feedback.errors import ActRefused, FeedbackNotFound
from motcua.domain.feedback.rules import clock, codes, life, redaction, sides
from motcua.domain.feedback.rules.clock import Happened
from motcua.domain.feedback.rules.sides import Case, Viewer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.worktime import TimeUnit, due_after
from motcua.foundation.organisations import queries as organisations

CALENDAR = organisations.get_national_calendar()
MONDAY = datetime(2026, 3, 16, 9, tzinfo=VIETNAM)
ALL = frozenset(Side)


@st.composite
def histories(draw, longest=12):
    """A lawful history: each act from the state the one before led to, minutes to days apart."""
    at, state = MONDAY, State.RECEIVED
    found = [Happened(act=Act.RECEIVE, at=at)]
    for _step in range(draw(st.integers(0, longest))):
        acts = life.list_acts(state, ALL)
        if not acts:
            break
        act = draw(st.sampled_from(acts))
        at += timedelta(minutes=draw(st.integers(1, 3 * 24 * 60)))
        state = life.require(act, state, ALL)
        found.append(Happened(act=act, at=at))
    return found


# --- the table of moves -----------------------------------------------------------------------------


@pytest.mark.parametrize("act", [one for one in Act if one is not Act.RECEIVE])
@pytest.mark.parametrize("state", State)
def test_what_the_state_does_not_allow_is_refused_to_the_right_side(act, state):
    row = life.find(act)

    if state in row.sources:
        assert life.require(act, state, {row.side}) in State
    else:
        with pytest.raises(ActRefused):
            life.require(act, state, {row.side})


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", State)
def test_what_is_not_for_these_sides_is_not_found_in_any_state(act, state):
    with pytest.raises(FeedbackNotFound):
        life.require(act, state, ALL - {life.find(act).side})


@given(histories())
def test_who_waits_for_an_answer_gets_one_only_from_who_handles_it(history):
    acts = [one.act for one in history]

    for before, after in pairwise(acts):
        if after is Act.ANSWER:
            assert before is Act.ROUTE
        if after is Act.PUBLISH:
            assert Act.ANSWER in acts


def test_every_state_is_reached_and_every_act_leads_somewhere():
    reached = {State.RECEIVED} | {row.target for row in life.MOVES.values()}

    assert reached == set(State)
    assert set(life.MOVES) | set(life.NOTES) == set(Act)
    assert all(row.article for row in (*life.MOVES.values(), *life.NOTES.values()))


# --- the clock ---------------------------------------------------------------------------------------


def answers_due(history):
    return [one.due_at for one in clock.count(history, CALENDAR) if one.step is Step.ANSWER]


@given(histories(), st.integers(1, 4))
def test_sending_it_round_wins_no_day(history, times):
    """However often it goes from agency to agency before it is answered, the answer is due on the same day."""
    if history[-1].act is not Act.ROUTE:
        return
    last = history[-1].at
    round_trip = [
        Happened(act=act, at=last + timedelta(hours=2 * number + late))
        for number in range(1, times + 1)
        for late, act in enumerate((Act.GIVE_BACK, Act.ROUTE))
    ]

    assert answers_due([*history, *round_trip]) == answers_due(history)


@given(histories())
def test_the_answer_is_due_fifteen_working_days_after_what_the_sender_did_last(history):
    begun = [one for one in history if one.act in {Act.RECEIVE, Act.SUPPLEMENT, Act.REOPEN}]
    due = due_after(CALENDAR, begun[-1].at, 15, TimeUnit.WORKING_DAY).at
    running = [
        one
        for one in clock.count(history, CALENDAR)
        if one.step is Step.ANSWER and one.met_at is None
    ]

    asked = [one.act for one in history if one.act not in {Act.RATE, Act.GIVE_BACK, Act.ROUTE}]
    is_waiting = asked[-1] in {Act.RECEIVE, Act.SUPPLEMENT, Act.REOPEN, Act.ACCEPT}
    assert [one.due_at for one in running] == ([due] if is_waiting else [])


@given(histories())
def test_nothing_is_met_before_it_begins_and_at_most_one_of_each_runs(history):
    found = clock.count(history, CALENDAR)

    assert all(one.met_at is None or one.since <= one.met_at for one in found)
    running = [one.step for one in found if one.met_at is None]
    assert len(running) == len(set(running))


@given(histories())
def test_what_is_due_next_is_the_first_of_what_runs(history):
    found = clock.count(history, CALENDAR)
    running = [one.due_at for one in found if one.met_at is None]
    due = clock.find_next(found)

    assert (due.due_at if due else None) == min(running, default=None)


def test_a_deadline_explains_itself():
    """Five working days from Friday 24 April 2026 pass over the weekends and the holidays around 30 April."""
    friday = datetime(2026, 4, 24, 9, tzinfo=VIETNAM)

    screen, route, answer = clock.count([Happened(act=Act.RECEIVE, at=friday)], CALENDAR)

    assert (screen.limit.is_verified, route.limit.is_verified) == (False, True)
    assert "9.1.d" in route.limit.source
    assert len(route.due.counted) == 5
    skipped = {day.on for day in route.due.skipped}
    assert {date(2026, 4, 25), date(2026, 4, 26), date(2026, 4, 30), date(2026, 5, 1)} <= skipped
    assert answer.due_at > route.due_at > screen.due_at


def test_what_was_sent_at_half_past_midnight_counts_from_that_day_in_vietnam():
    early = datetime(2026, 3, 16, 17, 30, tzinfo=VIETNAM).replace(hour=0, minute=30)

    (first, *_rest) = clock.count([Happened(act=Act.RECEIVE, at=early)], CALENDAR)

    assert first.due.on == date(2026, 3, 18)


# --- who sees it ---------------------------------------------------------------------------------------

ids = st.integers(1, 5)
viewers = st.builds(
    Viewer, agency_id=ids, parent_id=st.none() | ids, is_office=st.booleans(),
    roles=st.frozensets(st.sampled_from(Role)),
)  # fmt: skip
cases = st.builds(
    Case, kind=st.sampled_from(Kind), concerned_id=st.none() | ids,
    concerned_parent_id=st.none() | ids, agency_id=st.none() | ids,
)  # fmt: skip


@given(viewers, cases)
def test_nobody_of_the_agency_complained_of_sees_it(viewer, case):
    has_superior = case.concerned_parent_id not in {None, viewer.agency_id}
    is_office_of_it = viewer.is_office and viewer.parent_id == case.concerned_parent_id
    if case.is_shielded and viewer.agency_id == case.concerned_id and has_superior:
        expected = {Side.RECEIVER} if viewer.is_head and is_office_of_it else set()
        assert sides.sides_of(viewer, case) == expected


@given(viewers, cases)
def test_a_desk_sees_nothing(viewer, case):
    if not {Role.LEADER, Role.PROCEDURE_CONTROL} & set(viewer.roles):
        assert sides.sides_of(viewer, case) == frozenset()


@given(cases, ids, st.none() | ids)
def test_who_is_complained_of_never_handles_it_nor_their_subordinates(case, agency, parent):
    if case.is_shielded and case.concerned_id in {agency, parent}:
        assert not sides.may_handle(case, agency_id=agency, parent_id=parent)
    else:
        assert sides.may_handle(case, agency_id=agency, parent_id=parent)


# --- codes and what must be hidden ----------------------------------------------------------------------


@given(st.integers(0, 2**codes.BITS - 1), st.sampled_from([str.lower, str.upper, str.title]))
def test_a_code_is_read_as_it_was_given_however_it_is_typed(value, spell):
    code = codes.format_code(value)

    typed = spell(code).replace("-", " ")
    assert codes.code_key(typed) == codes.code_key(code) == code[3:].replace("-", "")


@given(st.text(max_size=40))
def test_what_is_no_code_opens_nothing(typed):
    key = codes.code_key(typed)

    assert key == "" or len(key) == codes.LENGTH


digits = st.text(st.sampled_from("0123456789"), min_size=9, max_size=14)
gaps = st.sampled_from(["", " ", ".", "-"])


@given(digits, gaps, st.integers(2, 4), st.sampled_from(["Gọi ", "số: ", ""]))
def test_a_long_number_is_found_however_it_is_grouped(number, gap, size, before):
    grouped = gap.join(number[at : at + size] for at in range(0, len(number), size))

    assert redaction.find_personal(f"{before}{grouped} nhé.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi +84 912 345 678.", "+84 912 345 678"),
        ("CCCD 099192000101", "099192000101"),
        ("thư về an.nguyen@vidu.com.vn", "an.nguyen@vidu.com.vn"),
        ("hồ sơ NT-7K3M9-QXD2V", "NT-7K3M9-QXD2V"),
        ("hồ sơ H99.101-20260316-0000001", "H99.101-20260316-0000001"),
        ("Chị nguyễn thị  HẠNH nói", "Nguyễn Thị Hạnh"),
    ],
)
def test_what_tells_who_somebody_is_is_found(text, found):
    assert found in redaction.find_personal(text, ["Nguyễn Thị Hạnh"])


@pytest.mark.parametrize(
    "text",
    [
        "Nghị định 20/2008/NĐ-CP ngày 14/02/2008, Điều 9.",
        "Thủ tục 1.001193, lệ phí 8.000 đồng, 2026-03-16.",
        "Hạnh phúc của người dân, họ Nguyễn.",
        "Từ 07:30 đến 11:30 các ngày 16, 17, 18.",
    ],
)
def test_laws_fees_and_days_are_nobodys(text):
    assert redaction.find_personal(text, ["Nguyễn Thị Hạnh"]) == ()
