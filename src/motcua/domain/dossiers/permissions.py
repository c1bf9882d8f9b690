"""Who may do what to a dossier. Whether its state allows it is another question (``rules``)."""

from datetime import date, datetime

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import (
    ActRefused,
    AgencyNoMore,
    AlreadyExtended,
    DossierNotFound,
    ExtensionTooLate,
    NothingToExtend,
    NotOnPaper,
    NotYourTask,
)
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.queries import SEEING_ROLES, find_last, list_competent
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.identity.actors import Actor, Citizen, Officer, System
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations

HANDLERS = rules.HANDLERS
RECEIVERS = frozenset({Role.DESK, Role.LEADER})
"""Who may say as a second person when papers came."""


def may_see(actor: Actor, dossier: Dossier) -> bool:
    """Say whether the actor may see the whole dossier: its applicant, or an officer of its agencies."""
    match actor:
        case Citizen():
            return dossier.applicant_id == actor.person_id
        case Officer():
            return bool(actor.roles & SEEING_ROLES) and (
                actor.agency_id in {dossier.agency_id, dossier.receiving_agency_id}
                or _keeps(actor, dossier)
            )
        case _:
            return False


def _keeps(officer: Officer, dossier: Dossier) -> bool:
    """Say whether the officer's agency keeps what the dossier's closed before it ended. One query."""
    return State(
        dossier.state
    ) in rules.FINAL_STATES and dossier.agency_id in organisations.list_archives(officer.agency_id)


def may_still_withdraw(dossier: Dossier) -> bool:
    """Say whether the law lets the applicant take the dossier back in its state."""
    return Act.WITHDRAW in rules.allowed_acts(State(dossier.state))


def may_take_in(by: Officer, dossier: Dossier) -> bool:
    """Say whether the dossier waits for this officer's answer at the desk (Article 17.2)."""
    return _may_now(by, dossier, Act.ACCEPT)


def may_receive_supplement(by: Officer, dossier: Dossier) -> bool:
    """Say whether the applicant may bring what was asked for to this officer's desk (Article 17.1)."""
    return (
        Role.DESK in by.roles
        and dossier.receiving_agency_id == by.agency_id
        and State(dossier.state) in {State.SUPPLEMENT_AT_INTAKE, State.AWAITING_SUPPLEMENT}
    )


def may_ask_to_extend(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer signs for the agency that still owes the result (Article 19.9)."""
    return dossier.due_at is not None and _may_now(by, dossier, Act.EXTEND)


def holds_post(by: Officer, dossier: Dossier, act: Act) -> bool:
    """Say whether the officer's post does this act for the dossier's agencies (``rules.POSTS``)."""
    return rules.is_held(rules.POSTS[act], standings=_standings(by, dossier), roles=by.roles)


def _may_now(by: Officer, dossier: Dossier, act: Act) -> bool:
    return act in rules.allowed_acts(State(dossier.state)) and holds_post(by, dossier, act)


def require_post(by: Officer, dossier: Dossier, act: Act) -> None:
    """Refuse officers who see the dossier and whose post does not do this act (``rules.POSTS``).

    The caller has fetched the dossier with the right to see it: strangers were told that there is none.

    Raises:
        NotYourTask: then.
    """
    if not holds_post(by, dossier, act):
        raise NotYourTask


def require_confirming(by: Officer, dossier: Dossier) -> None:
    """Refuse who does not handle what the law wants received, not decided (``rules.CONFIRMING``).

    Raises:
        NotYourTask: then.
    """
    if not rules.is_held(rules.CONFIRMING, standings=_standings(by, dossier), roles=by.roles):
        raise NotYourTask


def _standings(by: Officer, dossier: Dossier) -> frozenset[rules.Standing]:
    """Return how the officer's agency stands to the dossier; for what is done from above ask ``_leads``."""
    agencies = {
        rules.Standing.RECEIVING: dossier.receiving_agency_id,
        rules.Standing.COMPETENT: dossier.agency_id,
    }
    return frozenset(one for one, agency_id in agencies.items() if agency_id == by.agency_id)


def require_desk(by: Officer, dossier: Dossier) -> None:
    """Refuse officers who do not receive dossiers for the agency that received this one."""
    _require_role(by, agency_id=dossier.receiving_agency_id, roles=frozenset({Role.DESK}))


def require_receiver(by: Officer, dossier: Dossier) -> None:
    """Refuse officers who neither receive for the agency that received this one nor lead it."""
    _require_role(by, agency_id=dossier.receiving_agency_id, roles=RECEIVERS)


def require_handler(by: Officer, dossier: Dossier) -> None:
    """Refuse officers who do not handle dossiers of the competent agency."""
    _require_role(by, agency_id=dossier.agency_id, roles=HANDLERS)


def require_signatory(by: Officer, dossier: Dossier) -> None:
    """Refuse officers who do not sign for the competent agency."""
    _require_role(by, agency_id=dossier.agency_id, roles=frozenset({Role.LEADER}))


def require_extendable(by: Officer, dossier: Dossier, *, on: date) -> datetime:
    """Return the promised moment if this officer may still move it on the day (Article 19.9). One query.

    Raises:
        NotYourTask: if the officer does not sign for the agency.
        ActRefused, NothingToExtend, AlreadyExtended, ExtensionTooLate: if the law does not let it move.
    """
    require_post(by, dossier, Act.EXTEND)
    rules.require_move(State(dossier.state), Act.EXTEND)
    if dossier.due_at is None:
        raise NothingToExtend
    extended = find_last(dossier, Act.EXTEND)
    if extended and (dossier.reopened_at is None or extended.at >= dossier.reopened_at):
        raise AlreadyExtended
    last = rules.last_day_to_extend(clock.day_in_vietnam(dossier.due_at))
    if on > last:
        raise ExtensionTooLate(last=last)
    return dossier.due_at


def may_ask_to_stop(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer signs for the agency that still waits for a supplement."""
    return _may_now(by, dossier, Act.STOP)


def require_stoppable(by: Officer, dossier: Dossier) -> None:
    """Refuse who does not sign for the agency, and what does not wait for a supplement.

    Raises:
        NotYourTask: if the officer does not sign for the agency.
        ActRefused: if the dossier does not wait for a supplement.
    """
    require_post(by, dossier, Act.STOP)
    rules.require_move(State(dossier.state), Act.STOP)


def may_ask_to_correct(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer signs for the agency that gave a result (Article 21.1)."""
    return (
        Role.LEADER in by.roles
        and dossier.agency_id == by.agency_id
        and State(dossier.state) in rules.CORRECTABLE
    )


def require_correctable(by: Officer, dossier: Dossier) -> None:
    """Refuse who does not sign for the agency, and what has no result (Article 21.1).

    Raises:
        NotYourTask: if the officer does not sign for the agency.
        ActRefused: if there is no result that could be wrong.
    """
    require_signatory(by, dossier)
    state = State(dossier.state)
    if state not in rules.CORRECTABLE:
        raise ActRefused(state=state.label, act=Act.CORRECT.label.lower())


def may_ask_to_reopen(by: Officer, dossier: Dossier) -> bool:
    """Say whether this officer leads the competent agency or the one above it, and the dossier has ended."""
    return Act.REOPEN in rules.allowed_acts(State(dossier.state)) and _leads(by, dossier)


def require_reopener(by: Officer, dossier: Dossier) -> None:
    """Refuse who does not lead the competent agency or its superior, and what has not ended.

    Raises:
        NotYourTask: if the officer leads neither.
        NeverTakenIn: if the dossier ended at the desk.
        ActRefused: if it has not ended.
    """
    if not _leads(by, dossier):
        raise NotYourTask
    rules.require_ended(State(dossier.state), was_taken_in=dossier.accepted_at is not None)


def _leads(by: Officer, dossier: Dossier) -> bool:
    """Say whether the officer's post reopens for who is competent by now, or from above (``rules.POSTS``)."""
    posts = rules.POSTS[Act.REOPEN]
    if not any(by.roles & post.roles for post in posts):
        return False
    agencies = list_competent(dossier)
    standings = (
        {rules.Standing.COMPETENT} if by.agency_id in {one.pk for one in agencies} else set()
    )
    if by.agency_id in {one.parent_id for one in agencies}:
        standings.add(rules.Standing.ABOVE)
    return rules.is_held(posts, standings=standings, roles=by.roles)


def may_ask_to_hand_over(by: Officer, dossier: Dossier) -> bool:
    """Say whether the result waits at this officer's desk (Article 20.3)."""
    return _may_now(by, dossier, Act.HAND_OVER)


def require_hand_over(by: Officer, dossier: Dossier) -> None:
    """Refuse who does not serve the desk that received the dossier, and what has no result to give.

    Raises:
        NotYourTask: if the officer does not serve that desk.
        ActRefused: if there is no result, or it was handed over.
    """
    require_post(by, dossier, Act.HAND_OVER)
    rules.require_move(State(dossier.state), Act.HAND_OVER)


def require_deliverer(by: Actor, dossier: Dossier) -> None:
    """Refuse everyone but the desk and the product itself: nobody hands a result to themselves."""
    match by:
        case System():
            return
        case Officer():
            require_post(by, dossier, Act.HAND_OVER)
        case _:
            raise DossierNotFound


def require_living_agency(dossier: Dossier, on: date) -> None:
    """Refuse what only an agency that still exists may do: number, decide, sign.

    Raises:
        AgencyNoMore: if the dossier's agency has ended; somebody has to say who goes on
    """
    ended = dossier.agency.valid_to
    if ended is not None and ended <= on:
        raise AgencyNoMore(agency=dossier.agency.name, ended=ended)


def require_paper_channel(dossier: Dossier) -> None:
    """Refuse what the law keeps for dossiers on paper."""
    if dossier.channel == ChannelKind.ONLINE:
        raise NotOnPaper


def _require_role(by: Officer, *, agency_id: int, roles: frozenset[Role]) -> None:
    if by.agency_id != agency_id:
        raise DossierNotFound
    if not by.roles & roles:
        raise NotYourTask
