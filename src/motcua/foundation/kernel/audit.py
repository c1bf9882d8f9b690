"""Who read whose personal data: noted where the object is fetched, stored before the answer leaves."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from motcua.foundation.kernel import chain, clock, rows
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


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """Where a row stands in the list of who read: its first reading, and of whom or what that was.

    A day's row grows while somebody turns the pages; its first reading stays, and so does its place.
    """

    first_at: datetime
    first_id: UUID
    subject: str


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
    first_id: UUID

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return Place(first_at=self.first_at, first_id=self.first_id, subject=self.subject)


# One statement finds the readings by the index of subjects and tells a list's subjects apart.
_SEEN: Final = """
    SELECT read_on, reader, agency_id, purpose, subject, count(*), max(read_at), min(read_at) AS first,
        (array_agg(id ORDER BY read_at, id))[1] AS first_id
    FROM kernel_reading, jsonb_array_elements_text(subjects) AS subject
    WHERE subjects ?| %(subjects)s AND subject = ANY(%(subjects)s) AND reader NOT LIKE 'citizen:%%'
        {on}
    GROUP BY read_on, reader, agency_id, purpose, subject
    {behind}
    ORDER BY first DESC, first_id DESC, subject DESC
    LIMIT %(limit)s
"""
_FROM_THE_FIRST: Final = _SEEN.format(on="", behind="")
_BEHIND: Final = _SEEN.format(
    on="AND read_on <= %(day)s",
    behind="HAVING (min(read_at), (array_agg(id ORDER BY read_at, id))[1], subject)"
    " < (%(first_at)s, %(first_id)s, %(subject)s)",
)
_OF_A_DAY: Final = _SEEN.format(
    on="AND (read_on, reader, purpose) = (SELECT read_on, reader, purpose FROM kernel_reading"
    " WHERE subjects ?| %(subjects)s AND id = %(first_id)s)",
    behind="",
)


def list_seen(subjects: list[Subject], *, after: Place | None = None, limit: int) -> list[Seen]:
    """Return who read the data of these subjects, by day, latest first; not citizens. One query.

    :param after: the last row of the page before
    """
    asked = {"subjects": [str(subject) for subject in subjects], "limit": limit}
    if after is None:
        return _read_seen(_FROM_THE_FIRST, asked)
    place = {
        "day": clock.day_in_vietnam(after.first_at), "first_at": after.first_at,
        "first_id": after.first_id, "subject": after.subject,
    }  # fmt: skip
    return _read_seen(_BEHIND, asked | place)


def list_seen_with(subjects: list[Subject], *, reading_id: UUID) -> list[Seen]:
    """Return what of these subjects was read with a reading: by that reader, that day, for that purpose. One query."""
    keys = [str(subject) for subject in subjects]
    asked = {"subjects": keys, "limit": len(keys), "first_id": reading_id}
    return _read_seen(_OF_A_DAY, asked)


def _read_seen(statement: str, asked: Mapping[str, Any]) -> list[Seen]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
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
                first_id=first_id,
            )
            for on, reader, agency_id, purpose, subject, times, last_at, first_at, first_id in cursor
        ]


@dataclass(frozen=True, kw_only=True, order=True)
class Stored:
    """One reading as evidence knows it: its place in the order of storing, and a hash over all its columns."""

    at: datetime
    id: UUID
    hash: bytes


# A reading bears the moment of its statement, which is never before its transaction began: so no reading of
# before the oldest open transaction is still to come. Other roles store none, and their moments are not shown.
_SETTLED: Final = """
    SELECT least(
        clock_timestamp() - make_interval(secs => %(lag)s),
        (SELECT min(xact_start) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid())
    )
"""


def find_settled(*, lag: timedelta) -> datetime:
    """Return a moment of the database's clock before which no reading will be stored any more. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTLED, {"lag": lag.total_seconds()})
        (moment,) = cursor.fetchone()
    assert isinstance(moment, datetime)
    return moment


def iterate_stored(*, since: datetime | None, until: datetime) -> Iterator[Stored]:
    """Yield the readings stored from one moment on and before another, in the order of storing. One query."""
    found = Reading.objects.filter(stored_at__lt=until)
    if since is not None:
        found = found.filter(stored_at__gte=since)
    values = found.order_by("stored_at", "id").values_list(
        "stored_at",
        "id",
        "read_on",
        "read_at",
        "reader",
        "agency_id",
        "purpose",
        "subjects",
        "path",
    )
    for stored_at, key, on, at, reader, agency_id, purpose, subjects, path in values.iterator(
        chunk_size=5000
    ):
        content = {
            "id": str(key),
            "stored_at": _spelled(stored_at),
            "read_on": on.isoformat(),
            "read_at": _spelled(at),
            "reader": reader,
            "agency": agency_id,
            "purpose": purpose,
            "subjects": subjects,
            "path": path,
        }
        yield Stored(at=stored_at, id=key, hash=hashlib.sha256(chain.canonical(content)).digest())


def _spelled(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


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
