"""The closed language of results: a value, or a sum over known quantities, as FEEL writes it.

::

    term   = product { ("+" | "-") product }
    product = factor { "*" factor }
    factor = number | string | "true" | "false" | "null" | name
           | ("min" | "max") "(" term { "," term } ")" | "(" term ")"

There is no division (money stays whole) and nothing that Python would evaluate. Only numbers are
reckoned with; an unknown quantity makes the result unknown.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from motcua.capabilities.decisions.rules.cells import CONSTANTS, Value, write_value
from motcua.foundation.kernel.languages import Misplaced, Reader

MAX_LENGTH: Final = 2000
"""Characters of one result."""
MAX_DEPTH: Final = 10
"""Nested parentheses."""
MAX_TOKENS: Final = 100
"""Bounds what a product can grow to."""

_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<string>"[^"\\\n]*")
      | (?P<number>\d{1,12}(?:\.\d{1,6})?(?![\w.]))
      | (?P<word>[A-Za-z_][A-Za-z0-9_]{0,79})
      | (?P<sign>[-+*(),])
    )""",
    re.VERBOSE | re.ASCII,
)
_FUNCTIONS: Final = {"min": min, "max": max}


class NotATerm(Misplaced):
    """The text is no result of the language; ``position`` says from where on."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the cell."""

    value: Value


@dataclass(frozen=True, slots=True)
class Name:
    """A quantity."""

    name: str


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What comes of an operation (``+ - * min max``) on its parts, from left to right."""

    sign: str
    parts: tuple["Term", ...]


Term = Constant | Name | Reckoned
NOTHING: Final = Constant(None)


def parse(text: str) -> Term:
    """Return the result a text says; an empty one says that there is none.

    Raises:
        NotATerm: if it is not of the language.
    """
    if text.strip() in {"", "-"}:
        return NOTHING
    return _Reader(text).whole()


def evaluate(term: Term, facts: Mapping[str, Value]) -> Value:
    """Return the value of a result for these facts; unknown or senseless parts make it unknown."""
    match term:
        case Constant(value):
            return value
        case Name(name):
            return facts.get(name)
        case Reckoned(sign, parts):
            values = [evaluate(part, facts) for part in parts]
            numbers = [value for value in values if isinstance(value, Decimal)]
            return _reckon(sign, numbers) if len(numbers) == len(values) else None


def names(term: Term) -> Iterator[str]:
    """Return every quantity the result speaks of."""
    if isinstance(term, Name):
        yield term.name
    if isinstance(term, Reckoned):
        for part in term.parts:
            yield from names(part)


def is_number(term: Term) -> bool:
    """Say whether the result is a number for all quantities that are numbers."""
    if isinstance(term, Constant):
        return isinstance(term.value, Decimal)
    return isinstance(term, Name) or all(is_number(part) for part in term.parts)


def write(term: Term) -> str:
    """Return the text of a result; reading it gives the same."""
    match term:
        case Constant(None):
            return ""
        case Constant(value):
            return write_value(value)
        case Name(name):
            return name
        case Reckoned(("min" | "max") as sign, parts):
            return f"{sign}({', '.join(write(part) for part in parts)})"
        case Reckoned(sign, parts):
            first, *others = (_inside(part, sign, n > 0) for n, part in enumerate(parts))
            return "".join([first, *(f" {sign} {other}" for other in others)])


def _inside(part: Term, sign: str, is_later: bool) -> str:  # noqa: FBT001 - of a private pair
    is_sum = isinstance(part, Reckoned) and part.sign in "+-"
    is_same = isinstance(part, Reckoned) and part.sign == "*" and sign == "*"
    needs = (is_sum and (sign == "*" or is_later)) or (is_same and is_later)
    return f"({write(part)})" if needs else write(part)


def _reckon(sign: str, numbers: list[Decimal]) -> Decimal:
    if sign in _FUNCTIONS:
        return _FUNCTIONS[sign](numbers)
    total = numbers[0]
    for number in numbers[1:]:
        match sign:
            case "+":
                total += number
            case "-":
                total -= number
            case _:
                total *= number
    return total


class _Reader(Reader):
    pattern = _TOKEN
    refusal = NotATerm
    longest = MAX_LENGTH
    deepest = MAX_DEPTH
    most = MAX_TOKENS

    def whole(self) -> Term:
        term = self.sum()
        self.expect_end()
        return term

    def sum(self) -> Term:
        self.deeper()
        term = self.product()
        while sign := self.take("+", "-"):
            term = _joined(sign, term, self.product())
        self.depth -= 1
        return term

    def product(self) -> Term:
        term = self.factor()
        while sign := self.take("*"):
            term = _joined(sign, term, self.factor())
        return term

    def factor(self) -> Term:
        match self.ahead.kind:
            case "number":
                return Constant(Decimal(self.advance()))
            case "string":
                return Constant(self.advance()[1:-1])
            case "word":
                return self.word()
        self.expect("(")
        term = self.sum()
        self.expect(")")
        return term

    def word(self) -> Term:
        word = self.advance()
        if word in CONSTANTS:
            return Constant(CONSTANTS[word])
        if word not in _FUNCTIONS:
            return Name(word)
        self.expect("(")
        parts = [self.sum()]
        while self.take(","):
            parts.append(self.sum())
        self.expect(")")
        return Reckoned(word, tuple(parts))


def _joined(sign: str, left: Term, right: Term) -> Term:
    """Return left and right under one sign, a chain of the same sign as one."""
    if isinstance(left, Reckoned) and left.sign == sign:
        return Reckoned(sign, (*left.parts, right))
    return Reckoned(sign, (left, right))
