"""Agencies are reorganised as one operation, and everything that hangs on them follows."""

from datetime import timedelta
from functools import partial

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.casework.reorganising import (
    CO,
    DAY,
    HEADING,
    LAM,
    NEW,
    OTHER,
    THUONG,
    TUESDAY,
    division,
    merger,
    officer_now,
    passing,
    prepare,
    rename,
    reorganise,
    second_controller,
)

from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import intake, lodging, reorganisation
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel.errors import InvalidInput, NotFound
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations import queries as agencies
from motcua.foundation.organisations.enums import ReorganisationState
from motcua.foundation.organisations.errors import (
    NotItsDayYet,
    OwnPlan,
    ReorganisationChanged,
    ReorganisationMoveRefused,
    ReorganisationNotFound,
    ReorganisationReasonNeeded,
)
from motcua.foundation.organisations.queries import Plan

pytestmark = pytest.mark.django_db

BIRTHS = people.BIRTH


def by_code(code, on=DAY):
    return agencies.get_agency_by_code(code, on=on)


def now(dossier):
    return people.again(dossier)


@pytest.fixture
def running(province):
    """Return a dossier taken in and being checked."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    return now(dossier)


@pytest.fixture
def closed(province):
    """Return a dossier that was withdrawn."""
    dossier = people.lodge(province)
    return lodging.withdraw(reference=dossier.reference, reason="", by=province.hanh, at=MONDAY)


# --- What is seen before ---------------------------------------------------------------------------


def test_the_preview_counts_what_follows_and_writes_nothing(province, running):
    people.fill(province)
    one = prepare(province, merger())

    seen = reorganisation.preview(one.pk, province.controller, at=MONDAY)

    lam, co = seen.effects
    assert [lam.agency.code, co.agency.code] == [LAM, CO]
    assert (lam.dossiers, lam.undecided, lam.drafts, lam.tasks, lam.posts) == (1, 0, 1, 1, 4)
    assert (co.dossiers, co.undecided, co.drafts, co.tasks, co.posts) == (0, 0, 0, 0, 4)
    assert lam.provisions == procedures.count_provisions(province.agency_id, DAY) > 0
    assert seen.problems == ()
    assert seen.need_seals == ("Ủy ban nhân dân xã Lam Cổ",)
    assert (seen.is_own, seen.is_due) == (True, False)
    assert by_code(LAM).valid_to is None
    assert now(running).agency_id == province.agency_id


def test_the_preview_says_what_only_a_person_can_decide(province, running):
    one = prepare(province, division())

    (lam,) = reorganisation.preview(one.pk, second_controller(), at=TUESDAY).effects

    assert (lam.dossiers, lam.undecided) == (0, 1)
    assert lam.is_divided


# --- Who applies it, and when ---------------------------------------------------------------------


def test_who_wrote_the_plan_does_not_apply_it(province):
    one = prepare(province, merger())

    with pytest.raises(OwnPlan):
        reorganisation.apply(reorganisation_id=one.pk, by=province.controller, at=TUESDAY)


def test_nobody_applies_it_before_its_day(province):
    one = prepare(province, merger())

    with pytest.raises(NotItsDayYet):
        reorganisation.apply(reorganisation_id=one.pk, by=second_controller(), at=MONDAY)


@pytest.mark.parametrize("who", ["desk", "registrar", "chair", "operator"])
def test_other_officers_learn_nothing_and_do_nothing(province, who):
    officer = getattr(province, who)
    one = prepare(province, merger())

    for act in (
        partial(reorganisation.apply, reorganisation_id=one.pk, by=officer, at=TUESDAY),
        partial(reorganisation.preview, one.pk, officer, at=TUESDAY),
        partial(reorganisation.list_undecided, officer, at=TUESDAY),
        partial(
            reorganisation.place_dossier,
            reference="NT-1", to_agency_id=1, reason="x", by=officer, at=TUESDAY,
        ),
        partial(reorganisation.place_post, post_id=1, to_agency_id=1, by=officer, at=TUESDAY),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            act()
    assert not reorganisation.may_reorganise(officer)


def test_another_tree_is_as_if_it_were_not(province):
    from dataclasses import replace

    one = prepare(province, merger())
    foreign = replace(reorganisation.hand_of(second_controller()), root_code="G07")

    with pytest.raises(ReorganisationNotFound):
        organisations.apply_plan(reorganisation_id=one.pk, by=foreign, at=TUESDAY)


def test_it_is_applied_once(province):
    one = prepare(province, merger())
    reorganisation.apply(reorganisation_id=one.pk, by=second_controller(), at=TUESDAY)

    with pytest.raises(ReorganisationMoveRefused):
        reorganisation.apply(reorganisation_id=one.pk, by=second_controller(), at=TUESDAY)


def test_a_plan_that_fits_no_more_changes_nothing(province, running):
    one = prepare(province, merger())
    organisations.close_agency(agency_id=by_code(CO).pk, valid_to=DAY - timedelta(days=30))

    with pytest.raises(InvalidInput) as refused:
        reorganisation.apply(reorganisation_id=one.pk, by=second_controller(), at=TUESDAY)

    assert [problem.field for problem in refused.value.problems] == [f"ends.{CO}"]
    assert now(running).agency_id == province.agency_id


def test_an_unsound_plan_goes_to_nobody(province):
    with pytest.raises(InvalidInput):
        prepare(province, Plan(passings=(passing("H99.777", LAM),)))


def test_two_who_write_at_once_do_not_overwrite_each_other(province):
    hand = reorganisation.hand_of(province.controller)
    one = organisations.begin_reorganisation(heading=HEADING, by=hand, at=MONDAY)
    save = partial(
        organisations.save_plan, reorganisation_id=one.pk, seen_revision=1, by=hand, at=MONDAY
    )
    save(plan=merger())

    with pytest.raises(ReorganisationChanged):
        save(plan=division())


def test_sending_back_and_giving_up_need_a_reason(province):
    one = prepare(province, merger())
    hand = reorganisation.hand_of(second_controller())

    for act in (organisations.send_plan_back, organisations.withdraw_plan):
        with pytest.raises(ReorganisationReasonNeeded):
            act(reorganisation_id=one.pk, reason=" ", by=hand, at=MONDAY)
    back = organisations.send_plan_back(
        reorganisation_id=one.pk, reason="Thiếu Công an xã", by=hand, at=MONDAY
    )
    assert back.state == ReorganisationState.DRAFT
    gone = organisations.withdraw_plan(
        reorganisation_id=one.pk, reason="Chưa có nghị quyết", by=hand, at=MONDAY
    )
    assert gone.state == ReorganisationState.WITHDRAWN


# --- What follows ----------------------------------------------------------------------------------


def test_a_merger_ends_and_begins_agencies_on_its_day(province):
    done = reorganise(province, merger())

    new = by_code(NEW)
    assert done.agencies == 2
    assert (new.valid_from, new.valid_to) == (DAY, None)
    assert {by_code(code, DAY - timedelta(days=1)).valid_to for code in (LAM, CO)} == {DAY}
    units = {(unit.code, unit.kind) for unit in agencies.list_units(new.pk)}
    assert units == {(unit.code, unit.kind) for unit in agencies.list_units(province.agency_id)}
    week = [DAY + timedelta(days=days) for days in range(7)]
    before, after = (agencies.get_calendar(pk) for pk in (province.agency_id, new.pk))
    assert [after.is_working(day) for day in week] == [before.is_working(day) for day in week]


def test_provision_passes_over_on_the_day_under_the_document(province):
    version = procedures.get_by_code(BIRTHS, on=DAY)
    before = {one.code for one in procedures.list_providers(version.procedure_id, MONDAY.date())}

    reorganise(province, merger())

    old = procedures.list_providers(version.procedure_id, DAY - timedelta(days=1))
    assert {one.code for one in old} == before
    after = procedures.list_provisions(version.procedure_id, DAY)
    assert {one.agency.code for one in after} == before - {LAM, CO} | {NEW}
    (new,) = [one for one in after if one.agency.code == NEW]
    assert (new.valid_from, new.basis) == (DAY, HEADING.basis)


def test_an_open_dossier_goes_on_with_the_successor(province, running):
    number, due_at = running.number, running.due_at

    done = reorganise(province, merger())

    after = now(running)
    new = by_code(NEW)
    assert (done.dossiers, done.tasks) == (1, 1)
    assert (after.agency_id, after.receiving_agency_id) == (new.pk, new.pk)
    assert (after.number, after.reference, after.due_at) == (number, running.reference, due_at)
    entry = dossiers.timeline(after)[-1]
    assert (entry.act, entry.article, entry.source, entry.target) == (
        Act.REASSIGN, "Điều 2", State.IN_PROGRESS, State.IN_PROGRESS,
    )  # fmt: skip
    assert entry.payload["from_agency_id"] == province.agency_id
    assert entry.payload["to_agency_id"] == new.pk
    assert entry.payload["basis"] == HEADING.basis
    assert dossiers.find_public(number).state == State.IN_PROGRESS
    (task,) = workflow.list_open_tasks(after.subject)
    assert task.agency_id == new.pk


def test_the_same_officers_finish_it_there(province, running):
    done = reorganise(province, merger())
    registrar = officer_now(province.registrar)

    people.do(registrar, running, "dat", at=TUESDAY)

    assert done.posts == 8
    assert registrar.agency_id == by_code(NEW).pk
    assert (registrar.title, registrar.roles) == (
        province.registrar.title,
        province.registrar.roles,
    )
    assert registrar.post_id != province.registrar.post_id
    assert identity.get_post(province.registrar.post_id).valid_to == DAY


def test_the_applicant_is_told_and_still_sees_it(province, running):
    reorganise(province, merger())

    assert dossiers.get_for_citizen(running.number, province.hanh).pk == running.pk
    told = notifications.list_messages(province.hanh.person_id)[0]
    assert told.template == Template.REASSIGNED
    assert "Ủy ban nhân dân xã Lam Cổ" in told.body


def test_a_waiting_dossier_is_taken_in_under_the_new_code(province):
    dossier = people.lodge(province)
    reorganise(province, merger())

    intake.accept(reference=dossier.reference, by=officer_now(province.desk), at=TUESDAY)

    assert now(dossier).number == "H99.201-20260317-0000001"


def test_a_draft_goes_to_the_successor(province):
    draft = people.fill(province)
    done = reorganise(province, merger())

    dossier = lodging.lodge(draft_id=draft.pk, by=province.hanh, at=TUESDAY)

    assert done.drafts == 1
    assert dossier.agency_id == by_code(NEW).pk


def test_a_new_name_under_the_old_code_goes_on_counting(province, running):
    other = people.lodge(province)
    reorganise(province, rename(), at=TUESDAY)
    assert now(running).agency.name == "Ủy ban nhân dân phường Sông Lam"

    late = TUESDAY.replace(year=2026, month=3, day=16)
    intake.accept(reference=other.reference, by=officer_now(province.desk, at=TUESDAY), at=late)

    # Same code, same day: the counter stands where the predecessor left it.
    assert now(running).number.endswith("-20260316-0000001")
    assert now(other).number.endswith("-20260316-0000002")


def test_an_agency_that_goes_on_takes_another_in(province, running):
    reorganise(province, Plan(passings=(passing(LAM, THUONG),)))

    assert now(running).agency.code == THUONG
    assert officer_now(province.desk).agency_id == by_code(THUONG).pk


def test_what_is_named_goes_where_it_is_named(province, running):
    plan = Plan(
        begins=division().begins,
        passings=(
            passing(LAM, NEW),
            passing(LAM, OTHER, keeps_archive=False, procedures=(BIRTHS,)),
        ),
    )

    reorganise(province, plan)

    assert now(running).agency.code == OTHER
    births = procedures.get_by_code(BIRTHS, on=DAY).procedure_id
    providers = {one.code for one in procedures.list_providers(births, DAY)}
    assert OTHER in providers
    assert NEW not in providers
