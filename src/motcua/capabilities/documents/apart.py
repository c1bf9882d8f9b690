"""What a rehearsal makes lies apart: files under a folder of its own, papers under keys that say so.

Inside ``kept_apart`` neither the installation's vault nor its signing keys are reachable, whatever
vendor holds them; every paper bears the mark of a rehearsal across its pages.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Apart:
    """Where things lie, and what was typeset there: (template, values as JSON), the first first."""

    files: Path
    keys: Path
    typeset: list[tuple[str, str]] = field(default_factory=list)


_apart: ContextVar[Apart | None] = ContextVar("apart", default=None)


@contextmanager
def kept_apart(*, files: Path, keys: Path) -> Iterator[Apart]:
    """Keep files under one folder and sign with the keys in another inside the block."""
    apart = Apart(files=files, keys=keys)
    token = _apart.set(apart)
    try:
        yield apart
    finally:
        _apart.reset(token)


def current() -> Apart | None:
    """Return where things lie now, or None when they are real."""
    return _apart.get()
