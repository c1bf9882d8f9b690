"""A document is a form, or everything that keeps it from being one is said at once."""

import copy

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.errors import DefinitionNotFound, InvalidDefinition
from motcua.capabilities.forms.rules import documents
from tests.forms.forms import PACKAGED, options, question, sketch, when, words

TEXT = {"type": "string", "maxLength": 20}
CHOICE = {"enum": ["a", "b"]}
AB = options("a", "b")


def test_every_packaged_form_is_offered_by_its_file_name():
    files = forms.DEFINITIONS.glob("*.json")

    assert tuple(sorted(path.stem for path in files)) == forms.PACKAGED
    assert "birth-registration" in forms.PACKAGED


@pytest.mark.parametrize("key", forms.PACKAGED)
def test_packaged_forms_have_no_fault_and_both_languages(key):
    document = forms.read_packaged(key)

    assert documents.find_faults(document) == []
    for text in walk_words(document["hints"]):
        assert text["vi"].strip() == text["vi"]
        assert text["en"].strip() == text["en"]


def walk_words(node):
    if isinstance(node, dict):
        if node.keys() == {"vi", "en"}:
            yield node
        for inner in node.values():
            yield from walk_words(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from walk_words(inner)


def test_there_is_no_other_packaged_form():
    with pytest.raises(DefinitionNotFound):
        forms.read_packaged("../../settings")


def test_the_installations_own_province_can_be_chosen(settings):
    settings.INSTALLATION_NAME = "Tỉnh Lam Giang"
    with_own = forms.read_packaged("birth-registration")
    settings.INSTALLATION_NAME = "Tỉnh Nghệ An"
    listed = forms.read_packaged("birth-registration")

    assert with_own["schema"]["$defs"]["provinces"]["enum"][0] == "Tỉnh Lam Giang"
    assert len(with_own["hints"]["lists"]["provinces"]) == 35
    assert len(listed["hints"]["lists"]["provinces"]) == 34


def test_shared_lists_are_whole():
    lists = forms.read_packaged("birth-registration")["hints"]["lists"]

    assert len(lists["ethnicities"]) == 54 + 1
    assert len({option["value"] for option in lists["countries"]}) == len(lists["countries"])


def valid():
    return sketch(
        {"one": CHOICE, "two": TEXT},
        required=["one"],
        fields={
            "one": question("radios", options=AB),
            "two": question("text"),
            "three": question("text"),
        },
        branches=[when("one", "a", {"three": TEXT}, ["three"])],
        pages=[["one", "three"], ["two"]],
    )


def change(path, value):
    def apply(document):
        *way, last = path
        for step in way:
            document = document[step]
        if value is None:
            del document[last]
        else:
            document[last] = value

    return apply


S, F = ("schema",), ("hints", "fields")
THEN = (*S, "allOf", 0, "then")
IF = (*S, "allOf", 0, "if")
GROUP = {
    "type": "array",
    "maxItems": 3,
    "items": {"type": "object", "properties": {"x": TEXT}, "additionalProperties": False},
}

FAULTS = [
    (change((*S, "unevaluatedProperties"), None), "unevaluatedProperties"),
    (change((*S, "properties", "two"), {"type": "string", "maxLength": "x"}), "schema: "),
    (change((*S, "properties", "two"), {"type": "string"}), "two: a question of kind text needs maxLength"),
    (change((*S, "properties", "two"), TEXT | {"format": "date"}), "two: a question of kind text cannot have format"),
    (change((*S, "properties", "two"), TEXT | {"type": "integer"}), "two: a question of kind text has type string"),
    (change((*S, "properties", "two"), TEXT | {"pattern": "^x"}), "two: a pattern needs its own sentence"),
    (change((*S, "properties", "two"), TEXT | {"pattern": "(?=x)"}), "schema: "),
    (change((*S, "properties", "two"), {"$ref": "https://example.com/x"}), "schema: "),
    (change((*S, "properties", "four"), TEXT), "four: must be both in the schema and in the hints"),
    (change((*F, "four"), question("text")), "four: must be both in the schema and in the hints"),
    (change((*S, "required"), ["one", "three"]), "three: always required but not always asked"),
    (change((*THEN, "required"), ["two"]), "two: required by a condition that does not ask for it"),
    (change((*THEN, "properties", "two"), TEXT), "two: asked in more than one place of the schema"),
    (change((*IF, "required"), []), "one: a condition requires exactly what it compares"),
    (change((*IF, "properties", "one"), {"const": "c"}), "one: a condition compares 'c', which cannot be answered"),
    (change((*IF, "properties"), {"three": {"const": "a"}}), "three: a condition looks at a question that is not asked before"),
    (change((*IF, "properties", "one"), {"enum": ["a", "b"]}), "three: on the page of one it must depend on one option of radios alone"),
    (change((*IF,), {"properties": {"two": {"const": "a"}}, "required": ["two"]}), "two: a condition compares a single choice or a confirmation"),
    (change(("hints", "pages", 0, "fields"), ["three", "one", "two"]), "two: stands on more than one page"),
    (change(("hints", "pages", 1, "fields"), ["four"]), "two: each question stands on one page, and each page asks only questions"),
    (change(("hints", "pages", 1, "key"), "trang-1"), "trang-1: two pages have this key"),
    (change((*F, "one", "options"), options("a")), "one: options and the schema's enum differ"),
    (change((*F, "one", "options"), "provinces"), "one: options and the schema's enum differ"),
    (change((*F, "one", "label"), words("Đúng không?")), "one: a label that asks needs its own sentence for required"),
    (change((*F, "one", "label"), {"vi": "Một"}), "hints.fields.one.label"),
    (change((*F, "one", "kind"), "slider"), "hints.fields.one.kind"),
    (change((*F, "two", "locked"), True), "two: locked without a source"),
    (change((*F, "two", "suggested"), "x" * 21), "two: what is suggested cannot be answered"),
    (change(("hints", "cases"), {"x": [{"nine": "a"}]}), "case x: there is no question nine"),
    (change((*F, "two", "sources"), [{"key": "a.b", "when": {"one": "c"}}]), "one: a condition compares 'c', which cannot be answered"),
    (change(("hints", "checks"), [{"kind": "not_before", "field": "two", "message": words("x")}]), "two: the check not_before needs than"),
    (change(("hints", "checks"), [{"kind": "differs", "field": "two", "than": "nine", "message": words("x")}]), "two: the check differs names nine, which is not asked"),
    (change(("hints", "checks"), [{"kind": "differs", "field": "one", "than": "two", "message": words("x")}]), "one: the check differs looks at a later page"),
]  # fmt: skip


def test_the_sketch_itself_has_no_fault():
    assert documents.find_faults(valid()) == []


@pytest.mark.parametrize(("spoil", "fault"), FAULTS, ids=[fault for _spoil, fault in FAULTS])
def test_a_fault_is_named(spoil, fault):
    document = valid()
    spoil(document)

    with pytest.raises(InvalidDefinition) as refused:
        forms.compile_document(document, key="thu")

    assert any(found.startswith(fault) or fault in found for found in refused.value.faults)
    assert "thu" in refused.value.text


ONE_QUESTION_FAULTS = [
    ("date", {"type": "string", "format": "email"}, {}, "x: the format of a date is date"),
    ("email", {"type": "string", "format": "date", "maxLength": 9}, {}, "x: the format of an e-mail address is email"),
    ("confirm", {"const": False}, {}, "x: a confirmation is the constant true"),
    ("address", {"type": "object", "properties": {}, "required": [], "additionalProperties": False}, {}, "x: an address has province, commune and perhaps detail"),
    ("address", {"type": "object", "properties": {"commune": TEXT, "province": CHOICE}, "required": [], "additionalProperties": True}, {"options": AB}, "x: an address has no other properties"),
    ("address", {"type": "object", "properties": {"commune": TEXT, "province": CHOICE}, "required": [], "additionalProperties": False}, {"options": options("a")}, "x: options and the schema's enum differ"),
    ("checkboxes", {"type": "array", "items": CHOICE, "uniqueItems": True}, {"options": options("a")}, "x: options and the schema's enum differ"),
    ("group", GROUP | {"items": {"type": "object"}}, {}, "x: the items of a group are objects without other properties"),
    ("group", GROUP, {"fields": {"y": question("text")}, "order": ["y"]}, "x.x: must be both in the schema and in the hints"),
    ("group", GROUP, {"fields": {"x": question("text")}, "order": []}, "x: order names each question of the group"),
    ("group", GROUP, {"fields": {"x": question("group")}, "order": ["x"]}, "x.x: this kind cannot repeat"),
    ("group", GROUP, {"fields": {"x": question("number")}, "order": ["x"]}, "x.x: a question of kind number needs maximum"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "schema", "hints", "fault"), ONE_QUESTION_FAULTS)
def test_a_question_must_have_the_shape_of_its_kind(kind, schema, hints, fault):
    document = sketch({"x": schema}, fields={"x": question(kind, **hints)})

    assert fault in documents.find_faults(document)


def test_a_group_and_radios_cannot_stand_under_an_option():
    document = sketch(
        {"one": CHOICE},
        fields={"one": question("radios", options=AB), "two": question("radios", options=AB)},
        branches=[when("one", "a", {"two": CHOICE})],
    )

    assert documents.find_faults(document) == ["two: this kind cannot stand under an option"]


def test_a_question_cannot_stand_before_its_condition():
    document = sketch(
        {"one": CHOICE},
        fields={"one": question("radios", options=AB), "two": question("text")},
        branches=[when("one", "a", {"two": TEXT})],
        pages=[["two"], ["one"]],
    )

    assert documents.find_faults(document) == ["two: stands before one, on which it depends"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@runs(deadline=None)
@given(JSON)
def test_garbage_is_not_a_form(garbage):
    assert documents.find_faults(garbage)


PLACES = [
    ("schema", "properties"), ("schema", "required"), ("schema", "allOf"), ("schema", "$defs"),
    ("hints", "pages"), ("hints", "fields"), ("hints", "checks"), ("hints", "cases"),
    ("schema", "properties", "child_sex"), ("schema", "properties", "birth_place"),
    ("schema", "properties", "requester_phone"), ("hints", "fields", "child_sex"),
    ("schema", "allOf", 0, "if"), ("schema", "allOf", 0, "then"),
]  # fmt: skip


@runs(deadline=None)
@given(st.sampled_from(PLACES), JSON)
def test_a_spoilt_form_is_judged_without_an_error_of_ours(place, garbage):
    document = copy.deepcopy(forms.read_packaged("birth-registration"))
    change(place, garbage if garbage is not None else [])(document)

    assert isinstance(documents.find_faults(document), list)


def test_every_page_of_every_form_says_its_topic():
    for form in PACKAGED.values():
        assert str(form.title)
        assert str(form.declaration)
        assert len({str(page.title) for page in form.pages}) == len(form.pages)
