"""How far a connection reaches: the second wall, at which the database itself hides rows (row-level security).

The first wall is the function through which each object is fetched. Should a query forget its filter, an officer's
connection still shows none but the rows that the officer's agency has to do with. A connection that nobody said
anything of shows none at all. Commands, jobs and requests of who is not an officer reach everything.

A model says how an agency comes to its rows: ``reached_by`` names each relation with its condition in SQL, ``{agency}``
standing for the agency and ``{oversees}`` for a post that looks over others; ``lets_reach`` says the same for a table
of a context below; ``reached_with`` names the foreign key to the row with which its own are reached. ``motcua migrate``
makes policies of them (``grants``).
"""

from collections import defaultdict
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.core.signals import request_finished, request_started
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from psycopg import pq, sql

SETTING: Final = "motcua.reach"
EVERYTHING: Final = "*"
NOTHING: Final = ""
OVERSEER: Final = "+"
REACH: Final = "(SELECT current_setting('motcua.reach', true))"
"""Asked once in a statement, not for each row."""
AGENCY: Final = "(SELECT substring(current_setting('motcua.reach', true) FROM '^[0-9]+')::bigint)"
OVERSEES: Final = "(SELECT current_setting('motcua.reach', true) LIKE '%+')"

_of_process = NOTHING
_of_request: ContextVar[str | None] = ContextVar("reach", default=None)


def open_process() -> None:
    """Let whatever this process does outside of requests reach everything: commands, jobs, tools."""
    global _of_process  # noqa: PLW0603 - what a process is does not change
    _of_process = EVERYTHING
    _tell()


def reach_agency(agency_id: int, *, oversees: bool) -> None:
    """Let the request under way reach what the agency has to do with, and no more. One statement.

    :param oversees: whether the post looks over what others do, as far as its agency does
    """
    _of_request.set(f"{agency_id}{OVERSEER if oversees else ''}")
    _tell()


def reach_everything() -> None:
    """Let the request under way reach everything: no officer asks, or a key says what is reached. One statement.

    Each use is named in ``tests/access/test_reach.py``.
    """
    _of_request.set(EVERYTHING)
    _tell()


def reach_nothing() -> None:
    """Let the request under way reach nothing, until it is known who asks."""
    _of_request.set(NOTHING)
    _tell()


def forget() -> None:
    """Reach again as far as the process does: the request is over."""
    _of_request.set(None)
    _tell()


@dataclass(frozen=True, kw_only=True)
class Relation:
    """By what an agency comes to rows of a table, and for which of them that is true."""

    table: str
    name: str
    condition: str
    """In SQL, of a row of the table; ``{agency}`` is the agency."""


def list_relations() -> list[Relation]:
    """Return every relation that the models name, in the order in which PostgreSQL is to ask them."""
    found = []
    for model in apps.get_models():
        table = model._meta.db_table  # noqa: SLF001 - Django documents it
        opened = {table: getattr(model, "reached_by", {}), **getattr(model, "lets_reach", {})}
        found += [
            Relation(table=one, name=name, condition=condition)
            for one, relations in opened.items()
            for name, condition in relations.items()
        ]
        found += [_with(model, name) for name in [getattr(model, "reached_with", None)] if name]
    return found


def _with(model: type[Model], name: str) -> Relation:
    own: Any = model._meta  # noqa: SLF001 - Django documents it
    field = own.get_field(name)
    whole = field.related_model._meta  # noqa: SLF001 - Django documents it
    return Relation(
        table=own.db_table,
        name=f"of_the_{name}",
        condition=_OF_THE_WHOLE.format(
            whole=whole.db_table, key=whole.pk.column, table=own.db_table, column=field.column
        ),
    )


_OF_THE_WHOLE: Final = (
    "EXISTS (SELECT 1 FROM {whole} AS whole WHERE whole.{key} = {table}.{column})"
)


def raise_walls(cursor: CursorWrapper, *, role: sql.Identifier) -> None:
    """Make policies of the relations, in place of those that were; as the owner, whom they do not bind.

    They bind what is read, and with it what is changed or removed: a row that is not seen is not found.
    """
    cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
    for table, name in cursor.fetchall():
        cursor.execute(
            sql.SQL("DROP POLICY {name} ON {table}").format(
                name=sql.Identifier(name), table=sql.Identifier(table)
            )
        )
    by_table = defaultdict[str, list[Relation]](list)
    for relation in list_relations():
        by_table[relation.table].append(relation)
    for table, relations in by_table.items():
        names = {"table": sql.Identifier(table), "role": role}
        for statement in (_WALL, *_WRITING):
            cursor.execute(sql.SQL(statement).format(**names))
        _let_read(cursor, relations, names)


def _let_read(
    cursor: CursorWrapper, relations: list[Relation], names: dict[str, sql.Identifier]
) -> None:
    everything = Relation(
        table=relations[0].table, name="everything", condition=f"{REACH} = '{EVERYTHING}'"
    )
    # PostgreSQL asks them by their names' order, until one is true: the cheap ones first.
    for place, relation in enumerate([everything, *relations]):
        cursor.execute(
            sql.SQL(_READING).format(
                **names,
                name=sql.Identifier(f"{place}_{relation.name}"),
                condition=sql.SQL(relation.condition.format(agency=AGENCY, oversees=OVERSEES)),
            )
        )


_WALL: Final = "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
_WRITING: Final = (
    "CREATE POLICY added ON {table} FOR INSERT TO {role} WITH CHECK (true)",
    "CREATE POLICY changed ON {table} FOR UPDATE TO {role} USING (true)",
    "CREATE POLICY removed ON {table} FOR DELETE TO {role} USING (true)",
)
_READING: Final = "CREATE POLICY {name} ON {table} FOR SELECT TO {role} USING ({condition})"


def _now() -> str:
    asked = _of_request.get()
    return _of_process if asked is None else asked


def _tell() -> None:
    """Tell an open connection; one that is opened later is told then. A transaction that failed goes back by itself."""
    if connection.connection is not None and not _has_failed():
        _set(connection)


def _has_failed() -> bool:
    return bool(connection.connection.info.transaction_status == pq.TransactionStatus.INERROR)


def _set(told: Any) -> None:
    with told.wrap_database_errors, told.connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SETTING, _now()])


def _on_connection(*, connection: Any, **_sent: object) -> None:
    # Connections come from a pool, as whoever had them last left them.
    if connection.alias == "default":
        _set(connection)


def _on_start(**_sent: object) -> None:
    reach_nothing()


def _on_end(**_sent: object) -> None:
    forget()


connection_created.connect(_on_connection, dispatch_uid="reach")
request_started.connect(_on_start, dispatch_uid="reach")
request_finished.connect(_on_end, dispatch_uid="reach")
