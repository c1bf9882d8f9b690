"""Closing a register: the one verb, and the only writer of its tables."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.registers import permissions, queries, rules
from motcua.domain.registers.errors import BookEmpty
from motcua.domain.registers.events import RegisterClosed
from motcua.domain.registers.models import ClosedBook, ClosedLine
from motcua.domain.registers.rules import Sealed
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock, outbox


@transaction.atomic(savepoint=False)
def bind(*, agency_id: int, year: int, by: Officer, at: datetime) -> list[Sealed]:
    """Return every line of the year as it will be sealed; others who close wait until this ends.

    The caller typesets and signs these lines, and closes the book with them in the same transaction.

    :raises BookNotFound, NotYoursToClose, YearNotOver, BookClosed: if it is not to be closed
    :raises BookEmpty: if nothing was taken in
    """
    permissions.require_reader(by, agency_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [agency_id, year])
    permissions.require_closable(by, agency_id, year, on=clock.day_in_vietnam(at))
    numbers = dossiers.list_numbers(dossiers.Sought(agency_id=agency_id, year=year))
    if not numbers:
        raise BookEmpty(year=year)
    heads = dossiers.list_heads(key for _no, key in numbers)
    return [
        Sealed(no=no, dossier_id=key, seq=heads[key].seq, hash=heads[key].hash)
        for no, key in numbers
    ]


@transaction.atomic(savepoint=False)
def close(
    *, agency_id: int, year: int, lines: Sequence[Sealed], document_id: int, number: str,
    by: Officer, at: datetime,
) -> ClosedBook:  # fmt: skip
    """Close the register of a year with these lines: nothing in it changes afterwards.

    Article 10.2.a of Circular 01/2018/TT-VPCP. What happens to its dossiers later is an addition.

    :raises BookNotFound, NotYoursToClose, YearNotOver, BookClosed: if it is not to be closed
    """
    agency = permissions.require_closable(by, agency_id, year, on=clock.day_in_vietnam(at))
    key = queries.key_of(agency, year)
    book = ClosedBook(
        agency=agency,
        year=year,
        key=key,
        lines=len(lines),
        digest=rules.digest(key, lines),
        number=number,
        document_id=document_id,
        closed_at=at,
        closed_by=by.key,
    )
    book.save(force_insert=True)
    ClosedLine.objects.bulk_create(
        [
            ClosedLine(
                book=book, no=line.no, dossier_id=line.dossier_id, seq=line.seq, hash=line.hash
            )
            for line in lines
        ],
        batch_size=1000,
    )
    announcement = RegisterClosed(
        book_id=book.pk, agency_id=agency.pk, year=year, lines=book.lines,
        hash=bytes(book.digest).hex(), by=by.key,
    )  # fmt: skip
    outbox.publish(announcement, subject=book.subject, at=at)
    return book
