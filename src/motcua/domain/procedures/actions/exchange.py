"""The catalogue in one file: a JSON document or a workbook, taken in whole or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.procedures import queries
from motcua.domain.procedures.actions.catalogue import PACKAGED, Imported, read_folder, take_in
from motcua.domain.procedures.errors import CatalogueRefused, Problem
from motcua.domain.procedures.rules import checks, sheets, workbook
from motcua.domain.procedures.rules.document import Document
from motcua.domain.procedures.rules.record import Record, from_plain

JSON: Final = ".json"
WORKBOOK: Final = ".xlsx"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What taking a procedure in would change: the parts of its record, none if nothing."""

    code: str
    name: str
    is_new: bool
    parts: tuple[queries.ChangedPart, ...]


def is_file(path: Path) -> bool:
    """Return whether the catalogue is meant as one file, and not as a folder."""
    return path.suffix.lower() in {JSON, WORKBOOK}


def export_file(path: Path, *, on: date) -> int:
    """Write every procedure in force on the day into one file; return how many."""
    records = [_record_of(version) for version in queries.list_in_force(on)]
    if path.suffix.lower() == WORKBOOK:
        content = workbook.write(sheets.to_rows(records))
    else:
        content = msgspec.json.format(msgspec.json.encode(Document(procedures=tuple(records))))
    path.write_bytes(content)
    return len(records)


@transaction.atomic
def import_file(path: Path, *, at: datetime) -> list[Imported]:
    """Publish what the file says anew; importing the same file again changes nothing.

    :raises CatalogueRefused: with every mistake, by row and column, and nothing taken in
    """
    return take_in(_read(path), [], folder=path.parent, at=at)


def plan_file(path: Path) -> list[Planned]:
    """Return what taking the file in would change, procedure by procedure, part by part.

    :raises CatalogueRefused: with every mistake, by row and column
    """
    return [_planned(record) for record in _read(path).values()]


def plan_catalogue(folder: Path = PACKAGED) -> list[Planned]:
    """Return what taking the folder in would change.

    :raises CatalogueRefused: with every mistake of every file
    """
    records, problems = read_folder(folder)
    if problems:
        raise CatalogueRefused(sorted(problems))
    return [_planned(record) for record in records.values()]


def _planned(record: Record) -> Planned:
    versions = queries.list_versions(record.code)
    if not versions:
        return Planned(code=record.code, name=record.name, is_new=True, parts=())
    parts = queries.compare(versions[-1], record)
    return Planned(code=record.code, name=record.name, is_new=False, parts=parts)


def _record_of(version: queries.Version) -> Record:
    plain = msgspec.to_builtins(version)
    return from_plain({one.name: plain[one.name] for one in msgspec.structs.fields(Record)})


def _read(path: Path) -> dict[str, Record]:
    plain, places = _read_workbook(path) if path.suffix.lower() == WORKBOOK else _read_json(path)
    problems = []
    for label, one in plain.items():
        for place, text in checks.problems_of(one):
            problems.append(Problem(file=path.name, path=places.name(label, place), text=text))
    if not plain:
        problems.append(Problem(file=path.name, path="$", text=_("Tệp không có thủ tục nào.")))
    if problems:
        raise CatalogueRefused(sorted(problems))
    return {f"{path.name}: {label}": from_plain(one) for label, one in plain.items()}


class _Places:
    """Names a place in a file for the person who will put it right."""

    def __init__(self, gathered: sheets.Gathered | None = None) -> None:
        self.gathered = gathered

    def name(self, label: str, place: str) -> str:
        """Return sheet, row and column in a workbook, else the path in the document."""
        if self.gathered is None:
            return f"{label}{place.removeprefix('$')}"
        return _spot(self.gathered.locate(label, place))


def _read_json(path: Path) -> tuple[Mapping[str, Any], _Places]:
    try:
        document = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise _unreadable(path, str(error)) from error
    procedures = document.get("procedures") if isinstance(document, dict) else None
    if not isinstance(procedures, list) or document.get("format") != Document.FORMAT:
        text = _("Không phải danh mục ở định dạng {name}.").format(name=Document.FORMAT)
        raise _unreadable(path, text)
    codes = [one.get("code") if isinstance(one, dict) else None for one in procedures]
    twice = sorted({str(code) for code in codes if codes.count(code) > 1})
    if twice:
        raise _unreadable(path, _("Mã xuất hiện hai lần: {codes}").format(codes=", ".join(twice)))
    labelled = {f"$.procedures[{number}]": one for number, one in enumerate(procedures)}
    return labelled, _Places()


def _read_workbook(path: Path) -> tuple[Mapping[str, Any], _Places]:
    try:
        rows, computed = workbook.read(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _unreadable(path, str(error)) from error
    gathered = sheets.to_records(rows)
    misplaced = sorted([*computed, *gathered.misplaced])
    if misplaced:
        raise CatalogueRefused(
            [Problem(file=path.name, path=_spot(one), text=_why(one)) for one in misplaced]
        )
    return gathered.records, _Places(gathered)


def _spot(one: sheets.Misplaced) -> str:
    return _("trang {sheet}, dòng {row}, cột {column}").format(
        sheet=one.sheet, row=one.row, column=one.column or "-"
    )


def _why(one: sheets.Misplaced) -> str:
    reasons = {
        "sheet": _("Không có trang nào mang tên này trong danh mục."),
        "column": _("Không có cột nào mang tên này."),
        "code": _("Thiếu mã thủ tục, hoặc mã đã đứng ở dòng trên."),
        "procedure": _("Không có thủ tục mang mã này ở trang đầu."),
        "within": _("Không có dòng nào như vậy ở trang chứa nó."),
        "number": _("Phải là số nguyên."),
        "yes-or-no": _("Chỉ ghi TRUE hoặc FALSE."),
        "formula": _("Ô này là công thức; hãy ghi giá trị."),
    }
    return reasons.get(one.why, _("Phải là chữ; hãy định dạng ô là văn bản."))


def _unreadable(path: Path, text: str) -> CatalogueRefused:
    return CatalogueRefused([Problem(file=path.name, path="$", text=text)])
