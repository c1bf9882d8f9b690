"""When a dossier that had ended is handled again, and on what it must rest.

Article 21.1 of Decree 61/2018/NĐ-CP wants the agency at fault to put its error right. Decisions on complaints
bind by the Law on Complaints 2011, judgments by the Law on Administrative Procedure 2015.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.domain.dossiers.enums import Act, ReopeningGround, State
from motcua.domain.dossiers.errors import CorrectInstead, GroundUnfit, NeverTakenIn
from motcua.domain.dossiers.rules.life import CORRECTABLE, require_move


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What a ground can reopen, and the law it has its force from."""

    states: frozenset[State]
    source: str


_ENDED: Final = frozenset(
    {State.DECIDED, State.REJECTED, State.HANDED_OVER, State.WITHDRAWN, State.STOPPED}
)

# The articles of the laws on complaints and inspection have not been read here: laws alone are named.
GROUNDS: Final[Mapping[ReopeningGround, Reach]] = {
    ReopeningGround.COMPLAINT: Reach(states=_ENDED, source="Luật Khiếu nại 2011"),
    ReopeningGround.INSPECTION: Reach(states=_ENDED, source="Luật Thanh tra"),
    ReopeningGround.JUDGMENT: Reach(states=_ENDED, source="Luật Tố tụng hành chính 2015"),
    # An error in a result is corrected by Article 21.1 itself, without handling everything again.
    ReopeningGround.OWN_ERROR: Reach(
        states=_ENDED - CORRECTABLE, source="Điều 21.1 Nghị định 61/2018/NĐ-CP"
    ),
    ReopeningGround.MISTAKEN_WITHDRAWAL: Reach(
        states=frozenset({State.WITHDRAWN}), source="Đơn của người nộp hồ sơ"
    ),
}

NEVER_TAKEN_IN: Final = frozenset({State.DIRECTED, State.REFUSED})
"""Ends at the desk: nothing was handled, so that there is nothing to handle again."""


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The document on which a reopening rests."""

    ground: ReopeningGround
    number: str
    issued_on: date
    issuer: str


def require_ended(state: State, *, was_taken_in: bool) -> None:
    """Refuse what cannot be handled again, whatever the ground.

    Raises:
        NeverTakenIn: if it ended at the desk; it is lodged anew.
        ActRefused: if it has not ended.
    """
    if state in NEVER_TAKEN_IN or (state in _ENDED and not was_taken_in):
        raise NeverTakenIn
    require_move(state, Act.REOPEN)


def require_reach(state: State, ground: ReopeningGround) -> None:
    """Refuse a ground that does not reach a dossier in this state.

    Raises:
        CorrectInstead: if a result has an error: it is replaced (Article 21.1).
        GroundUnfit: if the ground fits other endings alone.
    """
    if state in GROUNDS[ground].states:
        return
    if ground is ReopeningGround.OWN_ERROR and state in CORRECTABLE:
        raise CorrectInstead(field="ground")
    raise GroundUnfit(field="ground", ground=ground.label, state=state.label)


def list_grounds(state: State) -> list[ReopeningGround]:
    """Return the grounds that reach a dossier in this state."""
    return [ground for ground, reach in GROUNDS.items() if state in reach.states]
