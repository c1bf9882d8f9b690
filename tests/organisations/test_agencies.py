"""Agencies are set up, found by any code they ever had, and end."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from motcua.foundation.organisations import actions, queries
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel, UnitKind
from motcua.foundation.organisations.errors import (
    AgencyCodeTaken,
    AgencyNotFound,
    InvalidAgencyCode,
    UnitNotFound,
)
from motcua.foundation.organisations.models import Agency

TODAY = date(2026, 3, 2)


def create(code, **more):
    return actions.create_agency(
        **{
            "code": code,
            "name": f"Cơ quan {code}",
            "level": AgencyLevel.PROVINCE,
            "kind": AgencyKind.DEPARTMENT,
            "valid_from": date(2025, 7, 1),
        }
        | more
    )


def test_an_agency_keeps_both_layouts_of_its_code(commune):
    assert (commune.code, commune.old_code) == ("H99.101", "000.00.101.H99")
    assert commune.seal_name == "ỦY BAN NHÂN DÂN XÃ SÔNG LAM"
    assert str(commune) == "H99.101 Ủy ban nhân dân xã Sông Lam"


def test_a_code_that_the_old_layout_cannot_say_has_none(db):
    assert create("H99.02.1").old_code == ""


@pytest.mark.parametrize("code", ["H99.101", "000.00.101.H99", " h99.101 "])
def test_an_agency_is_found_by_either_code(commune, code):
    assert queries.get_agency_by_code(code) == commune


def test_an_agency_is_found_by_its_number(commune):
    assert queries.get_agency(commune.pk) == commune


def test_what_does_not_exist_is_not_found(db):
    with pytest.raises(AgencyNotFound):
        queries.get_agency(7)
    with pytest.raises(AgencyNotFound, match="H98"):
        queries.get_agency_by_code("H98")
    with pytest.raises(UnitNotFound):
        queries.get_unit(7)
    with pytest.raises(InvalidAgencyCode):
        queries.get_agency_by_code("Sông Lam")


def test_a_code_has_one_current_owner(commune):
    with pytest.raises(AgencyCodeTaken):
        create("000.00.101.H99")


def test_a_successor_may_take_the_code_and_history_stays(commune):
    actions.close_agency(agency_id=commune.pk, valid_to=date(2026, 1, 1))
    successor = create("H99.101", valid_from=date(2026, 1, 1))

    assert queries.get_agency_by_code("H99.101") == successor
    assert queries.get_agency_by_code("H99.101", on=date(2025, 12, 31)) == commune
    assert queries.get_agency_by_code("H99.101", on=date(2026, 1, 1)) == successor


def test_a_defect_is_not_taken_for_a_taken_code(db):
    with pytest.raises(IntegrityError, match="agency_of_a_commune_names_it"):
        create("H99.777", level=AgencyLevel.COMMUNE)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("agency_code_in_the_new_layout", {"code": "000.00.00.H99"}),
        ("agency_ends_after_it_begins", {"valid_to": date(2025, 7, 1)}),
        ("agency_of_a_commune_names_it", {"commune_code": ""}),
    ],
)
def test_what_must_never_be_false(commune, constraint, values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Agency.objects.filter(pk=commune.pk).update(**values)


def test_agencies_of_a_level_on_a_day(provincial, commune):
    ended = create("H99.05")
    actions.close_agency(agency_id=ended.pk, valid_to=TODAY)

    assert list(queries.list_agencies(on=TODAY)) == [provincial, commune]
    assert list(queries.list_agencies(on=date(2026, 3, 1))) == [provincial, ended, commune]
    assert list(queries.list_agencies(on=TODAY, level=AgencyLevel.COMMUNE)) == [commune]
    assert list(queries.list_agencies(on=date(2025, 6, 30))) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_listing_agencies_costs_one_query(db, rows, django_assert_num_queries):
    parent = create("H99")
    for number in range(rows):
        create(f"H99.{number:02}", parent_id=parent.pk)

    with django_assert_num_queries(1):
        agencies = queries.list_agencies(on=TODAY)
        names = {agency.parent.name for agency in agencies if agency.parent}

    assert names == {"Cơ quan H99"}


def test_the_people_s_committee_of_a_commune_is_found(commune):
    police = create(
        "H99.04.101", level=AgencyLevel.COMMUNE, kind=AgencyKind.POLICE, commune_code="99101"
    )

    assert queries.find_commune_agency("99101", TODAY) == commune
    assert queries.find_commune_agency("99101", TODAY, AgencyKind.POLICE) == police
    assert queries.find_commune_agency("99102", TODAY) is None
    assert queries.find_commune_agency("99101", date(2025, 6, 30)) is None


def test_units_belong_to_their_agency(commune, provincial, django_assert_num_queries):
    units = [
        actions.create_unit(agency_id=commune.pk, code=kind, name=f"Bộ phận {kind}", kind=kind)
        for kind in UnitKind
    ]

    assert list(queries.list_units(commune.pk)) == units
    assert list(queries.list_units(provincial.pk)) == []
    with django_assert_num_queries(1):
        assert queries.get_unit(units[0].pk).agency == commune


def test_a_unit_needs_an_agency(db):
    with pytest.raises(AgencyNotFound):
        actions.create_unit(agency_id=7, code="x", name="x", kind=UnitKind.ONE_STOP)


def test_a_unit_code_is_its_own_within_the_agency(commune, provincial):
    for agency in (commune, provincial):
        actions.create_unit(
            agency_id=agency.pk, code="mot-cua", name="Một cửa", kind=UnitKind.ONE_STOP
        )

    with pytest.raises(IntegrityError, match="unit_code"), transaction.atomic():
        actions.create_unit(
            agency_id=commune.pk, code="mot-cua", name="Một cửa", kind=UnitKind.ONE_STOP
        )
