"""A stage: a transaction in which every table is an empty copy of itself and nothing real is written.

A rehearsal plays the product's own actions, and must neither see a real person nor leave a trace. It
does not depend on those actions for that; the database holds the walls:

- every table is hidden behind a temporary one of the same name and shape, empty but for what was
  brought. What is not brought cannot be read, whatever is asked;
- the transaction is read-only, which in PostgreSQL spares temporary tables alone: a write that names a
  real table, or the next value of a real sequence, is refused by the server;
- it is always rolled back, and the temporary tables would be dropped even by a commit.

Ids on a stage come from a range drawn for it, so that what a process remembers by id is never taken for
something real. Reference data of no person (models with ``seen_on_stage = True``) stays as it is.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.db import connection, transaction
from psycopg import sql

STATEMENT_MS: Final = 5_000
"""Milliseconds that one statement on a stage may take."""
LOCK_MS: Final = 1_000
"""Milliseconds for which it may wait for a lock."""
_NOT_COPIED: Final = frozenset({"django_migrations"})
_LOWEST_ID, _HIGHEST_ID = 2**53, 2**62

_is_set: ContextVar[bool] = ContextVar("stage", default=False)


@dataclass(frozen=True, kw_only=True)
class Brought:
    """Rows to take onto the stage: those of a table in which a column has one of these values."""

    table: str
    column: str
    values: Sequence[object]


class NotOnStage(RuntimeError):
    """Something that only a rehearsal may do was called for real: a defect."""


def is_set() -> bool:
    """Say whether the running code plays on a stage."""
    return _is_set.get()


def require_set() -> None:
    """Stop what must never happen outside a rehearsal.

    Raises:
        NotOnStage: if no stage is set.
    """
    if not is_set():
        raise NotOnStage


@contextmanager
def set_up(*brought: Brought) -> Iterator[None]:
    """Set a stage with the rows brought, play inside the block, and strike it whatever happens.

    About 0.2 s for the tables. What the block raises is raised after the stage is struck.

    Raises:
        RuntimeError: if a stage is set already.
    """
    if is_set():
        raise RuntimeError("a stage stands on the ground, not on another stage")
    token = _is_set.set(True)
    try:
        with transaction.atomic():
            try:
                _build(brought)
                yield
            finally:
                transaction.set_rollback(True)
    finally:
        _is_set.reset(token)


def _build(brought: Sequence[Brought]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL statement_timeout = {STATEMENT_MS}")
        cursor.execute(f"SET LOCAL lock_timeout = {LOCK_MS}")
        cursor.execute(_LIST_TABLES)
        names = {row[0] for row in cursor.fetchall()} - _NOT_COPIED - _seen_tables()
        hide = sql.SQL("; ").join(
            sql.SQL(_HIDE).format(hidden=sql.Identifier(name), real=sql.Identifier("public", name))
            for name in sorted(names)
        )
        cursor.execute(hide)
        for rows in brought:
            cursor.execute(
                sql.SQL(_BRING).format(
                    hidden=sql.Identifier("pg_temp", rows.table),
                    real=sql.Identifier("public", rows.table),
                    column=sql.Identifier(rows.column),
                ),
                [list(rows.values)],
            )
        first = _LOWEST_ID + secrets.randbelow(_HIGHEST_ID - _LOWEST_ID)
        cursor.execute(_NUMBER_FROM, [first, _HIGHEST_ID])
        cursor.execute("SET LOCAL transaction_read_only = on")


def _seen_tables() -> set[str]:
    """Return the tables of models that are seen on a stage as they are."""
    return {
        model._meta.db_table  # noqa: SLF001 - Django documents it
        for model in apps.get_models()
        if getattr(model, "seen_on_stage", False)
    }


_LIST_TABLES: Final = (
    "SELECT relname FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
)
_HIDE: Final = (
    "CREATE TEMPORARY TABLE {hidden} (LIKE {real} INCLUDING DEFAULTS INCLUDING GENERATED"
    " INCLUDING IDENTITY INCLUDING CONSTRAINTS INCLUDING INDEXES) ON COMMIT DROP"
)
_BRING: Final = (
    "INSERT INTO {hidden} SELECT * FROM {real} WHERE {column} = ANY(%s) ON CONFLICT DO NOTHING"
)
_NUMBER_FROM: Final = (
    "SELECT setval(sequence.oid::regclass, %s) FROM pg_class sequence"
    " JOIN pg_sequence ON seqrelid = sequence.oid"
    " WHERE relnamespace = pg_my_temp_schema() AND seqmax > %s"
)
