"""Write people: the row, the key, the sealed values."""

from datetime import date, datetime

import msgspec
from django.db import connection, transaction

from motcua.foundation.identity import errors, queries, rules
from motcua.foundation.identity.enums import Sex
from motcua.foundation.identity.models import Person
from motcua.foundation.identity.personal import (
    NumberGiven,
    OtherIdentity,
    PersonalValues,
    open_values,
    phone_index,
    pin_index,
    seal_values,
)
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import InvalidInput
from motcua.foundation.kernel.vietnamese import fold


def lock_pin(pin: str) -> None:
    """Let one transaction at a time write the person with this PIN, known here or not yet."""
    with connection.cursor() as cursor:
        key = int.from_bytes(pin_index(pin)[:8], "big", signed=True)
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def create_person(*, full_name: str, values: PersonalValues, at: datetime) -> Person:
    """Create a person with a key of its own. The caller holds ``lock_pin``."""
    person = Person.objects.create(
        full_name=full_name,
        pin_index=pin_index(values.pin) if values.pin else None,
        phone_index=phone_index(values.phone),
        sealed=b"",
        created_at=at,
        updated_at=at,
    )
    data_key = sealing.create_key(person.subject)
    person.sealed = seal_values(data_key, values)
    person.save(update_fields=["sealed"])
    return person


@transaction.atomic
def know_person(
    *, pin: str, full_name: str, born_on: date, sex: Sex | None, at: datetime
) -> Person:  # fmt: skip
    """Return the person another system has identified; create one who was never here. No account opens.

    Raises:
        PinMalformed: if the number is none.
        PersonDiffers: if the person known by the number was born on another day or has another name:
            joining two people is worse than asking again. The next sign-in renews what is known.
    """
    if not rules.is_pin(pin):
        raise errors.PinMalformed
    lock_pin(pin)
    values = PersonalValues(pin=pin, born_on=born_on, birth_year=born_on.year, sex=sex)
    person = Person.objects.filter(pin_index=pin_index(pin)).first()
    if person is None:
        return create_person(full_name=full_name, values=values, at=at)
    known = queries.get_person(person.pk)
    if known.is_erased:
        renew_values(person, full_name=full_name, values=values, at=at)
    elif (known.born_on or born_on) != born_on or fold(known.full_name) != fold(full_name):
        raise errors.PersonDiffers
    return person


@transaction.atomic
def know_without_number(
    *, full_name: str, born_on: date, sex: Sex | None, other: OtherIdentity, at: datetime
) -> Person:
    """Create a person who has no number, or whose number nobody knows. No account opens.

    Always somebody new: names, days and papers of two people are alike more often than one thinks, and
    what is joined by mistake shows one the dossiers of the other.

    Raises:
        InvalidInput: naming what is missing of the paper.
    """
    problems = rules.other_problems(
        other.kind, number=other.number, place=other.place, reason=other.reason
    )
    if problems:
        raise InvalidInput(problems)
    values = PersonalValues(born_on=born_on, birth_year=born_on.year, sex=sex, other=other)
    return create_person(full_name=full_name, values=values, at=at)


@transaction.atomic
def give_number(*, person_id: int, pin: str, by: str, at: datetime) -> Person:
    """Write down the number that a person without one was given since; everything of theirs stays theirs.

    Whoever signs in later with that number finds it all.

    Raises:
        PinMalformed: if the number is none.
        NumberKnown: if the person has another number.
        NumberOfAnother: if somebody else has it.
        KeyErased: if the person's values were lawfully erased.
    """
    if not rules.is_pin(pin):
        raise errors.PinMalformed(field="pin")
    lock_pin(pin)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if person.pin_index is not None:
        if bytes(person.pin_index) == pin_index(pin):
            return person
        raise errors.NumberKnown
    if Person.objects.filter(pin_index=pin_index(pin)).exists():
        raise errors.NumberOfAnother(field="pin")
    change_person(
        person, full_name=person.full_name,
        changes={"pin": pin, "number_given": NumberGiven(by=by, at=at)}, at=at,
    )  # fmt: skip
    person.pin_index = pin_index(pin)
    person.save(update_fields=["pin_index"])
    return person


def renew_values(person: Person, *, full_name: str, values: PersonalValues, at: datetime) -> None:
    """Seal values anew for a person whose former values were lawfully erased."""
    person.full_name = full_name
    person.phone_index = phone_index(values.phone)
    person.sealed = seal_values(sealing.create_key(person.subject), values)
    person.updated_at = at
    person.save(update_fields=["full_name", "phone_index", "sealed", "updated_at"])


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
    person.phone_index = phone_index(after.phone)
    person.sealed = seal_values(data_key, after)
    person.updated_at = at
    person.save(update_fields=["full_name", "phone_index", "sealed", "updated_at"])
    return after


def _replace(values: PersonalValues, changes: dict[str, object]) -> PersonalValues:
    return msgspec.structs.replace(values, **changes)
