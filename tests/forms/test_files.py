"""Questions that ask for files: what their schema may say, how an answer is read, judged, shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import building
from motcua.capabilities.forms.rules import anatomy, documents, plainness, reading, sampling
from tests.forms.forms import TODAY, posted, question, sentences, sketch, when
from tests.forms.test_pages import field_of


def files(most=1, **limits):
    return {"type": "array", "items": dict(anatomy.FILE), "maxItems": most, **limits}


def form_of(limits, **hints):
    return sketch({"photo": limits}, fields={"photo": question("file", "Ảnh con dấu", **hints)})


def a_file(number=1):
    return {"document": number, "name": f"{number}.pdf", "size": 120, "sha256": "a" * 64}


DOCUMENT = sketch(
    {"stamp": files(), "has_house": {"enum": ["yes", "no"]}},
    required=["stamp"],
    fields={
        "stamp": question("file", "Ảnh con dấu"),
        "has_house": question("yesno", "Có nhà"),
        "plans": question("file", "Sơ đồ nhà"),
    },
    branches=[when("has_house", "yes", {"plans": files(3, minItems=2)}, ["plans"])],
)
FORM = forms.compile_document(DOCUMENT, key="files")


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (form_of(files(0)), "photo: a question asks for 1 to 10 files"),
        (form_of(files(11)), "photo: a question asks for 1 to 10 files"),
        (form_of(files(2, minItems=3)), "photo: the fewest files are more than the most"),
        (
            form_of({**files(), "items": {"type": "string"}}),
            "photo: what an answer says of a file is given",
        ),
        (
            form_of(files(), sources=[{"key": "identity.pin"}]),
            "photo: a file is known from no source",
        ),
    ],
)
def test_what_keeps_a_question_from_asking_for_files(document, fault):
    assert documents.find_faults(document) == [fault]


def test_files_are_not_asked_for_in_rows():
    rows = {
        "type": "array",
        "maxItems": 2,
        "items": {
            "type": "object",
            "properties": {"photo": files()},
            "additionalProperties": False,
        },
    }
    group = question("group", "Nhà", order=["photo"], fields={"photo": question("file", "Ảnh nhà")})

    faults = documents.find_faults(sketch({"houses": rows}, fields={"houses": group}))

    assert faults == ["houses.photo: this kind cannot repeat"]


def test_the_answer_is_judged_like_any_other():
    two = [a_file(1), a_file(2)]

    assert sentences(FORM, {"stamp": [a_file()]}) == {}
    assert sentences(FORM, {}) == {"stamp": "Hãy chọn tệp cho mục “Ảnh con dấu”."}
    assert sentences(FORM, {"stamp": two}) == {
        "stamp": "Mục “Ảnh con dấu” chỉ nhận tối đa 1 tệp. Hãy bỏ bớt."
    }
    assert sentences(FORM, {"stamp": [a_file()], "has_house": "yes", "plans": [a_file()]}) == {
        "plans": "Mục “Sơ đồ nhà” cần ít nhất 2 tệp. Hãy chọn thêm."
    }


@pytest.mark.parametrize(
    "answer", ["a.pdf", 7, [7], [{"document": 1}], [a_file() | {"path": "/etc"}], [a_file(0)], {}]
)
def test_what_names_no_file_is_said_in_one_sentence(answer):
    assert sentences(FORM, {"stamp": answer}) == {
        "stamp": "Chưa đọc được tệp ở mục “Ảnh con dấu”. Hãy chọn lại tệp."
    }


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
)
near = st.fixed_dictionaries(
    {
        "document": st.integers(-1, 3),
        "name": st.text(max_size=3),
        "size": st.integers(0, 2),
        "sha256": st.sampled_from(["a" * 64, "A" * 64, "a"]),
    }
)


@given(answer=json | st.lists(near, max_size=5))
def test_whatever_is_sent_is_read_once_and_for_all(answer):
    field = FORM.fields["plans"]

    tidied = reading.tidy_answer(field, answer)

    assert reading.tidy_answer(field, tidied) == tidied
    well_formed = isinstance(answer, list) and all(
        anatomy.compile_schema(anatomy.FILE).is_valid(one) for one in answer
    )
    assert (tidied is not reading.UNREADABLE) is (well_formed or answer is None or answer == "")


def test_nobody_answers_by_posting():
    typed = forms.parse_page(FORM, "trang-1", posted("stamp=1&stamp-sample=on&has_house=no"))

    assert typed == {"has_house": "no"}


def test_where_a_form_is_tried_a_box_stands_for_the_file():
    sent = posted("stamp-sample=on")

    samples = building.read_sample_files(FORM, "trang-1", sent)

    assert samples == {"stamp": sampling.sample_files(FORM.fields["stamp"]), "plans": None}
    assert sentences(FORM, samples) == {}


def test_a_sample_is_as_many_files_as_are_needed():
    sampled = sampling.fill(FORM, today=TODAY)

    assert sampled.problems == ()
    assert [one["name"] for one in sampled.answers["plans"]] == ["tep-mau-1.pdf", "tep-mau-2.pdf"]


def test_only_questions_that_are_asked_want_their_files():
    def wanted(answers):
        return [one.id for one in forms.list_file_questions(FORM, answers)]

    assert wanted({"has_house": "no"}) == ["stamp"]
    assert wanted({"has_house": "yes"}) == ["stamp", "plans"]
    assert forms.kept(FORM, {"stamp": [a_file()], "has_house": "no", "plans": [a_file(2)]}) == {
        "stamp": [a_file()],
        "has_house": "no",
    }


def test_the_files_are_shown_by_name():
    answers = {"has_house": "yes", "plans": [a_file(1), a_file(2)]}
    (section,) = forms.summary(FORM, answers)
    row = next(row for row in section.rows if row.field == "plans")

    assert row.lines == ("1.pdf", "2.pdf")
    assert [(one.document, one.name) for one in row.files] == [(1, "1.pdf"), (2, "2.pdf")]
    page = forms.page_view(FORM, "trang-1", answers)
    drawn = field_of(page, "stamp")
    assert (page.takes_files, drawn.takes_many, drawn.files) == (True, False, ())
    assert drawn.hint.startswith("PDF hoặc ảnh, tối đa 20 MB")


def test_a_file_that_must_be_sent_has_a_reason():
    document = sketch(
        {"stamp": files()}, required=["stamp"], fields={"stamp": question("file", "Ảnh con dấu")}
    )

    assert "no-reason" in {one.code for one in plainness.advise(document)}
