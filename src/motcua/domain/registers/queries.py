"""Each question asked of the registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.queries import Afterwards, Sought
from motcua.domain.registers import rules
from motcua.domain.registers.errors import BookNotFound
from motcua.domain.registers.models import KIND, ClosedBook, ClosedLine
from motcua.domain.registers.rules import FIRST_YEAR, Sealed, is_over
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency

__all__ = ["FIRST_YEAR", "KIND", "Sealed", "is_over"]


def list_desks(agency_id: int) -> list[Agency]:
    """Return the agencies whose register is read there: the own, then those whose archive it keeps."""
    ids = [agency_id, *organisations.list_archives(agency_id)]
    return [organisations.get_agency(key) for key in ids]


def pick_desk(readable: Iterable[Agency], agency_id: int) -> Agency:
    """Return the agency among those whose register somebody may read.

    Raises:
        BookNotFound: if it is not among them.
    """
    for agency in readable:
        if agency.pk == agency_id:
            return agency
    raise BookNotFound


def key_of(agency: Agency, year: int) -> str:
    """Return the name of a desk's register of one year, such as ``H99.101/2026``."""
    return f"{agency.code}/{year}"


def subject_of(agency: Agency, year: int) -> Subject:
    """Return how capabilities know the register of that year."""
    return Subject(kind=KIND, key=key_of(agency, year))


def digest_of(agency: Agency, year: int, lines: Sequence[Sealed]) -> bytes:
    """Return the hash that closing the register with these lines seals."""
    return rules.digest(key_of(agency, year), lines)


def find_closed(agency_id: int, year: int) -> ClosedBook | None:
    """Return the closed register of that year, if it was closed. One query."""
    return ClosedBook.objects.filter(agency_id=agency_id, year=year).first()


def list_closed(agency_id: int) -> list[ClosedBook]:
    """Return the agency's closed registers, newest first. One query."""
    return list(ClosedBook.objects.filter(agency_id=agency_id).order_by("-year"))


def list_heads(book: ClosedBook, dossier_ids: list[int] | None = None) -> dict[int, int]:
    """Return the last entry that the book binds of its dossiers, or of these. One query."""
    lines = ClosedLine.objects.filter(book=book)
    if dossier_ids is not None:
        lines = lines.filter(dossier_id__in=dossier_ids)
    return dict(lines.values_list("dossier_id", "seq"))


@dataclass(frozen=True, kw_only=True)
class Addition:
    """Something that happened to a dossier of a closed register afterwards."""

    no: int
    happened: Afterwards


def list_additions(book: ClosedBook) -> list[Addition]:
    """Return what happened to the book's dossiers after it was closed, oldest first. Two queries."""
    lines = {
        key: (no, seq)
        for key, no, seq in ClosedLine.objects.filter(book=book).values_list(
            "dossier_id", "no", "seq"
        )
    }
    heads: Mapping[int, int] = {key: seq for key, (_no, seq) in lines.items()}
    return [
        Addition(no=lines[one.dossier_id][0], happened=one)
        for one in dossiers.list_afterwards(heads)
    ]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A place where a closed register and the log do not agree."""

    key: str
    no: int
    """The line; 0 for the book as a whole."""
    why: str


def verify_book(book: ClosedBook) -> Iterator[Fault]:
    """Yield where a closed register no longer agrees with itself or with the logs it bound."""
    lines = [line.to_sealed() for line in ClosedLine.objects.filter(book=book).order_by("no")]
    if len(lines) != book.lines or rules.digest(book.key, lines) != bytes(book.digest):
        yield Fault(key=book.key, no=0, why="the lines do not match the sealed hash")
    by_dossier = {line.dossier_id: line for line in lines}
    unlike = dossiers.find_unlike(
        (line.dossier_id, dossiers.Head(seq=line.seq, hash=line.hash)) for line in lines
    )
    for dossier_id, seq in unlike:
        why = f"entry {seq} of its dossier is missing or another"
        yield Fault(key=book.key, no=by_dossier[dossier_id].no, why=why)
    entered = dossiers.list_numbers(Sought(agency_id=book.agency_id, year=book.year))
    if entered != [(line.no, line.dossier_id) for line in lines]:
        yield Fault(key=book.key, no=0, why="the log took in other dossiers in that year")


def read_seals() -> dict[tuple[str, int], bytes]:
    """Return what every closed register is sealed with, by its key; each is one entry. One query."""
    rows = ClosedBook.objects.values_list("key", "digest")
    return {(key, 1): bytes(digest) for key, digest in rows}


def verify_books() -> Iterator[Fault]:
    """Yield where any closed register does not hold."""
    for book in ClosedBook.objects.order_by("pk"):
        yield from verify_book(book)
