"""A dossier that had ended is handled again (Article 21.1 of Decree 61/2018): grounds, clock, who may."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.enums import Act, Due, ReopeningGround, Stage, State
from motcua.domain.dossiers.errors import (
    ActRefused,
    AlreadyExtended,
    CorrectInstead,
    DossierNotFound,
    GroundUnfit,
    NeverTakenIn,
    NotYourTask,
    ReasonNeeded,
    SupplementAlreadyAsked,
)
from motcua.foundation.identity.actors import System
from motcua.foundation.kernel.clock import day_in_vietnam

TUESDAY, WEDNESDAY = (MONDAY + timedelta(days=days) for days in (1, 2))
MONTH_LATER = MONDAY + timedelta(days=30)
WORKER = System(name="worker")


# --- grounds -------------------------------------------------------------------------------------

ENDED = {State.DECIDED, State.HANDED_OVER, State.REJECTED, State.WITHDRAWN, State.STOPPED}
FITS = {
    ReopeningGround.COMPLAINT: ENDED,
    ReopeningGround.INSPECTION: ENDED,
    ReopeningGround.JUDGMENT: ENDED,
    ReopeningGround.OWN_ERROR: {State.REJECTED, State.WITHDRAWN, State.STOPPED},
    ReopeningGround.MISTAKEN_WITHDRAWAL: {State.WITHDRAWN},
}


@pytest.mark.parametrize("ground", ReopeningGround)
@pytest.mark.parametrize("state", sorted(ENDED))
def test_a_ground_reaches_the_endings_it_fits_and_no_other(ground, state):
    if state in FITS[ground]:
        rules.require_reach(state, ground)
        assert ground in rules.list_grounds(state)
        return
    is_of_result = ground is ReopeningGround.OWN_ERROR
    with pytest.raises(CorrectInstead if is_of_result else GroundUnfit):
        rules.require_reach(state, ground)
    assert ground not in rules.list_grounds(state)


@pytest.mark.parametrize("was_taken_in", [True, False])
@pytest.mark.parametrize("state", State)
def test_what_ended_at_the_desk_or_goes_on_is_not_handled_again(state, was_taken_in):
    if state in ENDED and was_taken_in:
        rules.require_ended(state, was_taken_in=was_taken_in)
        return
    at_the_desk = state in ENDED | {State.DIRECTED, State.REFUSED}
    with pytest.raises(NeverTakenIn if at_the_desk else ActRefused):
        rules.require_ended(state, was_taken_in=was_taken_in)


def test_every_ground_names_its_law():
    assert set(rules.GROUNDS) == set(ReopeningGround)
    assert all(reach.source for reach in rules.GROUNDS.values())


# --- verdicts ------------------------------------------------------------------------------------


def written(seq, act, target, days, **payload):
    at = MONDAY + timedelta(days=days)
    return rules.Written(
        seq=seq, act=act, target=target, occurred_at=at, recorded_at=at, payload=payload
    )


def due(days):
    return rules.moment(MONDAY + timedelta(days=days))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=5))
def test_a_verdict_once_given_is_never_another_however_often_it_is_reopened(handlings):
    """Each handling is its limit and how long it took, in days."""
    log, verdicts, day = [], [], 0
    for number, (limit, took) in enumerate(handlings):
        act = Act.REOPEN if number else Act.ACCEPT
        log.append(written(len(log), act, State.IN_PROGRESS, day, due_at=due(day + limit)))
        day += took
        log.append(written(len(log), Act.REJECT, State.REJECTED, day))
        verdicts.append(Due.ON_TIME if took <= limit else Due.LATE)

        assert rules.judge_handlings(log) == verdicts


def test_what_goes_on_or_ended_without_a_result_is_judged_by_nobody():
    running = [written(1, Act.ACCEPT, State.IN_PROGRESS, 0, due_at=due(5))]
    withdrawn = [*running, written(2, Act.WITHDRAW, State.WITHDRAWN, 9)]

    assert rules.judge_handlings(running) == rules.judge_handlings(withdrawn) == [Due.NONE]


# --- the act -------------------------------------------------------------------------------------


@pytest.fixture
def rejected(province):
    """A business dossier of three working days, rejected late."""
    dossier = steps.accept(province, steps.lodge(province, code=steps.BUSINESS))
    return steps.reject(province, dossier, at=MONDAY + timedelta(days=10))


@pytest.mark.django_db
def test_the_clock_counts_anew_and_the_first_verdict_stays_in_the_log(province, rejected):
    assert queries.standing(rejected, now=MONTH_LATER) is Due.LATE

    reopened = steps.reopen(province, rejected, at=MONTH_LATER)

    # Wednesday 15 April and three working days.
    assert day_in_vietnam(reopened.due_at) == date(2026, 4, 20)
    assert (reopened.state, reopened.national_code) == (State.IN_PROGRESS, 4)
    assert (reopened.number, reopened.accepted_at) == (rejected.number, rejected.accepted_at)
    assert (reopened.finished_at, reopened.handling) == (None, 2)
    assert queries.standing(reopened, now=MONTH_LATER) is Due.AHEAD
    happened = queries.timeline(reopened)
    assert queries.judge_handlings(happened) == [Due.LATE, Due.NONE]
    assert queries.run_clock(reopened, happened).due_at == reopened.due_at
    assert "15/04/2026" in queries.run_clock(reopened, happened).tell()[0]
    assert happened[-1].words == {
        "reason": steps.WHY, "number": steps.BASIS.number, "issuer": steps.BASIS.issuer,
    }  # fmt: skip
    assert list(queries.verify_log()) == []


@pytest.mark.django_db
def test_it_needs_a_reason_in_words(province, rejected):
    with pytest.raises(ReasonNeeded):
        steps.reopen(province, rejected, at=MONTH_LATER, reason=" ")

    assert steps.again(rejected).state == State.REJECTED


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["desk", "registrar"])
def test_another_post_of_the_agency_may_not(province, rejected, who):
    with pytest.raises(NotYourTask):
        steps.reopen(province, rejected, by=getattr(province, who), at=MONTH_LATER)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who", ["stranger", "strange_registrar", "strange_chair", "controller", "operator"]
)
def test_to_strangers_there_is_no_such_dossier(province, rejected, who):
    with pytest.raises(DossierNotFound):
        steps.reopen(province, rejected, by=getattr(province, who), at=MONTH_LATER)


@pytest.mark.django_db
def test_who_leads_the_agency_above_may_and_nobody_else_there(province, rejected):
    above = replace(province.chair, agency_id=rejected.agency.parent_id)
    beside = replace(province.registrar, agency_id=rejected.agency.parent_id)

    assert queries.find_visible(above, rejected.reference) is None
    with pytest.raises(DossierNotFound):
        steps.reopen(province, rejected, by=beside, at=MONTH_LATER)
    assert steps.reopen(province, rejected, by=above, at=MONTH_LATER).state == State.IN_PROGRESS


@pytest.mark.django_db
def test_each_handling_may_ask_once_for_a_supplement(province, rejected):
    dossier = steps.reopen(province, rejected, at=MONTH_LATER)
    steps.ask(province, dossier, at=MONTH_LATER)
    supplied = steps.supplement(province, dossier, at=MONTH_LATER)
    with pytest.raises(SupplementAlreadyAsked):
        steps.ask(province, supplied, at=MONTH_LATER)
    ended = steps.reject(province, supplied, at=MONTH_LATER + timedelta(days=1))

    again = steps.reopen(province, ended, at=MONTH_LATER + timedelta(days=20))
    steps.ask(province, again, at=MONTH_LATER + timedelta(days=20))

    asked = queries.list_supplement_requests(again)
    assert [(one.stage, one.items) for one in asked] == [(Stage.ASSESSMENT, steps.ITEMS)] * 2
    assert [one.answered_at for one in asked] == [MONTH_LATER, None]


@pytest.mark.django_db
def test_what_a_stopped_handling_waited_for_stays_unanswered(province):
    dossier = steps.accept(province, steps.lodge(province, code=steps.BUSINESS))
    steps.ask(province, dossier)
    steps.reopen(province, steps.stop(province, dossier, at=WEDNESDAY), at=MONTH_LATER)
    steps.ask(province, dossier, at=MONTH_LATER)
    steps.supplement(province, dossier, at=MONTH_LATER)

    first, second = queries.list_supplement_requests(dossier)
    assert (first.answered_at, second.answered_at) == (None, MONTH_LATER)


@pytest.mark.django_db
def test_each_handling_may_be_promised_anew_once(province):
    dossier = steps.accept(province, steps.lodge(province, code=steps.BUSINESS))
    steps.extend(province, dossier, until=date(2026, 3, 24))
    ended = steps.reject(province, dossier, at=WEDNESDAY)
    reopened = steps.reopen(province, ended, at=MONTH_LATER)

    steps.extend(province, reopened, until=date(2026, 4, 24), at=MONTH_LATER)

    with pytest.raises(AlreadyExtended):
        steps.extend(province, reopened, until=date(2026, 4, 28), at=MONTH_LATER)


@pytest.mark.django_db
def test_the_second_result_stands_in_for_the_first(province):
    first = steps.decide(province, steps.accept(province, steps.lodge(province)))
    handed = steps.hand_over(first, by=WORKER)

    decided = steps.decide(province, steps.reopen(province, handed, at=TUESDAY), at=TUESDAY)

    last = queries.find_last(decided, Act.DECIDE)
    assert last.payload["replaces"] == 1
    assert queries.list_replaced(decided) == {1}
    assert decided.handed_over_at is None


@pytest.mark.django_db
def test_the_register_keeps_the_first_line_and_shows_the_second_below_it(province, rejected):
    def lines():
        sought = queries.Sought(agency_id=province.agency_id, year=2026)
        return queries.read_lines(queries.list_numbers(sought))

    (before,) = lines()
    reopened = steps.reopen(province, rejected, at=MONTH_LATER)

    first, second = lines()
    assert (first.no, first.stood, first.seq) == (before.no, before.stood, before.seq)
    assert second.no == before.no
    assert second.stood == rules.Stood(
        state=State.IN_PROGRESS, accepted_at=MONTH_LATER, due_at=reopened.due_at, told=(Act.REOPEN,)
    )
