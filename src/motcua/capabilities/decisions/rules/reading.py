"""Read a DMN 1.3 file that somebody else wrote; refuse what is not ours with a plain reason.

Ours is a closed part of DMN: decisions that each hold one decision table, whose columns ask for a fact
by its name and whose cells are of the closed languages of ``cells`` and ``terms``. No expressions in
programming languages, no functions, no decisions that build on others, no document type.
"""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from lxml import etree

from motcua.capabilities.decisions.enums import HitPolicy, ValueKind
from motcua.capabilities.decisions.errors import TableRefused
from motcua.capabilities.decisions.rules import cells, terms
from motcua.capabilities.decisions.rules.cells import Cell
from motcua.capabilities.decisions.rules.model import Column, Row, Table, Tables
from motcua.capabilities.decisions.rules.terms import Term
from motcua.foundation.kernel import markup
from motcua.foundation.kernel.errors import FieldProblem

DMN: Final = "https://www.omg.org/spec/DMN/20191111/MODEL/"
OLDER: Final = ("http://www.omg.org/spec/DMN/20180521/MODEL/",)
"""DMN 1.2, whose tables look the same."""

MAX_TABLES: Final = 20
MAX_COLUMNS: Final = 20
MAX_ROWS: Final = 300

NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}", re.ASCII)
KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,79}", re.ASCII)
_KINDS: Final = {
    "string": ValueKind.STRING,
    "number": ValueKind.NUMBER,
    "integer": ValueKind.NUMBER,
    "long": ValueKind.NUMBER,
    "double": ValueKind.NUMBER,
    "boolean": ValueKind.BOOLEAN,
}
_POLICIES: Final = {
    ("UNIQUE", ""): HitPolicy.UNIQUE,
    ("FIRST", ""): HitPolicy.FIRST,
    ("COLLECT", ""): HitPolicy.COLLECT,
    ("COLLECT", "SUM"): HitPolicy.SUM,
}
_PARTS: Final = frozenset(
    {
        "definitions", "decision", "decisionTable", "input", "inputExpression", "inputValues",
        "output", "outputValues", "rule", "inputEntry", "outputEntry", "text", "description",
        "annotation", "annotationEntry", "extensionElements", "variable", "inputData",
        "informationRequirement", "requiredInput", "knowledgeSource", "authorityRequirement",
        "requiredAuthority", "question", "allowedAnswers",
    }
)  # fmt: skip
"""What a file may hold; of these the last ones tell people something and run nothing."""


def read(text: str) -> Tables:
    """Return the tables of a DMN file; it may hold none yet.

    Raises:
        TableRefused: naming everything that is hostile, foreign or wrong.
    """
    root = _root(text)
    space = etree.QName(root).namespace or ""
    problems = list(_find_foreign(root, space))
    decisions = root.findall(f"{{{space}}}decision")
    if len(decisions) > MAX_TABLES:
        problems.append(_problem("", _("Tệp có quá nhiều bảng: tối đa 20."), "too-big"))
    if problems:
        raise TableRefused(problems)
    reader = _Reader(space)
    tables = tuple(table for one in decisions if (table := reader.decision(one)) is not None)
    keys = [table.key for table in tables]
    if len(set(keys)) != len(keys):
        reader.note("", _("Hai bảng mang cùng một mã."), "duplicate")
    if reader.problems:
        raise TableRefused(reader.problems)
    return Tables(key=root.get("id", ""), name=root.get("name", ""), tables=tables)


def canonical_bytes(text: str) -> bytes:
    """Return the bytes by which two files are the same.

    Raises:
        TableRefused: if the text is no DMN file.
    """
    return markup.canonical_bytes(_root(text))


def _root(text: str) -> etree._Element:
    try:
        root = markup.read(text)
    except markup.MarkupRefused as refused:
        raise TableRefused([_problem("", refused.text, refused.code)]) from refused
    if root.tag not in {f"{{{space}}}definitions" for space in (DMN, *OLDER)}:
        raise TableRefused(
            [_problem("", _("Tệp không phải là bảng quyết định DMN 1.2 hoặc 1.3."), "not-dmn")]
        )
    return root


def _find_foreign(root: etree._Element, space: str) -> Iterator[FieldProblem]:
    for element in root.iter(f"{{{space}}}*"):
        name = etree.QName(element).localname
        if name not in _PARTS:
            reason = _("Phần tử “{name}” của DMN chưa chạy được ở đây.").format(name=name)
            yield _problem(_owner(element, space), reason, "not-supported")


def _owner(element: etree._Element, space: str) -> str:
    """Return the decision an element stands in, or its own identifier."""
    for above in element.iterancestors(f"{{{space}}}decision"):
        return above.get("id", "")
    return element.get("id", "")


class _Reader:
    """Read decisions and keep every problem; a place is ``table``, ``table.row`` or ``table.row.column``."""

    def __init__(self, space: str) -> None:
        self.space = space
        self.problems: list[FieldProblem] = []

    def note(self, place: str, text: str, code: str) -> None:
        self.problems.append(_problem(place, text, code))

    def decision(self, element: etree._Element) -> Table | None:
        key = element.get("id", "")
        if KEY.fullmatch(key) is None:
            reason = _("Mã bảng “{key}” chỉ gồm chữ không dấu, số, gạch, bắt đầu bằng chữ.")
            self.note(key, reason.format(key=key), "bad-key")
        found = element.findall(self.tag("decisionTable"))
        if len(found) != 1:
            self.note(key, _("Mỗi quyết định phải có đúng một bảng."), "one-table")
            return None
        table = found[0]
        asks = tuple(self.ask(key, one) for one in table.findall(self.tag("input")))
        answers = tuple(self.answer(key, one) for one in table.findall(self.tag("output")))
        self.judge_columns(key, asks, answers)
        policy = self.policy(key, table)
        if policy is HitPolicy.SUM and [one.kind for one in answers] != [ValueKind.NUMBER]:
            self.note(key, _("Bảng cộng dồn (C+) có đúng một cột kết quả, là số."), "one-number")
        rows = table.findall(self.tag("rule"))
        if len(rows) > MAX_ROWS:
            self.note(key, _("Bảng có quá nhiều dòng: tối đa 300."), "too-big")
            rows = []
        return Table(
            key=key,
            name=" ".join(element.get("name", "").split()) or key,
            policy=policy,
            asks=asks,
            answers=answers,
            rows=tuple(
                self.row(key, number, one, asks, answers)
                for number, one in enumerate(rows, start=1)
            ),
        )

    def judge_columns(
        self, key: str, asks: tuple[Column, ...], answers: tuple[Column, ...]
    ) -> None:
        if not answers:
            self.note(key, _("Bảng phải có cột kết quả."), "no-output")
        if len(asks) + len(answers) > MAX_COLUMNS:
            self.note(key, _("Bảng có quá nhiều cột: tối đa 20."), "too-big")
        for columns in (asks, answers):
            names = [column.name for column in columns]
            if len(set(names)) != len(names):
                self.note(key, _("Hai cột hỏi hoặc trả lời cùng một điều."), "duplicate")

    def policy(self, key: str, table: etree._Element) -> HitPolicy:
        named = (table.get("hitPolicy", "UNIQUE"), table.get("aggregation", ""))
        policy = _POLICIES.get(named)
        if policy is None:
            reason = _(
                "Cách chọn dòng “{name}” chưa chạy được; dùng UNIQUE, FIRST, COLLECT hoặc COLLECT SUM."
            )
            self.note(key, reason.format(name=" ".join(filter(None, named))), "bad-policy")
        return policy or HitPolicy.UNIQUE

    def ask(self, key: str, element: etree._Element) -> Column:
        expression = element.find(self.tag("inputExpression"))
        name = self.text_of(expression) if expression is not None else ""
        if NAME.fullmatch(name) is None:
            reason = _("Cột điều kiện chỉ được nêu tên một dữ kiện, không phải “{text}”.")
            self.note(key, reason.format(text=name[:80]), "bad-input")
        self.refuse_language(key, expression)
        kind = self.kind(key, name, None if expression is None else expression.get("typeRef"))
        return Column(
            name=name,
            label=element.get("label", ""),
            kind=kind,
            values=self.values(key, name, element.find(self.tag("inputValues"))),
        )

    def answer(self, key: str, element: etree._Element) -> Column:
        name = element.get("name", "")
        if NAME.fullmatch(name) is None:
            self.note(key, _("Cột kết quả phải có tên không dấu."), "bad-output")
        return Column(
            name=name,
            label=element.get("label", ""),
            kind=self.kind(key, name, element.get("typeRef")),
            values=self.values(key, name, element.find(self.tag("outputValues"))),
        )

    def kind(self, key: str, name: str, named: str | None) -> ValueKind:
        # A prefix, as in feel:string, is what older files write.
        kind = _KINDS.get((named or "string").rpartition(":")[2])
        if kind is None:
            reason = _("Cột “{name}”: kiểu “{kind}” chưa chạy được; dùng chữ, số, có hoặc không.")
            self.note(key, reason.format(name=name, kind=named), "bad-type")
        return kind or ValueKind.STRING

    def values(self, key: str, name: str, element: etree._Element | None) -> tuple[str, ...]:
        if element is None:
            return ()
        try:
            cell = cells.parse(self.text_of(element))
        except cells.NotACell:
            cell = Cell()
        texts = tuple(
            test.value
            for test in cell.tests
            if isinstance(test, cells.Equal) and isinstance(test.value, str)
        )
        if cell.is_negated or len(texts) != len(cell.tests):
            reason = _("Cột “{name}”: danh sách giá trị phải là các chuỗi cách nhau bằng dấu phẩy.")
            self.note(key, reason.format(name=name), "bad-values")
        return texts

    def row(
        self,
        key: str,
        number: int,
        element: etree._Element,
        asks: tuple[Column, ...],
        answers: tuple[Column, ...],
    ) -> Row:
        place = f"{key}.{number}"
        inputs = element.findall(self.tag("inputEntry"))
        outputs = element.findall(self.tag("outputEntry"))
        if (len(inputs), len(outputs)) != (len(asks), len(answers)):
            self.note(place, _("Số ô của dòng không khớp với số cột."), "bad-width")
        return Row(
            code=element.get("id", "") or f"row-{number}",
            cells=tuple(
                self.cell(place, column, one) for column, one in zip(asks, inputs, strict=False)
            ),
            terms=tuple(
                self.term(place, column, one) for column, one in zip(answers, outputs, strict=False)
            ),
            note=self.row_note(element),
        )

    def row_note(self, element: etree._Element) -> str:
        described = element.find(self.tag("description"))
        annotated = element.find(self.tag("annotationEntry"))
        told = "" if described is None else " ".join((described.text or "").split())
        return told or ("" if annotated is None else self.text_of(annotated))

    def cell(self, place: str, column: Column, element: etree._Element) -> Cell:
        self.refuse_language(place, element)
        text = self.text_of(element)
        try:
            cell = cells.parse(text)
        except cells.NotACell as error:
            self.note(f"{place}.{column.name}", _unread(text, error.position), "bad-cell")
            return cells.ANY
        if not all(_fits(test, column.kind) for test in cell.tests):
            reason = _("Ô “{text}” không hợp với cột kiểu {kind}.")
            self.note(
                f"{place}.{column.name}",
                reason.format(text=text[:120], kind=str(column.kind.label).lower()),
                "bad-cell",
            )
        return cell

    def term(self, place: str, column: Column, element: etree._Element) -> Term:
        self.refuse_language(place, element)
        text = self.text_of(element)
        try:
            term = terms.parse(text)
        except terms.NotATerm as error:
            self.note(f"{place}.{column.name}", _unread(text, error.position), "bad-cell")
            return terms.NOTHING
        if not _answers(term, column):
            reason = _("Ô “{text}” không hợp với cột kiểu {kind}.")
            self.note(
                f"{place}.{column.name}",
                reason.format(text=text[:120], kind=str(column.kind.label).lower()),
                "bad-cell",
            )
        return term

    def refuse_language(self, place: str, element: etree._Element | None) -> None:
        """Say that a cell in another language than FEEL is not run."""
        named = "" if element is None else element.get("expressionLanguage", "")
        if named and "feel" not in named.lower():
            reason = _("Ngôn ngữ “{name}” không chạy ở đây; ô chỉ được viết bằng FEEL.")
            self.note(place, reason.format(name=named[:80]), "bad-language")

    def text_of(self, element: etree._Element) -> str:
        found = element.find(self.tag("text"))
        return "" if found is None else (found.text or "").strip()

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}"


def _fits(test: cells.Test, kind: ValueKind) -> bool:
    if isinstance(test, cells.Range):
        return kind is ValueKind.NUMBER
    return test.value is None or _kind_of(test.value) is kind


def _answers(term: Term, column: Column) -> bool:
    if isinstance(term, terms.Constant):
        is_allowed = not column.values or term.value in {None, *column.values}
        return (term.value is None or _kind_of(term.value) is column.kind) and is_allowed
    return column.kind is ValueKind.NUMBER and terms.is_number(term)


def _kind_of(value: cells.Value) -> ValueKind:
    if isinstance(value, bool):
        return ValueKind.BOOLEAN
    return ValueKind.STRING if isinstance(value, str) else ValueKind.NUMBER


def _unread(text: str, position: int) -> str:
    return _("Không hiểu ô “{text}” từ vị trí {position}.").format(
        text=text[:120], position=position + 1
    )


def _problem(field: str, text: str, code: str) -> FieldProblem:
    return FieldProblem(field=field, text=text, code=code)
