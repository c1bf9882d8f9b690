"""Who may do what for another, as tables and pure functions.

Civil Code 91/2015/QH13: representation (Articles 134 to 143), by authorisation (138), by law of the minor (136);
full age is eighteen (20.1). Its text could not be read here: the articles are to be verified.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
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
OVER: Final = frozenset({State.ENDED, State.CONTESTED})
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


@dataclass(frozen=True, kw_only=True)
class Papers:
    """On which papers of authority somebody acts for another, as the desk saw them."""

    basis: Basis
    represented_born: date
    representative_born: date
    valid_from: date
    last_day: date


class Unfit(StrEnum):
    """What keeps papers from letting somebody act."""

    MINOR_ACTS = "minor-acts"
    FULL_AGE = "full-age"
    BEHIND_FULL_AGE = "behind-full-age"
    TOO_LONG = "too-long"


def find_unfit(papers: Papers) -> Unfit | None:
    """Return what keeps papers from letting somebody act, the first thing found.

    Civil Code 2015, to be verified: who represents is of full age (134.3, 138); parents represent a minor
    (136.1), and so until the day before full age (20.1); a guardian of an adult is limited by our own five years.
    """
    if papers.valid_from <= last_day_of_minority(papers.representative_born):
        return Unfit.MINOR_ACTS
    childhood = last_day_of_minority(papers.represented_born)
    is_child = papers.valid_from <= childhood
    if papers.basis is Basis.PARENT and not is_child:
        return Unfit.FULL_AGE
    by_law = papers.basis in {Basis.PARENT, Basis.GUARDIAN}
    if by_law and is_child:
        return Unfit.BEHIND_FULL_AGE if papers.last_day > childhood else None
    return Unfit.TOO_LONG if papers.last_day > last_allowed_day(papers.valid_from) else None


def lacks_following(scopes: Collection[str]) -> bool:
    """Say whether something is let that cannot be done without seeing the dossier."""
    return bool(set(scopes) - {Scope.FOLLOW}) and Scope.FOLLOW not in scopes


def last_allowed_day(valid_from: date) -> date:
    """Return until which day an authorisation from that day lasts at most."""
    return years_on(valid_from, LONGEST_YEARS)


def last_day_of_minority(born_on: date) -> date:
    """Return the last day on which parents or a guardian act for a child by law: the one before full age."""
    return date.fromordinal(years_on(born_on, FULL_AGE).toordinal() - 1)


def years_on(day: date, years: int) -> date:
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
