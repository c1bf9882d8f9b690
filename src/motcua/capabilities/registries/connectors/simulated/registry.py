"""Both registries, over the simulated tables."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Final

import msgspec

from motcua.capabilities.registries.connectors.base import FixedByPin, Recorded, Refused
from motcua.capabilities.registries.connectors.simulated import events
from motcua.capabilities.registries.connectors.simulated.books import digest_of, lock
from motcua.capabilities.registries.enums import Outcome
from motcua.capabilities.registries.models import SimulatedBirth, SimulatedPerson
from motcua.capabilities.registries.rules import (
    RANDOM_DIGITS,
    BirthEntry,
    EventEntry,
    RegisteredPerson,
    Registration,
    fits_pin,
    pin_prefix,
)
from motcua.foundation.kernel import clock

_ATTEMPTS: Final = 50


def random_digits() -> str:
    """Return the six random digits of a PIN."""
    return f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}"


class SimulatedPopulation:
    """The population database, played by a table."""

    def look_up(self, pin: str) -> RegisteredPerson | None:
        """Return the person with this PIN, or None. One query."""
        row = SimulatedPerson.objects.filter(pin=pin).values_list("record", flat=True).first()
        return None if row is None else msgspec.convert({**row, "pin": pin}, RegisteredPerson)

    def load(self, people: list[RegisteredPerson]) -> int:
        """Put the people in, replacing those whose PIN is known; return how many there are."""
        rows = [
            SimulatedPerson(pin=person.pin, record=msgspec.to_builtins(person)) for person in people
        ]
        SimulatedPerson.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["pin"], update_fields=["record"]
        )
        return len(rows)


class SimulatedCivilStatus:
    """The civil-status database, played by tables."""

    def __init__(self, digits: Callable[[], str] = random_digits) -> None:
        self._digits = digits

    def record_birth(self, entry: BirthEntry, *, key: str, at: datetime) -> Recorded:
        """Enter the birth, assign the PIN and put the child into the population table."""
        recorded_on = clock.day_in_vietnam(at)
        if not entry.full_name.strip():
            raise Refused("thiếu họ, chữ đệm và tên")
        if entry.born_on > recorded_on:
            raise Refused("ngày sinh sau ngày đăng ký")
        lock(f"registries.simulated.birth:{key}")
        known = SimulatedBirth.objects.filter(key=key).first()
        if known is not None:
            return _again(known, entry)
        return self._enter(entry, key=key, at=at)

    def record_event(self, entry: EventEntry, *, key: str, at: datetime) -> Recorded:
        """Enter the death or the marriage, and let the population table know of it."""
        return events.record(entry, key=key, at=at)

    def _enter(self, entry: BirthEntry, *, key: str, at: datetime) -> Recorded:
        recorded_on = clock.day_in_vietnam(at)
        book = f"{recorded_on.year}/{entry.agency_code}"
        # One book is written by one hand at a time, so that its numbers have no gaps.
        lock(f"registries.simulated.book:{book}")
        last = (
            SimulatedBirth.objects.filter(book_number=book)
            .order_by("-entry_number")
            .values_list("entry_number", flat=True)
            .first()
        )
        birth = SimulatedBirth.objects.create(
            key=key,
            book_number=book,
            entry_number=(last or 0) + 1,
            pin=self._assign(entry),
            digest=digest_of(entry),
            record=msgspec.to_builtins(entry),
            recorded_at=at,
        )
        return Recorded(registration=_registration(birth), outcome=Outcome.RECORDED)

    def _assign(self, entry: BirthEntry) -> str:
        """Return a PIN nobody has, with the child put into the population table under it."""
        prefix = pin_prefix(province_code=entry.province_code, sex=entry.sex, born_on=entry.born_on)
        for _attempt in range(_ATTEMPTS):
            pin = prefix + self._digits()
            _row, is_new = SimulatedPerson.objects.get_or_create(
                pin=pin, defaults={"record": _child(entry, pin)}
            )
            if is_new:
                return pin
        raise Refused("hết số định danh cho năm sinh này")


def _again(known: SimulatedBirth, entry: BirthEntry) -> Recorded:
    """Answer the same entry again, or correct its wording under the same numbers."""
    digest = digest_of(entry)
    if bytes(known.digest) == digest:
        return Recorded(registration=_registration(known), outcome=Outcome.ALREADY_RECORDED)
    if not fits_pin(known.pin, sex=entry.sex, born_on=entry.born_on):
        raise FixedByPin
    known.digest = digest
    known.record = msgspec.to_builtins(entry)
    known.corrections += 1
    known.save(update_fields=["digest", "record", "corrections"])
    SimulatedPerson.objects.filter(pin=known.pin).update(record=_child(entry, known.pin))
    return Recorded(registration=_registration(known), outcome=Outcome.CORRECTED)


def _registration(birth: SimulatedBirth) -> Registration:
    return Registration(
        book_number=birth.book_number,
        entry_number=birth.entry_number,
        pin=birth.pin,
        recorded_on=clock.day_in_vietnam(birth.recorded_at),
    )


def _child(entry: BirthEntry, pin: str) -> object:
    parents = [parent for parent in (entry.mother, entry.father) if parent is not None]
    return msgspec.to_builtins(
        RegisteredPerson(
            pin=pin,
            full_name=entry.full_name,
            sex=entry.sex,
            born_on=entry.born_on,
            birth_place=entry.birth_place,
            home_place=entry.home_place,
            ethnicity=entry.ethnicity,
            nationality=entry.nationality,
            residence=next((parent.residence for parent in parents if parent.residence), ""),
            parent_pins=tuple(parent.pin for parent in parents if parent.pin),
        )
    )
