"""What the system does between people's tasks: handlers by key, registered by who composes contexts.

A handler runs inside the transaction that moves the process, so its effect and the step are one. It
returns the values that gateways may ask for; only those the model declares are kept. Who registers handlers
knows what they count on, and registers checks of models as well.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from motcua.capabilities.workflow.rules.expressions import Values
from motcua.capabilities.workflow.rules.model import Model
from motcua.foundation.kernel.errors import FieldProblem, Text
from motcua.foundation.kernel.subjects import Subject

Handler = Callable[[Subject, Values, datetime], Values]
Check = Callable[[Model], Iterable[FieldProblem]]


class _Service(NamedTuple):
    handler: Handler
    label: Text


_services: dict[str, _Service] = {}
_checks: dict[str, Check] = {}


class UnknownHandler(LookupError):
    """A model names a handler that nobody registered: a defect of the installation."""


def register(key: str, *, label: Text = "") -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of service tasks with this key.

    :param label: what it does, in the words of who designs a process
    """

    def keep(handler: Handler) -> Handler:
        taken = _services.get(key)
        if taken is not None and taken.handler is not handler:
            raise ValueError(f"service task {key} is taken by {taken.handler.__module__}")
        _services[key] = _Service(handler, label)
        return handler

    return keep


def call(key: str, subject: Subject, values: Values, at: datetime) -> Values:
    """Run the handler and return its values.

    Raises:
        UnknownHandler: if nobody registered the key.
    """
    service = _services.get(key)
    if service is None:
        raise UnknownHandler(key)
    return service.handler(subject, values, at)


def registered() -> Mapping[str, Handler]:
    """Return the handlers by key."""
    return {key: service.handler for key, service in _services.items()}


def labels() -> Mapping[str, str]:
    """Return by key what each handler does, in the language of the reader."""
    return {key: str(service.label) or key for key, service in _services.items()}


def check_models(check: Check) -> Check:
    """Let the decorated function judge each model before it is put in force."""
    _checks[f"{check.__module__}.{check.__qualname__}"] = check
    return check


def find_problems(model: Model) -> list[FieldProblem]:
    """Return what those who serve the model's tasks hold against it."""
    return [problem for check in _checks.values() for problem in check(model)]
