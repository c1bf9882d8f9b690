"""A file of officers: who joins, moves or leaves, line by line. No table is read.

Columns are found by their names in the first line, in any order, parted by comma or semicolon as the
spreadsheet has it.
"""

import csv
import io
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeAlias

from django.utils.translation import gettext as _

from motcua.foundation.identity import errors, roster_errors, rules
from motcua.foundation.identity.enums import Role

COLUMNS: Final = {
    "tai_khoan": "login",
    "ho_ten": "full_name",
    "so_dinh_danh": "pin",
    "don_vi": "unit",
    "chuc_danh": "title",
    "vai_tro": "roles",
    "tu_ngay": "valid_from",
    "den_het_ngay": "last_day",
    "so_quyet_dinh": "number",
}
"""What the columns are called, and what they are."""
BY_FILE: Final = frozenset({Role.DESK, Role.CIVIL_STATUS, Role.SPECIALIST})
"""Roles that a file gives. Who signs, publishes procedures or runs the installation is let in by hand."""
MOST: Final = 200
LONGEST: Final = 200_000
LONGEST_TITLE: Final = 150
LONGEST_NUMBER: Final = 60


Row: TypeAlias = Mapping[Any, object]
"""Cells by column, and under no name those beyond the last column."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the file, with what is wrong with it by itself."""

    number: int
    login: str
    full_name: str
    pin: str
    unit: str
    title: str
    roles: frozenset[Role]
    valid_from: date | None
    last_day: date | None
    decision: str
    problems: tuple[str, ...]


def read(content: bytes) -> list[Line]:
    """Return the lines of a file.

    Raises:
        RosterUnreadable: if it is no such table, empty, or too long
    """
    refusal = roster_errors.RosterUnreadable(most=MOST, columns=", ".join(COLUMNS))
    if len(content) > LONGEST:
        raise refusal
    try:
        text = content.decode("utf-8-sig")
        heading = text.partition("\n")[0]
        parted = csv.DictReader(
            io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",", strict=True
        )
        named = [one.strip().lower() for one in parted.fieldnames or ()]
        parted.fieldnames = named
        rows = [
            (parted.line_num, row)
            for row in parted
            if _has_more(row) or any(_cell(row, name) for name in COLUMNS)
        ]
    except (UnicodeDecodeError, csv.Error) as error:
        raise refusal from error
    if any(named.count(name) != 1 for name in COLUMNS) or not 0 < len(rows) <= MOST:
        raise refusal
    return [_line(number, row) for number, row in rows]


def only_by_hand() -> str:
    """Say that a role is neither given nor moved so."""
    return _(
        "Vai trò lãnh đạo, kiểm soát thủ tục và vận hành không nạp từ tệp. Hãy nhờ quản trị cài đặt."
    )


def write_line(cells: Mapping[str, str]) -> Line:
    """Return a line that came from another system, judged as one of a file."""
    return _line(1, cells)


def _line(number: int, row: Row) -> Line:
    cells = {name: _cell(row, column) for column, name in COLUMNS.items()}
    days = {name: _day(cells[name]) for name in ("valid_from", "last_day")}
    asked = [one.strip() for one in cells["roles"].split("|") if one.strip()]
    known = {str(role): role for role in Role}
    roles = frozenset(known[one] for one in asked if one in known)
    wrong = (
        (
            _has_more(row),
            _("Dòng này có nhiều ô hơn số cột. Hãy xem lại dấu phân cách."),
        ),
        (not rules.is_login(cells["login"]), errors.LoginMalformed.message),
        (bool(cells["pin"]) and not rules.is_pin(cells["pin"]), errors.PinMalformed.message),
        (
            any(cells[name] and day is None for name, day in days.items()),
            _("Ghi ngày có thật, theo ngày/tháng/năm."),
        ),
        (
            len(roles) < len(set(asked)),
            _("Vai trò không có trong danh sách. Nhiều vai trò thì cách nhau bằng dấu |."),
        ),
        (
            not 0 < len(cells["number"]) <= LONGEST_NUMBER,
            _("Ghi số quyết định, không quá 60 chữ."),
        ),
        (len(cells["title"]) > LONGEST_TITLE, _("Ghi chức danh không quá 150 chữ.")),
        (len(cells["full_name"]) > rules.LONGEST_NAME, _("Ghi họ tên không quá 150 chữ.")),
    )
    return Line(
        number=number, login=cells["login"], full_name=cells["full_name"], pin=cells["pin"],
        unit=cells["unit"], title=cells["title"], roles=roles, decision=cells["number"],
        problems=tuple(str(words) for is_wrong, words in wrong if is_wrong), **days,
    )  # fmt: skip


def _cell(row: Row, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        return ""
    return " ".join(unicodedata.normalize("NFC", value).replace("\0", "").split())


def _has_more(row: Row) -> bool:
    beyond = row.get(None)
    return isinstance(beyond, list) and any(one.strip() for one in beyond)


def _day(text: str) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
