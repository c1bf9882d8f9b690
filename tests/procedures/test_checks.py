"""A record that contradicts itself is not published, and each contradiction is named."""

from copy import deepcopy
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procedures import shelf

from motcua.domain.procedures.rules import checks
from motcua.domain.procedures.rules.record import Record, from_plain, to_json


def places(plain):
    return {path for path, _text in checks.problems_of(plain)}


@pytest.mark.parametrize("path", sorted(shelf.CATALOGUE.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_records_of_the_product_are_without_fault(path):
    plain = shelf.plain(path.stem)

    assert checks.problems_of(plain) == []
    assert from_plain(plain).code == path.stem
    assert plain["to_verify"], "what is uncertain is said"
    assert plain["decision"]["is_imaginary"]


def altered(path, value, code="1.001193"):
    """Return a record with one value changed, deep inside."""
    plain = deepcopy(shelf.plain(code))
    *way, last = path
    part = plain
    for step in way:
        part = part[step]
    part[last] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["valid_to"], date(2025, 7, 1), "$.valid_to"),
        (["decision", "signed_on"], date(2025, 7, 2), "$.decision.signed_on"),
        (["papers", 2, "case"], "twins", "$.papers[2].case"),
        (["papers", 1, "unless"], ["twins"], "$.papers[1].unless"),
        (["papers", 1, "code"], "declaration", "$.papers"),
        (["papers", 0, "form_key"], "certified-copy", "$.papers[0].form_key"),
        (["papers", 1, "originals"], 0, "$.papers[1]"),
        (["channels", 0, "limit", "amount"], 3, "$.channels[0].limit.amount"),
        (["keywords"], ["khai sinh", "khai sinh"], "$.keywords"),
        (["results", 0, "statement"], "{agency} cấp cho {child}.", "$.results[0].statement"),
        (["online_reason"], None, "$.online_reason"),
        (["online_barrier"], None, "$.online_barrier"),
        (["online_level"], "full", "$.online_barrier"),
        (["form_key"], None, "$.form_key"),
        (["workflow_key"], None, "$.workflow_key"),
        (["elsewhere"], [{"place": "desk"}], "$.elsewhere[0].place"),
        (["elsewhere"], [{"place": "mobile"}], "$.elsewhere[0].basis"),
        (["elsewhere"], [{"place": "home"}, {"place": "on-the-spot"}], "$.elsewhere[1].basis"),
        (["elsewhere"], [{"place": "home"}, {"place": "home"}], "$.elsewhere"),
    ],
)
def test_each_contradiction_is_named_where_it_stands(path, value, place):
    assert place in places(altered(path, value))


def test_a_working_day_limit_has_a_number_of_days():
    plain = altered(["channels", 0, "limit", "amount"], 0, code="1.001612")

    assert "$.channels[0].limit.amount" in places(plain)


def test_only_a_limit_within_the_day_knows_three_o_clock():
    plain = altered(["channels", 1, "limit", "after_15_next_day"], True, code="1.004873")

    assert "$.channels[1].limit.after_15_next_day" in places(plain)


def test_a_ceiling_is_not_below_one_page():
    plain = altered(["channels", 1, "fees", 0, "rule", "ceiling"], 500, code="2.000815")

    assert "$.channels[1].fees[0].rule.ceiling" in places(plain)


def test_information_alone_is_not_lodged_online():
    assert places(shelf.plain(online_level="information", online_barrier=None)) == {
        "$.online_level"
    }


def test_a_paper_is_asked_only_in_ways_the_procedure_offers():
    plain = altered(["papers", 0, "channels"], ["post"], code="1.004222")

    assert places(plain) == {"$.papers[0].channels"}


def member(code, after=()):
    limit = {"amount": 3, "unit": "working_day"}
    return {
        "code": code, "name": "Một việc", "agency": "commune-police", "limit": limit,
        "after": list(after),
    }  # fmt: skip


def test_members_of_a_group_wait_for_members_before_them():
    sound = [member("1.004222"), member("2.001661", after=["1.004222"])]
    turned = sound[::-1]

    assert places(shelf.plain(members=sound)) == set()
    assert places(shelf.plain(members=turned)) == {"$.members[0].after"}


def test_a_group_does_not_hold_itself_or_a_member_twice():
    assert places(shelf.plain(members=[member("1.001193")])) == {"$.members[0].code"}
    assert places(shelf.plain(members=[member("1.004222")] * 2)) == {"$.members"}


def test_a_fee_by_an_unknown_rule_is_named():
    plain = altered(["channels", 0, "fees", 0, "rule", "type"], "by-weight")

    # The file writes the fee once and refers to it from every way of lodging.
    assert places(plain) == {f"$.channels[{number}].fees[0].rule" for number in range(3)}


@pytest.mark.parametrize("plain", [None, [], "text", 7, {}])
def test_what_is_no_record_at_all_is_said(plain):
    assert checks.problems_of(plain)


names = st.sampled_from([field.name for field in msgspec.structs.fields(Record)])
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(name=names, value=junk)
def test_every_fault_is_reported_and_none_invented(name, value):
    plain = shelf.plain() | {name: value}

    try:
        from_plain(plain)
    except msgspec.ValidationError:
        assert all(path.startswith(f"$.{name}") for path in places(plain))
        assert places(plain)
    else:
        assert not any(path == "$" for path in places(plain))


def test_the_same_content_always_gives_the_same_bytes():
    plain = shelf.plain()
    shuffled = dict(reversed(plain.items()))

    assert to_json(from_plain(plain)) == to_json(from_plain(shuffled))
