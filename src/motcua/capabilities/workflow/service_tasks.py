"""What the system does between people's tasks: handlers by key, registered by who composes contexts.

A handler runs inside the transaction that moves the process, so its effect and the step are one. It
returns the values that gateways may ask for; only those the model declares are kept.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from motcua.capabilities.workflow.rules.expressions import Values
from motcua.foundation.kernel.subjects import Subject

Handler = Callable[[Subject, Values, datetime], Values]

_handlers: dict[str, Handler] = {}


class UnknownHandler(LookupError):
    """A model names a handler that nobody registered: a defect of the installation."""


def register(key: str) -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of service tasks with this key."""

    def keep(handler: Handler) -> Handler:
        taken = _handlers.get(key)
        if taken is not None and taken is not handler:
            raise ValueError(f"service task {key} is taken by {taken.__module__}")
        _handlers[key] = handler
        return handler

    return keep


def call(key: str, subject: Subject, values: Values, at: datetime) -> Values:
    """Run the handler and return its values.

    Raises:
        UnknownHandler: if nobody registered the key.
    """
    handler = _handlers.get(key)
    if handler is None:
        raise UnknownHandler(key)
    return handler(subject, values, at)


def registered() -> Mapping[str, Handler]:
    """Return the handlers by key."""
    return dict(_handlers)
