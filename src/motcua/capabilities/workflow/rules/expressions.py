"""The closed language of gateway conditions: names, values, comparisons, and/or/not, lists.

Agencies write models, so a condition is data: there are no calls, no attributes, no arithmetic, and
nothing that Python would evaluate. Grammar::

    condition  = conjunction { "or" conjunction }
    conjunction = negation { "and" negation }
    negation   = "not" negation | comparison
    comparison = operand [ ("==" | "!=" | "<" | "<=" | ">" | ">=") operand
                         | ["not"] "in" "[" literal { "," literal } "]" ]
    operand    = name | literal | "(" condition ")"
    literal    = string | number | "true" | "false" | "null"

A name without a value is ``null``. Values of different types are never equal, and only two numbers
or two strings have an order; so a condition is true or false and never fails.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from motcua.foundation.kernel.languages import Misplaced, Reader

Literal = str | bool | Decimal | None
Values = Mapping[str, str | bool | int | float | None]
Json = str | bool | int | float | Decimal | None

MAX_LENGTH: Final = 500
"""Characters of one condition."""
MAX_DEPTH: Final = 20
"""Nested parentheses and negations."""

_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<string>"[^"\\\n]*"|'[^'\\\n]*')
      | (?P<number>-?\d{1,18}(?:\.\d{1,9})?(?![\w.]))
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<sign>==|!=|<=|>=|<|>|\(|\)|\[|\]|,)
    )""",
    re.VERBOSE | re.ASCII,
)
_ORDER: Final = frozenset({"<", "<=", ">", ">="})
_COMPARISONS: Final = _ORDER | {"==", "!="}
WORDS: Final = frozenset({"and", "or", "not", "in", "true", "false", "null"})
"""What no element may be called: a condition would not ask after it."""
_CONSTANTS: Final[Mapping[str, Literal]] = {"true": True, "false": False, "null": None}


class NotAnExpression(Misplaced):
    """The text is not a condition of the language; the message says where."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the condition."""

    value: Literal


@dataclass(frozen=True, slots=True)
class Name:
    """A value that the process carries."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    inner: "Node"


@dataclass(frozen=True, slots=True)
class Both:
    """Left and right."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Either:
    """Left or right."""

    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Compare:
    """Left against right."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class OneOf:
    """Left among the listed values."""

    left: "Node"
    values: tuple[Literal, ...]


Node = Constant | Name | Not | Both | Either | Compare | OneOf


@lru_cache(maxsize=2048)
def parse(text: str) -> Node:
    """Return the condition that the text states.

    Raises:
        NotAnExpression: with the position of what does not belong there.
    """
    return _Reader(text).condition_only()


def is_true(node: Node, values: Values) -> bool:
    """Return whether the condition holds for the values."""
    return _evaluate(node, values) is True


def names_in(node: Node) -> frozenset[str]:
    """Return the names the condition asks for."""
    return frozenset(part.name for part in _walk(node) if isinstance(part, Name))


def constants_by_name(node: Node) -> Iterator[tuple[str, Literal]]:
    """Yield each name with each value it is compared to, so that misspelt outcomes can be found."""
    for part in _walk(node):
        match part:
            case Compare(left=Name(name), right=Constant(value)):
                yield name, value
            case Compare(left=Constant(value), right=Name(name)):
                yield name, value
            case OneOf(left=Name(name), values=listed):
                yield from ((name, value) for value in listed)
            case _:
                continue


def _walk(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Both(left, right) | Either(left, right) | Compare(_, left, right):
            yield from _walk(left)
            yield from _walk(right)
        case Not(inner) | OneOf(inner, _):
            yield from _walk(inner)
        case Constant() | Name():
            return


def _evaluate(node: Node, values: Values) -> Literal:
    match node:
        case Constant(value):
            return value
        case Name(name):
            return _plain(values.get(name))
        case Not(inner):
            return _evaluate(inner, values) is not True
        case Both(left, right):
            return _evaluate(left, values) is True and _evaluate(right, values) is True
        case Either(left, right):
            return _evaluate(left, values) is True or _evaluate(right, values) is True
        case OneOf(left, listed):
            value = _evaluate(left, values)
            return any(_is_same(value, other) for other in listed)
        case Compare(sign, left, right):
            return _compare(sign, _evaluate(left, values), _evaluate(right, values))


def _plain(value: Json) -> Literal:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return value


def _is_same(left: Literal, right: Literal) -> bool:
    # In Python True == 1; here a flag is never a number.
    return type(left) is type(right) and left == right


def _compare(sign: str, left: Literal, right: Literal) -> bool:
    if sign == "==":
        return _is_same(left, right)
    if sign == "!=":
        return not _is_same(left, right)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _is_ordered(sign, left, right)
    if isinstance(left, str) and isinstance(right, str):
        return _is_ordered(sign, left, right)
    return False


def _is_ordered(sign: str, left: Decimal | str, right: Decimal | str) -> bool:
    is_less = left < right  # type: ignore[operator]  # both of one type: _compare saw to it
    match sign:
        case "<":
            return is_less
        case "<=":
            return is_less or left == right
        case ">":
            return not is_less and left != right
        case _:
            return not is_less


class _Reader(Reader):
    pattern = _TOKEN
    refusal = NotAnExpression
    longest = MAX_LENGTH
    deepest = MAX_DEPTH

    def condition_only(self) -> Node:
        node = self.condition()
        self.expect_end()
        if isinstance(node, Constant) and not isinstance(node.value, bool):
            raise self.unexpected()
        return node

    def condition(self) -> Node:
        node = self.conjunction()
        while self.take("or"):
            node = Either(node, self.conjunction())
        return node

    def conjunction(self) -> Node:
        node = self.negation()
        while self.take("and"):
            node = Both(node, self.negation())
        return node

    def negation(self) -> Node:
        if not self.take("not"):
            return self.comparison()
        self.deeper()
        node = Not(self.negation())
        self.depth -= 1
        return node

    def comparison(self) -> Node:
        left = self.operand()
        if sign := self.take(*_COMPARISONS):
            return Compare(sign, left, self.operand())
        if self.take("in"):
            return OneOf(left, self.listed())
        if self.ahead.text == "not" and self.tokens[self.index + 1].text == "in":
            self.index += 2
            return Not(OneOf(left, self.listed()))
        return left

    def operand(self) -> Node:
        if self.take("("):
            self.deeper()
            node = self.condition()
            self.expect(")")
            self.depth -= 1
            return node
        if self.ahead.kind == "word" and self.ahead.text not in WORDS:
            return Name(self.advance())
        return Constant(self.literal())

    def listed(self) -> tuple[Literal, ...]:
        self.expect("[")
        values = [self.literal()]
        while self.take(","):
            values.append(self.literal())
        self.expect("]")
        return tuple(values)

    def literal(self) -> Literal:
        if self.ahead.kind == "string":
            return self.advance()[1:-1]
        if self.ahead.kind == "number":
            return Decimal(self.advance())
        word = self.take(*_CONSTANTS)
        if not word:
            raise self.unexpected()
        return _CONSTANTS[word]
