"""The parts of a record as plain forms: boxes drawn from the record's own types, and read back.

A name such as ``channels.0.fees.1.name`` says where a value stands. Rows are added and taken away by
buttons that send the whole page, so that nothing typed is lost and no script is needed.
"""

import re
import types
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Final

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel.clock import VIETNAM

MOST_ROWS: Final = 100
"""Rows of one list that are looked at; no procedure comes near."""
SHORT: Final = 300
"""Letters that one line takes."""
_DAY: Final = "%d/%m/%Y"
_PATH: Final = re.compile(r"\[(\d+)\]")

Errors = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the values to choose from."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a list, with its number among the others and the value of its button."""

    number: int
    name: str
    boxes: "tuple[Box, ...]"


@dataclass(frozen=True, kw_only=True)
class Box:
    """One thing to fill in; a group and a list hold others."""

    kind: str
    """The template that draws it: text, number, date, area, lines, check, select, checks, group, rows."""
    name: str
    label: str
    hint: str = ""
    value: str = ""
    error: str = ""
    choices: tuple[Choice, ...] = ()
    boxes: "tuple[Box, ...]" = ()
    rows: tuple[Row, ...] = ()

    @property
    def id(self) -> str:
        """The box's place on the page, as links and labels name it."""
        return f"f-{self.name.replace('.', '-')}"


# --- Types --------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """A type without its annotations, with what those say of a text."""

    bare: Any
    pattern: str = ""
    longest: int | None = None


def _kind(hint: Any) -> _Kind:
    pattern, longest = "", None
    while True:
        if typing.get_origin(hint) is Annotated:
            hint, *notes = typing.get_args(hint)
            for note in notes:
                pattern = getattr(note, "pattern", None) or pattern
                longest = getattr(note, "max_length", None) or longest
        elif len(real := _members(hint)) == 1 and real[0] is not hint:
            hint = real[0]
        else:
            return _Kind(bare=hint, pattern=pattern, longest=longest)


def _members(hint: Any) -> list[Any]:
    """Return what a union offers beside None; the type itself if it is no union."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        return [one for one in typing.get_args(hint) if one is not type(None)]
    return [hint]


def _hints(struct: type[msgspec.Struct]) -> dict[str, Any]:
    hints = typing.get_type_hints(struct, include_extras=True)
    return {field.name: hints[field.name] for field in msgspec.structs.fields(struct)}


def _is_struct(bare: Any) -> bool:
    return isinstance(bare, type) and issubclass(bare, msgspec.Struct)


def _is_enum(bare: Any) -> bool:
    return isinstance(bare, type) and issubclass(bare, Enum)


def _item(bare: Any) -> _Kind | None:
    """Return what a list holds, if the type is a list."""
    return _kind(typing.get_args(bare)[0]) if typing.get_origin(bare) is tuple else None


def _is_in_rows(item: _Kind) -> bool:
    return _is_struct(item.bare) or (item.longest or 0) > SHORT


def _tag(struct: type[msgspec.Struct]) -> str:
    return str(struct.__struct_config__.tag)


# --- Reading ------------------------------------------------------------------------------------


def read(fields: Sequence[str], posted: QueryDict) -> dict[str, Any]:
    """Return what was typed into the boxes of these fields, as a record's plain values.

    What is no number or day stays as it was typed, for the record's own check to name it.
    """
    hints = _hints(procedures.Record)
    return _only_said({name: _read(hints[name], name, posted) for name in fields})


def _read(hint: Any, name: str, posted: QueryDict) -> Any:
    kind = _kind(hint)
    bare = kind.bare
    members = [one for one in _members(bare) if _is_struct(one)]
    if len(members) > 1:
        return _read_one_of(members, name, posted)
    if _is_struct(bare):
        return _read_struct(bare, name, posted) or None
    item = _item(bare)
    if item is not None:
        return _read_list(typing.get_args(bare)[0], item, name, posted)
    if bare is bool:
        return posted.get(name) == "on"
    return _typed(bare, posted.get(name, "").strip())


def _typed(bare: Any, text: str) -> Any:
    if not text:
        return None
    if _is_int(bare):
        digits = text.replace(".", "").replace(" ", "")
        return int(digits) if digits.isascii() and digits.isdigit() else text
    if bare is date:
        try:
            day = datetime.strptime(text, _DAY).replace(tzinfo=VIETNAM)
        except ValueError:
            return text
        return day.date().isoformat()
    return text.replace("\r\n", "\n")


def _is_int(bare: Any) -> bool:
    return bare is int or getattr(bare, "__supertype__", None) is int


def _read_struct(struct: type[msgspec.Struct], name: str, posted: QueryDict) -> dict[str, Any]:
    said = {key: _read(hint, f"{name}.{key}", posted) for key, hint in _hints(struct).items()}
    if all(not value or value == _default(struct, key) for key, value in said.items()):
        return {}
    return _only_said(said)


def _read_one_of(members: Sequence[Any], name: str, posted: QueryDict) -> dict[str, Any] | None:
    chosen = posted.get(f"{name}.type", "")
    for struct in members:
        if _tag(struct) == chosen:
            return {"type": chosen, **_read_struct(struct, name, posted)}
    return None


def _read_list(hint: Any, item: _Kind, name: str, posted: QueryDict) -> list[Any]:
    if _is_enum(item.bare):
        return posted.getlist(name)[:MOST_ROWS]
    if not _is_in_rows(item):
        lines = "\n".join(posted.getlist(name)).splitlines()[:MOST_ROWS]
        return [line.strip() for line in lines if line.strip()]
    rows = [_read(hint, f"{name}.{index}", posted) for index in _indexes(name, posted)]
    return [row for row in rows if row]


def _indexes(name: str, posted: QueryDict) -> list[int]:
    start = re.compile(rf"{re.escape(name)}\.(\d{{1,4}})(\.|$)")
    found = {int(match[1]) for key in posted if (match := start.match(key))}
    return sorted(found)[:MOST_ROWS]


def _only_said(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


# --- Adding and taking away ---------------------------------------------------------------------


def reshape(content: dict[str, Any], posted: QueryDict) -> bool:
    """Add or take away the row that was asked for; return whether one was.

    Rows that stand there empty are not read, but count: one more is added to what was seen.
    """
    if "add" in posted:
        name = posted.get("add", "")
        rows = _find(content, name.split("."))
        if isinstance(rows, list):
            wanted = min(max(len(_indexes(name, posted)), len(rows)) + 1, MOST_ROWS)
            rows += [None] * (wanted - len(rows))
        return True
    if "remove" in posted:
        *way, last = posted.get("remove", "").split(".")
        rows = _find(content, way)
        if isinstance(rows, list) and last.isdigit() and int(last) < len(rows):
            del rows[int(last)]
        return True
    return False


def _find(content: Any, way: Sequence[str]) -> Any:
    for step in way:
        if isinstance(content, dict):
            content = content.setdefault(step, [])
        elif isinstance(content, list) and step.isdigit() and int(step) < MOST_ROWS:
            content += [{} for _missing in range(int(step) + 1 - len(content))]
            content = content[int(step)]
        else:
            return None
    return content


# --- Drawing ------------------------------------------------------------------------------------


def to_name(path: str) -> str:
    """Return the box that a place in the record stands in: ``$.papers[0].name``, ``papers.0.name``."""
    return _PATH.sub(r".\1", path).removeprefix("$.")


def draw(fields: Sequence[str], content: Mapping[str, Any], errors: Errors) -> tuple[Box, ...]:
    """Return the boxes of these fields with what they hold and what is wrong there."""
    hints = _hints(procedures.Record)
    return tuple(
        _draw(hints[name], name, procedures.label_of("Record", name), held, errors)
        for name in fields
        for held in [content.get(name, _default(procedures.Record, name))]
    )


def _draw(hint: Any, name: str, label: str, value: Any, errors: Errors) -> Box:
    kind = _kind(hint)
    bare = kind.bare
    common: dict[str, Any] = {"name": name, "label": label, "error": errors.get(name, "")}
    members = [one for one in _members(bare) if _is_struct(one)]
    if len(members) > 1:
        return Box(kind="group", boxes=_draw_one_of(members, name, value, errors), **common)
    if _is_struct(bare):
        return Box(kind="group", boxes=_draw_struct(bare, name, value, errors), **common)
    item = _item(bare)
    if item is not None:
        return _draw_list(typing.get_args(bare)[0], item, value, errors, common)
    if bare is bool:
        return Box(kind="check", value="on" if value else "", **common)
    if _is_enum(bare) or typing.get_origin(bare) is typing.Literal:
        return Box(kind="select", choices=_choices(bare, [value]), **common)
    return Box(
        kind=_box_of(kind), hint=str(_PATTERNS.get(kind.pattern, "")), value=_shown(value), **common
    )


def _box_of(kind: _Kind) -> str:
    if _is_int(kind.bare):
        return "number"
    if kind.bare is date:
        return "date"
    return "area" if (kind.longest or 0) > SHORT else "text"


def _draw_struct(
    struct: type[msgspec.Struct], name: str, value: Any, errors: Errors
) -> tuple[Box, ...]:
    held = value if isinstance(value, Mapping) else {}
    return tuple(
        _draw(
            hint,
            f"{name}.{key}",
            procedures.label_of(struct.__name__, key),
            held.get(key, _default(struct, key)),
            errors,
        )
        for key, hint in _hints(struct).items()
    )


def _default(struct: type[msgspec.Struct], key: str) -> Any:
    field = next(one for one in msgspec.structs.fields(struct) if one.name == key)
    return None if field.required else msgspec.to_builtins(field.default)


def _draw_one_of(
    members: Sequence[type[msgspec.Struct]], name: str, value: Any, errors: Errors
) -> tuple[Box, ...]:
    held = value if isinstance(value, Mapping) else {}
    chosen = Box(
        kind="select",
        name=f"{name}.type",
        label=_("Cách tính"),
        error=errors.get(f"{name}.type", ""),
        choices=tuple(
            Choice(
                value=_tag(struct),
                text=str(_TAGS[_tag(struct)]),
                is_chosen=held.get("type") == _tag(struct),
            )
            for struct in members
        ),
    )
    boxes = [box for struct in members for box in _draw_struct(struct, name, held, errors)]
    return (chosen, *boxes)


def _draw_list(hint: Any, item: _Kind, value: Any, errors: Errors, common: dict[str, Any]) -> Box:
    held = list(value or ())
    if _is_enum(item.bare):
        return Box(kind="checks", choices=_choices(item.bare, held), **common)
    if not _is_in_rows(item):
        below = [text for name, text in errors.items() if name.startswith(f"{common['name']}.")]
        wrong = common | {"error": common["error"] or " ".join(below)}
        return Box(
            kind="lines",
            hint=str(_PATTERNS.get(item.pattern, "")),
            value="\n".join(str(line) for line in held),
            **wrong,
        )
    rows = []
    is_within = "." in common["name"]
    for index, one in enumerate(held or ([] if is_within else [None])):
        name = f"{common['name']}.{index}"
        box = _draw(hint, name, common["label"], one, errors)
        rows.append(Row(number=index + 1, name=name, boxes=box.boxes or (box,)))
    return Box(kind="rows", rows=tuple(rows), **common)


def _choices(bare: Any, chosen: Sequence[Any]) -> tuple[Choice, ...]:
    if _is_enum(bare):
        offered = [(str(one.value), str(getattr(one, "label", one.value))) for one in bare]
    else:
        offered = [(value, str(_LIFETIMES[value])) for value in typing.get_args(bare)]
    held = {str(one.value if isinstance(one, Enum) else one) for one in chosen}
    return tuple(Choice(value=value, text=text, is_chosen=value in held) for value, text in offered)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    text = str(value)
    try:
        return (
            date.fromisoformat(text).strftime(_DAY) if re.match(r"\d{4}-\d\d-\d\d$", text) else text
        )
    except ValueError:
        return text


_PATTERNS: Final = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": gettext_lazy(
        "Chữ thường không dấu, nối bằng gạch: giay-chung-sinh."
    ),
    r"^[1-9]\.\d{6}$": gettext_lazy("Theo cơ sở dữ liệu quốc gia, như 1.001193."),
    r"^[a-z][a-z0-9_]{0,59}$": gettext_lazy("Tên câu hỏi trong biểu mẫu, như ho_ten."),
}
_TAGS: Final = {
    "fixed": gettext_lazy("Mức cố định"),
    "per-page": gettext_lazy("Theo số trang"),
    "described": gettext_lazy("Chỉ ghi bằng lời ở phần ghi chú"),
}
_LIFETIMES: Final = {
    "day": gettext_lazy("ngày"),
    "month": gettext_lazy("tháng"),
    "year": gettext_lazy("năm"),
}
