"""Verbs of registries: each asks, and logs that it asked, whatever comes of it."""

import hmac
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

import msgspec
from django.conf import settings
from django.db import connection, transaction

from motcua.capabilities.registries.connectors.base import (
    FixedByPin,
    Recorded,
    Refused,
    Unavailable,
)
from motcua.capabilities.registries.connectors.registry import current
from motcua.capabilities.registries.connectors.simulated.registry import SimulatedPopulation
from motcua.capabilities.registries.enums import Book, Operation, Outcome, System
from motcua.capabilities.registries.errors import (
    BadPurpose,
    EntryNeedsCorrection,
    EntryRefused,
    RegistryUnavailable,
)
from motcua.capabilities.registries.models import Exchange
from motcua.capabilities.registries.rules import (
    BirthEntry,
    EventEntry,
    RegisteredPerson,
    Registration,
)
from motcua.foundation.identity.actors import Actor, Officer
from motcua.foundation.kernel import chain
from motcua.foundation.kernel.subjects import Subject

BIRTH_PURPOSE = "Ghi nội dung khai sinh, lấy số định danh cá nhân"
BIRTH_BASIS = "Điều 16.2 Luật Hộ tịch 2014"


@dataclass(frozen=True, kw_only=True)
class _Book:
    """Why an entry goes into a book, as the log says it."""

    operation: Operation
    purpose: str
    legal_basis: str


_BOOKS: Final[Mapping[Book, _Book]] = {
    Book.DEATH: _Book(
        operation=Operation.RECORD_DEATH,
        purpose="Ghi nội dung khai tử, khóa thông tin hộ tịch của người chết",
        legal_basis="Điều 34.2 Luật Hộ tịch 2014",
    ),
    Book.MARRIAGE: _Book(
        operation=Operation.RECORD_MARRIAGE,
        purpose="Ghi nội dung kết hôn, cập nhật tình trạng hôn nhân của hai bên",
        legal_basis="Điều 18.2 Luật Hộ tịch 2014",
    ),
}


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What the log says of a question before there is an answer."""

    system: System
    operation: Operation
    purpose: str
    legal_basis: str
    subject: Subject
    by: Actor
    at: datetime
    hash: bytes
    started: float
    idempotency_key: str = ""


def look_up_person(
    *, pin: str, purpose: str, legal_basis: str, subject: Subject, by: Actor, at: datetime
) -> RegisteredPerson | None:
    """Ask the population database for a person; log who asked and why. Answers None for an unknown PIN.

    :raises BadPurpose: if purpose or legal basis is missing
    :raises RegistryUnavailable: if the database does not answer
    """
    if not purpose.strip() or not legal_basis.strip():
        raise BadPurpose(purpose)
    asked = _Asked(
        system=System.POPULATION,
        operation=Operation.LOOK_UP_PERSON,
        purpose=purpose,
        legal_basis=legal_basis,
        subject=subject,
        by=by,
        at=at,
        hash=_hash(pin),
        started=time.monotonic(),
    )
    try:
        person = current.population.look_up(pin)
    except Unavailable as error:
        _log_apart(asked, Outcome.UNAVAILABLE)
        raise RegistryUnavailable(system=System.POPULATION.label) from error
    _log(asked, Outcome.NOT_FOUND if person is None else Outcome.FOUND, person)
    return person


@transaction.atomic
def record_birth(*, entry: BirthEntry, subject: Subject, by: Actor, at: datetime) -> Registration:
    """Enter the birth into the civil-status database and return book, number and PIN.

    One subject is one entry for ever: the same entry again returns the same numbers; a changed wording
    (before the certificate is signed) is corrected under them.

    :raises EntryRefused: if the database does not take the entry
    :raises EntryNeedsCorrection: if sex or birth year changed after a PIN was made of them
    :raises RegistryUnavailable: if the database does not answer
    """
    asked = _Asked(
        system=System.CIVIL_STATUS,
        operation=Operation.RECORD_BIRTH,
        purpose=BIRTH_PURPOSE,
        legal_basis=BIRTH_BASIS,
        subject=subject,
        by=by,
        at=at,
        hash=_hash(entry),
        started=time.monotonic(),
        idempotency_key=f"birth:{subject}",
    )
    return _record(
        asked,
        lambda: current.civil_status.record_birth(entry, key=asked.idempotency_key, at=at),
    )


@transaction.atomic
def record_event(*, entry: EventEntry, subject: Subject, by: Actor, at: datetime) -> Registration:
    """Enter a death or a marriage into the civil-status database and return book and number.

    One subject is one entry of a book for ever; what is worded anew before the paper is signed is
    corrected under the same numbers.

    :raises EntryRefused: if the database does not take the entry
    :raises RegistryUnavailable: if the database does not answer
    """
    book = _BOOKS[entry.book]
    asked = _Asked(
        system=System.CIVIL_STATUS,
        operation=book.operation,
        purpose=book.purpose,
        legal_basis=book.legal_basis,
        subject=subject,
        by=by,
        at=at,
        hash=_hash(entry),
        started=time.monotonic(),
        idempotency_key=f"{entry.book}:{subject}",
    )
    return _record(
        asked,
        lambda: current.civil_status.record_event(entry, key=asked.idempotency_key, at=at),
    )


@transaction.atomic
def load_simulated(people: Iterable[RegisteredPerson]) -> int:
    """Put imaginary people into the simulated population database; return how many there are.

    :raises TypeError: if this installation's population database is a real one
    """
    if not isinstance(current.population, SimulatedPopulation):
        raise TypeError("only a simulated population database can be loaded")
    return current.population.load(list(people))


def _record(asked: _Asked, enter: Callable[[], Recorded]) -> Registration:
    label = System.CIVIL_STATUS.label
    try:
        recorded = enter()
    except Unavailable as error:
        _log_apart(asked, Outcome.UNAVAILABLE)
        raise RegistryUnavailable(system=label) from error
    except FixedByPin as error:
        _log_apart(asked, Outcome.REFUSED)
        raise EntryNeedsCorrection from error
    except Refused as error:
        _log_apart(asked, Outcome.REFUSED)
        raise EntryRefused(system=label, reason=str(error)) from error
    _log(asked, recorded.outcome, recorded.registration)
    return recorded.registration


def _log(asked: _Asked, outcome: Outcome, answer: object = None) -> None:
    """Add the exchange to the log, with the change it brought about. One insert."""
    _exchange(asked, outcome, answer).save(force_insert=True)


def _log_apart(asked: _Asked, outcome: Outcome) -> None:
    """Add a fruitless exchange in a transaction of its own: the refusal undoes the caller's."""
    exchange = _exchange(asked, outcome, None)

    def add() -> None:
        try:
            exchange.save(force_insert=True)
        finally:
            connection.close()

    # A thread has a connection of its own.
    with ThreadPoolExecutor(max_workers=1) as apart:
        apart.submit(add).result()


def _exchange(asked: _Asked, outcome: Outcome, answer: object) -> Exchange:
    return Exchange(
        at=asked.at,
        by=asked.by.key,
        agency_id=asked.by.agency_id if isinstance(asked.by, Officer) else None,
        system=asked.system,
        operation=asked.operation,
        purpose=asked.purpose,
        legal_basis=asked.legal_basis,
        subject_kind=asked.subject.kind,
        subject_key=asked.subject.key,
        idempotency_key=asked.idempotency_key,
        outcome=outcome,
        asked_hash=asked.hash,
        answered_hash=None if answer is None else _hash(answer),
        milliseconds=round((time.monotonic() - asked.started) * 1000),
    )


def _hash(exchanged: object) -> bytes:
    # Keyed: a bare hash of a PIN is undone by trying all PINs.
    content = chain.canonical(msgspec.to_builtins(exchanged))
    return hmac.digest(bytes.fromhex(settings.MASTER_KEY), b"registries.exchange" + content, sha256)
