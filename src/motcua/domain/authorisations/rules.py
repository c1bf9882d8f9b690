"""Who may do what for another, as tables and pure functions.

Civil Code 91/2015/QH13: representation (Articles 134 to 143), by authorisation (138), by law of the minor (136);
full age is eighteen (20.1). Its text could not be read here: the articles are to be verified.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from motcua.domain.authorisations.enums import Act, Basis, Scope, Side, State
from motcua.domain.authorisations.errors import ActRefused
from motcua.foundation.kernel import chain

FULL_AGE: Final = 18
LONGEST_YEARS: Final = 5
"""How long an authorisation lasts at most: ours, no law sets it for services of the state."""
MOST_ASKED: Final = 10
"""How many answers somebody waits for at once: ours."""

ARTICLES: Final[Mapping[Basis, str]] = {
    Basis.CONSENT: "Điều 138 Bộ luật Dân sự 2015; Điều 16.2 Nghị định 61/2018/NĐ-CP",
    Basis.PAPER: "Điều 138 Bộ luật Dân sự 2015; Điều 16.2 Nghị định 61/2018/NĐ-CP",
    Basis.PARENT: "Điều 136.1 Bộ luật Dân sự 2015",
    Basis.GUARDIAN: "Điều 136.2 Bộ luật Dân sự 2015",
}

_SIDES: Final = frozenset(Side)
MOVES: Final[Mapping[tuple[State, Act], State]] = {
    (State.ASKED, Act.ACCEPT): State.GIVEN,
    (State.ASKED, Act.DECLINE): State.DECLINED,
    (State.ASKED, Act.END): State.ENDED,
    (State.GIVEN, Act.END): State.ENDED,
    (State.GIVEN, Act.CONTEST): State.CONTESTED,
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An entry of the log as it is hashed."""

    authorisation_id: int
    seq: int
    act: str
    by: str
    agency_id: int | None
    at: str
    article: str
    payload: Mapping[str, Any]
    commitment: str


def hash_entry(previous: bytes, entry: Entry) -> bytes:
    """Return the link that binds the entry to all before it."""
    return chain.link(previous, entry.__dict__)


def require_move(state: State, act: Act) -> State:
    """Return where the act leads.

    Raises:
        ActRefused: if the state does not allow it.
    """
    target = MOVES.get((state, act))
    if target is None:
        raise ActRefused(state=state.label)
    return target


def list_acts(state: State, side: Side, asked_by: Side) -> tuple[Act, ...]:
    """Return what one of the two may do: answer what the other asked, end it, and object if it is in one's name."""
    allowed = [act for (source, act) in MOVES if source is state]
    answering = {Act.ACCEPT, Act.DECLINE}
    return tuple(
        act
        for act in allowed
        if not (act in answering and side is asked_by)
        and not (act is Act.END and state is State.ASKED and side is not asked_by)
        and not (act is Act.CONTEST and side is Side.REPRESENTATIVE)
    )


def lacks_following(scopes: Collection[str]) -> bool:
    """Say whether something is let that cannot be done without seeing the dossier."""
    return bool(set(scopes) - {Scope.FOLLOW}) and Scope.FOLLOW not in scopes


def last_allowed_day(valid_from: date) -> date:
    """Return until which day an authorisation from that day lasts at most."""
    return _years_on(valid_from, LONGEST_YEARS)


def last_day_of_minority(born_on: date) -> date:
    """Return the last day on which parents or a guardian act for a child by law: the one before full age."""
    return date.fromordinal(_years_on(born_on, FULL_AGE).toordinal() - 1)


def _years_on(day: date, years: int) -> date:
    """Return the same day some years on; of 29 February the first of March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def is_over(last_day: date, on: date) -> bool:
    """Say whether the last day lies behind."""
    return last_day < on


def moment(at: datetime) -> str:
    """Return a moment as entries spell it."""
    return at.isoformat(timespec="microseconds")
