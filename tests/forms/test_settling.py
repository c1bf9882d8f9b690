"""A question under a condition that does not hold is neither drawn, nor judged, nor kept."""

import pytest
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.rules import settling
from tests.forms.forms import (
    BIRTH,
    BIRTH_ANSWERS,
    PACKAGED,
    TODAY,
    options,
    question,
    sketch,
    when,
)

FATHER = {name for name in BIRTH.fields if name.startswith("father_")}
MOTHER = {name for name in BIRTH.fields if name.startswith("mother_")}


def asked(form, answers):
    return {row.field for section in forms.summary(form, answers) for row in section.rows}


@pytest.mark.parametrize(
    ("status", "mother", "father"),
    [
        ("married", True, True),
        ("father_recognises", True, True),
        ("father_unknown", True, False),
        ("parents_unknown", False, False),
        ("không biết", False, False),
        (None, False, False),
    ],
)
def test_who_the_parents_are_decides_who_is_asked_about(status, mother, father):
    answers = BIRTH_ANSWERS | {"parents_status": status}

    shown = asked(BIRTH, answers)

    assert bool(shown & MOTHER) is mother
    assert bool(shown & FATHER) is father
    assert bool(forms.kept(BIRTH, answers).keys() & FATHER) is father
    pages = {page.key for page in forms.visible_pages(BIRTH, answers)}
    assert ("me" in pages, "cha" in pages) == (mother, father)


def test_hidden_wrong_answers_are_no_problem_and_are_not_kept():
    answers = BIRTH_ANSWERS | {"parents_status": "father_unknown", "father_pin": "sai"}

    assert forms.validate_all(BIRTH, answers, today=TODAY) == []
    assert "father_pin" not in forms.kept(BIRTH, answers)
    assert "father_pin" not in asked(BIRTH, answers)


def test_the_page_after_skips_what_is_not_asked():
    alone = BIRTH_ANSWERS | {"parents_status": "father_unknown"}
    abandoned = BIRTH_ANSWERS | {"parents_status": "parents_unknown"}

    assert forms.next_page(BIRTH, "cha-me", BIRTH_ANSWERS).key == "me"
    assert forms.next_page(BIRTH, "me", BIRTH_ANSWERS).key == "cha"
    assert forms.next_page(BIRTH, "me", alone).key == "noi-sinh"
    assert forms.next_page(BIRTH, "cha-me", abandoned).key == "noi-sinh"
    assert forms.next_page(BIRTH, "noi-sinh", abandoned).key == "ket-qua"
    assert forms.next_page(BIRTH, "ket-qua", BIRTH_ANSWERS) is None


CHOICE = {"enum": ["có", "không"]}
TEXT = {"type": "string", "maxLength": 20}
CHAIN = forms.compile_document(
    sketch(
        {"a": CHOICE},
        fields={
            "a": question("radios", options=options("có", "không")),
            "b": question("radios", options=options("có", "không")),
            "c": question("text"),
        },
        branches=[when("a", "có", {"b": CHOICE}, ["b"]), when("b", "có", {"c": TEXT}, ["c"])],
        pages=[["a"], ["b"], ["c"]],
    ),
    key="chain",
)


def test_an_answer_that_is_hidden_itself_decides_nothing():
    answers = {"a": "không", "b": "có", "c": "x"}

    assert forms.kept(CHAIN, answers) == {"a": "không"}
    assert forms.validate_all(CHAIN, answers, today=TODAY) == []


def test_a_chain_of_conditions_that_hold_asks_to_the_end():
    problems = forms.validate_all(CHAIN, {"a": "có", "b": "có"}, today=TODAY)

    assert [problem.field for problem in problems] == ["c"]


ANSWERS = st.sampled_from(sorted(PACKAGED)).flatmap(
    lambda key: st.tuples(
        st.just(PACKAGED[key]),
        st.fixed_dictionaries(
            {
                field.id: st.none()
                | st.sampled_from([option.value for option in field.options] or ["x"])
                for field in PACKAGED[key].fields.values()
            }
        ),
    )
)


@runs(deadline=None)
@given(ANSWERS)
def test_the_schema_alone_agrees_about_what_is_asked(case):
    """Any JSON Schema validator, which knows nothing of settling, calls no kept answer unexpected."""
    form, answers = case
    kept = forms.kept(form, answers)
    wrong = {
        error.instance_path[0] for error in form.validator.iter_errors(kept) if error.instance_path
    }

    right = {name: answer for name, answer in kept.items() if name not in wrong}
    unexpected = [
        name
        for error in form.validator.iter_errors(right)
        if error.kind.name == "unevaluatedProperties"
        for name in error.kind.value
    ]

    missing_in = {
        name
        for branch in form.branches
        if settling.holds(branch.condition, right)
        and not {n for n in branch.fields if form.fields[n].is_required} <= right.keys()
        for name in branch.fields
    }
    assert set(unexpected) <= missing_in


@runs(deadline=None)
@given(ANSWERS)
def test_nothing_hidden_is_summed_up_judged_or_kept(case):
    form, answers = case
    shown = asked(form, answers)

    assert forms.kept(form, answers).keys() <= shown
    heads = {p.field.split(".")[0] for p in forms.validate_all(form, answers, today=TODAY)}
    assert heads <= shown


@pytest.mark.parametrize(
    ("answers", "cases"),
    [
        ({}, set()),
        ({"child_birth_date": "2026-09-01"}, {"late"}),
        ({"birth_proof": "witness_statement"}, {"no-birth-notice"}),
        ({"birth_proof": "commitment", "is_surrogacy": True}, {"no-birth-notice", "surrogacy"}),
        ({"parents_status": "parents_unknown", "birth_proof": "commitment"}, {"abandoned"}),
        ({"requester_relation": "authorised"}, {"proxy"}),
    ],
)
def test_answers_establish_the_circumstances_that_papers_and_fees_depend_on(answers, cases):
    assert forms.cases(BIRTH, BIRTH_ANSWERS | answers, today=TODAY) == cases
