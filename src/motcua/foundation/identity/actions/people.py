"""Write people: the row, the key, the sealed values."""

from datetime import datetime

import msgspec
from django.db import connection

from motcua.foundation.identity.models import Person
from motcua.foundation.identity.personal import (
    PersonalValues,
    open_values,
    pin_index,
    seal_values,
)
from motcua.foundation.kernel import sealing


def lock_pin(pin: str) -> None:
    """Let one transaction at a time write the person with this PIN, known here or not yet."""
    with connection.cursor() as cursor:
        key = int.from_bytes(pin_index(pin)[:8], "big", signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def create_person(*, full_name: str, values: PersonalValues, at: datetime) -> Person:
    """Create a person with a key of its own. The caller holds ``lock_pin``."""
    person = Person.objects.create(
        full_name=full_name,
        pin_index=pin_index(values.pin),
        sealed=b"",
        created_at=at,
        updated_at=at,
    )
    data_key = sealing.create_key(person.subject)
    person.sealed = seal_values(data_key, values)
    person.save(update_fields=["sealed"])
    return person


def renew_values(person: Person, *, full_name: str, values: PersonalValues, at: datetime) -> None:
    """Seal values anew for a person whose former values were lawfully erased."""
    person.full_name = full_name
    person.sealed = seal_values(sealing.create_key(person.subject), values)
    person.updated_at = at
    person.save(update_fields=["full_name", "sealed", "updated_at"])


def change_person(
    person: Person, *, full_name: str, changes: dict[str, object], at: datetime
) -> PersonalValues:
    """Change a person's name and sealed values; write nothing when nothing changed.

    Raises:
        KeyErased: if the person's values were lawfully erased
    """
    data_key = sealing.get_key(person.subject)
    before = open_values(data_key, person.sealed)
    after = _replace(before, changes)
    if (after, full_name) == (before, person.full_name):
        return after
    person.full_name = full_name
    person.sealed = seal_values(data_key, after)
    person.updated_at = at
    person.save(update_fields=["full_name", "sealed", "updated_at"])
    return after


def _replace(values: PersonalValues, changes: dict[str, object]) -> PersonalValues:
    return msgspec.structs.replace(values, **changes)
