"""Who read whose personal data: noted where the object is fetched, stored before the answer leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from django.db import connection

from motcua.foundation.kernel import clock, rows
from motcua.foundation.kernel.models import Reading
from motcua.foundation.kernel.subjects import Subject


@dataclass
class _Notes:
    reader: str = ""
    agency_id: int | None = None
    purposes: dict[str, set[Subject]] = field(default_factory=dict)


_notes: ContextVar[_Notes | None] = ContextVar("notes", default=None)


def note_reading(
    *, reader: str, subjects: list[Subject], purpose: str, agency_id: int | None = None
) -> None:
    """Note that personal data of these subjects was read, to be stored with the request's readings.

    Outside a request (worker, command) the note is stored at once.
    """
    notes = _notes.get()
    if notes is None:
        store(reader=reader, agency_id=agency_id, purpose=purpose, subjects=subjects, path="")
        return
    notes.reader = reader
    notes.agency_id = agency_id
    notes.purposes.setdefault(purpose, set()).update(subjects)


@contextmanager
def collecting(path: str) -> Iterator[None]:
    """Collect the readings of one request; store them in one insert when the block ends well."""
    notes = _Notes()
    token = _notes.set(notes)
    try:
        yield
        _flush(notes, path)
    finally:
        _notes.reset(token)


@dataclass(frozen=True, kw_only=True)
class Seen:
    """That somebody read one subject's data on a day for one purpose, once or more often."""

    on: date
    reader: str
    agency_id: int | None
    purpose: str
    subject: str
    times: int
    first_at: datetime
    last_at: datetime


# One statement finds the readings by the index of subjects and tells a list's subjects apart.
_SEEN: Final = """
    SELECT read_on, reader, agency_id, purpose, subject, count(*), min(read_at), max(read_at) AS last
    FROM kernel_reading, jsonb_array_elements_text(subjects) AS subject
    WHERE subjects ?| %(subjects)s AND subject = ANY(%(subjects)s) AND reader NOT LIKE 'citizen:%%'
    GROUP BY read_on, reader, agency_id, purpose, subject
    ORDER BY read_on DESC, last DESC, reader, purpose, subject
    OFFSET %(offset)s LIMIT %(limit)s
"""


def list_seen(subjects: list[Subject], *, offset: int, limit: int) -> list[Seen]:
    """Return who read the data of these subjects, by day, latest first; not citizens. One query."""
    keys = [str(subject) for subject in subjects]
    with connection.cursor() as cursor:
        cursor.execute(_SEEN, {"subjects": keys, "offset": offset, "limit": limit})
        return [
            Seen(
                on=on,
                reader=reader,
                agency_id=agency_id,
                purpose=purpose,
                subject=subject,
                times=times,
                first_at=first_at,
                last_at=last_at,
            )
            for on, reader, agency_id, purpose, subject, times, first_at, last_at in cursor
        ]


def store(
    *, reader: str, agency_id: int | None, purpose: str, subjects: list[Subject], path: str
) -> None:
    """Store one reading. One insert."""
    _insert([_row(reader, agency_id, purpose, subjects, path)])


def _flush(notes: _Notes, path: str) -> None:
    readings = [
        _row(notes.reader, notes.agency_id, purpose, sorted(subjects), path)
        for purpose, subjects in sorted(notes.purposes.items())
        if subjects
    ]
    _insert(readings)


def _row(
    reader: str, agency_id: int | None, purpose: str, subjects: list[Subject], path: str
) -> Reading:
    at = clock.now()
    return Reading(
        read_on=clock.day_in_vietnam(at),
        read_at=at,
        reader=reader,
        agency_id=agency_id,
        purpose=purpose,
        subjects=[str(subject) for subject in subjects],
        path=path[:200],
    )


def _insert(readings: list[Reading]) -> None:
    rows.insert(readings)
