"""Cells in words, for people who read what a table asks."""

from django.utils.translation import gettext as _

from motcua.capabilities.decisions.rules import cells
from motcua.capabilities.decisions.rules.cells import Cell, Range, Test, Value
from motcua.capabilities.decisions.rules.model import Fact


def say_cell(cell: Cell, fact: Fact | None, label: str) -> str:
    """Return what a cell asks of the fact, as a phrase: “Cách nộp: Trực tuyến”."""
    name = fact.label if fact else label
    if cell.is_any:
        return _("{name}: bất kỳ").format(name=name)
    either = _(" hoặc ")
    said = either.join(_say_test(test, fact) for test in cell.tests)
    if cell.is_negated:
        said = _("không phải {values}").format(values=said)
    return f"{name}: {said}"


def _say_test(test: Test, fact: Fact | None) -> str:
    if isinstance(test, Range):
        return _say_range(test)
    return _say_value(test.value, fact)


def _say_value(value: Value, fact: Fact | None) -> str:
    match value:
        case None:
            return _("chưa biết")
        case bool():
            return _("có") if value else _("không")
        case str():
            return fact.say(value) if fact else value
        case _:
            return cells.write_value(value)


def _say_range(test: Range) -> str:
    parts = []
    if test.low is not None:
        text = _("từ {bound}") if test.has_low else _("trên {bound}")
        parts.append(text.format(bound=cells.write_value(test.low)))
    if test.high is not None:
        text = _("đến {bound}") if test.has_high else _("dưới {bound}")
        parts.append(text.format(bound=cells.write_value(test.high)))
    return " ".join(parts)
