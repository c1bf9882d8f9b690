"""Kinds of questions beyond plain text: how each is read, judged, drawn and put into words."""

import pytest

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.rules import anatomy, documents
from tests.forms.forms import TODAY, options, posted, question, sentences, sketch
from tests.forms.test_pages import Reader, draw, field_of

PARTIAL = {"type": "string", "pattern": anatomy.DAY}
TAX_CODE = {"type": "string", "pattern": anatomy.TAX_CODE}
WHOLE = {"type": "integer", "minimum": 0, "maximum": 10**12}


def of_parts(kind):
    parts = anatomy.PARTS[kind]
    return {
        "type": "object",
        "properties": dict(parts),
        "required": list(anatomy.NEEDED_PARTS[kind]),
        "additionalProperties": False,
    }


ROWS = {
    "type": "array",
    "maxItems": 3,
    "items": {
        "type": "object",
        "properties": {
            "thing": {"type": "string", "maxLength": 50},
            "pieces": WHOLE,
            "price": WHOLE,
            "amount": {"type": "integer"},
        },
        "required": ["thing", "pieces", "price"],
        "additionalProperties": False,
    },
}
DOCUMENT = sketch(
    {
        "born": PARTIAL,
        "tax_code": TAX_CODE,
        "area": {"type": "number", "minimum": 0.5, "maximum": 10_000},
        "has_house": {"enum": ["yes", "no"]},
        "place": of_parts("place"),
        "signed": of_parts("signature"),
        "goods": ROWS,
        "total": {"type": "integer", "maximum": 5_000_000},
        "share": {"type": "integer"},
    },
    required=["born", "has_house", "place", "signed"],
    fields={
        "born": question("partial_date", "Ngày sinh của cụ"),
        "tax_code": question("tax_code", "Mã số thuế"),
        "area": question("decimal", "Diện tích"),
        "has_house": question("yesno", "Thửa đất có nhà"),
        "house": question("text", "Mô tả nhà"),
        "place": question("place", "Vị trí thửa đất"),
        "signed": question("signature", "Người khai ký"),
        "goods": question(
            "table",
            "Hàng hóa",
            order=["thing", "pieces", "price", "amount"],
            fields={
                "thing": question("text", "Tên hàng"),
                "pieces": question("number", "Số lượng"),
                "price": question("money", "Đơn giá"),
                "amount": question(
                    "calculated", "Thành tiền", formula="pieces * price", unit="money"
                ),
            },
        ),
        "total": question("calculated", "Tổng cộng", formula="sum(goods.amount)", unit="money"),
        "share": question("calculated", "Bình quân", formula="total / count(goods)"),
    },
    branches=[
        {
            "if": {"properties": {"has_house": {"const": "yes"}}, "required": ["has_house"]},
            "then": {
                "properties": {"house": {"type": "string", "maxLength": 100}},
                "required": ["house"],
            },
        }
    ],
    pages=[
        ["born", "tax_code", "area", "has_house", "house", "place", "signed"],
        ["goods", "total", "share"],
    ],
)
FORM = forms.compile_document(DOCUMENT, key="kinds")
ANSWERS = {
    "born": "1948-03",
    "tax_code": "0123456789-001",
    "area": 120.5,
    "has_house": "no",
    "place": {"latitude": 21.0285, "longitude": 105.8542},
    "signed": {"name": "Đặng Thị Ổi"},
    "goods": [
        {"thing": "Gạo", "pieces": 3, "price": 20_000},
        {"thing": "Muối", "pieces": 2, "price": 5_000},
    ],
}


def read(text):
    return forms.parse_page(FORM, "trang-1", posted(text))


def spoken(answers):
    return forms.texts(FORM, answers)


def test_a_form_of_all_these_kinds_has_no_fault_and_can_be_lodged():
    assert documents.find_faults(DOCUMENT) == []
    assert sentences(FORM, ANSWERS) == {}


# --- codes and numbers ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("0123456789", "0123456789"),
        ("0123 456 789", "0123456789"),
        ("0123456789001", "0123456789-001"),
        ("0123456789-001", "0123456789-001"),
        ("099195000001", "099195000001"),
    ],
)
def test_a_tax_code_is_read_in_every_way_it_is_written(typed, answer):
    assert read(f"tax_code={typed}")["tax_code"] == answer
    assert sentences(FORM, ANSWERS | {"tax_code": answer}) == {}


@pytest.mark.parametrize("typed", ["01234567", "01234567890", "mã số"])
def test_another_text_is_no_tax_code(typed):
    (sentence,) = sentences(FORM, ANSWERS | {"tax_code": typed}).values()

    assert sentence.startswith("Mã số thuế gồm 10 chữ số")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("120,5", 120.5), ("120.5", 120.5), ("1.234,5", 1234.5), ("120", 120), ("7,0", 7), ("x", "x")],
)
def test_a_decimal_is_read_with_comma_or_point(typed, answer):
    assert read(f"area={typed}")["area"] == answer


def test_a_decimal_is_written_with_a_comma_and_kept_within_its_bounds():
    assert spoken(ANSWERS)["area"] == "120,5"
    assert sentences(FORM, ANSWERS | {"area": 0.25}) == {"area": "Diện tích phải từ 0,5 trở lên."}
    assert sentences(FORM, ANSWERS | {"area": "rộng"}) == {
        "area": "Diện tích phải là số, ví dụ 120,5."
    }


# --- yes or no -----------------------------------------------------------------------------------


def test_yes_asks_what_stands_under_it_and_no_does_not():
    view = forms.page_view(FORM, "trang-1", ANSWERS | {"has_house": "yes"})
    yes, no = field_of(view, "has_house").options

    assert (yes.text, no.text) == ("Có", "Không")
    assert [field.name for field in yes.reveals] == ["house"]
    assert sentences(FORM, ANSWERS | {"has_house": "yes"}) == {"house": "Hãy nhập mô tả nhà."}
    assert sentences(FORM, ANSWERS | {"has_house": None}) == {
        "has_house": "Hãy chọn Có hoặc Không ở câu “Thửa đất có nhà”."
    }
    assert spoken(ANSWERS)["has_house"] == "Không"


# --- a place -------------------------------------------------------------------------------------


def test_a_place_is_read_from_two_boxes_or_from_one_that_holds_both():
    two = read("place-latitude=21,0285&place-longitude=105,8542")
    one = read("place-latitude=21.0285, 105.8542&place-longitude=")

    assert two["place"] == one["place"] == ANSWERS["place"]
    assert spoken(ANSWERS)["place"] == "Vĩ độ: 21,0285; Kinh độ: 105,8542"


def test_a_place_outside_the_country_is_refused_and_not_drawn():
    answers = ANSWERS | {"place": {"latitude": 48.85, "longitude": 2.35}}
    view = forms.page_view(FORM, "trang-1", answers)

    assert sentences(FORM, answers) == {
        "place.latitude": "Vĩ độ (vị trí thửa đất) không được lớn hơn 24.",
        "place.longitude": "Kinh độ (vị trí thửa đất) phải từ 102 trở lên.",
    }
    assert field_of(view, "place").point is None


def test_the_locator_says_in_words_what_it_draws():
    view = forms.page_view(FORM, "trang-1", ANSWERS)
    html = draw("page", page=view)

    assert "Sơ đồ vị trí: 21.02850 độ vĩ bắc, 105.85420 độ kinh đông" in html
    assert {"Hoàng Sa", "Trường Sa"} <= {mark.name for mark in field_of(view, "place").point.marks}


# --- a signature ---------------------------------------------------------------------------------


def test_a_typed_name_signs_and_a_drawing_may_stand_beside_it():
    typed = read("signed-name=Đặng Thị Ổi&signed-strokes=")
    drawn = read("signed-name=Đặng Thị Ổi&signed-strokes=M10 20L30 40")

    assert typed["signed"] == {"name": "Đặng Thị Ổi"}
    assert spoken(typed)["signed"] == "Đặng Thị Ổi (gõ họ tên thay chữ ký)"
    assert spoken(drawn)["signed"] == "Đặng Thị Ổi (đã vẽ chữ ký)"
    (section, *_others) = forms.summary(FORM, ANSWERS | drawn)
    (row,) = [row for row in section.rows if row.field == "signed"]
    assert row.drawing == "M10 20L30 40"
    assert 'd="M10 20L30 40"' in draw("summary", sections=[section], change_base="")


def test_a_drawing_alone_does_not_sign():
    answers = ANSWERS | {"signed": {"strokes": "M10 20L30 40"}}

    assert list(sentences(FORM, answers)) == ["signed.name"]


@pytest.mark.parametrize("strokes", ["<script>", "M1 1 url(#a)", "M10 20L30", "M1 1Z"])
def test_what_is_no_drawing_is_refused_and_never_drawn(strokes):
    answers = ANSWERS | {"signed": {"name": "Ổi", "strokes": strokes}}
    view = forms.page_view(FORM, "trang-1", answers)

    assert list(sentences(FORM, answers)) == ["signed.strokes"]
    assert field_of(view, "signed").drawing == ""


# --- tables and what is reckoned -----------------------------------------------------------------


def test_rows_and_totals_are_reckoned():
    kept = forms.kept(FORM, ANSWERS)

    assert [row["amount"] for row in kept["goods"]] == [60_000, 10_000]
    assert (kept["total"], kept["share"]) == (70_000, 35_000)
    assert spoken(ANSWERS)["total"] == "70.000 đồng"


def test_what_was_sent_in_place_of_a_result_counts_nothing():
    forged = ANSWERS | {"total": 1, "share": "x"}
    forged["goods"] = [{**ANSWERS["goods"][0], "amount": 1}]

    assert forms.kept(FORM, forged)["total"] == 60_000
    assert sentences(FORM, forged) == {}


def test_a_result_beyond_its_bounds_is_told():
    answers = ANSWERS | {"goods": [{"thing": "Vàng", "pieces": 1, "price": 6_000_000}]}

    assert sentences(FORM, answers) == {"total": "Tổng cộng không được lớn hơn 5.000.000."}


def test_a_table_grows_and_shrinks_and_shows_its_results():
    typed = "goods-0=1&goods-0-thing=Gạo&goods-0-pieces=3&goods-0-price=20.000"
    grown = forms.parse_page(FORM, "trang-2", posted(f"{typed}&_add=goods"))
    shrunk = forms.parse_page(FORM, "trang-2", posted(f"{typed}&_remove=goods-0"))
    html = draw("page", page=forms.page_view(FORM, "trang-2", ANSWERS))

    assert grown["goods"] == [{"thing": "Gạo", "pieces": 3, "price": 20_000}, {}]
    assert shrunk["goods"] is None
    assert "60.000 đồng" in html
    assert "70.000 đồng" in html
    assert "UNKNOWN-VARIABLE" not in html


def test_an_empty_row_stays_while_the_page_is_reshaped():
    view = forms.page_view(FORM, "trang-2", {"goods": [{}, {"thing": "Gạo"}]})

    assert len(field_of(view, "goods").items) == 2


@pytest.mark.parametrize(
    ("name", "limits", "hints", "fault"),
    [
        ("born", {"type": "string", "pattern": "."}, question("partial_date"), "the pattern of"),
        ("spot", {**of_parts("place"), "required": []}, question("place"), "the parts of"),
        ("one", {"enum": ["a", "b"]}, question("yesno"), "options and the schema's enum differ"),
        ("one", WHOLE, question("number", formula="1"), "a calculated question, and no other"),
        (
            "rows",
            {
                "type": "array",
                "maxItems": 2,
                "items": {
                    "type": "object",
                    "properties": {"note": {"type": "string", "maxLength": 9}},
                    "additionalProperties": False,
                },
            },
            question("table", order=["note"], fields={"note": question("textarea")}),
            "this kind does not fit into a table",
        ),
        (
            "rows",
            {"type": "array", "maxItems": 2, "items": True},
            question("table"),
            "the items of",
        ),
    ],
)
def test_a_question_has_the_shape_of_its_kind(name, limits, hints, fault):
    (first, *_others) = documents.find_faults(sketch({name: limits}, fields={name: hints}))

    assert fault in first


# --- drawing -------------------------------------------------------------------------------------


@pytest.mark.parametrize("page_key", ["trang-1", "trang-2"])
@pytest.mark.parametrize("answers", [{}, ANSWERS, {"signed": 5, "place": [], "goods": [7]}])
def test_every_kind_is_drawn_whole_and_accessible(page_key, answers):
    problems = forms.validate_page(FORM, page_key, answers, today=TODAY)
    view = forms.page_view(FORM, page_key, answers, {}, problems)

    html = draw("page", page=view) + draw("errors", errors=view.errors)
    page = Reader(html)

    assert "UNKNOWN-VARIABLE" not in html
    assert len(page.ids) == len(set(page.ids))
    assert set(page.boxes) <= set(page.labels_for)
    assert set(page.described_by) <= set(page.ids)
    assert set(page.anchors) <= set(page.ids)
    assert page.handlers == []


def test_options_are_still_those_of_the_question():
    document = sketch(
        {"one": {"enum": ["a"]}}, fields={"one": question("radios", options=options("a"))}
    )

    assert documents.find_faults(document) == []
