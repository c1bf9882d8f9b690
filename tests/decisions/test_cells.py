"""The closed language of cells: what it says, what it refuses, and that it agrees with plain Python."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.decisions.rules import cells, terms


@pytest.mark.parametrize(
    ("text", "holds", "fails"),
    [
        ("", ["a", None, True, Decimal(1)], []),
        ("-", ["a", None, True, Decimal(1)], []),
        ('"online"', ["online"], ["counter", None, True]),
        ('"a", "b"', ["a", "b"], ["c", None]),
        ('not("a", "b")', ["c", ""], ["a", "b", None]),
        ("true", [True], [False, None, Decimal(1), "true"]),
        ("false", [False], [True, None, Decimal(0)]),
        ("null", [None], ["", False, Decimal(0)]),
        ("not(null)", ["a", False], [None]),
        ("3", [Decimal(3)], [Decimal(2), "3", True, None]),
        ("<= 3", [Decimal(3), Decimal(-9)], [Decimal("3.1"), None, "1"]),
        ("< 3", [Decimal("2.9")], [Decimal(3)]),
        ("> -1.5", [Decimal(-1)], [Decimal("-1.5")]),
        (">= 60", [Decimal(60)], [Decimal(59), None]),
        ("[1..3]", [Decimal(1), Decimal(3)], [Decimal(0), Decimal(4), None]),
        ("(1..3]", [Decimal(2), Decimal(3)], [Decimal(1)]),
        ("]1..3[", [Decimal(2)], [Decimal(1), Decimal(3)]),
        ("[1..2], > 10, 5", [Decimal(1), Decimal(11), Decimal(5)], [Decimal(3), Decimal(10)]),
        ("not([1..2], > 10)", [Decimal(3)], [Decimal(1), Decimal(11), None]),
    ],
)
def test_a_cell_says_which_facts_it_holds_for(text, holds, fails):
    cell = cells.parse(text)

    assert [fact for fact in holds if not cell.holds(fact)] == []
    assert [fact for fact in fails if cell.holds(fact)] == []


@pytest.mark.parametrize(
    "text",
    [
        "online", "a.b", "f(1)", "__import__('os')", "1 if True else 2", "lambda: 0", '"a" + "b"',
        '"a', '"a\\"b"', "'a'", "1..2", "[1,2]", "[3..1]", "[1..2", "< ", '< "a"', "not", "not()",
        "not(-)", "not(not(1))", "1,", ",1", "1 2", "? > 3", 'date("2026-01-01")', "1e9", "0x1",
        "1234567890123", "true or false", "x" * 501, "\x00",
    ],
)  # fmt: skip
def test_what_is_not_of_the_language_is_no_cell(text):
    with pytest.raises(cells.NotACell):
        cells.parse(text)


numbers = st.integers(-20, 20).map(Decimal)
texts = st.sampled_from(["", "a", "b", "có dấu", "1"])
facts = st.one_of(st.none(), st.booleans(), texts, numbers)


def bounded(pair):
    (low, high), opens, closes = pair
    text = f"{opens}{low}..{high}{closes}"

    def holds(fact):
        return (low <= fact if opens == "[" else low < fact) and (
            fact <= high if closes == "]" else fact < high
        )

    return text, holds


compared = st.one_of(
    numbers.map(lambda n: (f"< {n}", lambda fact: fact < n)),
    numbers.map(lambda n: (f"<={n}", lambda fact: fact <= n)),
    numbers.map(lambda n: (f">{n}", lambda fact: fact > n)),
    numbers.map(lambda n: (f">= {n}", lambda fact: fact >= n)),
    st.tuples(
        st.tuples(numbers, numbers).map(sorted), st.sampled_from("[(]"), st.sampled_from("])[")
    ).map(bounded),
).map(lambda pair: (pair[0], lambda fact: isinstance(fact, Decimal) and pair[1](fact)))
equal = st.one_of(
    texts.map(lambda t: (f'"{t}"', lambda fact: isinstance(fact, str) and fact == t)),
    numbers.map(lambda n: (f"{n}", lambda fact: isinstance(fact, Decimal) and fact == n)),
    st.just(("true", lambda fact: fact is True)),
    st.just(("false", lambda fact: fact is False)),
    st.just(("null", lambda fact: fact is None)),
)
tests = st.lists(st.one_of(equal, compared), min_size=1, max_size=4)


@given(tests, st.booleans(), facts)
def test_a_cell_agrees_with_plain_python(parts, is_negated, fact):
    text = ", ".join(part for part, _holds in parts)
    is_met = any(holds(fact) for _part, holds in parts)
    expected = (fact is not None and not is_met) if is_negated else is_met

    cell = cells.parse(f"not({text})" if is_negated else text)

    assert cell.holds(fact) is expected
    assert cells.parse(cells.write(cell)) == cell


@given(st.text(max_size=60))
def test_any_text_is_a_cell_or_refused_and_never_anything_else(text):
    for parse, refused in ((cells.parse, cells.NotACell), (terms.parse, terms.NotATerm)):
        with contextlib.suppress(refused):
            parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("8000", Decimal(8000)),
        ('"exempt"', "exempt"),
        ("true", True),
        ("null", None),
        ("8000 * copies", Decimal(16000)),
        ("min(4000 + 1000 * (pages - 2), 200000) * copies", Decimal(14000)),
        ("max(pages, copies, 3)", Decimal(5)),
        ("10 - 3 - 2", Decimal(5)),
        ("10 - (3 - 2)", Decimal(9)),
        ("20000 * 0.5", Decimal(10000)),
        ("unknown + 1", None),
        ("min(unknown, 1)", None),
    ],
)
def test_a_result_is_reckoned_from_quantities(text, value):
    term = terms.parse(text)

    assert terms.evaluate(term, {"copies": Decimal(2), "pages": Decimal(5)}) == value
    assert terms.parse(terms.write(term)) == term


@pytest.mark.parametrize(
    "text",
    [
        "1 / 2", "2 ** 64", "a.b", "f(1)", "min()", "min(1", "(1", "1)", "1 +", "* 2", "[1]", "a[0]",
        "'a'", "__import__('os').system('x')", "lambda: 1", "1; 2", "a = 1", "x" * 2001, "(" * 11 + "1" + ")" * 11,
        "+".join(["1"] * 60), "1e9", '"a" "b"',
    ],
)  # fmt: skip
def test_what_is_not_of_the_language_is_no_result(text):
    with pytest.raises(terms.NotATerm):
        terms.parse(text)


leaves = st.one_of(
    st.integers(0, 50).map(lambda n: (str(n), n)), st.sampled_from([("a", 3), ("b", 7)])
)


def joined(children):
    (left, one), (right, two), sign = children
    if sign in {"min", "max"}:
        return f"{sign}({left}, {right})", {"min": min, "max": max}[sign](one, two)
    value = {"+": one + two, "-": one - two, "*": one * two}[sign]
    return f"({left}) {sign} ({right})", value


@given(
    st.recursive(
        leaves,
        lambda below: st.tuples(below, below, st.sampled_from(["+", "-", "*", "min", "max"])).map(
            joined
        ),
        max_leaves=6,
    )
)
def test_a_result_agrees_with_plain_reckoning(pair):
    text, expected = pair
    term = terms.parse(text)
    quantities = {"a": Decimal(3), "b": Decimal(7)}

    assert terms.evaluate(term, quantities) == expected
    assert terms.evaluate(terms.parse(terms.write(term)), quantities) == expected
