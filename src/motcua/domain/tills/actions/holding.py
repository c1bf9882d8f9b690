"""Who waits for whom: a desk's cash book is written by many at once and balanced by one alone."""

from __future__ import annotations

from django.db import connection


def hold_book(agency_id: int, *, alone: bool = False) -> None:
    """Hold an agency's cash book until the transaction ends.

    Who writes a movement holds it with others; who balances it holds it alone, so that no movement
    with a smaller key comes to light afterwards.
    """
    name = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
    _hold(name, f"tills.book:{agency_id}")


def hold_drawer(post_id: int) -> None:
    """Hold an officer's drawer until the transaction ends: nothing is put in while it is counted."""
    _hold("pg_advisory_xact_lock", f"tills.drawer:{post_id}")


def _hold(function: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [name])
