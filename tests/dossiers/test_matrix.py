"""The matrix of ``docs/reference/matrix.md``, cell by cell: every act, state, role and standing of an agency.

Whom the law names for each act is written a second time in ``test_every_transition``.
"""

from dataclasses import replace

import pytest
from tests.authorisations.consenting import give
from tests.casework.province import MONDAY
from tests.dossiers import steps
from tests.dossiers.test_every_transition import ATTEMPTS, COME, OWNER, confirm, is_lawful, met

from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules import Answer, Standing
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.organisations.models import Agency

pytestmark = pytest.mark.django_db

OF_OFFICERS = [(act, attempt) for act, attempt, who in ATTEMPTS if who != OWNER]
OF_CITIZENS = [(act, attempt) for act, attempt, who in ATTEMPTS if who == OWNER]


def list_standings(province, *, receiving_id):
    """Return an agency of every standing there is, with how it stands."""
    above = Agency.objects.get(pk=province.agency_id).parent_id
    concerned = {province.agency_id, receiving_id, above}
    beside = Agency.objects.exclude(pk__in=concerned).order_by("pk")[0].pk
    return {
        province.agency_id: {Standing.COMPETENT}
        | ({Standing.RECEIVING} if receiving_id == province.agency_id else set()),
        receiving_id: {Standing.RECEIVING}
        | ({Standing.COMPETENT} if receiving_id == province.agency_id else set()),
        above: {Standing.ABOVE},
        beside: set(),
    }


def test_every_act_that_moves_a_dossier_stands_in_the_matrix_once():
    assert set(rules.POSTS) | rules.BY_APPLICANTS | rules.FOLLOWS_BY_ITSELF == set(rules.MOVES)
    assert not set(rules.POSTS) & (rules.BY_APPLICANTS | rules.FOLLOWS_BY_ITSELF)
    assert {act for act, _attempt in OF_OFFICERS} == set(rules.POSTS)


@pytest.mark.parametrize("where", ["here", "elsewhere"])
@pytest.mark.parametrize("state", State)
def test_every_cell_of_officers_answers_as_the_matrix_says(province, state, where):
    dossier = COME[state](province)
    receiving_id = province.agency_id if where == "here" else province.other_agency_id
    Dossier.objects.filter(pk=dossier.pk).update(receiving_agency_id=receiving_id)
    before = steps.again(dossier)

    wrong = []
    for agency_id, standings in list_standings(province, receiving_id=receiving_id).items():
        for role in Role:
            by = replace(province.chair, agency_id=agency_id, roles=frozenset({role}))
            for act, attempt in OF_OFFICERS:
                posts = rules.CONFIRMING if attempt is confirm else rules.POSTS[act]
                promised = rules.foresee(act, state, posts, standings=standings, roles={role})
                found = met(attempt, province, dossier, by)
                if found is not promised:
                    wrong.append((act.value, sorted(standings), role.value, promised, found))

    assert wrong == []
    assert steps.again(dossier).last_seq == before.last_seq


@pytest.mark.parametrize("scope", [None, *Scope])
@pytest.mark.parametrize("state", State)
def test_every_cell_of_citizens_answers_as_the_matrix_says(province, state, scope):
    """The applicant, and somebody whom they let do nothing, or follow and one thing more."""
    with clock.fixed_at(MONDAY):
        dossier = COME[state](province)
        if scope is not None:
            given = give(province, *{Scope.FOLLOW, scope})
            Dossier.objects.filter(pk=dossier.pk).update(authorisation=given)

        for act, attempt in OF_CITIZENS:
            lawful = is_lawful(state, act)
            assert (met(attempt, province, dossier, province.hanh) is Answer.DONE) is lawful
            found = met(attempt, province, dossier, province.duc)
            assert (found is Answer.DONE) is (lawful and scope == Scope.LODGE), act
            if scope != Scope.LODGE:
                assert found is Answer.UNKNOWN, act


def test_a_role_that_sees_no_dossier_does_nothing_to_one():
    """Control and operators hold no post of the table, so that nothing can be foreseen for them but 404."""
    blind = set(Role) - rules.SEEING_ROLES

    assert blind == {Role.PROCEDURE_CONTROL, Role.OPERATOR}
    assert not any(post.roles & blind for posts in rules.POSTS.values() for post in posts)
    posts = rules.POSTS[Act.ACCEPT]
    foreseen = rules.foresee(
        Act.ACCEPT, State.LODGED, posts, standings=set(Standing), roles=blind
    )  # fmt: skip
    assert foreseen is Answer.UNKNOWN
