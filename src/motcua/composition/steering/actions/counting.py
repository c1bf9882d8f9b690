"""Counting what happened: the only writer of the rollups."""

from datetime import date

from django.db import connection

from motcua.composition.steering.models import DayTally

COUNTED = frozenset(
    field.name
    for field in DayTally._meta.concrete_fields  # noqa: SLF001 - Django documents it
) - {"agency_id", "procedure_id", "on"}


def count(*, agency_id: int, procedure_id: int, on: date, **amounts: int) -> None:
    """Add the amounts to the day's tally. One statement, safe among several workers."""
    unknown = amounts.keys() - COUNTED
    if unknown:
        raise ValueError(f"no such count: {sorted(unknown)}")
    names = sorted(amounts)
    columns = ", ".join(names)
    values = ", ".join(["%s"] * len(names))
    zeros = sorted(COUNTED - amounts.keys())
    updates = ", ".join(f"{name} = tally.{name} + excluded.{name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO steering_daytally AS tally (agency_id, procedure_id, "on", {columns},'  # noqa: S608 - names are checked above
            f" {', '.join(zeros)}) VALUES (%s, %s, %s, {values}, {', '.join('0' for _ in zeros)})"
            f' ON CONFLICT (agency_id, procedure_id, "on") DO UPDATE SET {updates}',
            [agency_id, procedure_id, on, *(amounts[name] for name in names)],
        )
