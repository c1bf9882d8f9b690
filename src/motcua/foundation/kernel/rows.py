# ruff: noqa: SLF001 - Django documents `_meta` and `_state` for this
"""Rows written by statements that are spelled once: the counterpart of ``prepared`` for writing.

Saving an instance costs Django four times what PostgreSQL needs to store it: it asks each field about
defaults and signals, and writes the statement anew. Here an instance's columns go as they stand. What
a field would work out on saving (``auto_now``, files, expressions) has no place on these paths.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Expression, Field, Model

Row = TypeVar("Row", bound=Model)

_Adapt = Callable[[Any, Any], Any]
_AS_IT_STANDS: Final = (
    models.AutoField,
    models.BooleanField,
    models.CharField,
    models.DateField,
    models.DateTimeField,
    models.ForeignKey,
    models.IntegerField,
    models.TextField,
    models.UUIDField,
)
"""Fields whose values the driver takes without help."""


def insert(rows: Sequence[Row]) -> list[Row]:
    """Insert rows of one table; return them, with their keys. One statement for any number."""
    if not rows:
        return []
    model = type(rows[0])
    is_keyed = rows[0].pk is not None
    fields = _adapted(_fields_of(model, is_keyed))
    values: list[Any] = [value for row in rows for value in _values(row, fields)]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(model, is_keyed, len(rows)), values)
        keys = [] if is_keyed else cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=False):
        row.pk = key
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias
    return list(rows)


def insert_each(rows: Sequence[Row]) -> None:
    """Insert many rows of one table whose keys are known. One statement, the same text for any number."""
    if not rows:
        return
    model = type(rows[0])
    fields = _adapted(_fields_of(model, is_keyed=True))
    columns = [list(column) for column in zip(*(_values(row, fields) for row in rows), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_insertion_of_each(model), columns)
    for row in rows:
        row._state.adding = False
        row._state.db = connection.alias


def update(row: Model, names: Sequence[str]) -> None:
    """Write these fields of a row that is there. One statement.

    Raises:
        DoesNotExist: of the row's model, if it is not there.
    """
    model = type(row)
    values = _values(row, _adapted(_chosen(model, tuple(names))))
    with connection.cursor() as cursor:
        cursor.execute(_change(model, tuple(names)), [*values, row.pk])
        if cursor.rowcount != 1:
            raise model.DoesNotExist(str(row.pk))  # type: ignore[attr-defined]  # every model has one


def update_each(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write these fields of many rows of one table. One statement, the same text for any number.

    Raises:
        DoesNotExist: of the rows' model, if one of them is not there.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = _adapted((_options(model).pk, *_chosen(model, tuple(names))))
    columns = [list(column) for column in zip(*(_values(row, fields) for row in rows), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(_change_of_each(model, tuple(names)), columns)
        if cursor.rowcount != len(rows):
            raise model.DoesNotExist(f"{len(rows) - cursor.rowcount}")  # type: ignore[attr-defined]  # every model has one


def _values(row: Model, fields: Sequence[tuple[str, _Adapt | None]]) -> list[Any]:
    return [
        getattr(row, name) if adapt is None else adapt(getattr(row, name), connection)
        for name, adapt in fields
    ]


@lru_cache(maxsize=256)
def _adapted(fields: "tuple[Field[Any, Any], ...]") -> tuple[tuple[str, _Adapt | None], ...]:
    """Return the attributes that hold these columns, and what the driver needs done to each first."""
    return tuple(
        (field.attname, None if isinstance(field, _AS_IT_STANDS) else field.get_db_prep_save)
        for field in fields
    )


@lru_cache(maxsize=256)
def _fields_of(model: type[Model], is_keyed: bool) -> tuple["Field[Any, Any]", ...]:  # noqa: FBT001 - a cache's key
    # What the database itself works out is left to it.
    every = [
        field
        for field in _options(model).concrete_fields
        if not isinstance(field.db_default, Expression)
    ]
    fields = [field for field in every if is_keyed or not field.primary_key]
    for field in fields:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            raise TypeError(f"{field} is worked out on saving")
    return tuple(fields)


@lru_cache(maxsize=256)
def _insertion(model: type[Model], is_keyed: bool, count: int) -> str:  # noqa: FBT001 - a cache's key
    fields = _fields_of(model, is_keyed)
    columns = ", ".join(map(_column, fields))
    places = ", ".join(f"({', '.join(['%s'] * len(fields))})" for _ in range(count))
    statement = f"INSERT INTO {_table(model)} ({columns}) VALUES {places}"  # noqa: S608 - names of columns
    return statement if is_keyed else f"{statement} RETURNING {_key(model)}"


@lru_cache(maxsize=256)
def _change(model: type[Model], names: tuple[str, ...]) -> str:
    changes = ", ".join(f"{_column(field)} = %s" for field in _chosen(model, names))
    return f"UPDATE {_table(model)} SET {changes} WHERE {_key(model)} = %s"  # noqa: S608 - names of columns


@lru_cache(maxsize=64)
def _insertion_of_each(model: type[Model]) -> str:
    fields = _fields_of(model, is_keyed=True)
    columns = ", ".join(map(_column, fields))
    return (
        f"INSERT INTO {_table(model)} ({columns}) SELECT {columns}"  # noqa: S608 - names of columns
        f" FROM unnest({_arrays(fields)}) WITH ORDINALITY AS told ({columns}, place_in_order)"
        " ORDER BY place_in_order"
    )


@lru_cache(maxsize=64)
def _change_of_each(model: type[Model], names: tuple[str, ...]) -> str:
    fields = _chosen(model, names)
    changes = ", ".join(f"{_column(field)} = told.{_column(field)}" for field in fields)
    columns = ", ".join(["key", *map(_column, fields)])
    return (
        f"UPDATE {_table(model)} AS row SET {changes}"  # noqa: S608 - names of columns
        f" FROM unnest({_arrays((_options(model).pk, *fields))}) AS told ({columns})"
        f" WHERE row.{_key(model)} = told.key"
    )


def _arrays(fields: Sequence["Field[Any, Any]"]) -> str:
    return ", ".join(f"%s::{_type(field)}[]" for field in fields)


def _type(field: "Field[Any, Any]") -> str:
    """Return the type of the column, without a length: a cast to one would cut in silence."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, ArrayField):
        raise TypeError(f"{field} holds a list, and a list of lists is taken apart to its leaves")
    if isinstance(target, models.CharField):
        return "text"
    return str(target.rel_db_type(connection))


@lru_cache(maxsize=256)
def _chosen(model: type[Model], names: tuple[str, ...]) -> tuple["Field[Any, Any]", ...]:
    return tuple(_options(model).get_field(name) for name in names)


def _options(model: type[Model]) -> Any:  # Django's own, which its stubs type loosely
    return model._meta


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(_options(model).db_table)


def _key(model: type[Model]) -> str:
    return _column(_options(model).pk)


def _column(field: "Field[Any, Any]") -> str:
    assert field.column is not None
    return connection.ops.quote_name(field.column)
