"""The closed language of conditions: the unary tests of FEEL (DMN 1.3, clause 10.3.2.8), nothing more.

A cell is data. There are no calls, no names, no arithmetic, and nothing that Python would evaluate::

    cell     = "" | "-" | tests | "not" "(" tests ")"
    tests    = test { "," test }
    test     = value | ("<" | "<=" | ">" | ">=") number | interval
    interval = ("[" | "(" | "]") number ".." number ("]" | ")" | "[")
    value    = string | number | "true" | "false" | "null"

An unknown fact fulfils ``-`` and ``null`` and no other test, negated ones neither: what is not known is
not known to be different. Values of different types are never equal.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from motcua.foundation.kernel.languages import Misplaced, Reader

Value = str | bool | Decimal | None
"""What a fact is; ``None`` is not known."""

MAX_LENGTH: Final = 500
"""Characters of one cell."""

_TOKEN: Final = re.compile(
    r"""\s*(?:
        (?P<string>"[^"\\\n]*")
      | (?P<number>-?\d{1,12}(?:\.\d{1,6})?(?![\w]))
      | (?P<dots>\.\.)
      | (?P<word>[a-z]+)
      | (?P<sign><=|>=|<|>|\(|\)|\[|\]|,|-)
    )""",
    re.VERBOSE | re.ASCII,
)
CONSTANTS: Final[dict[str, Value]] = {"true": True, "false": False, "null": None}


class NotACell(Misplaced):
    """The text is not a cell of the language; ``position`` says from where on."""


@dataclass(frozen=True, slots=True)
class Equal:
    """The fact is this value."""

    value: Value

    def holds(self, fact: Value) -> bool:
        """Say whether the fact is the value and of its type."""
        return type(fact) is type(self.value) and fact == self.value


@dataclass(frozen=True, slots=True)
class Range:
    """The fact is a number between two bounds; ``None`` is no bound."""

    low: Decimal | None
    high: Decimal | None
    has_low: bool = True
    has_high: bool = True

    def holds(self, fact: Value) -> bool:
        """Say whether the fact is a number inside."""
        if not isinstance(fact, Decimal):
            return False
        is_above = self.low is None or fact > self.low or (self.has_low and fact == self.low)
        is_below = self.high is None or fact < self.high or (self.has_high and fact == self.high)
        return is_above and is_below


Test = Equal | Range


@dataclass(frozen=True, slots=True)
class Cell:
    """What a row asks of one fact: any of the tests, none of them, or nothing at all."""

    tests: tuple[Test, ...] = ()
    is_negated: bool = False

    @property
    def is_any(self) -> bool:
        """Whether the row does not ask for this fact."""
        return not self.tests

    def holds(self, fact: Value) -> bool:
        """Say whether the fact fulfils the cell."""
        if self.is_any:
            return True
        is_met = any(test.holds(fact) for test in self.tests)
        if self.is_negated:
            return fact is not None and not is_met
        return is_met


ANY: Final = Cell()


def parse(text: str) -> Cell:
    """Return the cell a text says.

    Raises:
        NotACell: if it is not of the language.
    """
    if text.strip() in {"", "-"}:
        return ANY
    return _Reader(text).cell()


def write(cell: Cell) -> str:
    """Return the text of a cell; reading it gives the same cell."""
    tests = ", ".join(_test_text(test) for test in cell.tests)
    if cell.is_any:
        return "-"
    return f"not({tests})" if cell.is_negated else tests


def write_value(value: Value) -> str:
    """Return a value as cells say it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value.normalize():f}"
        case str():
            return f'"{value}"'


def _test_text(test: Test) -> str:
    if isinstance(test, Equal):
        return write_value(test.value)
    if test.low is None and test.high is not None:
        return f"{'<=' if test.has_high else '<'} {write_value(test.high)}"
    if test.high is None and test.low is not None:
        return f"{'>=' if test.has_low else '>'} {write_value(test.low)}"
    opens, closes = "[" if test.has_low else "(", "]" if test.has_high else ")"
    return f"{opens}{write_value(test.low)}..{write_value(test.high)}{closes}"


class _Reader(Reader):
    pattern = _TOKEN
    refusal = NotACell
    longest = MAX_LENGTH

    def cell(self) -> Cell:
        is_negated = bool(self.take("not"))
        if is_negated:
            self.expect("(")
        tests = [self.test()]
        while self.take(","):
            tests.append(self.test())
        if is_negated:
            self.expect(")")
        self.expect_end()
        return Cell(tuple(tests), is_negated)

    def test(self) -> Test:
        if sign := self.take("<", "<="):
            return Range(None, self.number(), has_high=sign == "<=")
        if sign := self.take(">", ">="):
            return Range(self.number(), None, has_low=sign == ">=")
        if opens := self.take("[", "(", "]"):
            return self.interval(opens)
        return Equal(self.value())

    def interval(self, opens: str) -> Range:
        low = self.number()
        self.take_kind("dots")
        high = self.number()
        closes = self.take("]", ")", "[") if low <= high else ""
        if not closes:
            raise self.unexpected()
        return Range(low, high, has_low=opens == "[", has_high=closes == "]")

    def number(self) -> Decimal:
        return Decimal(self.take_kind("number"))

    def value(self) -> Value:
        if self.ahead.kind == "number":
            return self.number()
        if self.ahead.kind == "string":
            return self.advance()[1:-1]
        word = self.take(*CONSTANTS)
        if not word:
            raise self.unexpected()
        return CONSTANTS[word]
