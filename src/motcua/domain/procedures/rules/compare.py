"""Two versions of a procedure side by side: part by part, field by field, down to the words."""

import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

import msgspec
from django.utils.translation import gettext as _

from motcua.domain.procedures.enums import Difference, Part
from motcua.domain.procedures.rules.labels import label_of
from motcua.domain.procedures.rules.parts import FIELDS
from motcua.domain.procedures.rules.record import Record


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value that differs: where it stands, in words, and what it was and is."""

    where: tuple[str, ...]
    kind: Difference
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ChangedPart:
    """A part of the record with all that differs in it."""

    part: Part
    changes: tuple[Change, ...]


_KEYS: Final = ("code", "kind", "number", "about", "name")
"""What tells one row from another, the first that the row has."""
Where = tuple[str, ...]


def compare(before: Record, after: Record) -> tuple[ChangedPart, ...]:
    """Return the parts that differ, in the order of the record; none if both say the same."""
    parts = []
    for part, fields in FIELDS.items():
        changes = [
            change
            for name in fields
            for change in _differences(
                getattr(before, name), getattr(after, name), (label_of("Record", name),)
            )
        ]
        if changes:
            parts.append(ChangedPart(part=part, changes=tuple(changes)))
    return tuple(parts)


def compare_drafted(before: Record, after: Record) -> tuple[ChangedPart, ...]:
    """Return what a draft changes, leaving out what only its decision will say."""
    return tuple(part for part in compare(before, after) if part.part is not Part.PUBLICATION)


def say_plain(field: str, value: object) -> str:
    """Return a field of the record, given as plain values, as a person reads it."""
    hint = typing.get_type_hints(Record, include_extras=True)[field]
    return "" if value is None else say(msgspec.convert(value, hint))


def _differences(before: Any, after: Any, where: Where) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _rows(before, after, where)
    elif isinstance(before, msgspec.Struct) and type(before) is type(after):
        for field in msgspec.structs.fields(type(before)):
            label = label_of(type(before).__name__, field.name)
            yield from _differences(
                getattr(before, field.name), getattr(after, field.name), (*where, label)
            )
    else:
        yield _change(before, after, where)


def _rows(before: Sequence[Any], after: Sequence[Any], where: Where) -> Iterator[Change]:
    """Compare rows by what they are called, so that one added in the middle is one change."""
    old, new = _keyed(before), _keyed(after)
    for key, row in old.items():
        if key in new:
            yield from _differences(row, new[key], (*where, _title(new[key])))
        else:
            yield _change(row, None, where)
    for key, row in new.items():
        if key not in old:
            yield _change(None, row, where)
    common = [key for key in old if key in new]
    if common != [key for key in new if key in old]:
        order = [", ".join(_title(rows[key]) for key in rows) for rows in (old, new)]
        yield Change(
            where=(*where, _("Thứ tự")), kind=Difference.CHANGED, before=order[0], after=order[1]
        )


def _keyed(rows: Sequence[Any]) -> dict[tuple[object, int], Any]:
    """Return the rows by key; of those that share one, by how many came before."""
    keyed: dict[tuple[object, int], Any] = {}
    for row in rows:
        key = _key(row)
        keyed[key, sum(1 for known, _number in keyed if known == key)] = row
    return keyed


def _key(row: Any) -> object:
    if not isinstance(row, msgspec.Struct):
        return row
    return next((getattr(row, name) for name in _KEYS if hasattr(row, name)), None)


def _title(row: Any) -> str:
    if not isinstance(row, msgspec.Struct):
        return say(row)
    name = next((name for name in ("name", "title", "about", "kind") if hasattr(row, name)), "")
    return say(getattr(row, name)) if name else ""


def _change(before: Any, after: Any, where: Where) -> Change:
    if _is_nothing(before):
        kind = Difference.ADDED
    elif _is_nothing(after):
        kind = Difference.REMOVED
    else:
        kind = Difference.CHANGED
    return Change(where=where, kind=kind, before=say(before), after=say(after))


def _is_nothing(value: Any) -> bool:
    return value is None or value == ()


def say(value: Any) -> str:
    """Return a value of the record as a person reads it; an empty text for nothing."""
    match value:
        case None | ():
            return ""
        case bool():
            return _("Có") if value else _("Không")
        case int():
            return f"{value:,}".replace(",", ".")
        case Enum():
            return str(getattr(value, "label", value.value))
        case date():
            return f"{value:%d/%m/%Y}"
        case tuple():
            return "; ".join(say(one) for one in value)
        case msgspec.Struct():
            return "; ".join(_spoken(value))
        case _:
            return str(value)


def _spoken(part: msgspec.Struct) -> Iterator[str]:
    kind = type(part)
    for field in msgspec.structs.fields(kind):
        value = getattr(part, field.name)
        if not _is_nothing(value) and (field.required or value != field.default):
            yield f"{label_of(kind.__name__, field.name)}: {say(value)}"
