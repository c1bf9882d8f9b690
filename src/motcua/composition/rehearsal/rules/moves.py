"""The script of a rehearsal: moves, one after the other, as a document that reads and writes itself."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Literal

import msgspec

from motcua.composition.rehearsal.enums import Until

MOST_MOVES: Final = 200
Word = Annotated[str, msgspec.Meta(max_length=80)]
Prose = Annotated[str, msgspec.Meta(max_length=2000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=3660)]


class _Move(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"):
    """What every move is: immutable, named by ``do``."""


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to supplement: what, and why."""

    what: Prose
    why: Prose = ""


class Answer(_Move, frozen=True, kw_only=True, tag="answer"):
    """The applicant answers questions; earlier answers to others stay."""

    answers: dict[str, Any]


class Attach(_Move, frozen=True, kw_only=True, tag="attach"):
    """The applicant attaches a sample file for one of the papers asked for."""

    paper: Word


class Lodge(_Move, frozen=True, kw_only=True, tag="lodge"):
    """The applicant lodges, or hands the supplement in."""


class Turn(_Move, frozen=True, kw_only=True, tag="turn"):
    """Time passes: so many days and hours, or up to a moment of the dossier."""

    days: Count = 0
    hours: Count = 0
    until: Until | None = None


class Accept(_Move, frozen=True, kw_only=True, tag="accept"):
    """The desk takes the dossier in."""


class Ask(_Move, frozen=True, kw_only=True, tag="ask"):
    """The desk asks for a supplement before taking the dossier in."""

    items: tuple[Item, ...]
    reason: Prose


class Direct(_Move, frozen=True, kw_only=True, tag="direct"):
    """The desk directs the applicant to the other agency of the rehearsal."""

    reason: Prose


class Supplement(_Move, frozen=True, kw_only=True, tag="supplement"):
    """The applicant opens what was asked for, to supply it."""


class Do(_Move, frozen=True, kw_only=True, tag="do"):
    """An officer completes a task with an outcome."""

    task: Word
    outcome: Word
    reason: Prose = ""
    items: tuple[Item, ...] = ()


class Confirm(_Move, frozen=True, kw_only=True, tag="confirm"):
    """The declarant answers the draft entry."""

    outcome: Word
    reason: Prose = ""


class Withdraw(_Move, frozen=True, kw_only=True, tag="withdraw"):
    """The applicant takes the dossier back."""

    reason: Prose


class Rate(_Move, frozen=True, kw_only=True, tag="rate"):
    """The applicant rates the service: the same mark for every question."""

    mark: Literal["1", "2", "3", "4", "5"]
    comment: Prose = ""


Move = (
    Answer | Attach | Lodge | Turn | Accept | Ask | Direct | Supplement | Do | Confirm | Withdraw
    | Rate
)  # fmt: skip
Moves = tuple[Move, ...]


def from_plain(plain: object) -> Moves:
    """Return the moves that JSON values describe.

    Raises:
        msgspec.ValidationError: at the first that does not fit.
    """
    return msgspec.convert(plain, Moves)


def tidy(script: Sequence[Move]) -> Moves:
    """Return the script with answers given one after the other put together."""
    tidied: list[Move] = []
    for move in script:
        last = tidied[-1] if tidied else None
        if isinstance(move, Answer) and isinstance(last, Answer):
            tidied[-1] = Answer(answers={**last.answers, **move.answers})
        else:
            tidied.append(move)
    return tuple(tidied)


def to_plain(moves: Sequence[Move]) -> list[Mapping[str, Any]]:
    """Return the moves as JSON values."""
    plain: list[Mapping[str, Any]] = msgspec.to_builtins(list(moves))
    return plain
