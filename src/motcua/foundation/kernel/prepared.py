"""Queries compiled once: on hot paths Django spends more on writing SQL than PostgreSQL on answering.

A prepared query is an ordinary queryset in which sample values stand for those to come. It is compiled
when it is first asked; from then on each call binds its own values to the same statement and makes
instances of the rows, joined ones included, as the queryset would.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import Field, Lookup, Model, QuerySet
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=Model)


class Prepared(Generic[Row]):
    r"""A queryset whose statement is written once.

    >>> by_login = Prepared(lambda login: Account.objects.filter(login=login), login="\\N{SNOWMAN}")
    >>> by_login.first(login="hanh")

    Each parameter comes with a sample of its type, unlike any other value in the query. What shapes
    the statement (a limit, an ``isnull``, a list of states) is fixed; what may be None cannot be a parameter,
    and what varies in length only with ``any``.
    """

    def __init__(self, build: Callable[..., QuerySet[Row]], **samples: object) -> None:
        self._build = build
        self._samples = samples
        self._statement: _Statement | None = None

    def first(self, **values: object) -> Row | None:
        """Return the first row, or None. One query."""
        return next(self._rows(values), None)

    def list(self, **values: object) -> list[Row]:
        """Return every row. One query."""
        return list(self._rows(values))

    def _rows(self, values: Mapping[str, object]) -> Iterator[Row]:
        statement = self._statement
        if statement is None:
            statement = self._statement = _compile(self._build(**self._samples), self._samples)
        return statement.run(values)


@dataclass(frozen=True, kw_only=True)
class _Named:
    """Where in the statement a parameter stands."""

    name: str


@dataclass(frozen=True, kw_only=True)
class _Statement:
    """A statement, and how its rows become instances."""

    sql: str
    parameters: tuple[object, ...]
    model: type[Model]
    columns: list[str]
    start: int
    end: int
    annotations: tuple[tuple[str, int], ...]
    converters: tuple[tuple[int, Any, Any], ...]
    populators: tuple[Any, ...]
    is_locking: bool

    def run(self, values: Mapping[str, object]) -> Iterator[Any]:
        if self.is_locking and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("a lock is held by a transaction")
        bound: list[Any] = [
            values[one.name] if isinstance(one, _Named) else one for one in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, bound)
            rows = cursor.fetchall()
        for row in rows:
            yield self._instance(row)

    def _instance(self, row: tuple[object, ...]) -> Model:
        if self.converters:
            changed = list(row)
            for position, convert, expression in self.converters:
                for one in convert:
                    changed[position] = one(changed[position], expression, connection)
            row = tuple(changed)
        instance = self.model.from_db(connection.alias, self.columns, row[self.start : self.end])
        for populator in self.populators:
            populator.populate(row, instance)
        for name, position in self.annotations:
            setattr(instance, name, row[position])
        return instance


def _compile(queryset: QuerySet[Any], samples: Mapping[str, object]) -> _Statement:
    """Write the statement once, and remember what Django's own iteration would work out each time."""
    query = queryset.query.clone()
    compiler = query.get_compiler(using=connection.alias)
    sql, parameters = compiler.as_sql()
    chosen = compiler.klass_info["select_fields"]
    start, end = chosen[0], chosen[-1] + 1
    expressions = [expression for expression, _sql, _alias in compiler.select]
    named = tuple(_name(one, samples) for one in parameters)
    missing = set(samples) - {one.name for one in named if isinstance(one, _Named)}
    if missing:
        raise ValueError(f"no such value in the statement: {sorted(missing)}")
    return _Statement(
        sql=sql,
        parameters=named,
        model=compiler.klass_info["model"],
        columns=[column.target.attname for column in expressions[start:end]],
        start=start,
        end=end,
        annotations=tuple(compiler.annotation_col_map.items()),
        converters=tuple(
            (position, convert, expression)
            for position, (convert, expression) in compiler.get_converters(expressions).items()
        ),
        populators=tuple(
            get_related_populators(compiler.klass_info, compiler.select, connection.alias)  # type: ignore[call-arg]  # the stubs are of a later Django
        ),
        is_locking=query.select_for_update,
    )


def _name(parameter: object, samples: Mapping[str, object]) -> object:
    for name, sample in samples.items():
        if type(parameter) is type(sample) and parameter == sample:
            return _Named(name=name)
    return parameter


TEXT: Final = "\N{SNOWMAN}"
"""A sample for text."""
NUMBER: Final = -987_654_321
"""A sample for a number or an id."""
MOMENT: Final = datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC)
"""A sample for a moment; another second makes another sample."""


@Field.register_lookup
class AnyOf(Lookup):
    """``field__any=[…]``: ``__in`` as one parameter, so that the statement is the same for any number of values."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Write ``column = ANY(array)``."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, self.rhs)
