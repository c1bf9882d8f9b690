"""Questions asked of people: what we know of them, and whom somebody means, each with its price."""

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast

from motcua.foundation.identity import cards, personal, rules
from motcua.foundation.identity.actors import Actor, Officer
from motcua.foundation.identity.enums import FoundBy, Sex
from motcua.foundation.identity.models import Person, folded_name
from motcua.foundation.identity.personal import (
    PersonalValues,
    open_values,
    phone_index,
    pin_index,
)
from motcua.foundation.kernel import audit, sealing
from motcua.foundation.kernel.errors import FieldProblem, NotFound
from motcua.foundation.kernel.models import SubjectKey
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.kernel.vietnamese import fold, is_said_by

Card: TypeAlias = cards.Card
"""What the QR code of an identity card says."""


OtherIdentity: TypeAlias = personal.OtherIdentity
"""The paper by which somebody without a number is known."""


LONGEST_OTHER: Final = rules.LONGEST_OTHER


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """A person with the sealed values opened; empty where unknown or lawfully erased."""

    id: int
    full_name: str
    pin: str
    born_on: date | None
    birth_year: int | None
    sex: Sex | None
    residence: str
    residence_commune_code: str
    email: str
    phone: str
    other: OtherIdentity | None = None
    """The paper by which somebody without a number is known."""
    is_erased: bool = False

    @property
    def subject(self) -> Subject:
        """Whom a reading of this record concerns."""
        return person_subject(self.id)


def person_subject(person_id: int) -> Subject:
    """Return the subject under which a person's values are sealed and readings are logged."""
    return Subject(kind="person", key=str(person_id))


def get_person(person_id: int) -> PersonRecord:
    """Return a person with everything we know. One query; the caller notes the reading.

    Raises:
        NotFound: if there is no such person
    """
    person = _with_key(Person.objects.filter(pk=person_id)).first()
    if person is None:
        raise NotFound
    return _to_record(person)


def read_person(person_id: int, *, by: Actor, purpose: str) -> PersonRecord:
    """Return a person, and note who read the record for what. One query and a reading.

    Raises:
        NotFound: if there is no such person
    """
    record = get_person(person_id)
    audit.note_reading(
        reader=by.key,
        subjects=[record.subject],
        purpose=purpose,
        agency_id=by.agency_id if isinstance(by, Officer) else None,
    )
    return record


def other_problems(kind: str, *, number: str, place: str, reason: str) -> list[FieldProblem]:
    """Return what is missing of the paper of somebody without a number. No query."""
    return rules.other_problems(kind, number=number, place=place, reason=reason)


def read_card(text: str) -> Card:
    """Return what the QR code of an identity card says. No query.

    Raises:
        CardUnreadable: of the kind that says what is wrong with it.
    """
    return cards.read_card(text)


def national_phone(text: str) -> str:
    """Return a telephone number as it is dialled at home, digits alone; empty if it is none."""
    return rules.national_phone(text)


def is_number(text: str) -> bool:
    """Say whether somebody typed a personal identification number rather than scanned a card."""
    return cards.is_number(text)


def find_person_by_pin(pin: str) -> PersonRecord | None:
    """Return the person with this personal identification number, if known here. One query."""
    person = _with_key(Person.objects.filter(pin_index=pin_index(pin))).first()
    return None if person is None else _to_record(person)


def index_of(typed: str) -> bytes | None:
    """Return under which 32 bytes a personal identification number is stored; None for what is none. No query."""
    number = "".join(typed.split())
    return pin_index(number) if rules.is_pin(number) else None


def find_index(person_id: int) -> bytes | None:
    """Return under which 32 bytes a person's number is stored, if it is known. One query."""
    found = Person.objects.filter(pk=person_id).values_list("pin_index", flat=True).first()
    return None if found is None else bytes(found)


@dataclass(frozen=True, kw_only=True)
class Named:
    """Who is meant by what somebody typed, and by what of it they were found."""

    way: FoundBy
    ids: tuple[int, ...]


def find_named(typed: str) -> Named | None:
    """Return whom a personal identification number, a telephone number or a whole name means. One query.

    A name is found with or without its marks, in any case. None for what can be none of the three;
    whose data was erased is not found by telephone.
    """
    words = unicodedata.normalize("NFC", typed.replace("\0", "")).split()
    number = "".join(words)
    if rules.is_pin(number):
        return _found(FoundBy.PIN, Person.objects.filter(pin_index=pin_index(number)))
    if phone := phone_index(typed) if rules.is_phone(typed) else None:
        known = Person.objects.filter(phone_index=phone).filter(Exists(_keys()))
        return _found(FoundBy.PHONE, known)
    if len(number) < rules.FEWEST_LETTERS or any(one.isdecimal() for one in number):
        return None
    name = " ".join(words)
    alike = Person.objects.alias(folded=folded_name()).filter(folded=fold(name))
    named = alike.order_by("pk").values_list("pk", "full_name")
    ids = tuple(key for key, full_name in named if is_said_by(full_name, name))
    return Named(way=FoundBy.NAME, ids=ids)


def _found(way: FoundBy, people: QuerySet[Person]) -> Named:
    return Named(way=way, ids=tuple(people.order_by("pk").values_list("pk", flat=True)))


def list_people(person_ids: Sequence[int]) -> dict[int, PersonRecord]:
    """Return people by id. One query for any number; the caller notes the reading."""
    people = _with_key(Person.objects.filter(pk__in=person_ids))
    return {person.pk: _to_record(person) for person in people}


def list_names(person_ids: Collection[int]) -> dict[int, str]:
    """Return what people are called. One query, none for nobody."""
    if not person_ids:
        return {}
    return dict(Person.objects.filter(pk__in=person_ids).values_list("pk", "full_name"))


def _keys() -> QuerySet[SubjectKey]:
    return SubjectKey.objects.filter(kind="person", key=Cast(OuterRef("pk"), CharField()))


def _with_key(people: QuerySet[Person]) -> QuerySet[Person]:
    keys = _keys().values("wrapped")
    return people.annotate(wrapped_key=Subquery(keys))  # type: ignore[no-redef] # declared there


def _to_record(person: Person) -> PersonRecord:
    wrapped: bytes | None = person.wrapped_key
    values = PersonalValues()
    if wrapped is not None:
        data_key = sealing.unwrap_key(wrapped, person.subject)
        values = open_values(data_key, person.sealed)
    return PersonRecord(
        id=person.pk,
        full_name=person.full_name,
        pin=values.pin,
        born_on=values.born_on,
        birth_year=values.birth_year,
        sex=values.sex,
        residence=values.residence,
        residence_commune_code=values.residence_commune_code,
        email=values.email,
        phone=values.phone,
        other=values.other,
        is_erased=wrapped is None,
    )
