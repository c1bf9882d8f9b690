"""Who has what as a table: each number opens the list of what it counts."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.workflow.queries import PostCount
from motcua.composition.casework.narrowing import Narrowed, Standing
from motcua.composition.casework.workloads import Workload, Workloads
from motcua.surfaces.desk.presenting.work import NOBODY, Wish

COLUMNS: Final = (Standing.TODAY, Standing.OVERDUE, Standing.CONSULTING, None)
"""What is counted of each; the last is all of it."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One number and the list behind it."""

    label: str
    number: int
    href: str
    """Empty where there is nothing to list."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One officer, or nobody, or everybody."""

    name: str
    title: str
    note: str
    cells: tuple[Cell, ...]


def show(found: Workloads) -> list[Row]:
    """Return what nobody was given, what each officer was, and the whole."""
    return [
        Row(
            name=_("Chưa phân công"), title="", note=_("ai giữ vai trò cũng làm được"),
            cells=_cells(found.unnamed, NOBODY),
        ),
        *(_officer(load) for load in found.officers),
        Row(name=_("Cả cơ quan"), title="", note="", cells=_cells(found.whole, None)),
    ]  # fmt: skip


def _officer(load: Workload) -> Row:
    return Row(
        name=load.post.name,
        title=load.post.title,
        note="" if load.is_held else _("không còn giữ vị trí này: hãy phân công lại"),
        cells=_cells(load.count, load.post.id),
    )


def _cells(count: PostCount, post_id: int | None) -> tuple[Cell, ...]:
    numbers = (count.due_today, count.overdue, count.consulting, count.open)
    return tuple(
        Cell(
            label=str(standing.label) if standing else _("Tất cả"),
            number=number,
            href=_wish(standing, post_id).address() if number else "",
        )
        for standing, number in zip(COLUMNS, numbers, strict=True)
    )


def _wish(standing: Standing | None, post_id: int | None) -> Wish:
    return Wish(
        narrowed=Narrowed(standing=standing), role=None, after=None, is_agency=True,
        post_id=post_id,
    )  # fmt: skip
