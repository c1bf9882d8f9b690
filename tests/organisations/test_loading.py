"""Agencies come from a file, again and again without harm."""

from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest

from motcua.foundation.kernel import worktime
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.organisations import actions, queries
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel, UnitKind
from motcua.foundation.organisations.errors import AgencyNotFound
from motcua.foundation.organisations.models import CalendarVersion, OpeningHours

NOW = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
DEMO = Path(__file__).parents[2] / "demo" / "agencies.yaml"
TODAY = date(2026, 3, 2)


def demo_rows():
    return actions.read_agency_rows(DEMO.read_bytes())


def only(rows, code):
    return next(row for row in rows if row.code == code)


@pytest.fixture
def demo(db):
    return actions.load_agencies(demo_rows(), at=NOW)


def test_the_demo_says_that_it_is_imaginary():
    head = DEMO.read_text(encoding="utf-8")

    assert "KHÔNG CÓ THẬT" in head
    assert "DOES NOT EXIST" in head
    assert all(row.code.startswith("H99") for row in demo_rows())
    assert all(row.email.endswith(".example") for row in demo_rows())


def test_the_demo_province_is_complete(demo):
    assert demo == actions.Loaded(created=17, corrected=0, unchanged=0)
    agencies = {agency.code: agency for agency in queries.list_agencies(on=TODAY)}
    assert [agency.code for agency in agencies.values() if agency.level == AgencyLevel.COMMUNE] == [
        "H99.04.101", "H99.04.102", "H99.04.103", "H99.101", "H99.102", "H99.103",
    ]  # fmt: skip
    assert agencies["H99.04.101"].parent == agencies["H99.04"]
    assert agencies["H99.101"].old_code == "000.00.101.H99"


@pytest.mark.parametrize("commune_code", ["99101", "99102", "99103"])
def test_each_commune_can_receive_handle_and_sign(demo, commune_code):
    committee = queries.find_commune_agency(commune_code, TODAY)
    police = queries.find_commune_agency(commune_code, TODAY, AgencyKind.POLICE)

    kinds = [unit.kind for unit in queries.list_units(committee.pk)]
    assert kinds == [
        UnitKind.LEADERSHIP, UnitKind.ONE_STOP, UnitKind.PROFESSIONAL, UnitKind.PROFESSIONAL,
    ]  # fmt: skip
    assert {unit.kind for unit in queries.list_units(police.pk)} == set(UnitKind)


def test_departments_have_a_counter_at_the_provincial_centre(demo):
    for code in ("H99.02", "H99.03", "H99.04"):
        agency = queries.get_agency_by_code(code)
        counter = queries.list_units(agency.pk).get(kind=UnitKind.ONE_STOP)
        assert "Trung tâm Phục vụ hành chính công tỉnh" in counter.name


def test_a_saturday_service_does_not_count(demo):
    ward = queries.get_agency_by_code("H99.102")
    calendar = queries.get_calendar(ward.pk)

    assert worktime.is_open(calendar, datetime(2026, 3, 7, 9, tzinfo=VIETNAM))
    assert not calendar.is_working(date(2026, 3, 7))


def test_loading_again_changes_nothing(demo):
    version = CalendarVersion.objects.get().token
    sessions = set(OpeningHours.objects.values_list("pk", flat=True))

    assert actions.load_agencies(demo_rows(), at=NOW) == actions.Loaded(
        created=0, corrected=0, unchanged=17
    )
    assert CalendarVersion.objects.get().token == version
    assert set(OpeningHours.objects.values_list("pk", flat=True)) == sessions


def test_loading_corrects_what_the_file_says_and_nothing_else(demo):
    row = only(demo_rows(), "H99.101")
    unit = msgspec.structs.replace(row.units[1], name="Một cửa xã Sông Lam")
    new = msgspec.structs.replace(row, phone="0200 3999 999", address="", units=(unit,))

    assert actions.load_agencies([new], at=NOW).corrected == 1

    agency = queries.get_agency_by_code("H99.101")
    assert agency.phone == "0200 3999 999"
    assert agency.address == row.address
    assert [unit.name for unit in queries.list_units(agency.pk)][1] == "Một cửa xã Sông Lam"
    assert queries.list_units(agency.pk).count() == 4


def test_loading_corrects_hours(demo):
    row = only(demo_rows(), "H99.102")
    new = msgspec.structs.replace(row, hours=row.hours[:2])

    assert actions.load_agencies([new], at=NOW).corrected == 1

    calendar = queries.get_calendar(queries.get_agency_by_code("H99.102").pk)
    assert not worktime.is_open(calendar, datetime(2026, 3, 7, 9, tzinfo=VIETNAM))


def test_a_child_does_not_come_before_its_parent(db):
    with pytest.raises(AgencyNotFound, match="H99"):
        actions.load_agencies([only(demo_rows(), "H99.101")], at=NOW)


@pytest.mark.parametrize(
    "yaml",
    [
        "agencies: [{code: H99}]",
        "agencies: [{code: H99, name: x, level: village, kind: office, valid_from: 2025-07-01}]",
        "agencies: [{code: H99, name: x, level: province, kind: office, valid_from: 2025-07-01, nam: y}]",
    ],
)
def test_a_wrong_file_names_the_place(yaml):
    with pytest.raises(msgspec.ValidationError, match=r"agencies\[0\]"):
        actions.read_agency_rows(yaml)
