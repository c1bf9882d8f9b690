"""On whose behalf a process step runs: set by ``handling``, read by the service tasks it triggers.

The engine calls service tasks with the subject alone, since a capability does not know officers; the
officer who completed the step answers for what it brings about.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from motcua.foundation.identity.actors import Citizen, Officer


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Who completes the step, and the words given with it."""

    by: Officer | Citizen
    words: Mapping[str, object] = field(default_factory=dict)


_acting: ContextVar[Acting] = ContextVar("acting")


@contextmanager
def acting(by: Officer | Citizen, words: Mapping[str, object]) -> Iterator[None]:
    """Run the block's service tasks on this person's behalf."""
    token = _acting.set(Acting(by=by, words=words))
    try:
        yield
    finally:
        _acting.reset(token)


def current() -> Acting:
    """Return on whose behalf the running service task acts."""
    return _acting.get()


def signatory() -> Officer:
    """Return the officer whose signature the running service task sets."""
    by = current().by
    if not isinstance(by, Officer):
        raise TypeError("a citizen's step does not issue papers")
    return by
