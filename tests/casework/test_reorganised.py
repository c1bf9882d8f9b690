"""After a reorganisation: who reads what was closed, what a person decides, what is proved."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
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
    reorganise,
    second_controller,
)

from motcua.capabilities.evidence import actions as evidence
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import intake, lodging, proof, reorganisation
from motcua.composition.casework.errors import NotASuccessor
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import AgencyNoMore, DossierNotFound, ReasonNeeded
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.organisations import queries as agencies
from motcua.foundation.organisations.models import AgencySuccession
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


# --- What was closed -------------------------------------------------------------------------------


def test_closed_dossiers_stay_and_the_successor_reads_them(province, closed):
    reorganise(province, merger())
    desk = officer_now(province.desk)

    read = dossiers.get_for_officer(closed.reference, desk, purpose="handling")

    assert (read.pk, read.agency_id) == (closed.pk, province.agency_id)
    assert permissions.may_see(desk, read)
    assert [entry.act for entry in dossiers.timeline(read)][-1] == Act.WITHDRAW


def test_of_a_divided_agency_only_the_keeper_reads_them(province, closed):
    reorganise(province, division())
    keeper, other = by_code(NEW).pk, by_code(OTHER).pk
    place = partial(reorganisation.place_post, by=second_controller(), at=TUESDAY)
    place(post_id=province.desk.post_id, to_agency_id=keeper)
    place(post_id=province.registrar.post_id, to_agency_id=other)

    desk, registrar = officer_now(province.desk), officer_now(province.registrar)

    assert dossiers.find_visible(desk, closed.reference).pk == closed.pk
    assert dossiers.find_visible(registrar, closed.reference) is None
    assert not permissions.may_see(registrar, now(closed))


def test_keeping_goes_on_through_later_reorganisations(province, closed):
    from dataclasses import replace

    reorganise(province, merger())
    later = TUESDAY + timedelta(days=7)
    reorganise(
        province, Plan(passings=(passing(NEW, THUONG),)),
        heading=replace(HEADING, on=later.date()), at=later,
    )  # fmt: skip

    desk = officer_now(province.desk, at=later)

    assert desk.agency_id == by_code(THUONG, later.date()).pk
    assert dossiers.find_visible(desk, closed.reference).pk == closed.pk


def test_nobody_else_gains_anything(province, closed, running):
    before = dossiers.find_visible(province.stranger, closed.reference)
    reorganise(province, Plan(passings=(passing(LAM, THUONG),)))

    assert before is None
    for reference in (closed.reference, running.reference):
        assert dossiers.find_visible(province.stranger, reference) is None
        assert dossiers.find_visible(province.desk, closed.reference).pk == closed.pk


# --- What a person decides -------------------------------------------------------------------------


@pytest.fixture
def divided(province, running):
    reorganise(province, division())
    return running


def test_an_ambiguous_dossier_stays_until_somebody_decides(province, divided):
    assert now(divided).agency_id == province.agency_id

    waiting = reorganisation.list_undecided(province.controller, at=TUESDAY)

    (one,) = waiting.dossiers
    assert one.dossier.pk == divided.pk
    assert one.procedure.code == BIRTHS
    assert {agency.code for agency in one.candidates} == {NEW, OTHER}
    held = {post.post.id for post in waiting.posts}
    assert {province.desk.post_id, province.registrar.post_id, province.chair.post_id} < held
    assert len(waiting.posts) == 4


def test_its_officers_still_see_it_and_number_nothing(province, divided):
    other = people.lodge(province)
    assert dossiers.find_visible(province.desk, divided.reference) is not None

    with pytest.raises(AgencyNoMore):
        intake.accept(reference=other.reference, by=province.desk, at=TUESDAY)


def test_a_person_decides_and_says_why(province, divided):
    to = by_code(OTHER)

    reorganisation.place_dossier(
        reference=divided.reference, to_agency_id=to.pk, reason="Thôn Bến Đò về xã Lam Hạ",
        by=province.controller, at=TUESDAY,
    )  # fmt: skip

    after = now(divided)
    entry = dossiers.timeline(after)[-1]
    assert after.agency_id == to.pk
    assert (entry.act, entry.article, entry.words) == (
        Act.REASSIGN, "Điều 2", {"reason": "Thôn Bến Đò về xã Lam Hạ"},
    )  # fmt: skip
    (task,) = workflow.list_open_tasks(after.subject)
    assert task.agency_id == to.pk
    assert reorganisation.list_undecided(province.controller, at=TUESDAY).dossiers == ()


def test_a_decision_needs_a_reason_and_a_successor(province, divided):
    place = partial(reorganisation.place_dossier, by=province.controller, at=TUESDAY)
    right, wrong = by_code(OTHER).pk, by_code(CO).pk

    with pytest.raises(ReasonNeeded):
        place(reference=divided.reference, to_agency_id=right, reason=" ")
    with pytest.raises(NotASuccessor):
        place(reference=divided.reference, to_agency_id=wrong, reason="Vì gần")
    with pytest.raises(DossierNotFound):
        place(reference="NT-00000-00000", to_agency_id=right, reason="Vì gần")
    assert now(divided).agency_id == province.agency_id


def test_what_does_not_wait_is_not_decided_again(province, divided):
    place = partial(
        reorganisation.place_dossier, reference=divided.reference, reason="Vì thôn",
        by=province.controller, at=TUESDAY,
    )  # fmt: skip
    place(to_agency_id=by_code(OTHER).pk)

    with pytest.raises(DossierNotFound):
        place(to_agency_id=by_code(NEW).pk)


def test_a_post_goes_only_to_a_successor(province, divided):
    place = partial(reorganisation.place_post, by=province.controller, at=TUESDAY)

    with pytest.raises(NotASuccessor):
        place(post_id=province.desk.post_id, to_agency_id=by_code(CO).pk)
    with pytest.raises(NotFound):
        place(post_id=province.stranger.post_id, to_agency_id=by_code(NEW).pk)


# --- The proof -------------------------------------------------------------------------------------


def test_everything_still_verifies(province, running, closed):
    reorganise(province, merger())
    evidence.make_checkpoint(at=TUESDAY)

    assert list(proof.verify()) == []
    assert dossiers.count_reassigned(AgencySuccession.objects.first().reorganisation_id) == 1


def test_a_succession_that_the_plan_does_not_know_shows(province):
    reorganise(province, merger())
    AgencySuccession.objects.create(
        reorganisation=AgencySuccession.objects.first().reorganisation,
        predecessor=by_code(CO, DAY - timedelta(days=1)),
        successor=by_code(THUONG),
        keeps_archive=False,
    )

    assert [fault.why for fault in proof.verify()] == [
        "who succeeded whom is not what the plan says"
    ]


def test_an_agency_brought_back_to_life_by_hand_shows(province):
    from motcua.foundation.organisations.models import Agency

    reorganise(province, merger())
    Agency.objects.filter(code=CO, valid_to=DAY).update(valid_to=DAY + timedelta(days=1))

    assert [fault.why for fault in proof.verify()] == [
        "an agency did not end on the day of the plan"
    ]


def statements_for(province, dossiers_open):
    """Return how many statements a merger costs with so many more open dossiers; undo it all."""
    with transaction.atomic():
        for _ in range(dossiers_open):
            people.lodge(province)
        one = prepare(province, merger())
        with CaptureQueriesContext(connection) as asked:
            done = reorganisation.apply(
                reorganisation_id=one.pk, by=second_controller(), at=TUESDAY
            )
        assert done.dossiers == dossiers_open
        transaction.set_rollback(True)
    return len(asked)


def test_many_dossiers_cost_as_many_statements_as_one(province):
    assert statements_for(province, 3) == statements_for(province, 1)
