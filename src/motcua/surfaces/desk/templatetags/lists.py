"""The lists of the desk, column by column, drawn by code.

A template within every cell costs several times what it takes to read the rows: beside 25 rows of six cells it was
two fifths of a page's time. Each list is a table of columns here; what is around it stays a template.
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.surfaces.desk.presenting.dossiers import Row, TaskRow
from motcua.surfaces.desk.templatetags.desk import Pen
from motcua.surfaces.ui.templatetags.ui import address, moment

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

register = template.Library()
R = TypeVar("R")

LINE: Final = '<tr class="govuk-table__row">'
END: Final = "</tr>"


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: its heading, which stands beside each cell on a phone, and what the cell of a row says."""

    words: "StrPromise"
    draw: Callable[[R, Pen], str]
    names_row: bool = False
    """Whether the cell is the heading of its row."""

    def cells(self, rows: Sequence[R], pen: Pen) -> list[str]:
        """Draw the column's cell of each row."""
        if self.names_row:
            before, after = '<th scope="row" class="govuk-table__header">', "</th>"
        else:
            label = escape(str(self.words))
            before, after = f'<td class="govuk-table__cell" data-label="{label}">', "</td>"
        return [f"{before}{self.draw(row, pen)}{after}" for row in rows]


def _number(view: str) -> Callable[[Row, Pen], str]:
    return lambda row, _pen: _code(address(view, row.reference), row.name)


def _task_number(row: TaskRow, _pen: Pen) -> str:
    dossier = row.dossier
    to = address("desk:task", row.id) if row.is_mine else address("desk:dossier", dossier.reference)
    return _code(to, dossier.name)


def _code(href: str, words: str) -> str:
    return f'<a class="govuk-link mc-code" href="{href}">{escape(words)}</a>'


def _named(row: TaskRow, _pen: Pen) -> str:
    if row.named:
        return escape(row.named)
    return f'<span class="mc-quiet-text">{escape(_("Chưa phân công"))}</span>'


def _promise(row: Row, pen: Pen) -> str:
    return pen.clock(row.clock) + pen.foretold(row.forecast)


def _due(row: Row | TaskRow, pen: Pen) -> str:
    return pen.clock(row.clock)


WHO: Final = Column[Row](gettext_lazy("Người nộp"), lambda row, _pen: escape(row.applicant))
WHAT: Final = Column[Row](gettext_lazy("Thủ tục"), lambda row, _pen: escape(row.procedure))
LODGED: Final = Column[Row](gettext_lazy("Nộp lúc"), lambda row, _pen: moment(row.lodged_at))

DOSSIERS: Final[tuple[Column[Row], ...]] = (
    Column(gettext_lazy("Hồ sơ"), _number("desk:dossier"), names_row=True),
    WHO,
    WHAT,
    LODGED,
    Column(gettext_lazy("Trạng thái"), lambda row, pen: pen.tag(row.state, row.tone)),
    Column(gettext_lazy("Hẹn trả kết quả"), _promise),
)
HOLDERS: Final = Column[Row](
    gettext_lazy("Ai đang giữ"),
    lambda row, _pen: "<br>".join(map(escape, row.holders)) or "–",
)
WAITING: Final[tuple[Column[Row], ...]] = (
    Column(gettext_lazy("Mã tra cứu"), _number("desk:intake"), names_row=True),
    WHO,
    WHAT,
    LODGED,
    Column(gettext_lazy("Hạn trả lời"), _due),
)
RESULTS: Final[tuple[Column[Row], ...]] = (
    Column(gettext_lazy("Hồ sơ"), _number("desk:hand-over"), names_row=True),
    WHO,
    WHAT,
    Column(gettext_lazy("Hẹn trả"), _due),
)
TASKS: Final[tuple[Column[TaskRow], ...]] = (
    Column(gettext_lazy("Hồ sơ"), _task_number, names_row=True),
    Column(gettext_lazy("Bước"), lambda row, _pen: escape(row.step)),
    Column(gettext_lazy("Người được phân công"), _named),
    Column(WHO.words, lambda row, pen: WHO.draw(row.dossier, pen)),
    Column(WHAT.words, lambda row, pen: WHAT.draw(row.dossier, pen)),
    Column(gettext_lazy("Hạn của bước"), _due),
    Column(gettext_lazy("Hẹn trả kết quả"), lambda row, pen: _promise(row.dossier, pen)),
)


@register.simple_tag(takes_context=True)
def dossier_rows(context: Context, rows: Sequence[Row], holds: object = None) -> SafeString:
    """Draw dossiers in any state, with who holds each where the list says so."""
    return _drawn(context, (*DOSSIERS, HOLDERS) if holds else DOSSIERS, rows)


@register.simple_tag(takes_context=True)
def waiting_rows(context: Context, rows: Sequence[Row]) -> SafeString:
    """Draw what waits at the desk, each to be chosen."""
    choose = _("Chọn hồ sơ")
    boxes = [
        _box(f"chosen-{at}", name="ho-so", value=row.reference, words=f"{choose} {row.reference}")
        for at, row in enumerate(rows, 1)
    ]
    return _drawn(context, WAITING, rows, boxes)


@register.simple_tag(takes_context=True)
def result_rows(context: Context, rows: Sequence[Row]) -> SafeString:
    """Draw the results that wait to be handed over."""
    return _drawn(context, RESULTS, rows)


@register.simple_tag(takes_context=True)
def task_rows(
    context: Context, rows: Sequence[TaskRow], ticked: AbstractSet[int] | None = None
) -> SafeString:
    """Draw steps; whoever may assign them chooses among them, and what was ticked before stays so."""
    if ticked is None:
        return _drawn(context, TASKS, rows)
    choose = _("Chọn việc")
    boxes = [
        # A refusal of the choice leads to its first box.
        _box(
            f"chosen-{at}" if at > 1 else "naming-steps", name="viec", value=str(row.id),
            words=f"{choose} {row.step} – {row.dossier.name}", is_ticked=row.id in ticked,
        )
        for at, row in enumerate(rows, 1)
    ]  # fmt: skip
    return _drawn(context, TASKS, rows, boxes)


def _box(key: str, *, name: str, value: str, words: str, is_ticked: bool = False) -> str:
    return (
        '<td class="govuk-table__cell"><div class="govuk-checkboxes govuk-checkboxes--small">'
        '<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" type="checkbox"'
        f' id="{key}" name="{name}" value="{escape(value)}"{" checked" if is_ticked else ""}>'
        f'<label class="govuk-label govuk-checkboxes__label" for="{key}">'
        f'<span class="govuk-visually-hidden">{escape(words)}</span></label></div></div></td>'
    )


def _drawn(
    context: Context, columns: Iterable[Column[R]], rows: Sequence[R], boxes: Sequence[str] = ()
) -> SafeString:
    """Draw the head and the body of a table; the boxes are its first column, whose heading is heard alone."""
    pen = Pen(context)
    words = [escape(str(column.words)) for column in columns]
    if boxes:
        words.insert(0, f'<span class="govuk-visually-hidden">{escape(_("Chọn"))}</span>')
    head = "".join(f'<th scope="col" class="govuk-table__header">{word}</th>' for word in words)
    cells = [column.cells(rows, pen) for column in columns]
    lines = zip(*([boxes, *cells] if boxes else cells), strict=True)
    body = "".join(f"{LINE}{''.join(line)}{END}" for line in lines)
    return SafeString(
        f'<thead class="govuk-table__head">{LINE}{head}{END}</thead>'
        f'<tbody class="govuk-table__body">{body}</tbody>'
    )
