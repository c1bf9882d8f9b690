"""The register of a one-stop desk: every dossier a line, read from the log, closed once, never changed."""

import csv
import io
from datetime import date, timedelta

import pikepdf
import pytest
from django.db import ProgrammingError, connection, transaction
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.evidence import queries as evidence
from motcua.composition.casework import proof, register
from motcua.composition.casework.errors import RegisterTooLong
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.queries import Sought
from motcua.domain.registers import queries as books
from motcua.domain.registers.errors import (
    BookClosed,
    BookEmpty,
    BookNotFound,
    NotYoursToClose,
    YearNotOver,
)
from motcua.domain.registers.models import ClosedBook, ClosedLine

pytestmark = pytest.mark.django_db
YEAR = MONDAY.year
PRICE = 9
NEW_YEAR = MONDAY.replace(year=YEAR + 1, month=1, day=4)


def taken_in(province, *, at=MONDAY, **more):
    dossier = people.lodge(province, at=at, **more)
    return people.accept(province, dossier, at=at)


def finished(province, *, at=MONDAY, wish="electronic"):
    """Return a dossier whose result exists."""
    dossier = taken_in(province, answers=people.ANSWERS | {"result_channel": wish}, at=at)
    people.do(province.registrar, dossier, "dat", at=at)
    people.answer(province.hanh, dossier, "dong_y", at=at)
    people.do(province.chair, dossier, "ky", at=at)
    return people.again(dossier)


def sought(province, **more):
    return Sought(agency_id=province.agency_id, **({"year": YEAR} | more))


def read(province, *, by=None, after=0, limit=25, **more):
    return register.read(
        sought(province, **more), by or province.desk, after=after, limit=limit, on=MONDAY.date()
    )


def close(province, *, by=None, year=YEAR, at=NEW_YEAR):
    return register.close(agency_id=province.agency_id, year=year, by=by or province.chair, at=at)


# --- what a line says -----------------------------------------------------------------------------


def test_a_line_says_what_form_06_asks(province):
    dossier = finished(province)
    people.settle()

    (line,) = read(province).lines

    assert line.cells() == (
        1, people.again(dossier).number, "Đăng ký khai sinh", 1, "Nguyễn Thị Hạnh",
        "Thôn Bến Đò, Xã Sông Lam, Tỉnh Lam Giang", "0900000101", "Ủy ban nhân dân xã Sông Lam",
        "09:00 16/03/2026", "17:00 16/03/2026", "09:00 16/03/2026", "09:00 16/03/2026",
        "Bản điện tử trên cổng", "",
    )  # fmt: skip


def test_lines_stand_in_the_order_in_which_they_were_written_and_keep_their_numbers(province):
    first = taken_in(province)
    second = taken_in(province, at=MONDAY + timedelta(hours=1))
    third = finished(province, at=MONDAY + timedelta(hours=2))

    whole = read(province).lines
    rest = read(province, after=1, limit=1)
    still_open = read(province, is_open=True).lines

    assert [(line.no, line.number) for line in whole] == [
        (no, people.again(one).number) for no, one in enumerate((first, second, third), start=1)
    ]
    assert [line.no for line in rest.lines] == [2]
    assert rest.next_after == 2
    assert [line.no for line in read(province, after=2, limit=1).lines] == [3]
    assert [line.no for line in still_open] == [1, 2, 3]  # the result is not fetched yet
    people.settle()
    assert [line.no for line in read(province, is_open=True).lines] == [1, 2]


def test_what_was_never_taken_in_is_no_line(province):
    people.lodge(province)

    assert read(province).lines == ()


def test_a_year_ends_at_midnight_in_vietnam(province):
    taken_in(province, at=MONDAY.replace(month=12, day=31, hour=16))

    assert len(read(province).lines) == 1
    assert read(province, year=YEAR + 1).lines == ()


def test_the_register_is_cut_by_procedure_and_by_day(province):
    dossier = taken_in(province)

    def numbers(**more):
        return [line.no for line in read(province, **more).lines]

    assert numbers(procedure_id=dossier.procedure_id) == [1]
    assert numbers(procedure_id=dossier.procedure_id + 1) == []
    assert numbers(received_since=MONDAY, received_until=MONDAY + timedelta(days=1)) == [1]
    assert numbers(received_since=MONDAY + timedelta(days=1)) == []
    assert numbers(received_until=MONDAY) == []


@pytest.mark.parametrize("reader", ["desk", "chair"])
def test_the_desk_and_its_leader_read_the_register(province, reader):
    taken_in(province)

    assert len(read(province, by=getattr(province, reader)).lines) == 1


@pytest.mark.parametrize(
    "stranger", ["registrar", "stranger", "strange_chair", "controller", "operator"]
)
def test_nobody_else_reads_it(province, stranger):
    by = getattr(province, stranger)

    for ask in (
        lambda: read(province, by=by),
        lambda: register.write_pdf(sought(province), by, at=MONDAY),
        lambda: register.write_csv(sought(province), by),
        lambda: register.check(province.agency_id, YEAR, by),
        lambda: close(province, by=by),
    ):
        with pytest.raises(BookNotFound):
            ask()


def test_one_line_costs_what_thirty_cost(province, django_assert_num_queries):
    taken_in(province)
    read(province)  # what is read once and held
    with django_assert_num_queries(PRICE):
        read(province, limit=30)
    for minute in range(1, 30):
        taken_in(province, at=MONDAY + timedelta(minutes=minute))

    with django_assert_num_queries(PRICE):
        found = read(province, limit=30)

    assert len(found.lines) == 30


# --- taking it along ------------------------------------------------------------------------------


def test_the_print_is_a4_across_with_every_line(province):
    taken_in(province)

    pdf = pikepdf.open(io.BytesIO(register.write_pdf(sought(province), province.desk, at=MONDAY)))

    _left, _bottom, width, height = (round(float(one)) for one in pdf.pages[0].mediabox)
    assert (width, height) == (842, 595)


def test_a_print_holds_so_many_lines_and_no_more(province, monkeypatch):
    taken_in(province)
    taken_in(province, at=MONDAY + timedelta(minutes=1))
    monkeypatch.setattr(register, "MOST_LINES", 1)

    with pytest.raises(RegisterTooLong):
        register.write_pdf(sought(province), province.desk, at=MONDAY)


def test_a_name_in_the_sheet_is_never_a_formula(province):
    taken_in(
        province, answers=people.ANSWERS | {"requester_residence": people.HOME | {"detail": "=1+1"}}
    )

    text = register.write_csv(sought(province), province.desk)

    header, line = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert text.startswith("\ufeff")
    assert len(header) == len(line) == len(register.COLUMNS)
    assert line[register.COLUMNS.index("Địa chỉ")] == "'=1+1, Xã Sông Lam, Tỉnh Lam Giang"


# --- closing --------------------------------------------------------------------------------------


def test_the_form_is_the_one_in_force():
    names = [dossiers.register_form_on(day).name for day in (date(2025, 6, 30), date(2025, 7, 1))]

    assert names == ["Mẫu số 06", "Mẫu số 07"]


def test_a_closed_register_is_signed_numbered_and_agrees_with_the_log(province):
    dossier = taken_in(province)

    book = close(province)

    document = documents.get_document(book.document_id, owner=book.subject)
    report = documents.verify(documents.read_content(document), at=NEW_YEAR)
    assert report.is_valid
    assert len(report.signatures) == 2
    assert (book.key, book.lines, book.number) == ("H99.101/2026", 1, "01/ST-H99.101")
    assert books.list_heads(book) == {dossier.pk: people.again(dossier).last_seq}
    checked = register.check(province.agency_id, YEAR, province.desk)
    assert (checked.faults, checked.additions) == ((), ())


def test_the_seal_gets_its_place_in_the_one_order(province):
    taken_in(province)
    book = close(province)
    people.settle()

    (place,) = evidence.iterate(books.KIND)

    assert (place.key, place.hash) == (book.key, bytes(book.digest))
    assert list(proof.verify()) == []


def test_what_happens_later_is_an_addition_and_the_line_stays(province):
    dossier = taken_in(province)
    close(province)
    before = read(province).lines

    people.do(province.registrar, dossier, "dat", at=NEW_YEAR + timedelta(hours=1))
    people.answer(province.hanh, dossier, "dong_y", at=NEW_YEAR + timedelta(hours=2))
    people.do(province.chair, dossier, "ky", at=NEW_YEAR + timedelta(hours=3))

    assert read(province).lines == before
    checked = register.check(province.agency_id, YEAR, province.desk)
    assert checked.faults == ()
    assert [(one.no, one.happened.act.value) for one in checked.additions] == [
        (1, "finish_step"), (1, "confirm_entry"), (1, "record_entry"), (1, "finish_step"), (1, "decide"),
    ]  # fmt: skip
    assert checked.additions[-1].happened.at == NEW_YEAR + timedelta(hours=3)


def test_a_register_is_closed_once(province):
    taken_in(province)
    close(province)

    with pytest.raises(BookClosed):
        close(province)

    assert ClosedBook.objects.count() == 1


def test_a_register_is_not_closed_while_its_year_lasts(province):
    taken_in(province)

    with pytest.raises(YearNotOver):
        close(province, at=MONDAY.replace(month=12, day=31, hour=23, minute=59))


def test_a_year_without_dossiers_has_no_register_to_close(province):
    with pytest.raises(BookEmpty):
        close(province)


def test_the_desk_reads_and_does_not_close(province):
    taken_in(province)

    with pytest.raises(NotYoursToClose):
        close(province, by=province.desk)


@pytest.mark.parametrize("table", ["registers_closedbook", "registers_closedline"])
def test_the_application_can_neither_change_nor_delete_what_is_closed(province, table):
    taken_in(province)
    close(province)

    for statement in (f"UPDATE {table} SET hash = ''", f"DELETE FROM {table}"):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_seal_over_other_lines_is_found_out(province):
    first = taken_in(province)
    book = close(province)
    other = taken_in(province, at=MONDAY + timedelta(minutes=1))
    # As the owner of the database could: a line that names another dossier than the one sealed.
    forged = ClosedLine(
        book=book, no=2, dossier_id=other.pk, seq=1, hash=bytes(people.again(first).last_hash)
    )
    forged.save(force_insert=True)

    faults = {(fault.no, fault.why) for fault in books.verify_books()}

    assert faults == {
        (0, "the lines do not match the sealed hash"),
        (2, "entry 1 of its dossier is missing or another"),
    }


def test_a_dossier_slipped_into_a_closed_year_is_found_out(province):
    taken_in(province)
    close(province)
    taken_in(province, at=MONDAY + timedelta(minutes=1))

    (fault,) = books.verify_books()

    assert (fault.no, fault.why) == (0, "the log took in other dossiers in that year")
