"""The index of the catalogue that every process keeps, brought up to date at each search.

Versions never change, so an entry once read stays right; what was published since is added, and
when an entry that was read is gone (rebuilt, rolled back), everything is read again.
"""

import json
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

from django.db import connection

from motcua.domain.procedures.rules import sayings, usage, words
from motcua.domain.procedures.rules.ranking import Entry, Index


@dataclass(frozen=True, kw_only=True)
class Offer:
    """The index as it stands, and which procedures the agency asked for takes in."""

    index: Index
    provided: frozenset[int] | None
    """None when no agency was asked for."""
    opened: dict[int, list[int]]
    """By procedure, how many days ago it was opened after the query, a number for each day."""


_indexes: dict[str, Index] = {}
"""By the name of the database."""
_reading: Final = Lock()


def current(*, agency_id: int | None, on: date, query: bytes | None) -> Offer:
    """Return the index with everything published. One statement; two when something is new.

    :param query: the digest of what was typed, to tell what is opened after it
    """
    with _reading, connection.cursor() as cursor:
        database = str(connection.settings_dict["NAME"])
        index = _indexes.get(database) or Index()
        cursor.execute(
            _KNOWN,
            {
                "last": index.last,
                "agency": agency_id,
                "on": on,
                "query": query,
                "kept": usage.KEPT_DAYS,
            },
        )
        count, newest, provided, opened = cursor.fetchone()
        if count != len(index.entries):
            index = Index()
        if newest > index.last:
            cursor.execute(_SINCE, [index.last])
            for row in cursor.fetchall():
                index.add(_entry(*row))
        _indexes[database] = index
    return Offer(
        index=index,
        provided=None if agency_id is None else frozenset(provided),
        opened={int(procedure_id): ages for procedure_id, ages in json.loads(opened).items()},
    )


def _entry(version_id: int, vector: str, *facts: Any) -> Entry:
    procedure_id, number, valid_from, valid_to, field, level, online_level, sort_key, code = facts
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
        called=sayings.called(code, lines["A"]),
    )


_KNOWN: Final = """
    SELECT
        (SELECT count(*) FROM procedures_searchentry WHERE version_id <= %(last)s),
        (SELECT coalesce(max(version_id), 0) FROM procedures_searchentry),
        (SELECT coalesce(array_agg(procedure_id), '{}') FROM procedures_provision
         WHERE agency_id = %(agency)s AND valid_from <= %(on)s
           AND (valid_to IS NULL OR valid_to > %(on)s)),
        (SELECT coalesce(jsonb_object_agg(procedure_id, ages), '{}')::text FROM (
            SELECT procedure_id, jsonb_agg(%(on)s::date - day) AS ages
            FROM procedures_opening
            WHERE query = %(query)s::bytea AND day <= %(on)s AND day > %(on)s::date - %(kept)s
            GROUP BY procedure_id) opened)
"""
_SINCE: Final = """
    SELECT entry.version_id, entry.words::text,
        version.procedure_id, version.number, version.valid_from, version.valid_to,
        entry.field, entry.level, entry.online_level, entry.sort_key,
        procedure.code
    FROM procedures_searchentry entry
    JOIN procedures_procedureversion version ON version.id = entry.version_id
    JOIN procedures_procedure procedure ON procedure.id = version.procedure_id
    WHERE entry.version_id > %s
    ORDER BY entry.version_id
"""
