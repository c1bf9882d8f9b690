"""What claims, numbers and names must be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.identity import errors, rules
from motcua.foundation.identity.enums import Sex
from motcua.foundation.identity.rules import Birth
from motcua.foundation.kernel.errors import Refusal

NAMES = rules.ClaimNames(
    pin=["personal_identification_number", "SoDinhDanh"],
    assurance=["loa", "loAs", "acr"],
    name=["name", "HoVaTen"],
    birthdate=["birthdate"],
    sex=["gender"],
    email=["email"],
    phone=["phone_number"],
    address=["address"],
)


def read(claims, *, minimum=2, levels=None):
    return rules.read_claims(claims, names=NAMES, levels=levels or {}, minimum=minimum)


def test_claims_tell_who_this_is(claims):
    assert read(claims) == rules.ProvenIdentity(
        issuer="https://dinh-danh.example",
        sub="hanh",
        pin="099192000001",
        full_name="Nguyễn Thị Hạnh",
        assurance=2,
        birth=Birth(day=date(1992, 5, 14), year=1992),
        sex=Sex.FEMALE,
        email="hanh@example.vn",
        phone="+84912000001",
        residence=rules.Residence(text="Thôn Bến Đò, xã Sông Lam", commune_code="99101"),
    )


def test_other_names_of_claims_are_read_too(claims):
    claims["SoDinhDanh"] = claims.pop("personal_identification_number")
    claims["HoVaTen"] = claims.pop("name")
    claims["loAs"] = str(claims.pop("loa"))

    proven = read(claims)

    assert (proven.pin, proven.full_name, proven.assurance) == (
        "099192000001",
        "Nguyễn Thị Hạnh",
        2,
    )


@pytest.mark.parametrize("claim", ["iss", "sub", "name"])
@pytest.mark.parametrize("value", [None, "", "   ", 7, ["x"], "x" * 400])
def test_without_issuer_subject_or_name_it_is_incomplete(claims, claim, value):
    claims[claim] = value

    with pytest.raises(errors.IncompleteIdentity):
        read(claims)


@pytest.mark.parametrize(
    "pin", [None, "", "099", "09919200000١", "0991920000012", "09919200000a", 99192000001, ["099"]]
)
def test_without_a_number_of_twelve_digits_nobody_enters(claims, pin):
    claims["personal_identification_number"] = pin

    with pytest.raises(errors.MissingPin):
        read(claims)


@pytest.mark.parametrize("level", [0, 1, "1", None, "cao", True, 4, -1, 2.0, "²"])
def test_a_lower_or_unknown_level_is_refused_with_the_level_needed(claims, level):
    claims["loa"] = level

    with pytest.raises(errors.AssuranceTooLow) as refused:
        read(claims)

    assert "cần mức 2" in refused.value.text


@pytest.mark.parametrize(("value", "level"), [(2, 2), (3, 3), ("2", 2), (" 3 ", 3), ("urn:cao", 3)])
def test_a_level_that_suffices_enters(claims, value, level):
    claims["loa"] = value

    assert read(claims, levels={"urn:cao": 3}).assurance == level


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("1992-05-14", Birth(day=date(1992, 5, 14), year=1992)),
        ("14/05/1992", Birth(day=date(1992, 5, 14), year=1992)),
        ("1951", Birth(year=1951)),
        ("1951-00-00", Birth(year=1951)),
        ("1990-02-30", Birth(year=1990)),
        ("0000-05-14", Birth()),
        ("1992-W20-4", Birth()),
        ("hôm qua", Birth()),
        ("", Birth()),
    ],
)
def test_births_are_days_or_years_or_unknown(text, birth):
    assert rules.read_birth(text) == birth


@pytest.mark.parametrize(
    ("pin", "sex", "year"),
    [
        ("099092000001", Sex.MALE, 1992),
        ("099192000001", Sex.FEMALE, 1992),
        ("099200000001", Sex.MALE, 2000),
        ("099325000001", Sex.FEMALE, 2025),
        ("099999000001", Sex.FEMALE, 2399),
    ],
)
def test_a_number_tells_sex_and_year_of_birth(pin, sex, year):
    assert (rules.pin_sex(pin), rules.pin_birth_year(pin)) == (sex, year)


def test_a_number_that_disagrees_is_seen_and_one_that_cannot_be_compared_is_not():
    pin = "099192000001"

    assert rules.does_pin_fit(pin, sex=Sex.FEMALE, birth=Birth(year=1992))
    assert rules.does_pin_fit(pin, sex=None, birth=Birth())
    assert not rules.does_pin_fit(pin, sex=Sex.MALE, birth=Birth(year=1992))
    assert not rules.does_pin_fit(pin, sex=None, birth=Birth(year=1993))


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("motcua.songlam", True),
        ("a-1", True),
        ("ab", False),
        (".abc", False),
        ("abc.", False),
        ("Motcua", False),
        ("một.cửa", False),
        ("a" * 60, True),
        ("a" * 61, False),
        ("abc\n", False),
    ],
)
def test_login_names(login, expected):
    assert rules.is_login(login) is expected


def test_each_unusable_contact_is_named():
    problems = rules.contact_problems(email="không có", phone="12ab")

    assert [problem.field for problem in problems] == ["email", "phone"]
    assert rules.contact_problems(email="", phone="") == []
    assert rules.contact_problems(email="a@b.vn", phone="0912000001") == []


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("099192000001"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
KNOWN = sorted({"iss", "sub", *(name for names in vars(NAMES).values() for name in names)})


@given(st.dictionaries(st.sampled_from(KNOWN) | st.text(), values, max_size=12))
def test_whatever_the_claims_hold_the_answer_is_an_identity_or_a_refusal(claims):
    refused = False
    try:
        read(claims, minimum=0)
    except Refusal:
        refused = True

    has_pin = any(rules.is_pin(str(claims.get(name) or "")) for name in NAMES.pin)
    assert refused or has_pin


@given(st.fixed_dictionaries(dict.fromkeys(KNOWN, values)))
def test_what_is_read_can_be_stored(claims):
    good = {"iss": "i", "sub": "s", "name": "N", "personal_identification_number": "099192000001"}

    proven = read(claims | good, minimum=0)

    texts = [proven.full_name, proven.email, proven.phone, proven.residence.text]
    assert all("\0" not in text and text.encode() is not None for text in texts)
