"""A dossier's life through its verbs: what each leaves behind, and what it refuses."""

from datetime import datetime, timedelta

import pytest
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.enums import Act, Due, Stage, State
from motcua.domain.dossiers.errors import (
    ActRefused,
    AssessmentSupplementTooLate,
    NotOnPaper,
    ReasonNeeded,
    SupplementAlreadyAsked,
)
from motcua.domain.dossiers.models import DossierAnswers
from motcua.foundation.identity.actors import System
from motcua.foundation.kernel.clock import VIETNAM

pytestmark = pytest.mark.django_db

# MONDAY is 16 March 2026, 09:00.
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3))
MINUTE = timedelta(minutes=1)


def at(day, hour, minute=0):
    return day.replace(hour=hour, minute=minute)


# --- lodging and taking in -----------------------------------------------------------------------


def test_a_lodged_dossier_waits_at_the_desk_with_its_own_clock(province):
    dossier = steps.lodge(province)

    assert dossier.state == State.LODGED
    assert dossier.national_code == 1
    assert dossier.number is None
    assert dossier.due_at is None
    assert dossier.intake_due_at == at(TUESDAY, 9, 30)
    assert [waiting.pk for waiting in queries.list_waiting(province.agency_id)] == [dossier.pk]
    assert queries.list_waiting(province.other_agency_id) == []


def test_acceptance_gives_number_and_promise_and_passes_the_data_on(province):
    dossier = steps.accept(province, steps.lodge(province))

    assert dossier.number == "H99.101-20260316-0000001"
    assert dossier.due_at == at(MONDAY, 17)
    assert dossier.state == State.IN_PROGRESS
    assert steps.acts(dossier) == [Act.LODGE, Act.ACCEPT, Act.TRANSFER]


def test_the_numbers_of_an_agency_begin_anew_each_day(province):
    numbers = [
        steps.accept(province, steps.lodge(province), at=moment).number
        for moment in (MONDAY, MONDAY, TUESDAY)
    ]

    assert numbers == [
        "H99.101-20260316-0000001",
        "H99.101-20260316-0000002",
        "H99.101-20260317-0000001",
    ]


def test_the_number_bears_the_day_in_vietnam(province):
    past_midnight = datetime(2026, 3, 17, 0, 30, tzinfo=VIETNAM)

    dossier = steps.accept(province, steps.lodge(province), at=past_midnight)

    assert dossier.number == "H99.101-20260317-0000001"


def test_a_refused_acceptance_burns_no_number(province):
    dossier = steps.accept(province, steps.lodge(province))
    with pytest.raises(ActRefused):
        steps.accept(province, dossier)

    following = steps.accept(province, steps.lodge(province))

    assert following.number.endswith("-0000002")


def test_a_promise_over_tet_is_kept_after_it(province):
    # Thursday 12 February 2026; Tết runs from Monday 16 to Friday 20.
    before_tet = datetime(2026, 2, 12, 16, tzinfo=VIETNAM)

    dossier = steps.accept(
        province, steps.lodge(province, code=steps.BUSINESS, at=before_tet), at=before_tet
    )
    promise = queries.promise(dossier, since=before_tet)

    assert dossier.due_at == datetime(2026, 2, 24, 17, tzinfo=VIETNAM)
    assert [step.on.day for step in promise.counted] == [13, 23, 24]
    assert {step.on.day for step in promise.skipped} == set(range(14, 23)) | {12}


def test_a_birth_lodged_after_three_is_promised_for_the_next_working_day(province):
    afternoon = at(MONDAY, 15, 1)

    dossier = steps.accept(province, steps.lodge(province, at=afternoon), at=afternoon)

    assert dossier.due_at == at(TUESDAY, 17)


def test_number_and_reference_both_find_the_dossier(province):
    dossier = steps.accept(province, steps.lodge(province))

    for typed in (dossier.number, dossier.reference, dossier.number.replace("-", " ").lower()):
        assert queries.get_for_citizen(typed, province.hanh) == dossier
        assert queries.get_for_officer(typed, province.registrar, purpose="thử") == dossier
        assert queries.find_public(typed).number == dossier.number
    assert queries.find_public("H99.101-20260316-0000002") is None
    assert queries.find_public(" -.-") is None


def test_anybody_learns_number_and_progress_alone(province):
    progress = queries.find_public(steps.lodge(province).reference)

    assert set(vars(progress)) == {"number", "state", "national_code"}


# --- supplements ---------------------------------------------------------------------------------


def test_a_supplement_before_intake_puts_the_dossier_back_into_the_queue(province):
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier, at=TUESDAY)
    first = steps.lodge(province, at=TUESDAY)

    supplied = steps.supplement(province, dossier, at=WEDNESDAY)

    assert supplied.state == State.LODGED
    assert supplied.lodged_at == MONDAY
    assert supplied.intake_due_at == at(THURSDAY, 9, 30)
    assert queries.list_waiting(province.agency_id) == [first, supplied]


def test_what_was_asked_for_is_kept_with_its_answer(province):
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier, at=TUESDAY)
    (asked,) = queries.list_supplement_requests(dossier)
    steps.supplement(province, dossier, at=WEDNESDAY)
    (answered,) = queries.list_supplement_requests(dossier)

    assert (asked.stage, asked.items, asked.answered_at) == (Stage.INTAKE, steps.ITEMS, None)
    assert answered.answered_at == WEDNESDAY


def test_the_last_declaration_counts_and_the_first_is_kept(province):
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier)

    steps.supplement(province, dossier, answers={"child_full_name": "Phạm Bảo Ngọc"})

    assert queries.read_answers(dossier) == {"child_full_name": "Phạm Bảo Ngọc"}
    assert DossierAnswers.objects.filter(dossier=dossier).count() == 2


def test_a_stage_asks_once(province):
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier)
    supplied = steps.supplement(province, dossier)

    with pytest.raises(SupplementAlreadyAsked):
        steps.ask_at_intake(province, supplied)

    assert steps.again(dossier).state == State.LODGED


def test_each_stage_may_ask(province):
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier)
    steps.accept(province, steps.supplement(province, dossier))

    asked = steps.ask(province, dossier)

    assert asked.state == State.AWAITING_SUPPLEMENT
    assert [request.stage for request in queries.list_supplement_requests(dossier)] == [
        Stage.INTAKE,
        Stage.ASSESSMENT,
    ]


def test_a_supplement_names_what_is_missing(province):
    dossier = steps.lodge(province)

    for items in ([], [{"what": "  ", "why": "mờ"}], [*steps.ITEMS, {"why": "mờ"}]):
        with pytest.raises(ReasonNeeded) as refused:
            steps.ask_at_intake(province, dossier, items=items)
        assert refused.value.field == "items"

    assert steps.again(dossier).state == State.LODGED


def test_after_assessment_a_supplement_is_asked_up_to_the_end_of_the_third_working_day(province):
    dossier = steps.accept(province, steps.lodge(province))

    assert steps.ask(province, dossier, at=at(THURSDAY, 17)).state == State.AWAITING_SUPPLEMENT


def test_a_minute_later_it_is_too_late_to_ask(province):
    dossier = steps.accept(province, steps.lodge(province))

    with pytest.raises(AssessmentSupplementTooLate):
        steps.ask(province, dossier, at=at(THURSDAY, 17) + MINUTE)

    assert steps.again(dossier).state == State.IN_PROGRESS
    assert queries.list_supplement_requests(dossier) == []


def test_no_promise_runs_while_the_applicant_is_asked(province):
    dossier = steps.accept(province, steps.lodge(province))

    asked = steps.ask(province, dossier)

    assert asked.due_at is None
    assert queries.standing(asked, now=THURSDAY) is Due.NONE


def test_the_clock_begins_anew_once_the_dossier_is_complete(province):
    dossier = steps.accept(province, steps.lodge(province, code=steps.BUSINESS))
    promised_first = dossier.due_at
    steps.ask(province, dossier, at=TUESDAY)

    supplied = steps.supplement(province, dossier, at=WEDNESDAY)

    # Three working days from Monday end on Thursday; from Wednesday, past a weekend, on Monday.
    assert promised_first == at(THURSDAY, 17)
    assert supplied.due_at == at(MONDAY + timedelta(days=7), 17)
    assert supplied.state == State.IN_PROGRESS
    assert supplied.number == dossier.number


def test_supplying_twice_supplies_once(province):
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier)
    draft = actions.open_supplement(
        reference=dossier.reference, facts={}, by=province.hanh, at=TUESDAY
    )
    handed_in = [
        actions.supplement(draft_id=draft.pk, answers={}, by=province.hanh, at=TUESDAY)[1]
        for _press in range(2)
    ]

    assert handed_in == [True, False]
    assert steps.acts(dossier) == [Act.LODGE, Act.ASK_AT_INTAKE, Act.SUPPLEMENT_AT_INTAKE]


def test_a_supplement_is_one_draft_on_every_device(province):
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier)
    drafts = {
        actions.open_supplement(
            reference=dossier.reference, facts={}, by=province.hanh, at=TUESDAY
        ).pk
        for _device in range(2)
    }

    assert len(drafts) == 1


def test_nothing_is_supplied_that_was_not_asked_for(province):
    dossier = steps.lodge(province)

    with pytest.raises(ActRefused):
        actions.open_supplement(reference=dossier.reference, facts={}, by=province.hanh, at=MONDAY)


# --- endings -------------------------------------------------------------------------------------


def test_a_decided_dossier_is_judged_by_when_it_was_signed(province):
    dossier = steps.accept(province, steps.lodge(province))

    decided = steps.decide(province, dossier, at=at(MONDAY, 17))
    handed = steps.hand_over(dossier, by=System(name="worker"), at=THURSDAY)

    assert decided.state == State.DECIDED
    assert handed.state == State.HANDED_OVER
    assert handed.finished_at == at(MONDAY, 17)
    assert queries.standing(handed, now=THURSDAY) is Due.ON_TIME


def test_a_rejection_ends_the_dossier_with_a_reason(province):
    dossier = steps.accept(province, steps.lodge(province))
    with pytest.raises(ReasonNeeded):
        steps.reject(province, dossier, reason=" ")

    rejected = steps.reject(province, dossier, at=TUESDAY)

    assert rejected.state == State.REJECTED
    assert queries.standing(rejected, now=TUESDAY) is Due.LATE
    assert queries.timeline(dossier)[-1].words == {"reason": steps.WHY}


def test_who_came_to_the_wrong_agency_is_told_the_right_one(province):
    dossier = steps.lodge(province)
    with pytest.raises(ReasonNeeded):
        steps.direct(province, dossier, reason="")

    directed = steps.direct(province, dossier)

    assert directed.state == State.DIRECTED
    assert directed.national_code == 3
    assert queries.timeline(dossier)[-1].payload == {"to_agency_id": province.other_agency_id}


def test_an_online_dossier_is_not_refused_at_the_counter(province):
    dossier = steps.lodge(province)

    with pytest.raises(NotOnPaper):
        steps.refuse(province, dossier)


def test_a_dossier_without_its_supplement_is_stopped(province):
    dossier = steps.accept(province, steps.lodge(province))
    with pytest.raises(ActRefused):
        steps.stop(province, dossier)
    steps.ask(province, dossier)

    assert steps.stop(province, dossier).state == State.STOPPED


@pytest.mark.parametrize("reason", ["", "Tôi đã nộp trực tiếp."])
def test_an_applicant_takes_the_dossier_back(province, reason):
    dossier = steps.accept(province, steps.lodge(province))

    withdrawn = steps.withdraw(province, dossier, reason=reason)

    assert withdrawn.state == State.WITHDRAWN
    assert queries.timeline(dossier)[-1].words == ({"reason": reason} if reason else {})


def test_what_is_decided_cannot_be_taken_back(province):
    dossier = steps.decide(province, steps.accept(province, steps.lodge(province)))

    with pytest.raises(ActRefused):
        steps.withdraw(province, dossier)
