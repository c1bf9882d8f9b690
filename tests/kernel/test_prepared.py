"""A statement written once answers as the queryset it was made from."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.db.models import F, Q
from django.test.utils import CaptureQueriesContext

from motcua.domain.procedures.models import Procedure, Provision
from motcua.foundation.kernel.prepared import NUMBER, TEXT, Prepared
from motcua.foundation.organisations.models import Agency, Unit

pytestmark = pytest.mark.django_db


def by_agency(agency_id):
    return (
        Unit.objects.select_related("agency__parent")
        .annotate(agency_code=F("agency__code"))
        .filter(agency_id=agency_id)
        .order_by("code")
    )


@pytest.fixture
def units(province):
    return Prepared(by_agency, agency_id=NUMBER)


def test_rows_joined_and_annotated_are_those_of_the_queryset(province, units):
    plain = list(by_agency(province.agency_id))

    found = units.list(agency_id=province.agency_id)

    assert plain
    assert found == plain
    assert [unit.agency_code for unit in found] == [unit.agency_code for unit in plain]
    with CaptureQueriesContext(connection) as asked:
        assert [unit.agency.parent for unit in found] == [unit.agency.parent for unit in plain]
    assert len(asked) == 0, "what was joined is not asked for again"


def test_it_is_bound_anew_at_each_call(province, units):
    assert {unit.agency_id for unit in units.list(agency_id=province.agency_id)} == {
        province.agency_id
    }
    assert {unit.agency_id for unit in units.list(agency_id=province.other_agency_id)} == {
        province.other_agency_id
    }
    assert units.list(agency_id=NUMBER) == []


def test_each_call_is_one_query_of_the_same_text(province, units):
    units.first(agency_id=province.agency_id)

    with CaptureQueriesContext(connection) as asked:
        assert units.first(agency_id=province.agency_id).agency_id == province.agency_id
        assert units.first(agency_id=0) is None

    assert len(asked) == 2


def test_any_of_a_number_of_values_is_one_statement(province):
    of_any = Prepared(
        lambda ids, codes: Agency.objects.filter(pk__any=ids, code__any=codes).order_by("pk"),
        ids=[NUMBER],
        codes=[TEXT],
    )
    agencies = list(Agency.objects.order_by("pk")[:3])
    ids, codes = [one.pk for one in agencies], [one.code for one in agencies]

    assert of_any.list(ids=ids, codes=codes) == agencies
    assert of_any.list(ids=ids[:1], codes=codes) == agencies[:1]
    assert of_any.list(ids=[], codes=[]) == []
    assert list(Agency.objects.filter(pk__any=ids).order_by("pk")) == agencies


def test_a_value_may_stand_in_several_places(province):
    agency = Agency.objects.get(pk=province.agency_id)
    either = Prepared(
        lambda code: Agency.objects.filter(Q(code=code) | Q(old_code=code)), code=TEXT
    )

    assert either.first(code=agency.code) == agency


def test_columns_left_out_are_read_when_they_are_asked_for(province):
    names = Prepared(lambda pk: Agency.objects.only("name").filter(pk=pk), pk=NUMBER)

    agency = names.first(pk=province.agency_id)

    assert agency.get_deferred_fields()
    assert agency.code == Agency.objects.get(pk=province.agency_id).code


def test_dates_are_parameters_too(province):
    since = Prepared(
        lambda day: Provision.objects.select_related("procedure").filter(valid_from__lte=day),
        day=dt.date.min,
    )

    assert len(since.list(day=dt.date(2099, 1, 1))) == Provision.objects.count()
    assert since.list(day=dt.date(1990, 1, 1)) == []


def test_a_text_is_never_taken_for_part_of_the_statement(province):
    named = Prepared(lambda code: Procedure.objects.filter(code=code), code=TEXT)

    assert named.first(code="' OR 1=1 --") is None


def test_a_lock_needs_a_transaction(transactional_db):
    held = Prepared(lambda pk: Agency.objects.select_for_update().filter(pk=pk), pk=NUMBER)

    with transaction.atomic():
        assert held.first(pk=0) is None
    with pytest.raises(transaction.TransactionManagementError):
        held.first(pk=0)


def test_a_parameter_that_is_nowhere_in_the_statement_is_a_mistake():
    lost = Prepared(lambda pk, code: Agency.objects.filter(pk=pk), pk=NUMBER, code=TEXT)

    with pytest.raises(ValueError, match="code"):
        lost.first(pk=1, code="H99")
