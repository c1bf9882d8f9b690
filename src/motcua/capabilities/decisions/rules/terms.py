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


class NotATerm(ValueError):
    """The text is no result of the language; ``position`` says from where on."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(f"unexpected text at {position}")


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
    if len(text) > MAX_LENGTH:
        raise NotATerm(MAX_LENGTH)
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


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


class _Reader:
    """Read one result from left to right."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        if len(self.tokens) > MAX_TOKENS:
            raise NotATerm(self.tokens[MAX_TOKENS].position)
        self.index = 0
        self.depth = 0

    @property
    def ahead(self) -> _Token:
        return self.tokens[self.index]

    def whole(self) -> Term:
        term = self.sum()
        if self.ahead.kind != "end":
            raise NotATerm(self.ahead.position)
        return term

    def sum(self) -> Term:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NotATerm(self.ahead.position)
        term = self.product()
        while self.ahead.kind == "sign" and self.ahead.text in {"+", "-"}:
            sign = self.take()
            term = _joined(sign, term, self.product())
        self.depth -= 1
        return term

    def product(self) -> Term:
        term = self.factor()
        while self.ahead.kind == "sign" and self.ahead.text == "*":
            term = _joined(self.take(), term, self.factor())
        return term

    def factor(self) -> Term:
        token = self.ahead
        if token.kind == "number":
            return Constant(Decimal(self.take()))
        if token.kind == "string":
            return Constant(self.take()[1:-1])
        if token.kind == "word":
            return self.word()
        if token.text == "(":
            self.take()
            term = self.sum()
            self.expect(")")
            return term
        raise NotATerm(token.position)

    def word(self) -> Term:
        word = self.take()
        if word in CONSTANTS:
            return Constant(CONSTANTS[word])
        if word not in _FUNCTIONS:
            return Name(word)
        self.expect("(")
        parts = [self.sum()]
        while self.ahead.text == ",":
            self.take()
            parts.append(self.sum())
        self.expect(")")
        return Reckoned(word, tuple(parts))

    def take(self) -> str:
        token = self.ahead
        self.index += 1
        return token.text

    def expect(self, sign: str) -> None:
        if self.ahead.kind != "sign" or self.ahead.text != sign:
            raise NotATerm(self.ahead.position)
        self.index += 1


def _joined(sign: str, left: Term, right: Term) -> Term:
    """Return left and right under one sign, a chain of the same sign as one."""
    if isinstance(left, Reckoned) and left.sign == sign:
        return Reckoned(sign, (*left.parts, right))
    return Reckoned(sign, (left, right))


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    text = text.rstrip()
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise NotATerm(position)
        kind = found.lastgroup or ""
        yield _Token(kind, found[kind], found.start(kind))
        position = found.end()
    yield _Token("end", "", len(text))
