"""What an agency closed before it ended is handled again by the one that took over (Article 21.1)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.casework import people
from tests.casework import reorganising as plans
from tests.casework.province import MONDAY
from tests.casework.reopened import DECISION, UPHELD, WHY
from tests.casework.reorganising import CO, LAM, NEW, OTHER, TUESDAY, officer_now, passing

from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import lodging, reopening
from motcua.composition.casework.errors import NobodyTookOver, SeveralTookOver
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, ReopeningGround, State
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.models import AgencySuccession
from motcua.foundation.organisations.queries import Plan

pytestmark = pytest.mark.django_db
BASIS = replace(UPHELD, ground=ReopeningGround.MISTAKEN_WITHDRAWAL, number="Đơn", issuer="Bà Hạnh")
BASIS = replace(BASIS, issued_on=MONDAY.date())
ANOTHER = "1.004222"
"""A procedure that the dossier is not of."""
LATER = TUESDAY + timedelta(hours=3)


@pytest.fixture
def dossier(province):
    """A dossier that was taken in and withdrawn by mistake on the eve of the reorganisation."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    lodging.withdraw(reference=dossier.reference, reason="", by=province.hanh, at=MONDAY)
    return people.again(dossier)


def reopen(dossier, *, by, at=LATER):
    return reopening.reopen(
        reference=dossier.reference, basis=BASIS, reason=WHY, file=DECISION, by=by, at=at
    )


def successor(code=NEW):
    return organisations.get_agency_by_code(code, on=LATER.date())


def leader_of(officer, code):
    """Return the officer as head of another agency of this code."""
    return replace(officer_now(officer, at=LATER), agency_id=successor(code).pk)


def test_a_merged_agencys_dossier_goes_on_at_the_one_that_took_over(province, dossier):
    plans.reorganise(province, plans.merger())
    head = officer_now(province.chair, at=LATER)
    assert head.agency_id == successor().pk
    assert permissions.may_ask_to_reopen(head, people.again(dossier))
    assert reopening.look(dossier.reference, head).barrier is None

    again = reopen(dossier, by=head)
    people.settle()

    assert again.state == State.IN_PROGRESS
    assert again.agency_id == again.receiving_agency_id == successor().pk
    assert again.number == dossier.number
    (task,) = workflow.list_open_tasks(dossier.subject)
    assert task.agency_id == successor().pk
    moved, reopened = dossiers.timeline(dossier)[-2:]
    assert (moved.act, moved.article, reopened.act) == (Act.REASSIGN, "Điều 2", Act.REOPEN)
    assert moved.payload["to_agency_id"] == successor().pk
    told = {one.template for one in notifications.list_messages(province.hanh.person_id)}
    assert told >= {Template.REASSIGNED, Template.REOPENED}
    assert list(dossiers.verify_log()) == []


def test_where_the_procedure_went_is_asked_and_not_who_keeps_the_archive(province, dossier):
    """Of a divided agency one keeps the archive; another may have got the work."""
    plan = Plan(
        begins=plans.division().begins,
        passings=(
            passing(LAM, NEW),
            passing(LAM, OTHER, keeps_archive=False, procedures=(people.BIRTH,)),
            passing(LAM, CO, keeps_archive=False, procedures=(ANOTHER,)),
        ),
    )
    plans.reorganise(province, plan)
    keeper, heir = leader_of(province.strange_chair, NEW), leader_of(province.strange_chair, OTHER)
    assert not permissions.may_ask_to_reopen(keeper, people.again(dossier))

    with pytest.raises(DossierNotFound):
        reopen(dossier, by=leader_of(province.strange_chair, CO))

    assert reopening.find_below(dossier.number, heir) is not None
    assert reopen(dossier, by=heir).agency_id == successor(OTHER).pk


def test_of_several_that_took_over_the_one_whose_head_decides_goes_on(province, dossier):
    plans.reorganise(province, plans.division())
    above = replace(
        officer_now(province.strange_chair, at=LATER),
        agency_id=people.again(dossier).agency.parent_id,
    )
    with pytest.raises(SeveralTookOver) as refused:
        reopen(dossier, by=above)
    assert "xã Lam Hạ" in refused.value.text
    assert isinstance(reopening.look(dossier.reference, above).barrier, SeveralTookOver)

    assert reopen(dossier, by=leader_of(province.strange_chair, OTHER)).agency_id == (
        successor(OTHER).pk
    )


def test_two_reorganisations_are_two_entries(province, dossier):
    plans.reorganise(province, plans.merger())
    again = LATER + timedelta(days=1)
    third = Plan(
        begins=(plans.commune(OTHER, name="xã Ba", on=again.date()),),
        passings=(passing(NEW, OTHER),),
    )
    plans.reorganise(province, third, heading=replace(plans.HEADING, on=again.date()), at=again)
    head = officer_now(province.chair, at=again)

    done = reopen(dossier, by=head, at=again)

    assert done.agency_id == head.agency_id
    acts = [entry.act for entry in dossiers.timeline(dossier)[-3:]]
    assert acts == [Act.REASSIGN, Act.REASSIGN, Act.REOPEN]


def test_where_nobody_took_over_it_says_so_and_nothing_is_moved(province, dossier):
    plans.reorganise(province, plans.division(of=CO))
    ended = organisations.get_agency(people.again(dossier).agency_id)
    type(ended).objects.filter(pk=ended.pk).update(valid_to=TUESDAY.date())
    assert not AgencySuccession.objects.filter(predecessor=ended).exists()

    with pytest.raises(NobodyTookOver) as refused:
        reopen(dossier, by=province.chair)

    assert "chưa có cơ quan nào kế thừa" in refused.value.text
    assert dossiers.find_last(dossier, Act.REOPEN) is None


def test_who_took_over_from_another_agency_finds_nothing(province, dossier):
    plans.reorganise(province, plans.division(of=CO))

    with pytest.raises(DossierNotFound):
        reopen(dossier, by=leader_of(province.chair, NEW))
