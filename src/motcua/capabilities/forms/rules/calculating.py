"""Numbers reckoned from other answers: a closed language of sums, products and quotients.

Officers write the formulas, so a formula is data: there are no calls but two, no attributes, and
nothing that Python would evaluate. Grammar::

    formula = term { ("+" | "-") term }
    term    = factor { ("*" | "/") factor }
    factor  = number | name | "-" factor | "(" formula ")"
            | "sum" "(" name "." name ")" | "count" "(" name ")"

A name stands for the answer of the question; inside a row, of the same row. Where one is missing, or
something is divided by nothing, there is no result. The result is a whole number, halves rounded up,
so that amounts stay whole đồng.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeAlias

from motcua.foundation.kernel.languages import Misplaced, Reader

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None

MAX_LENGTH: Final = 300
"""Characters of one formula."""
MAX_DEPTH: Final = 20
"""Nested parentheses and signs."""
LARGEST: Final = 10**15
"""No result is larger; it would not be exact in every reader of JSON."""

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,6})?(?![\w.]))"
    r"|(?P<word>[a-z][a-z0-9_]{0,59})|(?P<sign>[-+*/().]))",
    re.ASCII,
)


class NotAFormula(Misplaced):
    """The text is no formula of the language; the message says where."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the formula."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """The answer of a question."""

    name: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A column of a group or table, added up."""

    group: str
    column: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a group or table has."""

    group: str


@dataclass(frozen=True, slots=True)
class Step:
    """Left reckoned with right."""

    sign: str
    left: "Node"
    right: "Node"


Node = Number | Name | Sum | Count | Step


@lru_cache(maxsize=512)
def parse(text: str) -> Node:
    """Return the formula that the text states.

    :raises NotAFormula: with the position of what does not belong there
    """
    return _Reader(text).formula_only()


def names_in(node: Node) -> frozenset[str]:
    """Return the questions the formula reckons with, those of sums aside."""
    return frozenset(part.name for part in _walk(node) if isinstance(part, Name))


def columns_in(node: Node) -> frozenset[tuple[str, str]]:
    """Return each group with the column that is added up; the column is empty where rows are counted."""
    return frozenset(
        (part.group, part.column if isinstance(part, Sum) else "")
        for part in _walk(node)
        if isinstance(part, Sum | Count)
    )


def result(node: Node, answers: Mapping[str, Json]) -> int | None:
    """Return what the formula makes of the answers; None where something is missing."""
    value = _reckon(node, answers)
    if value is None:
        return None
    rounded = math.floor(value + Fraction(1, 2))
    return rounded if abs(rounded) < LARGEST else None


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Step):
        yield from _walk(node.left)
        yield from _walk(node.right)


def _reckon(node: Node, answers: Mapping[str, Json]) -> Fraction | None:
    match node:
        case Number(value):
            return value
        case Name(name):
            return _number(answers.get(name))
        case Sum(group, column):
            return _sum(answers.get(group), column)
        case Count(group):
            rows = answers.get(group)
            return Fraction(len(rows)) if isinstance(rows, list) else Fraction(0)
        case Step(sign, left, right):
            return _step(sign, _reckon(left, answers), _reckon(right, answers))


def _step(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None:
        return None
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right else None


def _sum(rows: Json, column: str) -> Fraction | None:
    """Return the column added up; a row in which it is missing counts nothing."""
    if not isinstance(rows, list):
        return Fraction(0)
    cells = (_number(row.get(column)) for row in rows if isinstance(row, dict))
    return sum((cell for cell in cells if cell is not None), Fraction(0))


def _number(answer: Json) -> Fraction | None:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return None
    # The decimal that was written, not the binary fraction that stands for it.
    return Fraction(str(answer)) if math.isfinite(answer) else None


class _Reader(Reader):
    pattern = _TOKEN
    refusal = NotAFormula
    longest = MAX_LENGTH
    deepest = MAX_DEPTH

    def formula_only(self) -> Node:
        node = self.formula()
        self.expect_end()
        return node

    def formula(self) -> Node:
        node = self.term()
        while sign := self.take("+", "-"):
            node = Step(sign, node, self.term())
        return node

    def term(self) -> Node:
        node = self.factor()
        while sign := self.take("*", "/"):
            node = Step(sign, node, self.factor())
        return node

    def factor(self) -> Node:
        if self.ahead.kind == "number":
            return Number(Fraction(self.advance()))
        if self.ahead.kind == "word":
            return self.named()
        self.deeper()
        if self.take("-"):
            node: Node = Step("-", Number(Fraction(0)), self.factor())
        else:
            self.expect("(")
            node = self.formula()
            self.expect(")")
        self.depth -= 1
        return node

    def named(self) -> Node:
        name = self.take_kind("word")
        if name not in {"sum", "count"} or not self.take("("):
            return Name(name)
        group = self.take_kind("word")
        node: Node = Count(group)
        if name == "sum":
            self.expect(".")
            node = Sum(group, self.take_kind("word"))
        self.expect(")")
        return node
