"""The language of conditions: what it says, and that it can say nothing else."""

import ast
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.workflow.rules.expressions import (
    MAX_DEPTH,
    MAX_LENGTH,
    NotAnExpression,
    constants_by_name,
    is_true,
    names_in,
    parse,
)

KNOWN = {"kiem_tra": "dat", "so_trang": 12, "phi": 2.5, "gap": True, "trong": None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('kiem_tra == "dat"', True),
        ("kiem_tra == 'dat'", True),
        ('kiem_tra != "dat"', False),
        ('kiem_tra == "dat" and so_trang > 10', True),
        ('kiem_tra == "khac" or so_trang >= 12 and gap', True),
        ('(kiem_tra == "khac" or so_trang >= 12) and not gap', False),
        ("not not gap", True),
        ('kiem_tra in ["dat", "khac"]', True),
        ('kiem_tra not in ["dat", "khac"]', False),
        ("so_trang in [11, 12.0]", True),
        ("phi == 2.5", True),
        ("phi < 2.5", False),
        ("phi <= 2.5", True),
        ("-3 < phi", True),
        ('"a" < "b"', True),
        ("trong == null", True),
        ("khong_co == null", True),
        ("khong_co > 1", False),
        ("true", True),
        ("false or true", True),
        # Values of different types are never equal and have no order.
        ("gap == 1", False),
        ('so_trang == "12"', False),
        ('so_trang < "99"', False),
        ("gap > false", False),
        ("so_trang", False),
    ],
)
def test_a_condition_means(text, expected):
    assert is_true(parse(text), KNOWN) is expected


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "(", ")", "a ==", "== a", "a = b", "a b", "a and", "not", "a in []", "a in b",
        "a in ['x',]", "'x'", "12", "null", "a.b", "a()", "a[0]", "__import__('os')", "a + 1",
        "a if b else c", "lambda: 1", "a == b == c", "x := 1", "f'{a}'", '"a\\"b"', "1_000 == a",
        "đạt == 1", "a == 1e9", "a;b", "a == 'x\n'", "{a}", "a not b", "0x10 == a", "12abc == a",
        "(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "not " * (MAX_DEPTH + 1) + "a",
        "a or " * MAX_LENGTH + "a",
    ],
)  # fmt: skip
def test_everything_else_is_refused(text):
    with pytest.raises(NotAnExpression):
        parse(text)


@given(st.text(alphabet=string.printable, max_size=60))
def test_no_text_does_anything_but_parse_or_be_refused(text):
    try:
        node = parse(text)
    except NotAnExpression:
        return
    assert is_true(node, {}) in {True, False}


@pytest.mark.parametrize(("text", "position"), [("a == ", 4), ("a = b", 1), ("a == 1 b", 7)])
def test_a_refusal_says_where(text, position):
    with pytest.raises(NotAnExpression) as refusal:
        parse(text)
    assert refusal.value.position == position


NAMES = st.sampled_from(["a", "b", "c"])
VALUES = st.one_of(st.integers(-9, 9), st.booleans(), st.sampled_from(["x", "y"]))


def _written(value):
    return str(value).lower() if isinstance(value, bool) else ascii(value)


CONDITIONS = st.recursive(
    st.builds("({} {} {})".format, NAMES, st.sampled_from(["==", "!="]), VALUES.map(_written)),
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("(not {})".format, inner),
    ),
    max_leaves=8,
)


@given(CONDITIONS, st.fixed_dictionaries({"a": VALUES, "b": VALUES, "c": VALUES}))
def test_conditions_mean_what_they_mean_in_python(text, known):
    # Python confuses flags with numbers; marked by type they cannot be.
    marked = {name: (type(value), value) for name, value in known.items()}
    tree = ast.parse(text.replace("true", "True").replace("false", "False"), mode="eval")
    for part in ast.walk(tree):
        if isinstance(part, ast.Compare):
            value = ast.literal_eval(part.comparators[0])
            part.comparators = [ast.Name(id=f"v{id(part)}", ctx=ast.Load())]
            marked[f"v{id(part)}"] = (type(value), value)
    ast.fix_missing_locations(tree)

    assert is_true(parse(text), known) is eval(compile(tree, "", "eval"), {}, marked)


def test_a_condition_tells_which_names_and_outcomes_it_asks_for():
    node = parse('kiem_tra == "dat" and not ("ky" == phe_duyet) or so in [1, 2] or gap')

    assert names_in(node) == {"kiem_tra", "phe_duyet", "so", "gap"}
    assert list(constants_by_name(node)) == [
        ("kiem_tra", "dat"), ("phe_duyet", "ky"), ("so", 1), ("so", 2),
    ]  # fmt: skip
