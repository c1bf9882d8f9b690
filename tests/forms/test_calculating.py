"""Formulas: what they reckon, and what keeps one from being used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.forms.rules import calculating, documents
from tests.forms.forms import question, sketch

WHOLE = {"type": "integer", "minimum": 0, "maximum": 10**12}


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("-a + 10", 3),
        ("a / 2", 4),
        ("a * 10 / 100", 1),
        ("1 / 0", None),
        ("a / (a - 7)", None),
        ("missing + 1", None),
        ("sum(rows.n)", 6),
        ("sum(nothing.n)", 0),
        ("count(rows) * 1.5", 5),
        ("sum + count", 3),
        ("999999999999999 * 10", None),
    ],
)
def test_formulas_reckon_exactly_and_round_halves_up(formula, result):
    answers = {"a": 7, "rows": [{"n": 1}, {"n": 5}, {}], "sum": 1, "count": 2}

    assert calculating.result(calculating.parse(formula), answers) == result


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "1 +",
        "a b",
        "a.b",
        "sum(a)",
        "__import__('os')",
        "a ** 2",
        "a[0]",
        "(" * 30 + "1" + ")" * 30,
    ],
)
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(calculating.NotAFormula):
        calculating.parse(formula)


@given(st.text(max_size=40))
def test_any_text_is_a_formula_or_refused(text):
    try:
        node = calculating.parse(text)
    except calculating.NotAFormula:
        return
    calculating.result(node, {})


def calculated(formula, **changed):
    return sketch(
        {"one": WHOLE, "two": {"type": "integer"}, "name": {"type": "string", "maxLength": 9}}
        | changed,
        fields={
            "one": question("number"),
            "name": question("text"),
            "two": question("calculated", formula=formula),
        },
        pages=[["one", "name", "two"]],
    )


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        ("two + 1", "two: the formula reckons with two, which is no number asked before"),
        ("name + 1", "two: the formula reckons with name, which is no number asked before"),
        ("sum(one.x)", "two: the formula sums one.x, which is no number asked before"),
        ("one +", "two: the formula cannot be read: unexpected 'end' at 5"),
    ],
)
def test_a_formula_looks_back_at_numbers_alone(formula, fault):
    assert documents.find_faults(calculated(formula)) == [fault]


def test_what_is_reckoned_cannot_be_required():
    document = calculated("one * 2")
    document["schema"]["required"] = ["two"]

    assert documents.find_faults(document) == [
        "two: what is calculated is not asked, so it cannot be required"
    ]
