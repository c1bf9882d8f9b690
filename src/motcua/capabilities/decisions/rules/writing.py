"""Write tables as a DMN 1.3 file that others can read; reading it gives the same tables."""

from typing import Final

from lxml import etree

from motcua.capabilities.decisions.enums import HitPolicy
from motcua.capabilities.decisions.rules import cells, terms
from motcua.capabilities.decisions.rules.model import Column, Row, Table, Tables
from motcua.capabilities.decisions.rules.reading import DMN

NAMESPACE: Final = "https://motcua.example/dmn"
_POLICIES: Final = {
    HitPolicy.UNIQUE: {"hitPolicy": "UNIQUE"},
    HitPolicy.FIRST: {"hitPolicy": "FIRST"},
    HitPolicy.COLLECT: {"hitPolicy": "COLLECT"},
    HitPolicy.SUM: {"hitPolicy": "COLLECT", "aggregation": "SUM"},
}


def write(tables: Tables) -> str:
    """Return the file."""
    nsmap: dict[str | None, str] = {None: DMN}
    root = etree.Element(f"{{{DMN}}}definitions", nsmap=nsmap)  # type: ignore[arg-type]  # as lxml takes it
    root.set("id", tables.key or "tables")
    root.set("name", tables.name or tables.key or "tables")
    root.set("namespace", NAMESPACE)
    for table in tables.tables:
        _write_table(root, table)
    etree.indent(root)
    text: str = etree.tostring(root, encoding="unicode")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n"


def _write_table(root: etree._Element, table: Table) -> None:
    decision = _add(root, "decision", id=table.key, name=table.name)
    element = _add(decision, "decisionTable", id=f"{table.key}_table", **_POLICIES[table.policy])
    for number, column in enumerate(table.asks, start=1):
        ask = _add(element, "input", id=f"{table.key}_in{number}", label=column.label)
        expression = _add(
            ask, "inputExpression", id=f"{table.key}_expression{number}", typeRef=column.kind.value
        )
        _add(expression, "text").text = column.name
        _write_values(ask, "inputValues", f"{table.key}_in{number}_values", column)
    for number, column in enumerate(table.answers, start=1):
        answer = _add(
            element, "output", id=f"{table.key}_out{number}", label=column.label,
            name=column.name, typeRef=column.kind.value,
        )  # fmt: skip
        _write_values(answer, "outputValues", f"{table.key}_out{number}_values", column)
    for number, row in enumerate(table.rows, start=1):
        _write_row(element, f"{table.key}_row{number}", row)


def _write_values(above: etree._Element, name: str, key: str, column: Column) -> None:
    if column.values:
        values = ", ".join(cells.write_value(value) for value in column.values)
        _add(_add(above, name, id=key), "text").text = values


def _write_row(table: etree._Element, key: str, row: Row) -> None:
    rule = _add(table, "rule", id=key)
    if row.note:
        _add(rule, "description").text = row.note
    for number, cell in enumerate(row.cells, start=1):
        _add(_add(rule, "inputEntry", id=f"{key}_in{number}"), "text").text = cells.write(cell)
    for number, term in enumerate(row.terms, start=1):
        _add(_add(rule, "outputEntry", id=f"{key}_out{number}"), "text").text = terms.write(term)


def _add(above: etree._Element, tag: str, /, **attributes: str) -> etree._Element:
    said = {name: value for name, value in attributes.items() if value}
    return etree.SubElement(above, f"{{{DMN}}}{tag}", said)
