"""Who may do what to a dossier, from both sides, and what a refusal leaves behind."""

from datetime import timedelta

import pytest
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.domain.dossiers import permissions, queries
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import (
    DossierNotFound,
    NotYourTask,
)
from motcua.foundation.identity.actors import ANONYMOUS
from motcua.foundation.kernel.errors import Refusal

pytestmark = pytest.mark.django_db

# MONDAY is 16 March 2026, 09:00.
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3))
MINUTE = timedelta(minutes=1)


def at(day, hour, minute=0):
    return day.replace(hour=hour, minute=minute)


# --- who may -------------------------------------------------------------------------------------


def waiting(province):
    return steps.lodge(province)


def running(province):
    return steps.accept(province, steps.lodge(province))


def awaiting(province):
    return steps.ask(province, running(province))


DESK_ACTS = [(steps.accept, waiting), (steps.ask_at_intake, waiting), (steps.direct, waiting)]
HANDLER_ACTS = [(steps.ask, running)]
SIGNING_ACTS = [(steps.decide, running), (steps.reject, running), (steps.stop, awaiting)]


OTHERS = ["stranger", "strange_registrar", "strange_chair", "controller", "operator"]


@pytest.mark.parametrize(
    ("act", "prepare", "may"),
    [
        *((act, prepare, {"desk"}) for act, prepare in DESK_ACTS),
        *((act, prepare, {"registrar", "chair"}) for act, prepare in HANDLER_ACTS),
        *((act, prepare, {"chair"}) for act, prepare in SIGNING_ACTS),
    ],
)
def test_within_the_agency_the_post_decides(province, act, prepare, may):
    for who in ("desk", "registrar", "chair"):
        dossier, officer = prepare(province), getattr(province, who)
        if who in may:
            act(province, dossier, by=officer)
            assert queries.timeline(dossier)[-1].by == officer.key
        else:
            with pytest.raises(NotYourTask):
                act(province, dossier, by=officer)


@pytest.mark.parametrize(("act", "prepare"), DESK_ACTS + HANDLER_ACTS + SIGNING_ACTS)
def test_to_others_the_dossier_does_not_exist(province, act, prepare):
    dossier = prepare(province)
    before = steps.acts(dossier)
    for who in OTHERS:
        with pytest.raises(DossierNotFound):
            act(province, dossier, by=getattr(province, who))

    assert steps.acts(dossier) == before


@pytest.mark.parametrize("act", [steps.withdraw, steps.supplement])
def test_another_citizen_cannot_act_for_the_applicant(province, act):
    dossier = steps.lodge(province)
    steps.ask_at_intake(province, dossier)

    with pytest.raises(DossierNotFound):
        act(province, dossier, by=province.duc)

    assert act(province, dossier, by=province.hanh).pk == dossier.pk


def test_nobody_hands_a_result_over_to_themselves(province):
    dossier = steps.decide(province, running(province))
    for person in (province.hanh, province.duc, ANONYMOUS, province.stranger):
        with pytest.raises(DossierNotFound):
            steps.hand_over(dossier, by=person)
    with pytest.raises(NotYourTask):
        steps.hand_over(dossier, by=province.chair)

    assert steps.hand_over(dossier, by=province.desk).state == State.HANDED_OVER


def test_officers_of_the_agency_see_the_dossier_and_nobody_elsewhere(province):
    dossier = steps.lodge(province)

    for who in ("desk", "registrar", "chair"):
        officer = getattr(province, who)
        assert queries.get_for_officer(dossier.reference, officer, purpose="thử") == dossier
        assert permissions.may_see(officer, dossier)
    for who in OTHERS:
        with pytest.raises(DossierNotFound):
            queries.get_for_officer(dossier.reference, getattr(province, who), purpose="thử")
        assert not permissions.may_see(getattr(province, who), dossier)


def test_a_citizen_sees_what_is_their_own(province):
    dossier = steps.lodge(province)

    assert queries.get_for_citizen(dossier.reference, province.hanh) == dossier
    assert queries.list_of_citizen(province.hanh) == [dossier]
    assert queries.list_of_citizen(province.duc) == []
    assert permissions.may_see(province.hanh, dossier)
    assert not permissions.may_see(province.duc, dossier)
    assert not permissions.may_see(ANONYMOUS, dossier)
    with pytest.raises(DossierNotFound):
        queries.get_for_citizen(dossier.reference, province.duc)


def test_a_refusal_leaves_no_trace(province):
    dossier = steps.lodge(province)
    for refused in (
        lambda: steps.ask_at_intake(province, dossier, reason=""),
        lambda: steps.decide(province, dossier),
        lambda: steps.accept(province, dossier, by=province.chair),
    ):
        with pytest.raises(Refusal):
            refused()

    assert steps.acts(dossier) == [Act.LODGE]
    assert queries.list_supplement_requests(dossier) == []
