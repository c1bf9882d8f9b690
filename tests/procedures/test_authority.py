"""Who is in charge: named from the record's rules, the case, and the place; never guessed."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procedures import shelf

from motcua.capabilities.forms import queries as forms
from motcua.domain.procedures.enums import AgencyRole, AuthorityPlace, AuthorityVerdict
from motcua.domain.procedures.rules import checks
from motcua.domain.procedures.rules.authority import (
    Commune,
    Provider,
    Whereabouts,
    asks_for_place,
    decide,
    list_asking,
)
from motcua.domain.procedures.rules.record import Authority, from_plain
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel

LAM, THANH, BINH = (Commune(code=code, province_code="99") for code in ("99101", "99102", "99103"))
FAR = Commune(code="00004", province_code="01")
CODES = sorted(path.stem for path in shelf.CATALOGUE.glob("*.yaml"))


def committee(number, **changed):
    values = {
        "id": number,
        "code": f"H99.{number}",
        "name": f"Ủy ban nhân dân xã số {number}",
        "name_en": "",
        "level": AgencyLevel.COMMUNE,
        "kind": AgencyKind.PEOPLES_COMMITTEE,
        "province_code": "99",
        "commune_code": f"99{number}",
    }
    return Provider(**(values | changed))


COMMITTEES = (committee(101), committee(102), committee(103))
POLICE = committee(4, level=AgencyLevel.PROVINCE, kind=AgencyKind.POLICE, commune_code="")


def rule(code="home", **changed):
    values = {
        "code": code,
        "name": "Nơi bạn cư trú",
        "name_en": "Where you live",
        "agency": AgencyRole.COMMUNE_COMMITTEE,
        "place": AuthorityPlace.RESIDENCE,
        "basis": "Luật Hộ tịch 2014, Điều 13",
    }
    return Authority(**(values | changed))


def at(*communes):
    """Return a place that lies in one of these communes."""
    return (Whereabouts(communes=communes),)


def codes(ruling):
    return [one.provider.code for one in ruling.named]


def test_the_place_names_one_agency_with_its_rule():
    ruling = decide([rule()], COMMITTEES, places={"home": at(THANH)})

    assert ruling.verdict is AuthorityVerdict.NAMED
    assert [(one.provider, one.rule, one.commune) for one in ruling.named] == [
        (COMMITTEES[1], rule(), THANH)
    ]
    assert (ruling.missing, ruling.is_unsettled) == ((), False)


def test_without_the_place_it_cannot_tell_and_says_what_is_missing():
    ruling = decide([rule()], COMMITTEES)

    assert (ruling.verdict, ruling.missing) == (AuthorityVerdict.PLACE_NEEDED, (rule(),))


def test_a_divided_commune_gives_the_choice():
    ruling = decide([rule()], COMMITTEES, places={"home": at(LAM, BINH)})

    assert ruling.verdict is AuthorityVerdict.CHOICE
    assert codes(ruling) == ["H99.101", "H99.103"]
    assert ruling.is_unsettled


def test_two_parents_in_two_communes_may_choose():
    ruling = decide([rule()], COMMITTEES, places={"home": (*at(LAM), *at(BINH))})

    assert (ruling.verdict, ruling.is_unsettled) == (AuthorityVerdict.CHOICE, False)


def test_a_place_nobody_here_serves_names_nobody():
    ruling = decide([rule()], COMMITTEES, places={"home": at(FAR)})

    assert (ruling.verdict, ruling.named) == (AuthorityVerdict.NOBODY_HERE, ())


def test_an_agency_of_the_province_serves_its_communes():
    rules = [rule(agency=AgencyRole.PROVINCE_POLICE)]

    here = decide(rules, (*COMMITTEES, POLICE), places={"home": at(LAM)})
    elsewhere = decide(rules, (*COMMITTEES, POLICE), places={"home": at(FAR)})

    assert codes(here) == ["H99.4"]
    assert elsewhere.verdict is AuthorityVerdict.NOBODY_HERE


def test_where_any_will_do_all_may_be_chosen():
    ruling = decide([rule(place=AuthorityPlace.EVERYWHERE)], (*COMMITTEES, POLICE))

    assert (ruling.verdict, codes(ruling)) == (
        AuthorityVerdict.CHOICE,
        ["H99.101", "H99.102", "H99.103"],
    )


def test_where_any_will_do_the_nearest_stands_first():
    rules = [rule(place=AuthorityPlace.EVERYWHERE)]

    ruling = decide(rules, COMMITTEES, places={"home": at(BINH)})

    assert codes(ruling) == ["H99.103", "H99.101", "H99.102"]


def test_a_rule_for_the_case_takes_the_place_of_the_general_one():
    rules = [rule(), rule("keeper", case="abandoned")]

    assert list_asking(rules, frozenset({"abandoned", "late"})) == (rules[1],)
    assert list_asking(rules, frozenset({"late"})) == (rules[0],)


def test_a_fallback_holds_only_while_the_first_place_is_unknown():
    rules = [rule("last-residence"), rule("death-place", is_fallback=True)]

    both = decide(rules, COMMITTEES, places={"last-residence": at(LAM), "death-place": at(BINH)})
    fallback = decide(rules, COMMITTEES, places={"death-place": at(BINH)})

    assert codes(both) == ["H99.101"]
    assert codes(fallback) == ["H99.103"]
    assert fallback.missing == (rules[0],)


def test_an_agency_by_delegation_is_named_beside_the_competent_one():
    delegate = committee(102, is_granted=True)
    rules = [rule(agency=AgencyRole.PROVINCE_POLICE)]

    ruling = decide(rules, (POLICE, delegate), places={"home": at(THANH)})

    assert (ruling.verdict, codes(ruling)) == (AuthorityVerdict.CHOICE, ["H99.102", "H99.4"])


def test_a_record_without_rules_names_nobody():
    assert decide([], COMMITTEES).verdict is AuthorityVerdict.NO_RULE


# --- Whatever is told ----------------------------------------------------------------------------

communes = st.sampled_from([LAM, THANH, BINH, FAR])
whereabouts = st.lists(communes, min_size=1, max_size=3, unique=True).map(
    lambda found: Whereabouts(communes=tuple(found))
)
rules = st.lists(
    st.builds(
        rule,
        code=st.sampled_from(["one", "two", "three"]),
        place=st.sampled_from(AuthorityPlace),
        agency=st.sampled_from([AgencyRole.COMMUNE_COMMITTEE, AgencyRole.PROVINCE_POLICE]),
        case=st.sampled_from([None, "late"]),
        is_fallback=st.booleans(),
    ),
    max_size=3,
    unique_by=lambda one: one.code,
)
providers = st.lists(
    st.sampled_from([*COMMITTEES, POLICE, committee(102, is_granted=True)]),
    unique_by=lambda one: one.id,
)
told = st.dictionaries(
    st.sampled_from(["one", "two", "three"]), st.lists(whereabouts, max_size=2), max_size=3
)
cases = st.sampled_from([frozenset(), frozenset({"late"})])


@given(rules, providers, told, cases, st.randoms())
def test_the_order_of_providers_changes_nothing(rules, providers, told, cases, random):
    shuffled = list(providers)
    random.shuffle(shuffled)

    first = decide(rules, providers, cases=cases, places=told)

    assert decide(rules, shuffled, cases=cases, places=told) == first


@given(rules, providers, told, cases)
def test_nobody_is_named_who_does_not_take_the_procedure_in(rules, providers, told, cases):
    ruling = decide(rules, providers, cases=cases, places=told)

    assert {one.provider.id for one in ruling.named} <= {one.id for one in providers}
    assert len({one.provider.id for one in ruling.named}) == len(ruling.named)


@given(rules, providers, told, cases)
def test_who_is_named_by_a_place_serves_that_place(rules, providers, told, cases):
    ruling = decide(rules, providers, cases=cases, places=told)

    for one in ruling.named:
        if one.commune is None:
            assert not asks_for_place(one.rule)
        else:
            assert one.provider.serves(one.commune)
            assert any(one.commune in where.communes for where in told[one.rule.code])


@given(rules, providers, told, cases)
def test_one_agency_alone_is_named_or_all_that_may(rules, providers, told, cases):
    ruling = decide(rules, providers, cases=cases, places=told)

    assert (ruling.verdict is AuthorityVerdict.NAMED) == (len(ruling.named) == 1)
    assert (ruling.verdict is AuthorityVerdict.CHOICE) == (len(ruling.named) > 1)


# --- In the record -------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_every_packaged_record_says_who_is_in_charge_by_addresses_of_its_form(code):
    record = from_plain(shelf.plain(code))
    form = forms.compile_document(forms.read_packaged(record.form_key), key=record.form_key)

    assert record.authorities
    assert [
        question
        for one in record.authorities
        for question in one.questions
        if not forms.is_address(form, question)
    ] == []


def with_rules(*plain, code="1.001193"):
    record = deepcopy(shelf.plain(code))
    record["authorities"] = list(plain)
    return record


PLAIN = {
    "code": "home",
    "name": "Nơi bạn cư trú",
    "name_en": "Where you live",
    "agency": "commune-committee",
    "place": "residence",
    "basis": "Luật Hộ tịch 2014, Điều 13",
}


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"agency": "tax-office"}, "$.authorities[0].agency"),
        ({"case": "twins"}, "$.authorities[0].case"),
        ({"place": "seat", "questions": ["mother_residence"]}, "$.authorities[0].questions"),
        ({"is_fallback": True}, "$.authorities[0].is_fallback"),
    ],
)
def test_a_rule_that_contradicts_the_record_is_named(changed, place):
    found = checks.problems_of(with_rules(PLAIN | changed))

    assert [where for where, _text in found] == [place]


def test_two_rules_of_one_code_are_named():
    found = checks.problems_of(with_rules(PLAIN, PLAIN))

    assert [where for where, _text in found] == ["$.authorities"]


def test_a_record_of_before_the_rules_is_still_read():
    record = deepcopy(shelf.plain("1.001193"))
    del record["authorities"]

    assert from_plain(record).authorities == ()
