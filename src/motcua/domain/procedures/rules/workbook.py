"""Sheets of rows as an Excel workbook and back. openpyxl is slow to import and rarely asked for."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

from motcua.domain.procedures.rules.sheets import MAIN, SHEETS, Misplaced, Row

LARGEST: Final = 50_000_000
"""Bytes of a workbook beyond which it is not opened."""
_WIDTH: Final = 24
Numbered = tuple[int, dict[str, object]]


def write(rows: Mapping[str, Sequence[Row]]) -> bytes:
    """Return a workbook with a sheet for each list; the header stays in sight."""
    from openpyxl import Workbook  # slow to import
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    for sheet in SHEETS.values():
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "B2"
        for number in range(1, len(sheet.header) + 1):
            page.column_dimensions[get_column_letter(number)].width = _WIDTH
        page.append(list(sheet.header))
        for row in rows.get(sheet.name, ()):
            cells = []
            for column in sheet.header:
                cell = WriteOnlyCell(page, value=row.get(column))
                if isinstance(row.get(column), str):
                    cell.data_type = "s"  # text, also where it begins like a formula
                cells.append(cell)
            page.append(cells)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def read(content: bytes) -> tuple[dict[str, list[Numbered]], list[Misplaced]]:
    """Return the rows of each sheet with their numbers, and the cells that compute something.

    Raises:
        ValueError: if it is no workbook, too large, or lacks the sheet of the procedures
    """
    from zipfile import BadZipFile

    from openpyxl import load_workbook  # slow to import
    from openpyxl.utils.exceptions import InvalidFileException

    if len(content) > LARGEST:
        raise ValueError("too large")
    try:
        book = load_workbook(BytesIO(content), read_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise ValueError(str(error)) from error
    if MAIN not in book.sheetnames:
        raise ValueError(f"no sheet {MAIN}")
    rows: dict[str, list[Numbered]] = {}
    computed: list[Misplaced] = []
    for page in book.worksheets:
        header: list[str] = []
        rows[page.title] = []
        for number, cells in enumerate(page.iter_rows(), start=1):
            values = [cell.value for cell in cells]
            if number == 1:
                header = ["" if value is None else str(value) for value in values]
                continue
            computed += [
                Misplaced(sheet=page.title, row=number, column=name, why="formula")
                for name, cell in zip(header, cells, strict=False)
                if cell.data_type == "f"
            ]
            if any(value not in (None, "") for value in values):
                named = zip(header, values, strict=False)
                rows[page.title].append((number, {name: value for name, value in named if name}))
    return rows, computed
