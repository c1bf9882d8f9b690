"""What came of a replay against what is expected: which places differ, and how."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

import msgspec

MOST: Final = 100
"""Differences that are kept; whoever reads a hundred has seen enough."""
Seen = Mapping[str, Any]
"""What was seen after one move, as JSON values."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One place that is not as expected: after which move, of what, and the two values side by side."""

    move: int
    """Counted from 1; 0 is the beginning."""
    what: str
    """The place in what was seen: ``state``, ``papers.0.lines.3``."""
    expected: str
    found: str


def compare(expected: Sequence[Seen], found: Sequence[Seen]) -> tuple[Difference, ...]:
    """Return where the two differ, in the order of the moves."""
    nothing: Seen = {}
    return tuple(
        difference
        for place, (before, now) in enumerate(zip_longest(expected, found, fillvalue=nothing))
        for difference in _compare(place, "", before, now)
    )[:MOST]


def to_plain(differences: Sequence[Difference]) -> list[Any]:
    """Return differences as JSON values."""
    plain: list[Any] = msgspec.to_builtins(list(differences))
    return plain


def from_plain(plain: object) -> tuple[Difference, ...]:
    """Return the differences that JSON values describe."""
    return msgspec.convert(plain, tuple[Difference, ...])


def _compare(move: int, path: str, expected: Any, found: Any) -> Iterator[Difference]:
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for name in [*found, *(name for name in expected if name not in found)]:
            yield from _compare(move, _join(path, name), expected.get(name), found.get(name))
    elif _is_list(expected) and _is_list(found):
        for place, (before, now) in enumerate(zip_longest(expected, found)):
            yield from _compare(move, _join(path, str(place)), before, now)
    elif expected != found:
        yield Difference(move=move, what=path, expected=_say(expected), found=_say(found))


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _say(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
