"""The demo's people: imaginary, and right by the rules of real ones."""

from pathlib import Path

import pytest
import yaml

from motcua.foundation.identity import rules
from motcua.foundation.identity.enums import Role, Sex

DEMO = Path(__file__).parents[2] / "demo"
CAST = yaml.safe_load((DEMO / "people.yaml").read_text("utf-8"))
AGENCIES = yaml.safe_load((DEMO / "agencies.yaml").read_text("utf-8"))["agencies"]
UNITS = {
    (agency["code"], unit["code"]): unit["kind"] for agency in AGENCIES for unit in agency["units"]
}


def test_there_are_enough_of_them():
    assert len(CAST["citizens"]) >= 12
    assert CAST["citizens"][0]["full_name"] == "Nguyễn Thị Hạnh"


@pytest.mark.parametrize(
    "person", CAST["citizens"] + CAST["visitors"], ids=lambda p: p["full_name"]
)
def test_numbers_agree_with_sex_and_birth(person):
    if person["pin"]:
        birth = rules.read_birth(person["born_on"])
        assert birth.year is not None
        assert rules.does_pin_fit(person["pin"], sex=Sex(person["sex"]), birth=birth)
        assert person["pin"].startswith("099")


def test_nobody_shares_a_number_or_a_login_name():
    everybody = CAST["citizens"] + CAST["visitors"] + CAST["officers"]
    pins = [person["pin"] for person in everybody if person["pin"]]
    logins = [officer["login"] for officer in CAST["officers"]]

    assert len(pins) == len(set(pins))
    assert len(logins) == len(set(logins))
    assert all(rules.is_login(login) for login in logins)
    assert all(rules.is_pin(pin) and pin.startswith("099") for pin in pins)


@pytest.mark.parametrize("officer", CAST["officers"], ids=lambda o: o["login"])
def test_each_officer_sits_in_a_unit_that_fits_the_role(officer):
    kind = UNITS[officer["agency"], officer["unit"]]

    roles = {Role(role) for role in officer["roles"]}
    assert (Role.DESK in roles) == (kind == "one_stop")
    assert (Role.LEADER in roles) == (kind == "leadership")


@pytest.mark.parametrize("commune", ["H99.101", "H99.102", "H99.103"])
def test_each_commune_can_carry_a_birth_from_door_to_seal(commune):
    roles = {role for o in CAST["officers"] if o["agency"] == commune for role in o["roles"]}

    assert {"desk", "civil_status", "leader"} <= roles


def test_the_other_roles_are_there_too():
    roles = {role for officer in CAST["officers"] for role in officer["roles"]}

    assert roles == set(Role.values)
