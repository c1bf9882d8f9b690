"""Which agency takes which procedure in, and from when to when."""

from datetime import date

import pytest
from django.db.utils import IntegrityError
from tests.procedures import shelf

from motcua.domain.procedures import actions, permissions, queries
from motcua.domain.procedures.errors import AlreadyProvided, NotProvided, ProcedureNotFound
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
