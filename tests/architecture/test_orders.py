"""A list ordered by a moment alone comes differently each time two rows bear the same one."""

import ast
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "src" / "motcua"
MOMENTS = ("_at", "_on", "_since", "_until")


def find_ties(text: str) -> list[int]:
    """Return the lines of `order_by` calls whose last key is a moment or a day."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "order_by"
        and node.args
        and _key(node.args[-1]).endswith(MOMENTS)
    ]


def _key(node: ast.expr) -> str:
    texts = [
        one.value
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    return texts[0] if texts else ""


def test_each_list_has_one_order():
    found = [
        f"{path.relative_to(SOURCES)}:{line}"
        for path in sorted(SOURCES.rglob("*.py"))
        for line in find_ties(path.read_text("utf-8"))
    ]

    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'rows.order_by("asked_at")',
        'rows.order_by("-saved_at")[:5]',
        'rows.order_by("agency_id", F("due_at").asc(nulls_last=True))',
        'rows.filter(a=1).order_by("number", "-filed_on")',
    ],
)
def test_a_moment_at_the_end_is_found(line):
    assert find_ties(line) == [1]


@pytest.mark.parametrize(
    "line", ['rows.order_by("asked_at", "pk")', 'rows.order_by("pk")', "rows.order_by()"]
)
def test_an_order_with_a_last_word_is_let_through(line):
    assert find_ties(line) == []
