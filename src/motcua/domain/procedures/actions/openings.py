"""Counting, without persons, which procedure is opened after which query."""

from datetime import date, timedelta
from typing import Final

from django.db import connection

from motcua.domain.procedures import queries
from motcua.domain.procedures.rules import usage

_FIRST: Final = 10
"""Only what the search itself answers among these can be opened after it."""


def note_opening(text: str, *, procedure_id: int, on: date) -> bool:
    """Count, once a day, that the procedure was opened after the query; return whether it was counted.

    Nothing is kept of who asked, and of the query only a keyed digest. Two statements, or none for a
    query that is not to be kept (``rules.usage``).
    """
    digest = queries.digest_of(text)
    if digest is None or procedure_id not in queries.first_answers(text, on=on, size=_FIRST):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procedures_opening (day, query, procedure_id)"
            " SELECT %(day)s, %(query)s, %(procedure)s"
            " WHERE (SELECT count(*) FROM procedures_opening WHERE day = %(day)s) < %(most)s"
            " ON CONFLICT DO NOTHING",
            {"day": on, "query": digest, "procedure": procedure_id, "most": usage.MOST_A_DAY},
        )
        return bool(cursor.rowcount == 1)


def forget_openings(*, on: date) -> int:
    """Forget what is old, and what was not opened on enough days to count; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procedures_opening old WHERE day < %(kept)s OR (day < %(unused)s AND"
            " (SELECT count(*) FROM procedures_opening same WHERE same.query = old.query"
            " AND same.procedure_id = old.procedure_id) < %(least)s)",
            {
                "kept": on - timedelta(days=usage.KEPT_DAYS),
                "unused": on - timedelta(days=usage.UNUSED_DAYS),
                "least": usage.LEAST_DAYS,
            },
        )
        return int(cursor.rowcount)
