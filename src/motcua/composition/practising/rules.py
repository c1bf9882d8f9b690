"""What an exercise asks for, judged by what the logs hold. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from motcua.composition.practising.enums import Exercise, Missing

TOGETHER: Final = timedelta(minutes=2)
"""Results signed in one go come one after the other, each with its seal."""
SEVERAL: Final = 3


@dataclass(frozen=True, kw_only=True)
class Seen:
    """What the logs hold of those who practise, since one began."""

    took_in: Sequence[bool] = ()
    """For each dossier taken in, whether it was of the procedure asked for."""
    asked: int = 0
    guided: int = 0
    handed_over: frozenset[int] = frozenset()
    paid: frozenset[int] = frozenset()
    voided: int = 0
    has_shift: bool = False
    is_counted: bool = False
    is_taken_over: bool = False
    signed_at: Sequence[datetime] = ()
    extended: int = 0


def judge(seen: Seen) -> dict[Exercise, Missing | None]:
    """Return for each exercise what is missing, or nothing where it was done."""
    return {exercise: next(_missing(exercise, seen), None) for exercise in Exercise}


def _missing(exercise: Exercise, seen: Seen) -> Iterator[Missing]:
    match exercise:
        case Exercise.TAKE_IN if not any(seen.took_in):
            yield Missing.OTHER_PROCEDURE if seen.took_in else Missing.NOTHING_TAKEN_IN
        case Exercise.ASK_ONCE if not seen.asked:
            yield Missing.NOT_ASKED
        case Exercise.GUIDE if not seen.guided:
            yield Missing.NOT_GUIDED
        case Exercise.HAND_OVER if not seen.handed_over & seen.paid:
            yield Missing.NOTHING_PAID if seen.handed_over else Missing.NOT_HANDED_OVER
        case Exercise.VOID_RECEIPT if not seen.voided:
            yield Missing.NOT_VOIDED
        case Exercise.CLOSE_DRAWER if not seen.is_taken_over:
            if not seen.has_shift:
                yield Missing.NO_SHIFT
            yield Missing.NOT_TAKEN_OVER if seen.is_counted else Missing.NOT_COUNTED
        case Exercise.SIGN_THREE if not _signed_together(seen.signed_at):
            yield Missing.SIGNED_FEWER if seen.signed_at else Missing.NOT_SIGNED
        case Exercise.APOLOGISE if not seen.extended:
            yield Missing.NOT_EXTENDED


def _signed_together(moments: Sequence[datetime]) -> bool:
    ordered = sorted(moments)
    return any(
        last - first <= TOGETHER
        for first, last in zip(ordered, ordered[SEVERAL - 1 :], strict=False)
    )
