"""The catalogue leaves and comes back, as a document or a workbook, and says the same."""

import json
from io import BytesIO, StringIO

import msgspec
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import validator_for
from openpyxl import Workbook, load_workbook
from tests.procedures import shelf

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import Outcome, Part
from motcua.domain.procedures.errors import CatalogueRefused
from motcua.domain.procedures.models import ProcedureVersion
from motcua.domain.procedures.rules import sheets, workbook
from motcua.domain.procedures.rules.document import Document, schema
from motcua.domain.procedures.rules.record import from_plain

RECORDS = [from_plain(shelf.plain(path.stem)) for path in sorted(shelf.CATALOGUE.glob("*.yaml"))]


@pytest.fixture
def six_files(six, tmp_path):
    """Six procedures of the catalogue, written out as a document and as a workbook."""
    for name in ("catalogue.json", "catalogue.xlsx"):
        actions.export_file(tmp_path / name, on=shelf.TODAY)
    return tmp_path


def change_cell(path, sheet, cell, value):
    book = load_workbook(path)
    book[sheet][cell] = value
    book.save(path)


def problems(path):
    with pytest.raises(CatalogueRefused) as refused:
        actions.import_file(path, at=shelf.PUBLISHED_AT)
    return [(problem.path, problem.text) for problem in refused.value.problems]


def read_back(records):
    rows, computed = workbook.read(workbook.write(sheets.to_rows(records)))
    gathered = sheets.to_records(rows)
    assert (computed, gathered.misplaced) == ([], [])
    return [from_plain(plain) for plain in gathered.records.values()]


# --- There and back ------------------------------------------------------------------------------


def test_every_packaged_record_survives_the_workbook():
    assert read_back(RECORDS) == RECORDS


@given(
    st.lists(st.sampled_from(RECORDS), unique_by=lambda record: record.code, max_size=4), st.data()
)
def test_any_records_survive_the_rows(records, data):
    """Whatever the order of the records, and whatever begins like a formula or holds lines."""
    prose = st.text("=+-@ab\n, ", min_size=1, max_size=20)
    changed = [msgspec.structs.replace(one, summary=data.draw(prose)) for one in records]

    rows = sheets.to_rows(changed)
    numbered = {name: list(enumerate(found, start=2)) for name, found in rows.items()}
    gathered = sheets.to_records(numbered)

    assert gathered.misplaced == []
    assert [from_plain(plain) for plain in gathered.records.values()] == changed


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["catalogue.json", "catalogue.xlsx"])
def test_what_was_written_out_changes_nothing(six_files, name):
    before = ProcedureVersion.objects.count()

    planned = actions.plan_file(six_files / name)

    assert [(one.is_new, one.parts) for one in planned] == [(False, ())] * 6
    assert ProcedureVersion.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["catalogue.json", "catalogue.xlsx"])
def test_a_catalogue_with_forms_and_processes_comes_back_unchanged(tmp_path, name):
    actions.import_catalogue(at=shelf.PUBLISHED_AT)
    actions.export_file(tmp_path / name, on=shelf.TODAY)

    again = actions.import_file(tmp_path / name, at=shelf.PUBLISHED_AT)

    assert {one.outcome for one in again} == {Outcome.UNCHANGED}


@pytest.mark.django_db
def test_a_text_that_begins_like_a_formula_stays_text(tmp_path):
    shelf.publish(summary="=1+1")
    actions.export_file(tmp_path / "catalogue.xlsx", on=shelf.TODAY)

    [planned] = actions.plan_file(tmp_path / "catalogue.xlsx")

    assert planned.parts == ()


# --- Changes -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_changed_cell_is_told_part_by_part_and_then_published(six_files):
    path = six_files / "catalogue.xlsx"
    header = [cell.value for cell in load_workbook(path)["procedures"][1]]
    column = header.index("summary") + 1
    book = load_workbook(path)
    book["procedures"].cell(row=2, column=column).value = "Nói lại cho rõ hơn."
    book.save(path)

    changed = [one for one in actions.plan_file(path) if one.parts]
    [part] = changed[0].parts
    imported = actions.import_file(path, at=shelf.PUBLISHED_AT)

    assert [one.code for one in changed] == ["1.001193"]
    assert (part.part, part.changes[0].after) == (Part.NAMES, "Nói lại cho rõ hơn.")
    published = {one.code for one in imported if one.outcome is Outcome.PUBLISHED}
    assert "1.001193" in published
    assert queries.get_by_code("1.001193", shelf.TODAY).summary == "Nói lại cho rõ hơn."


@pytest.mark.django_db
def test_a_dry_run_on_the_command_line_names_what_changes_and_writes_nothing(six_files):
    path = six_files / "catalogue.json"
    document = json.loads(path.read_text("utf-8"))
    document["procedures"][0]["papers"][0]["name"] = "Tờ khai mới"
    path.write_text(json.dumps(document), "utf-8")
    said, before = StringIO(), ProcedureVersion.objects.count()

    call_command("catalogue", "import", str(path), "--dry-run", stdout=said)

    assert "“Tờ khai đăng ký khai sinh” thành “Tờ khai mới”" in said.getvalue()
    assert said.getvalue().count("không thay đổi") == 5
    assert ProcedureVersion.objects.count() == before


@pytest.mark.django_db
def test_the_command_line_writes_a_file_by_its_suffix(six, tmp_path):
    call_command("catalogue", "export", str(tmp_path / "all.xlsx"), stdout=StringIO())

    assert load_workbook(tmp_path / "all.xlsx").sheetnames[0] == "procedures"


# --- Mistakes ------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sheet", "cell", "value", "place"),
    [
        ("procedures", "A2", 1.001193, "trang procedures, dòng 2, cột code"),
        ("procedures", "A3", "1.001193", "trang procedures, dòng 3, cột code"),
        ("procedures", "A1", "ma", "trang procedures, dòng 2, cột ma"),
        ("papers", "A2", "9.999999", "trang papers, dòng 2, cột procedure"),
        ("papers", "B2", "=1+1", "trang papers, dòng 2, cột code"),
        ("channels.fees", "B2", "9", "trang channels.fees, dòng 2, cột within"),
        ("papers", "B2", "Không phải mã", "trang papers, dòng 2, cột code"),
    ],
)  # fmt: skip
def test_each_mistake_is_named_by_sheet_row_and_column(six_files, sheet, cell, value, place):
    path = six_files / "catalogue.xlsx"
    change_cell(path, sheet, cell, value)

    assert place in [where for where, _text in problems(path)]


@pytest.mark.django_db
def test_one_mistake_keeps_everything_out(six_files):
    path = six_files / "catalogue.json"
    document = json.loads(path.read_text("utf-8"))
    document["procedures"][0]["summary"] = "Đã đổi."
    document["procedures"][5]["sets"] = "hai"
    path.write_text(json.dumps(document), "utf-8")

    assert [where for where, _text in problems(path)] == ["$.procedures[5].sets"]
    assert ProcedureVersion.objects.count() == 6


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"{"),
        ("a.json", b"[]"),
        ("a.json", b'{"format": "other", "procedures": []}'),
        ("a.json", b'{"format": "motcua-catalogue/1", "procedures": []}'),
        ("a.json", b'{"format": "motcua-catalogue/1", "procedures": [{"code": 1}, {"code": 1}]}'),
        ("a.xlsx", b"PK no archive"),
        ("absent.json", None),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(CatalogueRefused):
        actions.plan_file(tmp_path / name)


@pytest.mark.django_db
def test_the_command_line_lists_the_mistakes_and_ends_with_one(tmp_path):
    (tmp_path / "a.json").write_bytes(b"{")
    said = StringIO()

    with pytest.raises(CommandError) as ended:
        call_command("catalogue", "import", str(tmp_path / "a.json"), stdout=said)

    assert ended.value.returncode == 1
    assert said.getvalue().startswith("a.json: $")


# --- The schema ----------------------------------------------------------------------------------


def test_the_schema_accepts_what_is_written_out_and_refuses_the_rest():
    judge = validator_for(schema())
    document = json.loads(msgspec.json.encode(Document(procedures=tuple(RECORDS))))

    assert judge.is_valid(document)
    document["procedures"][0]["code"] = "khong-phai-ma"
    assert not judge.is_valid(document)


def test_a_workbook_without_the_first_sheet_is_refused():
    written = BytesIO()
    Workbook().save(written)

    with pytest.raises(ValueError, match="procedures"):
        workbook.read(written.getvalue())
