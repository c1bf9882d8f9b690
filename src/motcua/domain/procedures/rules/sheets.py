"""Records as sheets of rows and back: a sheet for the record itself and one for each list in it.

A row names its procedure; a row of an inner list also says within which row of the outer one it stands,
counted from 1 (``2.1`` is the first of the second). Lists of codes stand in one cell with commas.
"""

import re
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Final

import msgspec

from motcua.domain.procedures.rules.record import Record

MAIN: Final = "procedures"
PROCEDURE: Final = "procedure"
WITHIN: Final = "within"
VALUE: Final = "value"
_YES: Final = frozenset({"true", "1", "x", "có", "yes"})
_NO: Final = frozenset({"false", "0", "không", "no"})
_STEP: Final = re.compile(r"\.(\w+)|\[(\d+)\]")

Cell = str | int | bool | None
Row = dict[str, Cell]
Path = tuple[str, ...]


class CellKind(Enum):
    """What stands in a column."""

    TEXT = "text"
    NUMBER = "number"
    YES_OR_NO = "yes-or-no"
    CODES = "codes"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One list of the record: where it hangs, its columns, the lists within its rows."""

    path: Path
    columns: dict[Path, CellKind]

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return ".".join(self.path) or MAIN

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        own = [".".join(column) or VALUE for column in self.columns]
        if not self.path:
            return tuple(own)
        return (PROCEDURE, *((WITHIN,) if self.is_inner else ()), *own)

    @property
    def is_inner(self) -> bool:
        """Whether it hangs on a row of another list."""
        return self.outer is not None

    @property
    def outer(self) -> "Sheet | None":
        """The sheet of the list that its rows stand in, if that is not the record itself."""
        for length in range(len(self.path) - 1, 0, -1):
            if self.path[:length] in SHEETS:
                return SHEETS[self.path[:length]]
        return None


@dataclass(frozen=True, kw_only=True, order=True)
class Misplaced:
    """A cell or row that cannot be read: sheet, row (1 is the header), column, and why."""

    sheet: str
    row: int
    column: str
    why: str


@dataclass(kw_only=True)
class Gathered:
    """Plain records out of sheets, and where each value came from."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    misplaced: list[Misplaced] = field(default_factory=list)
    _rows: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)

    def locate(self, code: str, path: str) -> Misplaced:
        """Return sheet, row and column of a place in a record, as ``checks`` names it."""
        steps = [name or int(index) for name, index in _STEP.findall(path)]
        for length in range(len(steps), -1, -1):
            found = self._rows.get((code, _dotted(steps[:length])))
            if found:
                names = [str(step) for step in steps[length:] if isinstance(step, str)]
                return Misplaced(sheet=found[0], row=found[1], column=".".join(names), why="")
        return Misplaced(sheet=MAIN, row=1, column=path, why="")

    def place(self, code: str, steps: Iterable[str | int], sheet: str, row: int) -> None:
        """Remember the row that a part of a record came from."""
        self._rows[code, _dotted(steps)] = (sheet, row)


# --- What sheets there are ------------------------------------------------------------------------


def _walk(kind: Any, path: Path, prefix: Path, sheets: dict[Path, Sheet]) -> None:
    sheet = sheets.setdefault(path, Sheet(path=path, columns={}))
    for struct in _structs_of(kind):
        tag = struct.__struct_config__.tag_field
        if tag:
            sheet.columns[(*prefix, tag)] = CellKind.TEXT
        for name, hint in typing.get_type_hints(struct, include_extras=True).items():
            _add(hint, path, (*prefix, name), sheets)


def _add(hint: Any, path: Path, name: Path, sheets: dict[Path, Sheet]) -> None:
    bare = _bare(hint)
    if _structs_of(bare):
        _walk(bare, path, name, sheets)
        return
    if typing.get_origin(bare) is not tuple:
        sheets[path].columns[name] = _cell_kind(bare)
        return
    item = typing.get_args(bare)[0]
    if _structs_of(_bare(item)):
        _walk(_bare(item), (*path, *name), (), sheets)
    elif _is_code(item):
        sheets[path].columns[name] = CellKind.CODES
    else:
        sheets[*path, *name] = Sheet(path=(*path, *name), columns={(): CellKind.TEXT})


def _structs_of(kind: Any) -> list[type[msgspec.Struct]]:
    kinds = typing.get_args(kind) if _is_union(kind) else (kind,)
    return [one for one in kinds if isinstance(one, type) and issubclass(one, msgspec.Struct)]


def _is_union(kind: Any) -> bool:
    return typing.get_origin(kind) in {typing.Union, types.UnionType}


def _bare(hint: Any) -> Any:
    """Return the type without its annotations and without None."""
    if typing.get_origin(hint) is Annotated:
        return _bare(typing.get_args(hint)[0])
    if _is_union(hint):
        kinds = [part for part in typing.get_args(hint) if part is not type(None)]
        return _bare(kinds[0]) if len(kinds) == 1 else hint
    return hint


def _is_code(hint: Any) -> bool:
    """Whether a value can hold no comma: a kind, or a text with a pattern."""
    metas = getattr(hint, "__metadata__", ())
    return any(meta.pattern for meta in metas) or issubclass(_bare(hint), Enum)


def _cell_kind(bare: Any) -> CellKind:
    bare = getattr(bare, "__supertype__", bare)
    if bare is bool:
        return CellKind.YES_OR_NO
    return CellKind.NUMBER if bare is int else CellKind.TEXT


def _all_sheets() -> dict[Path, Sheet]:
    sheets: dict[Path, Sheet] = {}
    _walk(Record, (), (), sheets)
    return sheets


SHEETS: Final[Mapping[Path, Sheet]] = _all_sheets()
"""Every sheet by the list it holds, outer lists before inner ones."""


# --- Records into rows ----------------------------------------------------------------------------


def to_rows(records: Iterable[Record]) -> dict[str, list[Row]]:
    """Return the rows of each sheet, by its name; what is at its default is written out too."""
    rows: dict[str, list[Row]] = {sheet.name: [] for sheet in SHEETS.values()}
    for record in records:
        plain = msgspec.json.decode(msgspec.json.encode(record))
        written = {one.name for one in msgspec.structs.fields(Record)}
        _write({name: plain[name] for name in written}, (), record.code, (), rows)
    return rows


def _write(
    plain: Any, path: Path, code: str, within: tuple[int, ...], rows: dict[str, list[Row]]
) -> None:
    sheet = SHEETS[path]
    row: Row = {}
    if path:
        row[PROCEDURE] = code
    if sheet.is_inner:
        row[WITHIN] = ".".join(map(str, within[:-1]))
    for column in sheet.columns:
        value = _get(plain, column)
        row[".".join(column) or VALUE] = ", ".join(value) if isinstance(value, list) else value
    rows[sheet.name].append(row)
    for inner in SHEETS.values():
        if _hangs_on(inner, path):
            items = _get(plain, inner.path[len(path) :]) or []
            for number, item in enumerate(items, start=1):
                _write(item, inner.path, code, (*within, number), rows)


def _hangs_on(inner: Sheet, path: Path) -> bool:
    outer = inner.outer
    return bool(inner.path) and (outer.path if outer else ()) == path


def _get(plain: Any, path: Path) -> Any:
    for name in path:
        plain = plain.get(name) if isinstance(plain, dict) else None
    return plain


# --- Rows into records ----------------------------------------------------------------------------


def to_records(rows: Mapping[str, Iterable[tuple[int, Mapping[str, object]]]]) -> Gathered:
    """Return plain records out of rows with their numbers; ``misplaced`` tells what cannot be read."""
    gathered = Gathered()
    known = {sheet.name: sheet for sheet in SHEETS.values()}
    for name in rows.keys() - known.keys():
        gathered.misplaced.append(Misplaced(sheet=name, row=1, column="", why="sheet"))
    for sheet in SHEETS.values():
        for number, row in rows.get(sheet.name, ()):
            _read_row(_Source(sheet=sheet, number=number, row=row, gathered=gathered))
    return gathered


@dataclass(frozen=True, kw_only=True)
class _Source:
    """A row that is being read, and where what it says is gathered."""

    sheet: Sheet
    number: int
    row: Mapping[str, object]
    gathered: Gathered

    def refuse(self, column: str, why: str) -> None:
        """Say that a cell cannot be read."""
        self.gathered.misplaced.append(
            Misplaced(sheet=self.sheet.name, row=self.number, column=column, why=why)
        )


def _read_row(source: _Source) -> None:
    for column in source.row.keys() - set(source.sheet.header):
        source.refuse(column, "column")
    plain = _read_cells(source)
    if source.sheet.path:
        _hang(source, plain)
        return
    code = str(plain.get("code", ""))
    if not code or code in source.gathered.records:
        source.refuse("code", "code")
        return
    source.gathered.records[code] = plain
    source.gathered.place(code, (), source.sheet.name, source.number)


def _read_cells(source: _Source) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for path, kind in source.sheet.columns.items():
        name = ".".join(path) or VALUE
        try:
            value = _read_cell(source.row.get(name), kind)
        except ValueError:
            source.refuse(name, kind.value)
            continue
        if value is not None:
            _set(plain, path or (VALUE,), value)
    return plain


def _hang(source: _Source, plain: dict[str, Any]) -> None:
    """Put what a row says into the list of the record that it belongs to."""
    sheet, gathered = source.sheet, source.gathered
    code = str(source.row.get(PROCEDURE) or "")
    if code not in gathered.records:
        source.refuse(PROCEDURE, "procedure")
        return
    try:
        holder, steps = _holder(sheet, gathered.records[code], source.row.get(WITHIN))
    except (ValueError, IndexError, TypeError):
        source.refuse(WITHIN, "within")
        return
    inner = sheet.path[_depth(steps) :]
    items = _get(holder, inner)
    if items is None:
        items = []
        _set(holder, inner, items)
    items.append(plain.get(VALUE) if () in sheet.columns else plain)
    gathered.place(code, [*steps, *inner, len(items) - 1], sheet.name, source.number)


def _holder(sheet: Sheet, record: dict[str, Any], within: object) -> tuple[Any, list[str | int]]:
    """Return the row that the list stands in, and the way to it.

    Raises:
        ValueError: if ``within`` is not as many numbers from 1 as there are outer lists
        IndexError: if an outer list has no such row
        TypeError: if there is no outer list
    """
    holder: Any = record
    steps: list[str | int] = []
    indexes = [int(part) - 1 for part in str(within or "").split(".") if part]
    for above, index in zip(_chain(sheet)[:-1], indexes, strict=True):
        if index < 0:
            raise ValueError(within)
        inner = above.path[_depth(steps) :]
        holder = _get(holder, inner)[index]
        steps += [*inner, index]
    return holder, steps


def _chain(sheet: Sheet) -> list[Sheet]:
    chain = [sheet]
    while chain[0].outer is not None:
        chain.insert(0, chain[0].outer)
    return chain


def _depth(steps: list[str | int]) -> int:
    return sum(isinstance(step, str) for step in steps)


def _set(plain: dict[str, Any], path: Path, value: Any) -> None:
    for name in path[:-1]:
        plain = plain.setdefault(name, {})
    plain[path[-1]] = value


def _read_cell(value: object, kind: CellKind) -> Any:
    """Return what a cell says, None when it is empty.

    Raises:
        ValueError: if it does not say what the column is for
    """
    if value is None or value == "":
        return None
    match kind:
        case CellKind.NUMBER:
            return _number(value)
        case CellKind.YES_OR_NO:
            return _yes_or_no(value)
        case CellKind.CODES:
            return [part.strip() for part in _text(value).split(",") if part.strip()]
        case CellKind.TEXT:
            return _text(value)


def _number(value: object) -> int:
    if isinstance(value, bool) or (isinstance(value, float) and not value.is_integer()):
        raise ValueError(value)
    if isinstance(value, int | float):
        return int(value)
    return int(_text(value))


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    said = str(value).strip().lower()
    if said not in _YES | _NO:
        raise ValueError(value)
    return said in _YES


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        # A code that the spreadsheet took for a number has lost its last zeros.
        raise ValueError(value)  # noqa: TRY004 - one refusal for every cell
    return value


def _dotted(steps: Iterable[str | int]) -> str:
    return "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in steps)
