"""What an office need not know by heart when it writes a record: codes, cases, the key of its form.

A code nobody typed is made from the name; a case is chosen from those the record has; a paper that the
electronic form replaces says so by a choice.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import vietnamese
from motcua.surfaces.desk.record_form import Box, Choice

LONGEST_CODE: Final = 60
_CODED: Final = ("cases", "papers", "fees")
"""The lists of which each row goes by a code of its own."""


def with_codes(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, with a code from its name for each row that has a name and no code."""
    said = {name: _coded_below(name, value) for name, value in content.items()}
    field = said.get("field")
    if isinstance(field, dict):
        said["field"] = _coded(field, taken=frozenset())
    return said


def _coded_below(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _coded_below(key, one) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    rows = [_coded_below("", row) for row in value]
    if name not in _CODED:
        return rows
    taken = {str(row["code"]) for row in rows if isinstance(row, dict) and row.get("code")}
    coded = []
    for row in rows:
        one = _coded(row, taken=taken) if isinstance(row, dict) else row
        if isinstance(one, dict) and one.get("code"):
            taken.add(str(one["code"]))
        coded.append(one)
    return coded


def _coded(row: Mapping[str, Any], *, taken: Iterable[str]) -> dict[str, Any]:
    if row.get("code") or not row.get("name"):
        return dict(row)
    plain = "-".join(re.findall(r"[a-z0-9]+", vietnamese.fold(str(row["name"]))))
    plain = plain[: LONGEST_CODE - 3].strip("-")
    code, number = plain, 2
    while code in taken:
        code, number = f"{plain}-{number}", number + 1
    return {**row, "code": code} if code else dict(row)


def offer(boxes: Sequence[Box], record: Mapping[str, Any], code: str) -> tuple[Box, ...]:
    """Return the boxes of a part, with choices instead of codes to know by heart.

    :param record: what the draft says so far
    :param code: the procedure's code, from which the key of a form built here is made
    """
    cases = {str(one["code"]): str(one["name"]) for one in record.get("cases") or ()}
    form_key = str(record.get("form_key") or procedures.own_key(code))
    return _all(boxes, cases, form_key)


def _offer(box: Box, cases: Mapping[str, str], form_key: str) -> Box:
    last = box.name.rpartition(".")[2]
    if box.boxes or box.rows:
        rows = tuple(replace(row, boxes=_all(row.boxes, cases, form_key)) for row in box.rows)
        return replace(box, boxes=_all(box.boxes, cases, form_key), rows=rows)
    if last == "case":
        return _chosen(box, "select", cases, [box.value])
    if last == "unless":
        return _chosen(box, "checks", cases, box.value.splitlines())
    if last == "form_key" and "." in box.name:
        words = {form_key: _("Biểu mẫu điện tử của thủ tục này")}
        return _chosen(box, "select", words, [box.value])
    if last == "code" and "." in box.name and box.kind == "text" and _is_made(box.name):
        return replace(box, hint=_("Để trống thì lấy theo tên."))
    if box.name in {"form_key", "workflow_key"} or last == "template_key":
        return replace(box, hint=_("Để trống: dùng bản dựng trong bản soạn này, nếu có."))
    return box


def _all(boxes: Sequence[Box], cases: Mapping[str, str], form_key: str) -> tuple[Box, ...]:
    return tuple(_offer(box, cases, form_key) for box in boxes)


def _is_made(name: str) -> bool:
    lists = [part for part in name.split(".")[:-1] if not part.isdigit()]
    return lists[-1] in {*_CODED, "field"}


def _chosen(box: Box, kind: str, offered: Mapping[str, str], held: Sequence[str]) -> Box:
    """Return the box as a choice; what was said before and is no longer offered stays there."""
    known = {one: one for one in held if one and one not in offered}
    if not offered and not known:
        return replace(box, kind="hidden")
    choices = tuple(
        Choice(value=value, text=text, is_chosen=value in held)
        for value, text in {**offered, **known}.items()
    )
    return replace(box, kind=kind, choices=choices, hint="")
