"""Which agency takes which procedure in, and from when to when."""

from datetime import date

import pytest
from django.db.utils import DataError, IntegrityError
from tests.procedures import shelf

from motcua.domain.procedures import actions, permissions, queries
from motcua.domain.procedures.enums import ExecutingSystem, ProvisionKind
from motcua.domain.procedures.errors import (
    AlreadyExecutedElsewhere,
    AlreadyProvided,
    BasisNeeded,
    ExecutedElsewhere,
    NotProvided,
    ProcedureNotFound,
)
from motcua.domain.procedures.models import Provision
from motcua.foundation.organisations.enums import AgencyKind

pytestmark = pytest.mark.django_db

JANUARY = date(2026, 1, 1)
MAY = date(2026, 5, 1)


@pytest.fixture
def committee():
    return shelf.found_agency()


@pytest.fixture
def police():
    return shelf.found_agency("H99.111", AgencyKind.POLICE)


def provide(agency, code="1.001193", since=JANUARY, until=None):
    return actions.provide(
        agency_id=agency.pk, procedure_code=code, valid_from=since, valid_to=until
    )


@pytest.mark.parametrize(
    ("on", "is_provided"),
    [(date(2025, 12, 31), False), (JANUARY, True), (date(2026, 4, 30), True), (MAY, False)],
)
def test_an_agency_provides_from_the_first_day_to_the_one_before_the_last(
    committee, on, is_provided
):
    version = shelf.publish()
    provide(committee, until=MAY)

    answer = queries.is_provided(agency_id=committee.pk, procedure_id=version.procedure_id, on=on)

    assert answer is is_provided
    assert bool(queries.list_providers(version.procedure_id, on)) is is_provided


def test_an_agency_does_not_provide_the_same_twice_at_a_time(committee, police):
    shelf.publish()
    provide(committee)
    provide(police)

    with pytest.raises(AlreadyProvided):
        provide(committee, since=MAY)


def test_an_agency_may_begin_again_on_the_day_it_ended(committee):
    shelf.publish()
    provide(committee, until=MAY)
    provide(committee, since=MAY)

    assert Provision.objects.count() == 2


def test_the_database_itself_refuses_a_second_provision(committee):
    version = shelf.publish()
    provide(committee)

    with pytest.raises(IntegrityError, match="provision_once_at_a_time"):
        Provision.objects.create(
            agency=committee, procedure_id=version.procedure_id, valid_from=MAY
        )


def test_what_is_not_in_the_catalogue_cannot_be_provided(committee):
    with pytest.raises(ProcedureNotFound):
        provide(committee)


def test_an_agency_stops_providing(committee):
    version = shelf.publish()
    provide(committee)

    actions.stop_providing(agency_id=committee.pk, procedure_code="1.001193", valid_to=MAY)

    assert queries.list_providers(version.procedure_id, date(2026, 4, 30)) == [committee]
    assert queries.list_providers(version.procedure_id, MAY) == []


def test_what_is_not_provided_cannot_be_stopped(committee, police):
    shelf.publish()
    provide(police)

    with pytest.raises(NotProvided):
        actions.stop_providing(agency_id=committee.pk, procedure_code="1.001193", valid_to=MAY)


def test_the_law_gives_residence_to_the_police_and_the_rest_to_the_committee(
    six, committee, police
):
    given = actions.provide_to_competent_agencies(on=shelf.TODAY)

    assert {(one.agency_id, one.procedure.code) for one in given} == {
        (committee.pk, "1.001193"),
        (committee.pk, "1.001612"),
        (committee.pk, "1.004873"),
        (committee.pk, "2.000635"),
        (committee.pk, "2.000815"),
        (police.pk, "1.004222"),
    }
    assert actions.provide_to_competent_agencies(on=shelf.TODAY) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_providers_of_a_procedure_cost_one_query(count, django_assert_num_queries):
    version = shelf.publish()
    agencies = [shelf.found_agency(f"H99.10{number}") for number in range(count)]
    for agency in agencies:
        provide(agency)

    with django_assert_num_queries(1):
        assert queries.list_providers(version.procedure_id, shelf.TODAY) == agencies


def test_only_a_provider_may_be_asked(committee, police):
    version = shelf.publish()
    provide(committee)

    permissions.require_provided(agency_id=committee.pk, version=version, on=shelf.TODAY)
    with pytest.raises(NotProvided):
        permissions.require_provided(agency_id=police.pk, version=version, on=shelf.TODAY)


# --- By what right ------------------------------------------------------------------------------


def test_delegation_names_its_document(committee):
    version = shelf.publish()
    actions.provide(
        agency_id=committee.pk, procedure_code="1.001193", valid_from=JANUARY, valid_to=MAY,
        kind=ProvisionKind.DELEGATED, basis=" Quyết định 5/QĐ-UBND ",
    )  # fmt: skip

    (provision,) = queries.list_provisions(version.procedure_id, JANUARY)

    assert (provision.kind, provision.basis) == (ProvisionKind.DELEGATED, "Quyết định 5/QĐ-UBND")
    assert queries.list_provisions(version.procedure_id, MAY) == []


@pytest.mark.parametrize("kind", [ProvisionKind.DELEGATED, ProvisionKind.DECENTRALISED])
def test_delegation_without_a_document_is_refused(committee, kind):
    shelf.publish()

    with pytest.raises(BasisNeeded):
        actions.provide(
            agency_id=committee.pk, procedure_code="1.001193", valid_from=JANUARY, kind=kind
        )


def test_the_database_itself_refuses_delegation_without_a_document(committee):
    version = shelf.publish()

    with pytest.raises(IntegrityError, match="provision_by_delegation_has_a_basis"):
        Provision.objects.create(
            agency=committee, procedure_id=version.procedure_id, valid_from=JANUARY,
            kind=ProvisionKind.DELEGATED,
        )  # fmt: skip


# --- Where it runs ------------------------------------------------------------------------------


def elsewhere(since=JANUARY, until=None, **changes):
    asked = {
        "procedure_code": "1.001193",
        "system": ExecutingSystem.NATIONAL_PORTAL,
        "name": "Cổng Dịch vụ công quốc gia",
        "address": "https://dichvucong.example/1.001193",
        "basis": "Công văn 7/BTP",
    }
    return actions.execute_elsewhere(**asked | changes, valid_from=since, valid_to=until)


def test_what_runs_elsewhere_is_refused_here_with_its_address():
    version = shelf.publish()
    elsewhere(until=MAY)

    permissions.require_executed_here(procedure_id=version.procedure_id, on=date(2025, 12, 31))
    permissions.require_executed_here(procedure_id=version.procedure_id, on=MAY)
    with pytest.raises(ExecutedElsewhere) as refusal:
        permissions.require_executed_here(procedure_id=version.procedure_id, on=JANUARY)
    assert "https://dichvucong.example/1.001193" in refusal.value.text


def test_a_procedure_runs_in_one_place_at_a_time():
    shelf.publish()
    elsewhere(until=MAY)

    with pytest.raises(AlreadyExecutedElsewhere):
        elsewhere(since=date(2026, 4, 30))
    assert elsewhere(since=MAY).valid_from == MAY


def test_a_procedure_comes_back():
    version = shelf.publish()
    elsewhere()

    actions.execute_here_again(procedure_code="1.001193", valid_to=MAY)

    assert queries.find_execution(version.procedure_id, date(2026, 4, 30)) is not None
    assert queries.find_execution(version.procedure_id, MAY) is None


def test_what_runs_here_does_not_come_back():
    shelf.publish()

    with pytest.raises(NotProvided):
        actions.execute_here_again(procedure_code="1.001193", valid_to=MAY)


def test_a_move_names_its_document_and_its_procedure():
    with pytest.raises(ProcedureNotFound):
        elsewhere()
    with pytest.raises(ProcedureNotFound):
        actions.execute_here_again(procedure_code="1.001193", valid_to=MAY)
    shelf.publish()
    with pytest.raises(BasisNeeded):
        elsewhere(basis=" ")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"system": ExecutingSystem.OURS}, "execution_is_elsewhere"),
        ({"address": "http://dichvucong.example/"}, "execution_address_is_secure"),
        ({"since": MAY, "until": JANUARY}, "execution_ends_after_it_begins|range"),
    ],
)
def test_the_database_refuses_a_move_that_cannot_be(changes, constraint):
    shelf.publish()

    with pytest.raises((IntegrityError, DataError), match=constraint):
        elsewhere(**changes)
