"""Two versions side by side: what was added, removed, changed, said in words."""

import typing
from datetime import date
from types import UnionType

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.procedures import shelf

from motcua.domain.procedures.enums import Difference, Part
from motcua.domain.procedures.rules.compare import Change, compare, say
from motcua.domain.procedures.rules.labels import label_of
from motcua.domain.procedures.rules.parts import FIELDS, WRITTEN, owner_of, part_of
from motcua.domain.procedures.rules.record import Record, from_plain, to_json


def differences(change, code="1.001193"):
    """Return what differs after a change of the plain record, in which no two rows are one object."""
    before = from_plain(shelf.plain(code))
    after = msgspec.json.decode(to_json(before))
    change(after)
    return compare(before, from_plain(after))


def only(change):
    ((part,),) = [differences(change)]
    (difference,) = part.changes
    return part.part, difference


@given(st.sampled_from(sorted(path.stem for path in shelf.CATALOGUE.glob("1.00*.yaml"))))
def test_a_version_does_not_differ_from_itself(code):
    record = from_plain(shelf.plain(code))

    assert compare(record, record) == ()


def test_a_word_that_changed_is_told_with_what_it_was():
    part, change = only(lambda plain: plain.update(summary="Nói ngắn hơn."))

    assert part is Part.NAMES
    assert change == Change(
        where=("Tóm tắt cho người dân",),
        kind=Difference.CHANGED,
        before=shelf.plain()["summary"],
        after="Nói ngắn hơn.",
    )


def test_a_paper_added_in_the_middle_is_one_change():
    paper = {"code": "new", "name": "Giấy mới", "name_en": "New paper", "copies": 1}

    part, change = only(lambda plain: plain["papers"].insert(1, paper))

    assert (part, change.kind, change.where, change.before) == (
        Part.PAPERS, Difference.ADDED, ("Giấy tờ",), "",
    )  # fmt: skip
    assert "Giấy mới" in change.after
    assert "Số bản sao: 1" in change.after


def test_a_paper_that_went_is_told():
    part, change = only(lambda plain: plain["papers"].pop(1))

    assert (part, change.kind, change.after) == (Part.PAPERS, Difference.REMOVED, "")
    assert shelf.plain()["papers"][1]["name"] in change.before


def test_what_changed_deep_inside_is_named_by_the_way_to_it():
    _part, change = only(lambda plain: plain["channels"][1]["fees"][0]["rule"].update(amount=9000))

    assert change.where[:2] == ("Cách nộp", "Trực tiếp")
    assert change.where[-1] == "Số tiền (đồng)"
    assert change.after == "9.000"


def test_a_fee_that_is_counted_otherwise_is_told_whole():
    rule = {
        "type": "per-page", "first_pages": 2, "first_amount": 2000,
        "further_amount": 1000, "ceiling": 200000,
    }  # fmt: skip

    _part, change = only(lambda plain: plain["channels"][1]["fees"][0].update(rule=rule))

    assert change.kind is Difference.CHANGED
    assert "Không quá (đồng một bản): 200.000" in change.after


def test_another_order_is_told_once():
    _part, change = only(lambda plain: plain["steps"].reverse())

    assert change.where == ("Bước", "Thứ tự")
    assert change.before != change.after


def test_parts_come_in_the_order_of_the_record():
    def change(plain):
        plain.update(valid_from=date(2026, 1, 1), name="Tên khác")
        plain["conditions"] = ["Một điều kiện."]

    assert [part.part for part in differences(change)] == [
        Part.NAMES, Part.CONDITIONS, Part.PUBLICATION,
    ]  # fmt: skip


def test_two_rows_of_one_name_are_not_lost():
    def twice(plain):
        plain["legal_bases"] = [plain["legal_bases"][0], plain["legal_bases"][0]]

    before, after = shelf.plain(), shelf.plain()
    twice(before)
    twice(after)
    after["legal_bases"] = after["legal_bases"][:1]

    (part,) = compare(from_plain(before), from_plain(after))

    assert [change.kind for change in part.changes] == [Difference.REMOVED]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        ((), ""),
        (True, "Có"),
        (False, "Không"),
        (date(2025, 7, 1), "01/07/2025"),
        (Part.LAW, "Căn cứ pháp lý"),
        (200000, "200.000"),
        (("một", "hai"), "một; hai"),
    ],
)
def test_values_are_said_as_people_read_them(value, words):
    assert say(value) == words


# --- Every field has its part, its owner and its label -------------------------------------------


def structs_of(kind):
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        for hint in typing.get_type_hints(kind).values():
            yield from structs_of(hint)
    elif typing.get_origin(kind) in {tuple, typing.Union, UnionType}:
        for member in typing.get_args(kind):
            yield from structs_of(member)


def test_every_field_of_every_part_has_a_label():
    for kind in set(structs_of(Record)):
        for field in msgspec.structs.fields(kind):
            assert label_of(kind.__name__, field.name)


def test_every_field_of_the_record_is_in_exactly_one_part():
    listed = [name for fields in FIELDS.values() for name in fields]

    assert sorted(listed) == sorted(field.name for field in msgspec.structs.fields(Record))
    assert set(FIELDS) == set(Part)
    assert set(WRITTEN) == set(Part) - {Part.PUBLICATION}
    assert all(owner_of(name) for name in listed)
    assert part_of("papers") is Part.PAPERS
