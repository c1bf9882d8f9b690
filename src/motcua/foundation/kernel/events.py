"""Facts that contexts announce: frozen, past tense, carrying ids and no personal values.

``publish`` writes a row of the outbox in the caller's transaction; the worker hands it to each
consumer at least once, and a consumer's effect is stored together with the row's id.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import msgspec

from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.foundation.kernel.models import OutboxMessage


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact. Subclasses set ``type`` ("dossiers.accepted") and name their fields."""

    type: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "type" in cls.__dict__:
            if cls.type in _types:
                raise TypeError(f"event type {cls.type} is taken by {_types[cls.type]}")
            _types[cls.type] = cls


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """An event on its way to a consumer, with the outbox position that makes it unique."""

    position: int
    subject: Subject
    occurred_at: datetime
    event: Event


E = TypeVar("E", bound=Event)
Consumer = Callable[[Envelope], None]

_types: dict[str, type[Event]] = {}
_consumers: dict[str, dict[str, Consumer]] = {}


def subscribe(*event_types: type[Event]) -> Callable[[Consumer], Consumer]:
    """Register the decorated function as a consumer of the given events.

    It runs in the worker, inside one transaction per message together with the note that it ran.
    """

    def register(consumer: Consumer) -> Consumer:
        name = f"{consumer.__module__}.{consumer.__qualname__}"
        for event_type in event_types:
            _consumers.setdefault(event_type.type, {})[name] = consumer
        return consumer

    return register


def consumers_of(type_name: str) -> dict[str, Consumer]:
    """Return the consumers of an event type by name."""
    return _consumers.get(type_name, {})


def event_types() -> dict[str, type[Event]]:
    """Return every event type the product knows, by name."""
    return dict(_types)


def to_payload(event: Event) -> dict[str, Any]:
    """Return the event's fields as plain JSON values."""
    payload: dict[str, Any] = msgspec.to_builtins(event)
    return payload


def to_json(event: Event) -> str:
    """Return the event's fields as one JSON text, ready for a JSONB column."""
    return msgspec.json.encode(event).decode()


def from_message(message: "OutboxMessage") -> Envelope:
    """Return the envelope that an outbox row holds."""
    event_type = _types[message.type]
    return Envelope(
        position=message.pk,
        subject=Subject(kind=message.subject_kind, key=message.subject_key),
        occurred_at=message.occurred_at,
        event=msgspec.convert(message.payload, event_type),
    )
