"""What a page shows: questions, answers, what is known, problems; accessible and without a stray variable."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import Context, Engine
from django.utils import translation

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.errors import PageNotFound
from tests.forms.forms import BIRTH, BIRTH_ANSWERS, FACTS, HOME, PACKAGED, TODAY, posted

TEMPLATES = Path(__file__).parents[2] / "src/motcua/surfaces/ui/templates"
ENGINE = Engine(
    dirs=[str(TEMPLATES)],
    libraries={"i18n": "django.templatetags.i18n"},
    string_if_invalid="UNKNOWN-VARIABLE",
)


def draw(template, **context):
    return ENGINE.get_template(f"ui/forms/{template}.html").render(Context(context))


class Reader(HTMLParser):
    """Collects what the accessibility of a page hangs on."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.labels_for, self.described_by, self.boxes = [], [], [], []
        self.anchors, self.handlers, self.checked = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.handlers += [name for name in attrs if name.startswith("on") or name == "style"]
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "label":
            self.labels_for.append(attrs["for"])
        self.described_by += (attrs.get("aria-describedby") or "").split()
        if tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden":
            self.boxes.append(attrs["id"])
        if tag == "a":
            self.anchors.append(attrs["href"].removeprefix("#"))
        if "checked" in attrs:
            self.checked.append(attrs["id"])


def field_of(view, name):
    found = [field for field in view.fields if field.name == name]
    found += [
        f for field in view.fields for o in field.options for f in o.reveals if f.name == name
    ]
    (field,) = found
    return field


ALL_PAGES = [(key, page.key) for key, form in PACKAGED.items() for page in form.pages]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("key", "page_key"), ALL_PAGES)
def test_every_page_is_drawn_whole_and_accessible(key, page_key, language):
    form = PACKAGED[key]
    answers = asking_everything(form)
    with translation.override(language):
        problems = forms.validate_page(form, page_key, answers, today=TODAY)
        view = forms.page_view(
            form, page_key, answers, forms.prefill(form, FACTS, answers), problems
        )
        html = draw("errors", errors=view.errors) + draw("page", page=view)

    seen = Reader(html)
    assert "UNKNOWN-VARIABLE" not in html
    assert seen.handlers == []
    assert len(seen.ids) == len(set(seen.ids))
    assert sorted(seen.boxes) == sorted(seen.labels_for)
    assert set(seen.described_by) <= set(seen.ids)
    assert set(seen.anchors) <= set(seen.ids)
    assert len(view.errors) == len(problems)
    for field in view.fields:
        assert field.label in html.replace("&quot;", '"').replace("&#x27;", "'")


def asking_everything(form):
    """Return answers that make every branch of the form that can hold at once hold."""
    answers = {}
    for branch in form.branches:
        for name, values in branch.condition:
            answers.setdefault(name, min(values, key=str))
    return answers


def test_what_is_known_stands_in_the_box_and_says_where_from():
    known = forms.prefill(BIRTH, FACTS, {})

    view = forms.page_view(BIRTH, "nguoi-yeu-cau", {}, known)

    phone, residence = field_of(view, "requester_phone"), field_of(view, "requester_residence")
    assert (phone.value, phone.is_prefilled) == ("0912345678", True)
    assert phone.source_label == "Lấy từ tài khoản định danh điện tử"
    assert [part.value for part in residence.parts] == ["Thôn Đoài", "Xã Sông Lam", "Tỉnh Nghệ An"]
    assert field_of(view, "requester_email").source_label == ""


def test_what_is_locked_is_shown_and_not_asked():
    known = forms.prefill(BIRTH, FACTS, {})
    view = forms.page_view(BIRTH, "nguoi-yeu-cau", {"requester_full_name": "Người Khác"}, known)

    html = draw("page", page=view)

    assert field_of(view, "requester_birth_date").shown == "03/04/1995"
    assert "Đặng Thị Ổi" in html
    assert "Người Khác" not in html
    assert 'name="requester_full_name"' not in html


def test_what_is_locked_but_not_known_is_asked():
    view = forms.page_view(BIRTH, "nguoi-yeu-cau", {})

    assert 'name="requester_full_name"' in draw("page", page=view)


def test_what_was_changed_or_emptied_is_not_marked_as_known():
    known = forms.prefill(BIRTH, FACTS, {})

    changed = forms.page_view(BIRTH, "nguoi-yeu-cau", {"requester_phone": "0987654321"}, known)
    emptied = forms.page_view(BIRTH, "nguoi-yeu-cau", {"requester_phone": None}, known)

    assert field_of(changed, "requester_phone").value == "0987654321"
    assert not field_of(changed, "requester_phone").is_prefilled
    assert field_of(emptied, "requester_phone").value == ""


@pytest.mark.parametrize(
    ("relation", "known"),
    [
        (
            "mother",
            {
                "mother_full_name": "Đặng Thị Ổi",
                "mother_birth_year": 1995,
                "mother_ethnicity": "Kinh",
            },
        ),
        (
            "father",
            {
                "father_full_name": "Đặng Thị Ổi",
                "father_birth_year": 1995,
                "father_ethnicity": "Kinh",
            },
        ),
        ("grandparent", {}),
    ],
)
def test_a_parent_who_asks_does_not_write_the_same_twice(relation, known):
    prefilled = forms.prefill(
        BIRTH, FACTS, {"requester_relation": relation, "requester_residence": HOME}
    )

    about_parents = {
        name: fact.value
        for name, fact in prefilled.items()
        if name.startswith(("mother_", "father_"))
    }
    expected = dict(known)
    if known:
        expected |= {f"{relation}_pin": "099195000001", f"{relation}_residence": HOME}
    assert about_parents == expected


def test_a_fact_that_does_not_fit_is_not_shown():
    facts = {
        "identity.birth_date": "không rõ",
        "population.ethnicity": "Sao Hỏa",
        "identity.phone": ["x"],
    }

    prefilled = forms.prefill(BIRTH, facts, {"requester_relation": "mother"})

    assert "mother_ethnicity" not in prefilled
    assert "requester_phone" not in prefilled


def test_the_form_says_which_facts_are_worth_looking_up():
    assert forms.sources(BIRTH) == {
        "identity.full_name",
        "identity.pin",
        "identity.birth_date",
        "identity.residence",
        "identity.phone",
        "identity.email",
        "population.residence",
        "population.ethnicity",
        "population.nationality",
    }


def test_a_wrong_date_keeps_what_was_typed_and_leads_to_its_first_box():
    answers = forms.parse_page(
        BIRTH,
        "con",
        posted("child_birth_date-day=31&child_birth_date-month=2&child_birth_date-year=2026"),
    )
    problems = forms.validate_page(BIRTH, "con", answers, today=TODAY)

    view = forms.page_view(BIRTH, "con", answers, {}, problems)

    assert [box.value for box in field_of(view, "child_birth_date").boxes] == ["31", "2", "2026"]
    assert "child_birth_date-day" in [link.anchor for link in view.errors]
    assert "child_birth_date-error" in field_of(view, "child_birth_date").described_by


def test_what_people_type_is_escaped():
    answers = BIRTH_ANSWERS | {"birth_facility": '"><script>alert(1)</script>'}
    html = draw("page", page=forms.page_view(BIRTH, "noi-sinh", answers))
    html += draw("summary", sections=forms.summary(BIRTH, answers), change_base="/x/")

    assert "<script>" not in html


def test_a_question_under_an_option_is_in_the_page_so_that_it_works_without_script():
    html = draw("page", page=forms.page_view(BIRTH, "ket-qua", {}))

    assert 'id="conditional-result_channel-2"' in html
    assert "govuk-radios__conditional--hidden" in html
    assert 'name="delivery_address-province"' in html


def test_a_chosen_option_shows_its_questions():
    view = forms.page_view(BIRTH, "ket-qua", BIRTH_ANSWERS | {"result_channel": "post"})
    html = draw("page", page=view)

    assert "result_channel-2" in Reader(html).checked
    assert "conditional--hidden" not in html


def test_no_answer_moves_the_end_of_the_form_further_away():
    alone = BIRTH_ANSWERS | {"parents_status": "father_unknown"}

    married = forms.page_view(BIRTH, "noi-sinh", BIRTH_ANSWERS)
    unmarried = forms.page_view(BIRTH, "noi-sinh", alone)

    assert (married.number, married.total) == (6, 8)
    assert (unmarried.number, unmarried.total) == (6, 8)


def test_there_is_no_other_page():
    with pytest.raises(PageNotFound):
        forms.page_view(BIRTH, "khong-co", {})


def test_rows_of_a_group_can_be_added_and_removed_without_script():
    form = PACKAGED["certified-copy"]
    one = draw("page", page=forms.page_view(form, "giay-to", {}))
    two = draw("page", page=forms.page_view(form, "giay-to", {"papers": [{"name": "Bằng"}, {}]}))

    assert 'name="_add" value="papers"' in one
    assert "_remove" not in one
    assert 'name="_remove" value="papers-1"' in two
    assert 'name="papers-1-copies"' in two


def test_a_summary_says_each_answer_in_words_with_a_link_to_change_it():
    sections = forms.summary(BIRTH, BIRTH_ANSWERS)
    rows = {row.field: row for section in sections for row in section.rows}
    html = draw("summary", sections=sections, change_base="/ho-so/7/")

    assert rows.keys() >= BIRTH_ANSWERS.keys()
    assert all(rows[name].is_answered for name in BIRTH_ANSWERS)
    assert rows["child_birth_date"].text == "02/11/2026"
    assert rows["child_sex"].text == "Nữ"
    assert rows["birth_place"].text == "Phường Bến Thành Cổ, Tỉnh Nghệ An"
    assert not rows["is_surrogacy"].is_answered
    assert 'href="/ho-so/7/con#child_birth_date-day"' in html
    assert "UNKNOWN-VARIABLE" not in html
    assert len(re.findall("<dt", html)) == len(rows)


def test_a_summary_without_links_for_the_desk():
    html = draw("summary", sections=forms.summary(BIRTH, BIRTH_ANSWERS), change_base="")

    assert "href" not in html


def test_rows_of_a_group_are_summed_up_on_lines_of_their_own():
    form = PACKAGED["certified-copy"]
    answers = {
        "papers": [{"name": "Bằng", "pages": 2, "copies": 1}, {"name": "Học bạ", "pages": 9}]
    }

    rows = {row.field: row for section in forms.summary(form, answers) for row in section.rows}

    assert rows["papers"].lines == (
        "Tên giấy tờ: Bằng; Số trang của bản chính: 2; Số bản cần chứng thực: 1",
        "Tên giấy tờ: Học bạ; Số trang của bản chính: 9",
    )
    assert rows["papers"].anchor == "papers-0-name"


def test_papers_get_the_answers_in_words():
    words = forms.texts(BIRTH, BIRTH_ANSWERS)

    assert words["child_sex"] == "Nữ"
    assert words["mother_birth_year"] == "1995"
    assert words["requester_birth_date"] == "03/04/1995"
    assert "delivery_address" not in words
    assert (
        forms.texts(PACKAGED["household-business"], {"capital": 50_000_000})["capital"]
        == "50.000.000 đồng"
    )


def test_a_form_speaks_the_language_of_the_request():
    with translation.override("en"):
        view = forms.page_view(BIRTH, "con", {})
        rows = {r.field: r for s in forms.summary(BIRTH, BIRTH_ANSWERS) for r in s.rows}

    assert view.title == "The child"
    assert field_of(view, "child_full_name").label == "Child's full name"
    assert rows["child_sex"].text == "Female"


def test_papers_and_registers_are_in_vietnamese_whatever_the_screen_speaks():
    with translation.override("en"):
        texts = forms.texts(BIRTH, BIRTH_ANSWERS)
        sections = forms.official_summary(BIRTH, BIRTH_ANSWERS)

    assert (texts["child_sex"], texts["requester_relation"]) == ("Nữ", "Mẹ")
    assert sections == forms.summary(BIRTH, BIRTH_ANSWERS)
    assert sections[0].title == "Người yêu cầu"
