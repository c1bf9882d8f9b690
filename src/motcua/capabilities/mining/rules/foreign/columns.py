"""Which column of a foreign log tells what: guessed from names in Vietnamese, English and XES."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from motcua.capabilities.mining.enums import ColumnRole
from motcua.foundation.kernel.vietnamese import fold

Columns = Mapping[ColumnRole, int]
"""The place of the column that tells each; what no column tells is left out."""

NEEDED: Final = (ColumnRole.CASE, ColumnRole.ACTIVITY, ColumnRole.DONE_AT)

_NAMES: Final[Mapping[ColumnRole, tuple[str, ...]]] = {
    ColumnRole.CASE: (
        "case concept name", "case id", "caseid", "case", "ma ho so", "so ho so", "ho so", "so bien nhan",
        "ma bien nhan", "dossier", "dossier id", "file no", "case number", "trace",
    ),
    ColumnRole.ACTIVITY: (
        "concept name", "activity", "activity name", "ten viec", "viec", "cong viec", "buoc", "ten buoc",
        "buoc xu ly", "buoc thuc hien", "hoat dong", "ten hoat dong", "thao tac", "hanh dong", "su kien",
        "event", "task", "step", "action",
    ),
    ColumnRole.DONE_AT: (
        "time timestamp", "timestamp", "complete timestamp", "end timestamp", "end time", "completed at",
        "finished at", "thoi diem", "thoi gian", "thoi diem ket thuc", "thoi gian ket thuc", "ngay ket thuc",
        "thoi gian xu ly xong", "thoi diem hoan thanh", "thoi gian hoan thanh", "ngay hoan thanh",
        "ngay gio", "ngay thuc hien", "thoi gian thuc hien", "ngay xu ly", "ngay", "date", "datetime", "time",
    ),
    ColumnRole.BEGAN_AT: (
        "start timestamp", "start time", "started at", "begin", "thoi diem bat dau", "thoi gian bat dau",
        "ngay bat dau", "ngay nhan", "thoi gian nhan", "thoi diem nhan",
    ),
    ColumnRole.LIFECYCLE: (
        "lifecycle transition", "lifecycle", "transition", "trang thai viec", "bat dau hay hoan thanh",
    ),
    ColumnRole.UNIT: (
        "org group", "unit", "department", "group", "team", "bo phan", "phong ban", "phong", "don vi",
        "don vi xu ly", "bo phan xu ly", "phong xu ly",
    ),
    ColumnRole.DUE: (
        "case due", "due", "due date", "deadline", "case deadline", "han tra", "ngay hen tra", "hen tra",
        "han xu ly", "han giai quyet", "ngay hen tra ket qua", "ngay tra du kien", "due at",
    ),
}  # fmt: skip
"""The surest name first. Nobody's own name is asked for: a column of officers is never guessed."""

_CLOSE: Final = 0.82


def plain(text: str) -> str:
    """Return a name as names are compared: folded, words alone."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def guess_columns(header: Sequence[str]) -> Columns:
    """Return the columns that are probably meant: each tells one thing at most."""
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        places.setdefault(plain(name), place)
    found: dict[ColumnRole, int] = {}
    for role, names in _NAMES.items():
        free = [places[one] for one in names if one in places and places[one] not in found.values()]
        if free:
            found[role] = free[0]
    return found


def guess_steps(names: Mapping[str, str], steps: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return for each activity the step that it probably is; none for what is like no step.

    :param names: the activities' names by key
    :param steps: by code, what each step is called, in every language
    """
    called = {plain(code): code for code in steps}
    called |= {plain(name): code for code, own in steps.items() for name in own if name}
    found = {}
    for key, name in names.items():
        if key in steps:
            found[key] = key
            continue
        close = get_close_matches(plain(name), called, n=1, cutoff=_CLOSE)
        if close and close[0]:
            found[key] = called[close[0]]
    return found
