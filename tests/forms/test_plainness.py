"""Advice on plain words and on what everybody can use, and silence about what is well said."""

import pytest

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.rules import plainness
from motcua.capabilities.forms.rules.jargon import PLAINER
from tests.forms.forms import options, question, sketch, words

TEXT = {"type": "string", "maxLength": 200}


def codes(document):
    return [advice.code for advice in plainness.advise(document)]


def asking(label="Tên cửa hàng", *, kind="text", limits=TEXT, required=(), **hints):
    hints.setdefault("english", "Name of the shop")
    said = {"vi": label, "en": hints.pop("english")}
    field = {**question(kind, **hints), "label": said}
    document = sketch({"one": limits}, fields={"one": field}, required=required)
    document["hints"]["title"] = {"vi": "Thử", "en": "Trial"}
    document["hints"]["pages"][0]["title"] = {"vi": "Cửa hàng", "en": "Shop"}
    return document


def test_a_plain_question_needs_no_advice():
    assert codes(asking(hint={"vi": "Ghi như trên biển hiệu.", "en": "As on the sign."})) == []


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (asking(hint=words("tiếng " * 36, "x")), "long-sentence"),
        (asking("Họ và tên của người " * 5), "long-label"),
        (asking("Họ tên đương sự"), "jargon"),
        (asking(hint=words("Bấm nút màu xanh.", "x")), "place"),
        (asking(hint=words("Xem phần bên dưới.", "x")), "place"),
        (asking("HỌ VÀ TÊN"), "capitals"),
        (asking("Khác"), "vague"),
        (asking("Số giấy phép xây dựng"), "no-hint"),
        (asking("Địa chỉ", english="Địa chỉ"), "no-english"),
        (
            asking("Số điện thoại", kind="phone", required=["one"],
                   limits={"type": "string", "pattern": "^0[0-9]{9,10}$"}),
            "no-reason",
        ),
        (asking("Loại", kind="radios", limits={"enum": ["a"]}, options=options("a")), "one-option"),
        (
            asking("Loại", kind="radios", limits={"enum": list("abcdefghi")},
                   options=options(*"abcdefghi")),
            "many-options",
        ),
    ],
)  # fmt: skip
def test_each_thing_that_could_be_said_better_is_named(document, code):
    assert code in codes(document)


@pytest.mark.parametrize(
    "label",
    ["UBND", "Hai bên phải có mặt", "Số điện thoại liên hệ", "Lý do khác, nếu có", "Tầng trên"],
)
def test_what_only_looks_alike_is_left_alone(label):
    found = set(codes(asking(label)))

    assert found <= {"jargon"} if label == "UBND" else found == set()


def test_a_page_asks_little_and_its_labels_differ():
    names = [f"q{number}" for number in range(13)]
    document = sketch(
        dict.fromkeys(names, TEXT), fields={name: question("text", "Tên hàng") for name in names}
    )
    found = plainness.advise(document)

    assert [one.place for one in found if one.code == "many-questions"] == ["trang:trang-1"]
    assert len([one for one in found if one.code == "same-label"]) == 13


def test_advice_says_where_and_what_to_do():
    (advice,) = [one for one in plainness.advise(asking("Nơi tọa lạc")) if one.code == "jargon"]

    assert (advice.place, advice.label) == ("one", "Nơi tọa lạc")
    assert advice.text == "“tọa lạc” là lời của cơ quan. Có thể nói: ở."


def test_the_columns_of_a_table_are_read_too():
    column = question("text", "Khác")
    row = {"type": "object", "properties": {"x": TEXT}, "additionalProperties": False}
    document = sketch(
        {"goods": {"type": "array", "maxItems": 3, "items": row}},
        fields={"goods": question("table", "Hàng", fields={"x": column}, order=["x"])},
    )

    assert ("vague", "goods.x") in [(one.code, one.place) for one in plainness.advise(document)]


@pytest.mark.parametrize("key", forms.PACKAGED)
def test_packaged_forms_take_most_of_the_advice(key):
    found = plainness.advise(forms.read_packaged(key))

    assert {one.code for one in found} <= {
        "jargon", "no-hint", "no-reason", "place", "long-sentence", "one-option",
    }  # fmt: skip
    assert len(found) <= 6


def test_the_words_of_offices_are_looked_for_as_they_are_written():
    for word, plainer in PLAINER.items():
        assert word == word.casefold()
        assert plainer
        assert "jargon" in codes(asking(f"Xin {word} ạ"))
