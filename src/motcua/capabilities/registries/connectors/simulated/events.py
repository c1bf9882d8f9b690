"""The books of deaths and of marriages, over the simulated tables."""

from datetime import date, datetime
from typing import Final

import msgspec

from motcua.capabilities.registries.connectors.base import Recorded, Refused
from motcua.capabilities.registries.connectors.simulated.books import digest_of, lock
from motcua.capabilities.registries.enums import Outcome
from motcua.capabilities.registries.models import SimulatedEvent, SimulatedPerson
from motcua.capabilities.registries.rules import (
    DeathEntry,
    EventEntry,
    MarriageEntry,
    Registration,
)
from motcua.foundation.kernel import clock

MARRIED: Final = "married"


def record(entry: EventEntry, *, key: str, at: datetime) -> Recorded:
    """Enter the event under the next number of its book; the same key is one entry for ever."""
    lock(f"registries.simulated.event:{key}")
    known = SimulatedEvent.objects.filter(key=key).first()
    if known is not None:
        return _again(known, entry)
    _require_possible(entry, on=clock.day_in_vietnam(at))
    event = _enter(entry, key=key, at=at)
    _tell_population(entry)
    return Recorded(registration=_registration(event), outcome=Outcome.RECORDED)


def _enter(entry: EventEntry, *, key: str, at: datetime) -> SimulatedEvent:
    number = f"{clock.day_in_vietnam(at).year}/{entry.agency_code}"
    # One book is written by one hand at a time, so that its numbers have no gaps.
    lock(f"registries.simulated.book:{entry.book}:{number}")
    last = (
        SimulatedEvent.objects.filter(book=entry.book, book_number=number)
        .order_by("-entry_number")
        .values_list("entry_number", flat=True)
        .first()
    )
    return SimulatedEvent.objects.create(
        key=key,
        book=entry.book,
        book_number=number,
        entry_number=(last or 0) + 1,
        digest=digest_of(entry),
        record=msgspec.to_builtins(entry),
        recorded_at=at,
    )


def _again(known: SimulatedEvent, entry: EventEntry) -> Recorded:
    """Answer the same entry again, or correct its wording under the same numbers."""
    digest = digest_of(entry)
    if bytes(known.digest) == digest:
        return Recorded(registration=_registration(known), outcome=Outcome.ALREADY_RECORDED)
    known.digest = digest
    known.record = msgspec.to_builtins(entry)
    known.corrections += 1
    known.save(update_fields=["digest", "record", "corrections"])
    return Recorded(registration=_registration(known), outcome=Outcome.CORRECTED)


def _require_possible(entry: EventEntry, *, on: date) -> None:
    """Refuse what the law does not let into the book.

    Raises:
        Refused: with the reason.
    """
    match entry:
        case DeathEntry():
            if entry.died_on > on:
                raise Refused("ngày mất sau ngày đăng ký")
            if _of(entry.pin).get("died_on"):
                # An event is registered once, with one agency: Article 5.4 of the Civil Status Law.
                raise Refused("việc khai tử của người này đã được đăng ký")
        case MarriageEntry():
            for spouse in (entry.wife, entry.husband):
                known = _of(spouse.pin)
                if known.get("died_on"):
                    raise Refused(f"{spouse.full_name} đã được khai tử")
                if known.get("marital_status") == MARRIED:
                    # Article 5.2.c of the Marriage and Family Law 2014.
                    raise Refused(f"{spouse.full_name} đang có vợ hoặc có chồng")


def _of(pin: str) -> dict[str, object]:
    record = SimulatedPerson.objects.filter(pin=pin).values_list("record", flat=True).first()
    return record or {}


def _tell_population(entry: EventEntry) -> None:
    match entry:
        case DeathEntry():
            _change(entry.pin, died_on=entry.died_on.isoformat())
        case MarriageEntry():
            for spouse in (entry.wife, entry.husband):
                _change(spouse.pin, marital_status=MARRIED)


def _change(pin: str, **facts: str) -> None:
    person = SimulatedPerson.objects.filter(pin=pin).first()
    if person is not None:
        person.record |= facts
        person.save(update_fields=["record"])


def _registration(event: SimulatedEvent) -> Registration:
    return Registration(
        book_number=event.book_number,
        entry_number=event.entry_number,
        pin="",
        recorded_on=clock.day_in_vietnam(event.recorded_at),
    )
