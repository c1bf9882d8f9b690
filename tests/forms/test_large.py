"""A form of 300 questions and 40 conditions is drawn, judged and summed up like any other."""

import pytest

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import building
from tests.forms import large
from tests.forms.forms import TODAY

DOCUMENT, ANSWERS = large.document(), large.answers()


@pytest.fixture(scope="module")
def form():
    return forms.compile_document(DOCUMENT, key="large")


def test_it_is_as_large_as_it_says():
    assert len(DOCUMENT["hints"]["fields"]) == large.QUESTIONS
    assert len(DOCUMENT["schema"]["allOf"]) == large.CONDITIONS


def test_what_is_right_is_accepted_and_each_wrong_answer_is_named(form):
    wrong = {"q3": "12", "q100": "x" * 300, "q291": "không"}

    assert forms.validate_all(form, ANSWERS, today=TODAY) == []
    told = forms.validate_all(form, ANSWERS | wrong, today=TODAY)
    assert {problem.field for problem in told} <= set(wrong)
    assert "q3" in {problem.field for problem in told}


def test_without_their_answer_the_forty_are_not_asked(form):
    answers = {name: "a" if value == "b" else value for name, value in ANSWERS.items()}

    rows = sum(len(section.rows) for section in forms.summary(form, answers))
    assert rows == large.QUESTIONS - large.CONDITIONS
    assert forms.validate_all(form, answers, today=TODAY) == []


def test_every_page_is_drawn_and_leads_to_the_next(form):
    page, seen = form.pages[0], 0
    while page is not None:
        seen += len(forms.page_view(form, page.key, ANSWERS).fields)
        page = forms.next_page(form, page.key, ANSWERS)

    assert seen == large.QUESTIONS


def test_it_can_be_built_on():
    changed = building.move_question(DOCUMENT, "q150", by=1)

    assert building.find_lacks(changed) == []
    assert {one.code for one in building.advise(changed)} == {"no-english"}
