"""The index of the catalogue that every process keeps, brought up to date by one statement a search.

Versions never change, so an entry once read stays right; what was published since is added, and
when an entry that was read is gone (rebuilt, rolled back), everything is read again.
"""

from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

from django.db import connection

from motcua.domain.procedures.rules import words
from motcua.domain.procedures.rules.ranking import Entry, Index


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The index as it stands, and which procedures the agency asked for takes in."""

    index: Index
    provided: frozenset[int] | None
    """None when no agency was asked for."""


_indexes: dict[str, Index] = {}
"""By the name of the database."""
_reading: Final = Lock()


def current(*, agency_id: int | None, on: date) -> Offer:
    """Return the index with everything published. One statement."""
    with _reading:
        database = str(connection.settings_dict["NAME"])
        index = _indexes.get(database) or Index()
        with connection.cursor() as cursor:
            known = {"last": index.last, "count": len(index.entries)}
            cursor.execute(_SINCE, known | {"agency": agency_id, "on": on})
            rows = cursor.fetchall()
        if not rows[0][0]:
            index = Index()
        for row in rows:
            if row[2] is not None:
                index.add(_entry(*row[2:]))
        _indexes[database] = index
    provided = None if agency_id is None else frozenset(rows[0][1])
    return Offer(index=index, provided=provided)


def _entry(version_id: int, vector: str, *facts: Any) -> Entry:
    procedure_id, number, valid_from, valid_to, field, level, online_level, sort_key = facts
    lines = words.lines(vector)
    return Entry(
        version_id=version_id,
        procedure_id=procedure_id,
        number=number,
        valid_from=valid_from,
        valid_to=valid_to,
        field=field,
        level=level,
        online_level=online_level,
        sort_key=sort_key,
        name=lines["A"],
        keywords=lines["B"],
        rest=f"{lines['C']} {lines['D']}",
    )


_SINCE: Final = """
    WITH known AS (
        SELECT count(*) = %(count)s AS is_right FROM procedures_searchentry
        WHERE version_id <= %(last)s
    ), provided AS (
        SELECT array_agg(procedure_id) AS ids FROM procedures_provision
        WHERE agency_id = %(agency)s AND valid_from <= %(on)s
          AND (valid_to IS NULL OR valid_to > %(on)s)
    )
    SELECT known.is_right, coalesce(provided.ids, '{}'), entry.version_id, entry.words::text,
        version.procedure_id, version.number, version.valid_from, version.valid_to,
        entry.field, entry.level, entry.online_level, entry.sort_key
    FROM known CROSS JOIN provided LEFT JOIN (
        procedures_searchentry entry
        JOIN procedures_procedureversion version ON version.id = entry.version_id
    ) ON entry.version_id > CASE WHEN known.is_right THEN %(last)s ELSE 0 END
    ORDER BY entry.version_id
"""
