"""The register of a one-stop desk: read by page, printed, closed at the year's end and proved.

Articles 9 and 10 of Circular 01/2018/TT-VPCP: form No. 06, and No. 07 of Circular 03/2025 since 1 July 2025.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import papers
from motcua.composition.casework.errors import RegisterTooLong
from motcua.composition.casework.issuing import Paper, issue_paper, number_of
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.queries import Entered, Sought
from motcua.domain.procedures import queries as procedures
from motcua.domain.registers import actions as registers
from motcua.domain.registers import permissions
from motcua.domain.registers import queries as books
from motcua.domain.registers.queries import Addition, Fault
from motcua.foundation.kernel import audit, clock, sheets
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.registers.models import ClosedBook
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.organisations.models import Agency


PURPOSE: Final = "register"
SERIES: Final = "ST"
TEMPLATE: Final = "register"
MOST_LINES: Final = 2000
"""Lines that one press prints of an open book; of more, a part is asked for."""
CHUNK: Final = 500
AT_ONCE: Final = "Trả ngay"
COLUMNS: Final = (
    "TT", "Mã hồ sơ", "Tên thủ tục hành chính", "Số giấy tờ", "Họ tên", "Địa chỉ", "Số điện thoại",
    "Cơ quan giải quyết", "Nhận hồ sơ", "Hẹn trả kết quả", "Có kết quả", "Trả kết quả", "Cách nhận",
    "Ghi chú",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the register in words, as form No. 06 has it."""

    no: int
    reference: str
    number: str
    procedure: str
    papers: int
    applicant: str
    address: str
    phone: str
    agency: str
    received: str
    due: str
    finished: str
    returned: str
    way: str
    note: str

    def cells(self) -> tuple[str | int, ...]:
        """Return the line as a sheet has it, in the order of the columns."""
        return (
            self.no, self.number, self.procedure, self.papers, self.applicant, self.address, self.phone,
            self.agency, self.received, self.due, self.finished, self.returned, self.way, self.note,
        )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """Return the line as the paper has it."""
        return {name: value for name, value in vars(self).items() if name != "reference"}


@dataclass(frozen=True, kw_only=True)
class Book:
    """A part of the register of one desk and year."""

    agency: Agency
    desks: tuple[Agency, ...]
    """Whose registers this officer may read."""
    year: int
    lines: tuple[Line, ...]
    next_after: int
    """The number behind which the list goes on; 0 at its end."""
    closed: ClosedBook | None
    barrier: Refusal | None
    """What keeps this officer from closing the book."""


def read(
    sought: Sought, by: Officer, *, after: int = 0, limit: int = dossiers.PAGE, on: date
) -> Book:
    """Return a page of the register to the desk and its leaders. One price for any number of lines.

    Raises:
        BookNotFound: if this officer may not read that desk's register.
    """
    desks = permissions.list_readable(by)
    agency = books.pick_desk(desks, sought.agency_id)
    numbers = dossiers.list_numbers(sought, after=after, limit=limit + 1)
    closed = books.find_closed(agency.pk, sought.year)
    lines = _read(numbers[:limit], closed, by)
    return Book(
        agency=agency,
        desks=tuple(desks),
        year=sought.year,
        lines=tuple(lines),
        next_after=numbers[limit - 1][0] if len(numbers) > limit else 0,
        closed=closed,
        barrier=permissions.find_barrier(by, sought.year, closed, on=on),
    )


def _read(numbers: Sequence[tuple[int, int]], closed: ClosedBook | None, by: Officer) -> list[Line]:
    """Return these lines in words; of a closed book as they stood when it was closed."""
    heads = books.list_heads(closed, [key for _no, key in numbers]) if closed else None
    entered = dossiers.read_lines(numbers, heads=heads)
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=list(dict.fromkeys(one.dossier.subject for one in entered)),
        purpose=PURPOSE,
    )
    return list(_in_words(entered, until=closed.closed_at if closed else None))


def _in_words(entered: Sequence[Entered], *, until: datetime | None) -> Iterator[Line]:
    owners = [one.dossier.subject for one in entered if not one.stood.papers]
    files = document_queries.count_handed_in(owners, until=until) if owners else {}
    for one in entered:
        dossier, stood, answers = one.dossier, one.stood, one.answers
        version = procedures.get_version(dossier.procedure_version_id)
        yield Line(
            no=one.no,
            reference=dossier.reference,
            number=dossier.number or dossier.reference,
            procedure=version.name,
            papers=stood.papers or files.get(dossier.subject, 0),
            applicant=str(answers.get("requester_full_name") or dossier.applicant.full_name),
            address=_place(answers.get("requester_residence")),
            phone=str(answers.get("requester_phone") or ""),
            agency=_competent(one),
            received=_moment(stood.accepted_at),
            due=_moment(stood.due_at),
            finished=_moment(stood.finished_at),
            returned=_moment(stood.handed_over_at),
            way=str(stood.way.label) if stood.way else "",
            note="; ".join(_notes(one)),
        )


def _notes(one: Entered) -> Iterator[str]:
    """Return what the last column says: answered at once (Article 17.4), and what else happened."""
    stood = one.stood
    if stood.handed_over_at is not None and dossiers.was_answered_at_once(
        one.dossier, accepted_at=stood.accepted_at, due_at=stood.due_at
    ):
        yield AT_ONCE
    yield from (str(act.label) for act in one.stood.told)


def _competent(one: Entered) -> str:
    """Return who was competent then; one query where that was an agency before a reorganisation."""
    agency = one.dossier.agency
    return (agency if agency.pk == one.agency_id else organisations.get_agency(one.agency_id)).name


def _place(answer: object) -> str:
    if not isinstance(answer, Mapping):
        return str(answer or "")
    parts = (answer.get(name) for name in ("detail", "commune", "province"))
    return ", ".join(str(part) for part in parts if part)


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}" if at else ""


def write_pdf(sought: Sought, by: Officer, *, at: datetime) -> bytes:
    """Return the lines asked for as a paper to print, unsigned; of a closed book, the signed one.

    Raises:
        BookNotFound: if this officer may not read that desk's register.
        RegisterTooLong: if more is asked for than one print holds.
    """
    agency = permissions.require_reader(by, sought.agency_id)
    closed = books.find_closed(agency.pk, sought.year)
    if closed is not None:
        return read_closed_paper(closed, by)
    lines = list(_all_lines(sought, by, most=MOST_LINES))
    values = _values(agency, sought.year, lines, at=at)
    return documents.typeset(TEMPLATE, values, at=at)


def read_closed_paper(closed: ClosedBook, by: Officer) -> bytes:
    """Return the signed paper of a closed book, and note whose lines were read with it."""
    document = document_queries.get_document(closed.document_id, owner=closed.subject)
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, subjects=[closed.subject], purpose=PURPOSE
    )
    return document_queries.read_content(document)


def write_csv(sought: Sought, by: Officer) -> str:
    """Return the lines asked for as a sheet, beginning with the mark by which Excel knows its letters.

    Raises:
        BookNotFound: if this officer may not read that desk's register.
    """
    permissions.require_reader(by, sought.agency_id)
    return sheets.write_csv(COLUMNS, (line.cells() for line in _all_lines(sought, by)))


def _all_lines(sought: Sought, by: Officer, *, most: int | None = None) -> Iterator[Line]:
    closed = books.find_closed(sought.agency_id, sought.year)
    numbers = dossiers.list_numbers(sought)
    if most is not None and len(numbers) > most:
        raise RegisterTooLong(most=most)
    for chunk in _chunks(numbers):
        yield from _read(chunk, closed, by)


def _chunks(numbers: Sequence[tuple[int, int]]) -> Iterator[Sequence[tuple[int, int]]]:
    for start in range(0, len(numbers), CHUNK):
        yield numbers[start : start + CHUNK]


@transaction.atomic
def close(*, agency_id: int, year: int, by: Officer, at: datetime) -> ClosedBook:
    """Close the year's register: every line sealed, the book typeset, signed and numbered, or nothing.

    Raises:
        BookNotFound, NotYoursToClose: if it is not this officer's to close.
        YearNotOver, BookClosed, BookEmpty: if there is nothing to close.
    """
    sealed = registers.bind(agency_id=agency_id, year=year, by=by, at=at)
    agency = organisations.get_agency(agency_id)
    signing = organisations.get_agency(by.agency_id)
    lines = list(_lines_of([(line.no, line.dossier_id) for line in sealed], by))
    number = number_of(signing, SERIES, at)
    digest = books.digest_of(agency, year, sealed)
    values = _values(agency, year, lines, at=at)
    document_id = issue_paper(
        Paper(
            owner=books.subject_of(agency, year),
            agency=signing,
            kind=PaperKind.REGISTER,
            template=TEMPLATE,
            title=f"Sổ theo dõi hồ sơ năm {year}",
            number=number,
        ),
        fill=lambda signed: {**values, **signed, "number": number, "seal": digest.hex()},
        by=by, signatory=by, at=at,
    )  # fmt: skip
    return registers.close(
        agency_id=agency_id, year=year, lines=sealed, document_id=document_id, number=number,
        by=by, at=at,
    )  # fmt: skip


def _lines_of(numbers: Sequence[tuple[int, int]], by: Officer) -> Iterator[Line]:
    for chunk in _chunks(numbers):
        yield from _read(chunk, None, by)


def _values(agency: Agency, year: int, lines: Iterable[Line], *, at: datetime) -> dict[str, Any]:
    """Return what the paper says of an open book: neither number nor signature."""
    on = clock.day_in_vietnam(at)
    form = dossiers.register_form_on(min(on, date(year, 12, 31)))
    return {
        "agency": agency.name,
        "parent_agency": agency.parent.name if agency.parent else "",
        "number": "",
        "place": papers.place_of(agency),
        "issued_on": on,
        "office": f"Bộ phận Một cửa {agency.name}",
        "form": f"{form.name} – {form.source}",
        "period": f"Năm {year}",
        "lines": [line.values() for line in lines],
        "signatory_title": "",
        "signatory_name": "",
        "verification_url": "",
        "verification_code": "",
    }


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A closed book beside the log: where they do not agree, and what happened since."""

    agency: Agency
    book: ClosedBook
    faults: tuple[Fault, ...]
    additions: tuple[Addition, ...]


def check(agency_id: int, year: int, by: Officer) -> Checked | None:
    """Return whether a closed book still agrees with the log, and what was added since; None if open.

    Raises:
        BookNotFound: if this officer may not read that desk's register.
    """
    agency = permissions.require_reader(by, agency_id)
    closed = books.find_closed(agency_id, year)
    if closed is None:
        return None
    return Checked(
        agency=agency,
        book=closed,
        faults=tuple(books.verify_book(closed)),
        additions=tuple(books.list_additions(closed)),
    )
