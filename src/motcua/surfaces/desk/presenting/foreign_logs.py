"""Logs of other systems in words: columns to choose, what was left out, theirs beside ours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.mining.enums import ColumnRole, LeftOutReason, Standing
from motcua.capabilities.mining.queries import Activity, Mined
from motcua.capabilities.mining.queries.foreign import NEEDED, Columns, Table, Taken
from motcua.composition.hindsight.queries import Foreign, Hindsight
from motcua.foundation.kernel.vietnamese import sort_key
from motcua.surfaces.desk.presenting.hindsight import (
    MOST_VARIANTS,
    NONE,
    ShownVariant,
    mark_of,
    names_of,
)
from motcua.surfaces.desk.presenting.hindsight_pictures import Graph, draw_graph
from motcua.surfaces.desk.presenting.spans import say, say_count, say_share

MOST_LINES: Final = 10
"""Lines left out that are named beside a column."""
BOX: Final = "c-"
"""What the name of a column's box begins with."""
MATCH: Final = "s-"
"""What the name of an activity's box begins with."""

_TOLD_BY: Final[Mapping[LeftOutReason, ColumnRole]] = {
    LeftOutReason.NO_CASE: ColumnRole.CASE,
    LeftOutReason.NO_ACTIVITY: ColumnRole.ACTIVITY,
    LeftOutReason.NO_TIME: ColumnRole.DONE_AT,
    LeftOutReason.BAD_TIME: ColumnRole.DONE_AT,
    LeftOutReason.BAD_START: ColumnRole.BEGAN_AT,
    LeftOutReason.BAD_DUE: ColumnRole.DUE,
    LeftOutReason.OTHER_STAGE: ColumnRole.LIFECYCLE,
    LeftOutReason.NEVER_DONE: ColumnRole.LIFECYCLE,
}
"""Beside which column it is told why lines are left out."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing to choose."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A box to choose in, with what is to be known beside it."""

    name: str
    label: str
    hint: str
    options: tuple[Option, ...]
    notes: tuple[str, ...] = ()
    """What would be left out because of it, with the lines."""
    is_wrong: bool = False


@dataclass(frozen=True, kw_only=True)
class FirstRow:
    """One of the first rows of a file."""

    line: int
    cells: tuple[str, ...]


def headings(table: Table) -> tuple[str, ...]:
    """Return what the columns are called; a number where the file does not say."""
    return tuple(
        name or _("Cột {number}").format(number=place + 1)
        for place, name in enumerate(table.header)
    )


def first_rows(table: Table) -> tuple[FirstRow, ...]:
    """Return the first rows, filled up to the width of the table."""
    width = len(table.header)
    return tuple(
        FirstRow(line=line, cells=tuple([*cells, *[""] * width][:width]))
        for line, cells in table.first()
    )


def read_columns(sent: Mapping[str, str], table: Table) -> Columns:
    """Return the columns that were chosen; what is no column of the file is not chosen."""
    chosen = {role: sent.get(f"{BOX}{role.value}", "") for role in ColumnRole}
    return {
        role: int(place)
        for role, place in chosen.items()
        if place.isascii() and place.isdecimal() and int(place) < len(table.header)
    }


def choose_columns(table: Table, columns: Columns, taken: Taken | None) -> tuple[Choice, ...]:
    """Return a box for each thing that a column can tell."""
    names = headings(table)
    hints = {
        ColumnRole.CASE: _("Chỉ giữ mã băm: không ai tra ngược ra số hồ sơ."),
        ColumnRole.DONE_AT: _("Lúc việc xong, ví dụ 16/03/2026 08:30 hoặc 2026-03-16T08:30."),
        ColumnRole.BEGAN_AT: _("Không có thì việc được coi là bắt đầu khi việc trước xong."),
        ColumnRole.LIFECYCLE: _(
            "Ví dụ start, complete. Không có thì mỗi dòng là một việc đã xong."
        ),
        ColumnRole.UNIT: _("Chỉ chọn cột tên bộ phận. Đừng chọn cột tên người."),
        ColumnRole.DUE: _("Để tính số hồ sơ trễ hạn."),
    }
    left = _left_out_by_column(taken) if taken else {}
    needed = frozenset(NEEDED)
    return tuple(
        Choice(
            name=f"{BOX}{role.value}",
            label=str(role.label),
            hint=hints.get(role, ""),
            options=(
                Option(
                    value="",
                    text=_("Hãy chọn cột") if role in needed else _("Không có"),
                    is_chosen=role not in columns,
                ),
                *(
                    Option(value=str(place), text=name, is_chosen=columns.get(role) == place)
                    for place, name in enumerate(names)
                ),
            ),
            notes=tuple(left.get(role, ())),
            is_wrong=_is_wrong(role, columns),
        )
        for role in ColumnRole
    )


def _is_wrong(role: ColumnRole, columns: Columns) -> bool:
    if role not in columns:
        return role in NEEDED
    return list(columns.values()).count(columns[role]) > 1


def _left_out_by_column(taken: Taken) -> dict[ColumnRole, list[str]]:
    found: dict[ColumnRole, list[str]] = {}
    for reason, count in sorted(taken.left_out.items()):
        lines = [one for one in taken.lines if one.reason is reason][:MOST_LINES]
        told = ", ".join(
            f"{one.line} (“{one.text}”)" if one.text else str(one.line) for one in lines
        )
        if len(lines) < count:
            told += ", …"
        found.setdefault(_TOLD_BY[reason], []).append(
            _("{reason}. Số dòng: {count}. Dòng số: {lines}").format(
                reason=reason.label, count=say_count(count), lines=told
            )
        )
    return found


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would be kept."""

    rows: str
    cases: str
    pieces: str
    activities: tuple[str, ...]


def preview(taken: Taken) -> Preview:
    """Return what the chosen columns tell."""
    return Preview(
        rows=say_count(taken.rows),
        cases=say_count(len(taken.cases)),
        pieces=say_count(taken.pieces),
        activities=tuple(sorted(taken.names.values(), key=sort_key)),
    )


def keys_in_order(names: Mapping[str, str]) -> list[str]:
    """Return the keys of activities in the order of their names, the same each time."""
    return sorted(names, key=lambda key: (sort_key(names[key]), key))


def choose_steps(
    names: Mapping[str, str], matched: Mapping[str, str], steps: Mapping[str, str]
) -> tuple[Choice, ...]:
    """Return a box for each activity, with the steps of ours to choose from."""
    own = _("Giữ tên riêng")
    return tuple(
        Choice(
            name=f"{MATCH}{number}",
            label=names[key],
            hint="",
            options=(
                Option(value="", text=own, is_chosen=key not in matched),
                *(
                    Option(value=code, text=name, is_chosen=matched.get(key) == code)
                    for code, name in steps.items()
                ),
            ),
        )
        for number, key in enumerate(keys_in_order(names))
    )


def read_steps(
    sent: Mapping[str, str], names: Mapping[str, str], steps: Mapping[str, str]
) -> dict[str, str]:
    """Return the step that each activity was matched with; what is no step of ours is none."""
    chosen = {
        key: sent.get(f"{MATCH}{number}", "") for number, key in enumerate(keys_in_order(names))
    }
    return {key: code for key, code in chosen.items() if code in steps}


@dataclass(frozen=True, kw_only=True)
class Beside:
    """A figure: ours and theirs."""

    label: str
    ours: str
    theirs: str


@dataclass(frozen=True, kw_only=True)
class StepBeside:
    """A step: in how many dossiers and how long, with us and with them."""

    label: str
    our_cases: str
    our_median: str
    their_cases: str
    their_median: str


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A foreign log beside our dossiers."""

    figures: tuple[Beside, ...]
    steps: tuple[StepBeside, ...]
    ours: Graph | None
    theirs: Graph
    variants: tuple[ShownVariant, ...]
    ways: int


def compare(
    foreign: Foreign, ours: Hindsight | None, names: Mapping[str, str], *, late: tuple[int, int]
) -> Compared:
    """Return theirs beside ours.

    :param ours: our dossiers of the same procedure; None if there are too many to look at together
    :param names: what activities are called, theirs and ours
    :param late: how many of ours were late, and of how many a promise is known
    """
    mined = ours.mined if ours else None
    called = {**names, **(names_of(ours) if ours else {})}
    their_late = (foreign.late, foreign.with_due)
    return Compared(
        figures=tuple(_figures(mined, foreign.mined, late, their_late)),
        steps=_steps(mined, foreign.mined, called),
        ours=draw_graph(mined, called) if mined and mined.count else None,
        theirs=draw_graph(foreign.mined, called),
        variants=tuple(
            ShownVariant(
                mark=mark_of(one.sequence),
                steps=tuple(called.get(code, code) for code in one.sequence),
                count=one.count,
                share=say_share(one.share),
                median=say(one.times.median),
            )
            for one in foreign.mined.variants[:MOST_VARIANTS]
        ),
        ways=len(foreign.mined.variants),
    )


def _figures(
    ours: Mined | None, theirs: Mined, our_late: tuple[int, int], their_late: tuple[int, int]
) -> Iterable[Beside]:
    labels = (
        _("Hồ sơ"),
        _("Đã xong"),
        _("Một nửa không quá"),
        _("Chín phần mười không quá"),
        _("Số biến thể"),
        _("Phần của biến thể hay gặp nhất"),
        _("Hồ sơ có việc làm lại"),
        _("Xong trễ hạn, trong số biết hạn"),
    )
    own = _summary(ours, our_late) if ours and ours.count else (NONE,) * len(labels)
    for label, one, other in zip(labels, own, _summary(theirs, their_late), strict=True):
        yield Beside(label=label, ours=one, theirs=other)


def _summary(mined: Mined, late: tuple[int, int]) -> tuple[str, ...]:
    has_times = bool(mined.times.count)
    return (
        say_count(mined.count),
        say_count(mined.standings[Standing.FINISHED]),
        say(mined.times.median) if has_times else NONE,
        say(mined.times.most) if has_times else NONE,
        say_count(len(mined.variants)),
        say_share(mined.variants[0].share) if mined.variants else NONE,
        _part(len(mined.redone), mined.count),
        _part(*late),
    )


def _part(count: int, whole: int) -> str:
    if not whole:
        return NONE
    return f"{say_count(count)}/{say_count(whole)} ({say_share(count / whole)})"


def _steps(ours: Mined | None, theirs: Mined, names: Mapping[str, str]) -> tuple[StepBeside, ...]:
    """Return every activity of either, in our order first."""
    own = {one.code: one for one in ours.activities} if ours else {}
    other = {one.code: one for one in theirs.activities}
    return tuple(
        StepBeside(
            label=names.get(code, code),
            our_cases=_cases(own.get(code)),
            our_median=_median(own.get(code)),
            their_cases=_cases(other.get(code)),
            their_median=_median(other.get(code)),
        )
        for code in dict.fromkeys([*own, *other])
    )


def _cases(one: Activity | None) -> str:
    return say_count(one.cases) if one else NONE


def _median(one: Activity | None) -> str:
    return say(one.times.median) if one else NONE


def left_out(counts: Mapping[str, int], lines: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """Return what a kept log left out, by reason, with the lines that are known."""
    found = []
    for reason, count in sorted(counts.items()):
        own = [str(line) for line, why in lines if why == reason]
        told = ", ".join(own) + (", …" if len(own) < count else "")
        found.append(
            _("{reason}. Số dòng: {count}. Dòng số: {lines}").format(
                reason=LeftOutReason(reason).label, count=say_count(count), lines=told
            )
        )
    return tuple(found)
