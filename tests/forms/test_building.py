"""Building a form step by step gives the same document, and no step leaves a form that cannot work."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.enums import REPEATING, FieldKind
from motcua.capabilities.forms.rules import asking, blueprint, building, documents
from motcua.capabilities.forms.rules.asking import Spec
from motcua.foundation.kernel.errors import InvalidInput
from tests.forms.forms import options, question, sketch, words
from tests.forms.test_kinds import DOCUMENT as EVERY_KIND

DOCUMENTS = {key: forms.read_packaged(key) for key in forms.PACKAGED} | {"kinds": EVERY_KIND}


def told(step):
    """Return the sentence with which the step is refused."""
    with pytest.raises(InvalidInput) as refused:
        step()
    return " ".join(problem.text for problem in refused.value.problems)


def without_order(document):
    """Return the document with its lists of required questions as sets: their order says nothing."""
    if isinstance(document, dict):
        return {
            key: frozenset(value)
            if key == "required" and isinstance(value, list)
            else without_order(value)
            for key, value in document.items()
        }
    return [without_order(one) for one in document] if isinstance(document, list) else document


@pytest.mark.parametrize("key", DOCUMENTS)
def test_reading_and_writing_a_form_changes_nothing(key):
    assert blueprint.write(blueprint.read(DOCUMENTS[key])) == DOCUMENTS[key]


@pytest.mark.parametrize("key", DOCUMENTS)
def test_each_question_is_what_its_author_said_of_it(key):
    for one in blueprint.read(DOCUMENTS[key]).questions():
        parts = building.parts_of(one) if one.hints["kind"] in REPEATING else ()
        for question_ in (one, *parts):
            assert asking.to_question(asking.to_spec(question_), question_) == question_


def build(document):
    """Return the document built anew through the steps of the builder."""
    form = blueprint.read(document)
    hints = document["hints"]
    built = building.start(title=hints["title"])
    built = building.describe(built, title=hints["title"], declaration=hints.get("declaration"))
    for name, listed in hints.get("lists", {}).items():
        built = building.put_list(built, name, listed)
    for page in form.pages:
        built = building.add_page(
            built, key=page.key, title=page.hints["title"], lead=page.hints.get("lead")
        )
    asked = [(page.key, one) for page in form.pages for one in page.questions]
    for page_key, one in asked:
        built = add(built, page_key, one)
    for branch in form.branches:
        for _page_key, one in asked:
            if one.condition == branch:
                built = building.set_condition(built, one.name, branch)
    for check in hints.get("checks", ()):
        built = building.add_check(built, check)
    for case, whens in hints.get("cases", {}).items():
        built = building.put_case(built, case, whens)
    return built


def add(built, page_key, one):
    """Add a question as an author would: a new one of the kind, with the parts of a group one by one."""
    if one.hints["kind"] not in REPEATING:
        made = asking.to_question(asking.to_spec(one), replace(one, condition=()))
        return building.add_question(built, page=page_key, question=made)
    made = asking.to_question(asking.to_spec(one), name=one.name)
    built = building.add_question(built, page=page_key, question=made)
    for part in building.parts_of(one):
        built = building.add_question(built, page=page_key, group=one.name, question=part)
    return building.remove_question(built, f"{one.name}.noi_dung")


@pytest.mark.parametrize("key", DOCUMENTS)
def test_building_a_form_step_by_step_gives_it_back(key):
    document = DOCUMENTS[key]
    built = build(document)
    built["schema"] |= {
        name: document["schema"][name] for name in ("title",) if name in document["schema"]
    }

    assert without_order(built) == without_order(document)
    assert building.find_lacks(built) == []


# --- whatever is done, the result works ----------------------------------------------------------

KINDS = st.sampled_from(sorted(FieldKind))
NUMBERS = st.integers(min_value=0, max_value=30)
STEPS = st.lists(st.tuples(st.integers(0, 9), KINDS, NUMBERS, NUMBERS, st.booleans()), max_size=25)


def spec_of(kind, *, is_required):
    return Spec(
        kind=kind,
        label=words(f"Câu hỏi {kind}"),
        is_required=is_required,
        options=tuple(options("a", "b")) if kind in asking.OWN_OPTIONS else (),
        formula="2 * 3" if kind is FieldKind.CALCULATED else "",
    )


def step(document, act, kind, first, second, is_up):  # noqa: PLR0917 - drawn as one tuple
    """Do one thing to the form, whichever question or page the numbers fall on."""
    form = blueprint.read(document)
    pages, asked = list(form.pages), list(form.questions())
    page = pages[first % len(pages)].key if pages else ""
    one = asked[first % len(asked)] if asked else None
    other = asked[second % len(asked)] if asked else None
    by = -1 if is_up else 1
    match act:
        case 0:
            return building.add_page(document, title=words(f"Trang {first}"))
        case 1 | 2 | 3:
            spec = spec_of(kind, is_required=is_up)
            if asking.list_named(spec):
                document = building.put_list(document, "provinces", options("x", "y"))
            return building.add_question(document, page=page, question=asking.to_question(spec))
        case 4 if one:
            return building.move_question(document, one.name, by=by)
        case 5 if one:
            return building.remove_question(document, one.name)
        case 6 if one and other:
            value = "yes" if other.hints["kind"] == "yesno" else "a"
            return building.set_condition(document, one.name, ((other.name, (value,)),))
        case 7:
            return building.move_page(document, page, by=by)
        case 8 if one:
            spec = replace(asking.to_spec(one), kind=kind, options=tuple(options("a", "c")))
            return building.put_question(document, one.name, asking.to_question(spec, one))
        case 9:
            return building.remove_page(document, page)
    return document


@settings(max_examples=60)
@given(STEPS)
def test_whatever_the_builder_writes_works_once_each_page_asks_something(steps):
    document = building.start(title=words("Thử"))
    for one in steps:
        try:
            document = step(document, *one)
        except InvalidInput:
            continue

    assert documents.find_faults(document, is_whole=False) == []
    form = blueprint.read(document)
    if form.pages and all(page.questions for page in form.pages):
        compiled = forms.compile_document(document, key="built")
        for page in compiled.pages:
            forms.page_view(compiled, page.key, {})


# --- each step says why not ----------------------------------------------------------------------

CHOICE = {"enum": ["a", "b"]}
TEXT = {"type": "string", "maxLength": 20}


def small():
    document = sketch(
        {"kind": CHOICE, "note": TEXT, "total": {"type": "integer"}},
        fields={
            "kind": question("radios", "Loại hồ sơ", options=options("a", "b")),
            "note": question("text", "Ghi chú", sources=[{"key": "answers.kind"}]),
            "total": question("calculated", "Tổng", formula="1 + 1"),
            "reason": question("text", "Lý do"),
        },
        branches=[
            {
                "if": {"properties": {"kind": {"const": "b"}}, "required": ["kind"]},
                "then": {"properties": {"reason": TEXT}},
            }
        ],
        pages=[["kind"], ["note", "total", "reason"]],
        cases={"dac-biet": [{"kind": "a"}]},
    )
    assert documents.find_faults(document) == []
    return document


def test_what_is_used_elsewhere_cannot_be_removed():
    assert told(lambda: building.remove_question(small(), "kind")) == (
        "Chưa bỏ được: “Loại hồ sơ” đang được dùng ở “Ghi chú”, “Lý do”, trường hợp “dac-biet”."
    )


def test_what_nothing_uses_goes_from_every_place():
    document = building.remove_question(small(), "reason")

    assert "reason" not in document["hints"]["fields"]
    assert "allOf" not in document["schema"]
    assert document["hints"]["pages"][1]["fields"] == ["note", "total"]


def test_a_question_does_not_move_before_the_one_it_depends_on():
    moved = building.move_question(small(), "note", by=-1)

    assert [page["fields"] for page in moved["hints"]["pages"]] == [
        ["kind", "note"],
        ["total", "reason"],
    ]
    assert told(lambda: building.move_page(small(), "trang-2", by=-1)) == (
        "“Lý do” đứng trước “Loại hồ sơ”, là câu quyết định nó có được hỏi hay không."
    )


def test_a_page_that_asks_something_stays():
    assert told(lambda: building.remove_page(small(), "trang-1")).startswith("Trang còn câu hỏi.")


def test_a_condition_looks_at_choices_alone():
    assert told(lambda: building.set_condition(small(), "total", (("note", ("x",)),))).startswith(
        "Điều kiện so sánh “Ghi chú” với giá trị mà câu đó không có."
    )
    always = building.set_condition(small(), "reason", ())
    assert "allOf" not in always["schema"]


def test_conditions_come_after_those_they_look_at():
    document = building.add_question(
        small(),
        page="trang-2",
        question=asking.to_question(
            Spec(kind=FieldKind.YESNO, label=words("Có bản chính")), name="has_original"
        ),
    )
    document = building.add_page(document, title=words("Trang ba"))
    document = building.add_question(
        document,
        page="trang-ba",
        question=asking.to_question(Spec(kind=FieldKind.TEXT, label=words("Nơi giữ bản chính"))),
    )
    document = building.set_condition(document, "noi_giu_ban_chinh", (("has_original", ("yes",)),))
    document = building.set_condition(document, "has_original", (("kind", ("a",)),))

    looked_at = [list(branch["if"]["properties"]) for branch in document["schema"]["allOf"]]
    assert looked_at.index(["kind"]) < looked_at.index(["has_original"])
    assert building.find_lacks(document) == []


def test_names_come_from_labels_and_stay_apart():
    document = small()
    for _time in range(2):
        made = asking.to_question(Spec(kind=FieldKind.TEXT, label=words("1. Họ & tên đệm")))
        document = building.add_question(document, page="trang-1", question=made)

    assert document["hints"]["pages"][0]["fields"][1:] == ["muc_1_ho_ten_dem", "muc_1_ho_ten_dem_2"]
    taken = asking.to_question(Spec(kind=FieldKind.TEXT, label=words("Ghi chú")), name="note")
    assert told(lambda: building.add_question(document, page="trang-1", question=taken)) == (
        "Biểu mẫu đã có câu hỏi mang tên “note”."
    )


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        (
            Spec(kind=FieldKind.RADIOS, label=words("Bạn là ai?"), options=tuple(options("a"))),
            "“Bạn là ai?” là một câu hỏi có dấu chấm hỏi. Hãy viết câu báo khi người dân bỏ trống.",
        ),
        (
            Spec(kind=FieldKind.CALCULATED, label=words("Tổng"), formula="note * 2"),
            "Công thức của “Tổng” dùng “Ghi chú”, không phải là số được hỏi trước đó.",
        ),
        (
            Spec(kind=FieldKind.CALCULATED, label=words("Tổng"), formula="2 *"),
            "Công thức của “Tổng” chưa đọc được. Ví dụ đúng: so_luong * don_gia.",
        ),
        (
            Spec(kind=FieldKind.TEXT, label=words("Tên"), is_locked=True),
            "“Tên” không cho sửa, nên phải chọn nguồn lấy dữ liệu.",
        ),
        (
            Spec(kind=FieldKind.NUMBER, label=words("Số"), suggested=-1),
            "Giá trị điền sẵn của “Số” không phải là câu trả lời hợp lệ.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_plain_words(spec, sentence):
    made = asking.to_question(spec)

    assert told(lambda: building.add_question(small(), page="trang-2", question=made)) == sentence


def test_an_unfinished_form_says_what_it_lacks():
    document = building.start(title=words("Thử"))
    assert [lack.text for lack in building.find_lacks(document)] == [
        "Biểu mẫu chưa có trang nào. Hãy thêm trang và câu hỏi."
    ]

    document = building.add_page(document, title=words("Một"))
    assert [lack.text for lack in building.find_lacks(document)] == [
        "Trang 1 chưa có câu hỏi nào. Hãy thêm câu hỏi, hoặc bỏ trang."
    ]


def test_rules_and_circumstances_come_and_go():
    check = {"kind": "not_future", "field": "signed_on", "message": words("Ngày sai")}
    assert told(lambda: building.add_check(small(), check)) == (
        "Quy tắc về “signed_on” nhắc đến “signed_on”, không có trong biểu mẫu."
    )
    asked = asking.to_question(Spec(kind=FieldKind.DATE, label=words("Ngày ký")), name="signed_on")
    document = building.add_check(
        building.add_question(small(), page="trang-2", question=asked), check
    )

    assert "quy tắc “Ngày sai”" in told(lambda: building.remove_question(document, "signed_on"))
    assert "checks" not in building.remove_check(document, 0)["hints"]
    assert "cases" not in building.put_case(document, "dac-biet", [])["hints"]
