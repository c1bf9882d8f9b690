"""The outbox: announce in the change's transaction, deliver at least once, act exactly once."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import structlog
from django.db import connection, transaction

from motcua.foundation.kernel import clock, events
from motcua.foundation.kernel.models import Delivery, OutboxMessage
from motcua.foundation.kernel.subjects import Subject

log = structlog.get_logger(__name__)

CHANNEL = "motcua_outbox"
"""NOTIFY channel on which a commit wakes the worker."""

LIVE_CHANNEL = "motcua_live"
"""NOTIFY channel on which a commit says about whom something happened, for screens that stand open."""

FEW: Final = 8
"""Events announced as they stand; writing more as arrays pays."""
_PUBLISH: Final = (
    "WITH message AS (INSERT INTO kernel_outboxmessage"
    " (type, subject_kind, subject_key, payload, occurred_at, is_delivered, attempts, last_error)"
    " SELECT type, kind, key, payload::jsonb, %s, false, 0, '' FROM {told}"
    " AS told (type, kind, key, payload{place}){order} RETURNING subject_kind, subject_key)"
    " SELECT pg_notify(%s, ''), pg_notify(%s, subject_kind || ':' || subject_key) FROM message"
)
BATCH = 100
RETRY_BASE = timedelta(seconds=2)
RETRY_CEILING = timedelta(minutes=30)


def publish(event: events.Event, *, subject: Subject, at: datetime) -> None:
    """Announce the event once the caller's transaction commits. One statement."""
    publish_all([event], subject=subject, at=at)


def publish_all(announced: Sequence[events.Event], *, subject: Subject, at: datetime) -> None:
    """Announce the events of one subject, in their order. One statement for any number."""
    publish_each([(subject, event) for event in announced], at=at)


def publish_each(announced: Sequence[tuple[Subject, events.Event]], *, at: datetime) -> None:
    """Announce events of several subjects, in their order. One statement for any number."""
    columns = (
        [event.type for _subject, event in announced],
        [subject.kind for subject, _event in announced],
        [subject.key for subject, _event in announced],
        [events.to_json(event) for _subject, event in announced],
    )
    if len(announced) <= FEW:
        values: list[Any] = [one for row in zip(*columns, strict=True) for one in row]
        places = ", ".join(["(%s, %s, %s, %s)"] * len(announced))
        told, place, order = f"(VALUES {places})", "", ""
    else:
        values = list(columns)
        told = "unnest(%s::text[], %s::text[], %s::text[], %s::text[]) WITH ORDINALITY"
        place, order = ", place", " ORDER BY place"
    with connection.cursor() as cursor:
        # The notifications ride in the insert: one round trip, delivered only on commit, each once.
        cursor.execute(
            _PUBLISH.format(told=told, place=place, order=order),
            [at, *values, CHANNEL, LIVE_CHANNEL],
        )


def wake(subjects: Iterable[Subject]) -> None:
    """Tell screens that stand open, once the caller's transaction commits, that something of these changed.

    For what is no event: nobody else hears of it, and nothing is kept. One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, subject) FROM unnest(%s::text[]) AS woken (subject)",
            [LIVE_CHANNEL, [str(subject) for subject in subjects]],
        )


def drain(*, limit: int = BATCH) -> int:
    """Deliver waiting messages, oldest first and in order per subject; return how many were taken.

    Several workers may drain at once: a message is locked by one of them, and none overtakes an
    undelivered message of the same subject.
    """
    taken = 0
    while taken < limit and _deliver_next():
        taken += 1
    return taken


def waiting_count() -> int:
    """Return how many messages no worker has delivered yet."""
    return OutboxMessage.objects.filter(is_delivered=False).count()


def list_waiting(kind: str, keys: Collection[str]) -> frozenset[str]:
    """Return about which of these subjects something waits to be delivered. One query."""
    rows = OutboxMessage.objects.filter(is_delivered=False, subject_kind=kind, subject_key__in=keys)
    return frozenset(rows.values_list("subject_key", flat=True))


def list_errors() -> list[str]:
    """Return why messages that wait were not delivered when they were tried last. One query."""
    failed = OutboxMessage.objects.filter(is_delivered=False, attempts__gt=0).order_by("pk")
    return list(failed.values_list("last_error", flat=True))


def _deliver_next() -> bool:
    with transaction.atomic():
        message = _lock_next(clock.now())
        if message is None:
            return False
        errors = _deliver(message)
        if errors:
            _postpone(message, errors)
        else:
            OutboxMessage.objects.filter(pk=message.pk).update(is_delivered=True, last_error="")
    return True


def _lock_next(at: datetime) -> OutboxMessage | None:
    rows = OutboxMessage.objects.raw(
        "SELECT message.* FROM kernel_outboxmessage message"
        " WHERE NOT message.is_delivered AND (message.retry_at IS NULL OR message.retry_at <= %s)"
        " AND NOT EXISTS (SELECT 1 FROM kernel_outboxmessage earlier"
        "   WHERE NOT earlier.is_delivered AND earlier.id < message.id"
        "   AND earlier.subject_kind = message.subject_kind"
        "   AND earlier.subject_key = message.subject_key)"
        " ORDER BY message.id LIMIT 1 FOR UPDATE OF message SKIP LOCKED",
        [at],
    )
    return next(iter(rows), None)


def _deliver(message: OutboxMessage) -> list[Exception]:
    """Run each consumer that has not run yet, each with its note in a savepoint of its own."""
    consumers = events.consumers_of(message.type)
    if not consumers:
        return []
    try:
        envelope = events.from_message(message)
    except (LookupError, msgspec.ValidationError) as error:
        # Another release's message waits for its release; those behind it do not wait with it.
        return [error]
    done = set(Delivery.objects.filter(message_id=message.pk).values_list("consumer", flat=True))
    errors: list[Exception] = []
    for name, consumer in sorted(consumers.items()):
        if name in done:
            continue
        try:
            with transaction.atomic():
                consumer(envelope)
                Delivery.objects.create(
                    message_id=message.pk, consumer=name, delivered_at=clock.now()
                )
        except Exception as error:  # noqa: BLE001 - one consumer's defect must not stop the others
            errors.append(error)
    return errors


def _postpone(message: OutboxMessage, errors: list[Exception]) -> None:
    attempts = message.attempts + 1
    delay = min(RETRY_BASE * 2 ** min(attempts, 16), RETRY_CEILING)
    for error in errors:
        log.error("outbox.delivery_failed", message=message.pk, type=message.type, exc_info=error)
    OutboxMessage.objects.filter(pk=message.pk).update(
        attempts=attempts, retry_at=clock.now() + delay, last_error=repr(errors)[:2000]
    )
