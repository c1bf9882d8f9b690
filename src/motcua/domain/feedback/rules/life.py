"""The lawful moves of feedback: a table, and what follows from it (Decree 20/2008)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from motcua.domain.feedback.enums import Act, Side, State
from motcua.domain.feedback.errors import ActRefused, FeedbackNotFound


@dataclass(frozen=True, kw_only=True)
class Move:
    """One lawful change of state: from where, to where, by whom, under which article."""

    sources: frozenset[State]
    target: State
    side: Side
    article: str


@dataclass(frozen=True, kw_only=True)
class Note:
    """What is put on record in some states and changes none."""

    sources: frozenset[State]
    side: Side
    article: str


def _move(*sources: State, to: State, by: Side, article: str) -> Move:
    return Move(sources=frozenset(sources), target=to, side=by, article=article)


OURS: Final = "thông lệ, chưa có điều luật"
"""What the decree does not speak of."""
ANSWERED: Final = frozenset({State.ANSWERED, State.PUBLISHED, State.WITHHELD})
NEW: Final = (State.RECEIVED, State.ASKED)

# In the order in which pages offer them. Articles are of Decree 20/2008/NĐ-CP as amended by Decree 48/2013; Decree 92/2017 could not be read.
MOVES: Final[Mapping[Act, Move]] = {
    Act.RECEIVE: _move(to=State.RECEIVED, by=Side.SENDER, article="Điều 9.1.b, 9.1.c"),
    Act.ACCEPT: _move(*NEW, to=State.ACCEPTED, by=Side.RECEIVER, article="Điều 9.1.d"),
    Act.ASK: _move(State.RECEIVED, to=State.ASKED, by=Side.RECEIVER, article="Điều 9.1.a"),
    Act.SUPPLEMENT: _move(State.ASKED, to=State.RECEIVED, by=Side.SENDER, article="Điều 7"),
    Act.DECLINE: _move(*NEW, to=State.DECLINED, by=Side.RECEIVER, article="Điều 9.1.d"),
    Act.LEAD_OUT: _move(*NEW, to=State.LED_OUT, by=Side.RECEIVER, article="Điều 1"),
    Act.ROUTE: _move(
        State.ACCEPTED, State.ROUTED, to=State.ROUTED, by=Side.RECEIVER, article="Điều 9.1.d"
    ),
    Act.ANSWER: _move(
        State.ROUTED, to=State.ANSWERED, by=Side.HANDLER, article="Điều 12.2, 14, 15"
    ),
    Act.GIVE_BACK: _move(State.ROUTED, to=State.ACCEPTED, by=Side.HANDLER, article="Điều 4.5"),
    Act.PUBLISH: _move(
        State.ANSWERED, to=State.PUBLISHED, by=Side.RECEIVER, article="Điều 14.2.đ, 19"
    ),
    Act.WITHHOLD: _move(State.ANSWERED, to=State.WITHHELD, by=Side.RECEIVER, article=OURS),
    Act.REOPEN: _move(*sorted(ANSWERED), to=State.ACCEPTED, by=Side.SENDER, article=OURS),
}  # fmt: skip
NOTES: Final[Mapping[Act, Note]] = {
    Act.RATE: Note(sources=ANSWERED, side=Side.SENDER, article=OURS)
}
OPEN: Final = frozenset({State.RECEIVED, State.ASKED, State.ACCEPTED, State.ROUTED, State.ANSWERED})
"""States in which somebody of the state has something to do, or waits for the sender."""


def find(act: Act) -> Move | Note:
    """Return the row of the act."""
    return MOVES[act] if act in MOVES else NOTES[act]


def require(act: Act, state: State, sides: Collection[Side]) -> State:
    """Return the state that the act leads to.

    Raises:
        FeedbackNotFound: if it is not for who stands on these sides.
        ActRefused: if the state does not allow it.
    """
    row = find(act)
    if row.side not in sides:
        raise FeedbackNotFound
    if state not in row.sources:
        raise ActRefused(state=state.label, act=act.label)
    return row.target if isinstance(row, Move) else state


def list_acts(state: State, sides: Collection[Side]) -> tuple[Act, ...]:
    """Return what can be done in the state by who stands on these sides, in the order of the table."""
    rows: Mapping[Act, Move | Note] = {**MOVES, **NOTES}
    return tuple(act for act, row in rows.items() if state in row.sources and row.side in sides)
