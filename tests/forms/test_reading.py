"""What people type is read as they mean it."""

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.rules import reading
from tests.forms.forms import BIRTH, BIRTH_ANSWERS, FACTS, HOME, PACKAGED, TODAY, posted

FIELDS = {**PACKAGED["household-business"].fields, **BIRTH.fields}


@pytest.mark.parametrize(
    ("field", "typed", "answer"),
    [
        ("child_full_name", "  Hồ   Minh\tKhuê ", "Hồ Minh Khuê"),
        ("child_full_name", "Ho\u0302\u0300 Ma\u0323\u0306n", "Hồ Mặn"),
        ("child_full_name", "Hồ\u200b Khuê\ufeff", "Hồ Khuê"),
        ("child_full_name", "   ", None),
        ("requester_pin", "099 195.000-001", "099195000001"),
        ("requester_pin", "０９９１９５００００01", "099195000001"),
        ("requester_phone", "+84 912 345 678", "0912345678"),
        ("requester_phone", "0084912345678", "0912345678"),
        ("requester_phone", "(024) 3825-1234", "02438251234"),
        ("child_birth_date", "2026-2-1", "2026-02-01"),
        ("child_birth_date", "1/2/2026", "2026-02-01"),
        ("child_birth_date", "01-02-2026", "2026-02-01"),
        ("child_birth_date", "01022026", "2026-02-01"),
        ("child_birth_date", "31/2/2026", "31/2/2026"),
        ("child_birth_date", "hôm qua", "hôm qua"),
        ("mother_birth_year", "1995", 1995),
        ("mother_birth_year", "1995-04-03", 1995),
        ("copies_wanted", "2", 2),
        ("copies_wanted", "hai", "hai"),
        ("capital", "50.000.000 đồng", 50_000_000),
        ("capital", "50 000 000", 50_000_000),
        ("birth_place", "Thôn Đoài, Xã Sông Lam, nghệ an", HOME),
        ("birth_place", "12 phố Huế", {"detail": "12 phố Huế"}),
        ("is_surrogacy", "on", True),
        ("is_surrogacy", "", None),
    ],
)
def test_an_answer_is_read_as_it_is_meant(field, typed, answer):
    assert reading.tidy_answer(FIELDS[field], typed) == answer


@pytest.mark.parametrize(
    ("boxes", "answer"),
    [
        ("day=1&month=2&year=2026", "2026-02-01"),
        ("day=01&month=tháng 2&year=năm 2026", "2026-02-01"),
        ("day=1/2/2026&month=&year=", "2026-02-01"),
        ("day=01022026&month=&year=", "2026-02-01"),
        ("day=&month=&year=", None),
        ("day=31&month=2&year=2026", "31/2/2026"),
        ("day=&month=2&year=2026", "/2/2026"),
    ],
)
def test_a_date_is_typed_in_three_boxes_or_in_one(boxes, answer):
    query = "&".join(f"child_birth_date-{box}" for box in boxes.split("&"))

    answers = forms.parse_page(BIRTH, "con", posted(query))

    assert answers["child_birth_date"] == answer


def test_a_page_answers_each_of_its_questions_and_no_other():
    answers = forms.parse_page(BIRTH, "cha-me", posted("parents_status=married&child_sex=male&x=1"))

    assert answers == {"parents_status": "married"}


def test_what_was_emptied_is_forgotten():
    stored = {"requester_email": "cu@example.com"}

    stored |= forms.parse_page(BIRTH, "nguoi-yeu-cau", posted("requester_email="))

    assert stored["requester_email"] is None
    assert "requester_email" not in forms.kept(BIRTH, stored)


def test_what_is_known_and_locked_wins_over_what_was_posted():
    known = forms.prefill(BIRTH, FACTS, {})

    answers = forms.parse_page(
        BIRTH,
        "nguoi-yeu-cau",
        posted("requester_pin=099000000009&requester_phone=0987654321"),
        known,
    )

    assert answers["requester_pin"] == "099195000001"
    assert answers["requester_phone"] == "0987654321"


def test_what_is_locked_wins_when_lodging_too():
    known = forms.prefill(BIRTH, FACTS, {})

    lodged = forms.kept(BIRTH, BIRTH_ANSWERS | {"requester_full_name": "Người Khác"}, known)

    assert lodged["requester_full_name"] == "Đặng Thị Ổi"


PAPERS = PACKAGED["certified-copy"]
TWO_ROWS = (
    "papers-0=1&papers-0-name=Bằng&papers-0-pages=2&papers-0-copies=1"
    "&papers-1=1&papers-1-name=Học bạ&papers-1-pages=9&papers-1-copies=3"
)


def test_rows_of_a_group_are_read_in_order():
    answers = forms.parse_page(PAPERS, "giay-to", posted(TWO_ROWS))

    assert answers["papers"] == [
        {"name": "Bằng", "pages": 2, "copies": 1},
        {"name": "Học bạ", "pages": 9, "copies": 3},
    ]


def test_a_row_is_added_and_removed_without_judging_the_page():
    added = posted(f"{TWO_ROWS}&_add=papers")
    removed = posted(f"{TWO_ROWS}&_remove=papers-0")

    assert forms.is_reshaping(added)
    assert forms.is_reshaping(removed)
    assert not forms.is_reshaping(posted(TWO_ROWS))
    assert forms.parse_page(PAPERS, "giay-to", added)["papers"][2] == {}
    assert forms.parse_page(PAPERS, "giay-to", removed)["papers"] == [
        {"name": "Học bạ", "pages": 9, "copies": 3}
    ]


def test_blank_rows_of_a_sent_page_are_dropped_so_that_errors_stand_at_their_rows():
    blank_first = posted(f"papers-9=1&{TWO_ROWS.replace('papers-0-name=Bằng', 'papers-0-name=')}")
    only_blanks = posted("papers-0=1&papers-0-name=&papers-1=1&papers-1-name=Bằng")

    kept_first = forms.parse_page(PAPERS, "giay-to", blank_first)
    dropped = forms.parse_page(PAPERS, "giay-to", only_blanks)

    assert kept_first["papers"][0] == {"pages": 2, "copies": 1}
    assert dropped["papers"] == [{"name": "Bằng"}]


def test_no_row_is_added_beyond_the_limit():
    rows = "&".join(f"papers-{n}=1&papers-{n}-name=x" for n in range(20))

    answers = forms.parse_page(PAPERS, "giay-to", posted(f"{rows}&_add=papers"))

    assert len(answers["papers"]) == 20


def test_blank_rows_are_not_kept():
    assert "papers" not in forms.kept(PAPERS, {"papers": [{}, {}]})
    assert forms.kept(PAPERS, {"papers": [{}, {"name": "Bằng"}]})["papers"] == [{"name": "Bằng"}]


JSONISH = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet=st.characters(), max_size=30)
    | st.sampled_from(
        ["married", "yes", "mother", "2026-02-30", "1/2/2026", "+84912", "\ud800", "\0"]
    ),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)
ANY_FORM = st.sampled_from(sorted(PACKAGED)).map(PACKAGED.__getitem__)


@st.composite
def forms_with_garbage(draw):
    form = draw(ANY_FORM)
    names = st.sampled_from(sorted(form.fields)) | st.text(max_size=12)
    return form, draw(st.dictionaries(names, JSONISH, max_size=12) | JSONISH)


@runs(deadline=None)
@given(forms_with_garbage())
def test_garbage_never_raises_and_is_never_valid(case):
    form, garbage = case

    problems = forms.validate_all(form, garbage, today=TODAY)
    lodged = forms.kept(form, garbage)

    assert problems
    assert all(problem.text for problem in problems)
    assert lodged.keys() <= form.fields.keys()
    forms.summary(form, garbage)
    forms.list_warnings(form, garbage, today=TODAY)
    forms.cases(form, garbage, today=TODAY)
    for page in form.pages:
        forms.page_view(form, page.key, garbage, {}, problems)


@pytest.mark.parametrize("part", ["²", "٣", "-1", "1" * 30])
def test_a_part_that_nobody_asked_for_is_a_problem_however_it_is_called(part):
    form = PACKAGED["permanent-residence"]
    garbage = {"new_address": {part: "x"}}

    problems = forms.validate_all(form, garbage, today=TODAY)
    for page in form.pages:
        forms.page_view(form, page.key, garbage, {}, problems)

    assert problems


@runs(deadline=None)
@given(forms_with_garbage())
def test_reading_and_keeping_twice_changes_nothing(case):
    form, garbage = case
    once = reading.tidy(form, garbage)
    kept = forms.kept(form, garbage)

    assert reading.tidy(form, dict(once)) == once
    assert forms.kept(form, dict(kept)) == kept


@runs(deadline=None)
@given(forms_with_garbage())
def test_what_is_kept_has_the_problems_of_what_was_posted(case):
    form, garbage = case
    unknown = {
        p.field for p in forms.validate_all(form, garbage, today=TODAY) if p.code == "unknown"
    }

    before = forms.validate_all(form, garbage, today=TODAY)
    after = forms.validate_all(form, dict(forms.kept(form, garbage)), today=TODAY)

    assert [p for p in before if p.field not in unknown] == [
        p for p in after if p.field not in unknown
    ]


@runs(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                f"{name}{tail}"
                for name in BIRTH.fields
                for tail in ("", "-day", "-year", "-province")
            ]
        ),
        st.lists(st.text(max_size=20), min_size=1, max_size=3),
    )
)
def test_any_post_can_be_read_and_drawn_again(values):
    query = posted("").copy()
    for name, texts in values.items():
        query.setlist(name, texts)

    for page in BIRTH.pages:
        answers = forms.parse_page(BIRTH, page.key, query)
        problems = forms.validate_page(BIRTH, page.key, answers, today=TODAY)
        forms.page_view(BIRTH, page.key, answers, {}, problems)
        assert answers.keys() == set(page.fields)
