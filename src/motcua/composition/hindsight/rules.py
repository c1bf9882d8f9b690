"""A dossier's log and tasks as one case: what is told of it, in which order, and with whom it lay."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from motcua.capabilities.mining.enums import Standing
from motcua.domain.dossiers.enums import Act, State

ACT: Final = "act:"
"""What an activity begins with that is no step of the process: the codes of steps have no colon."""

DESK: Final = "one_stop:desk"
APPLICANT: Final = ":applicant"
"""Holders are written as kind of unit and role; the applicant sits in no unit."""

TOLD: Final = frozenset(
    {
        Act.LODGE, Act.ASK_AT_INTAKE, Act.SUPPLEMENT_AT_INTAKE, Act.DIRECT, Act.REFUSE, Act.ACCEPT,
        Act.EXTEND, Act.ASK_OPINION, Act.GIVE_OPINION, Act.NOTE_SILENCE, Act.PASS_OVER_OPINION,
        Act.ARRANGE_VISIT, Act.KEEP_MINUTES, Act.NOTE_LATE_PART, Act.ASK_OBLIGATION,
        Act.MEET_OBLIGATION, Act.DROP_OBLIGATION, Act.WITHDRAW, Act.STOP, Act.REOPEN,
        Act.HAND_OVER, Act.CORRECT,
    }
)  # fmt: skip
"""Acts of their own. The others are what a step of the process did: the step tells of it already."""

COUNTED: Final = frozenset({Act.SEND_BACK, Act.ASK})
"""Acts that are counted as rework, and told of by the step that ended so."""

HELD: Final[Mapping[Act, tuple[frozenset[Act], str]]] = {
    Act.ASK_AT_INTAKE: (frozenset({Act.LODGE, Act.SUPPLEMENT_AT_INTAKE}), DESK),
    Act.DIRECT: (frozenset({Act.LODGE, Act.SUPPLEMENT_AT_INTAKE}), DESK),
    Act.REFUSE: (frozenset({Act.LODGE, Act.SUPPLEMENT_AT_INTAKE}), DESK),
    Act.ACCEPT: (frozenset({Act.LODGE, Act.SUPPLEMENT_AT_INTAKE}), DESK),
    Act.SUPPLEMENT_AT_INTAKE: (frozenset({Act.ASK_AT_INTAKE}), APPLICANT),
    Act.MEET_OBLIGATION: (frozenset({Act.ASK_OBLIGATION}), APPLICANT),
    Act.DROP_OBLIGATION: (frozenset({Act.ASK_OBLIGATION}), APPLICANT),
}
"""What lay with somebody before the act: since which act, and with whom. All others take no time."""

ENDED: Final = frozenset({State.DIRECTED, State.REFUSED, State.REJECTED, State.HANDED_OVER})
CUT_SHORT: Final = frozenset({State.WITHDRAWN, State.STOPPED})

AFTER_THE_STEPS: Final = frozenset({Act.HAND_OVER, Act.CORRECT})
"""Acts that come after a step done at the same moment; all others come before it."""

Measure = Callable[[datetime, datetime], int]
"""Working seconds from one moment to another, by an agency's calendar."""


def standing_of(state: State) -> Standing:
    """Return how far a dossier is as a whole: a result nobody has yet is not the end."""
    if state in ENDED:
        return Standing.FINISHED
    return Standing.CUT_SHORT if state in CUT_SHORT else Standing.RUNNING


def handling_of(state: State) -> Standing:
    """Return how far its process is: it ends with the result, whoever has it."""
    return Standing.FINISHED if state is State.DECIDED else standing_of(state)


def activity_of(act: Act) -> str:
    """Return the activity that an act is."""
    return f"{ACT}{act.value}"


def lying(acts: Iterable[tuple[Act, datetime]]) -> Iterator[tuple[Act, datetime, datetime, str]]:
    """Return each act with the moment since which it was waited for, its own, and with whom it lay."""
    last: dict[Act, datetime] = {}
    for act, at in acts:
        since, holder = HELD.get(act, (frozenset(), ""))
        began = max((last[one] for one in since if one in last), default=at)
        yield act, min(began, at), at, holder
        last[act] = at


HANDING_IN: Final = frozenset({Act.LODGE, Act.SUPPLEMENT_AT_INTAKE})
"""Acts with which an applicant hands papers in; besides, every step that is the applicant's."""


def came_with(
    added_at: datetime, ends: Sequence[tuple[datetime, str, str]], *, is_issued: bool
) -> int | None:
    """Return with which happening a paper came, by its place; None where the log does not show it.

    What is handed in lies there before the act that hands it in; what is issued comes after the act or
    the step that calls for it.

    :param ends: of each happening in their order: when it ended, what it was, with whom it lay
    """
    if is_issued:
        before = [place for place, (at, _activity, _holder) in enumerate(ends) if at <= added_at]
        return before[-1] if before else None
    acts = {activity_of(act) for act in HANDING_IN}
    return next(
        (
            place
            for place, (at, activity, holder) in enumerate(ends)
            if at >= added_at and (activity in acts or holder == APPLICANT)
        ),
        None,
    )


def order_of(activity: str, done_at: datetime) -> tuple[datetime, int]:
    """Return by what happenings are put in order: by their end, then by what leads to what."""
    if not activity.startswith(ACT):
        return done_at, 1
    return done_at, 2 if activity in _AFTER_THE_STEPS else 0


_AFTER_THE_STEPS: Final = frozenset(activity_of(act) for act in AFTER_THE_STEPS)
