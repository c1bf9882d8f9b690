"""Telling people by telephone what a message says, where they wish to be told so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import papers
from motcua.domain.calls import actions, queries
from motcua.domain.calls.queries import Opened, Reach, Wished
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.queries import Telling
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.kernel.errors import FieldProblem

if TYPE_CHECKING:
    from motcua.capabilities.notifications.models import Message
    from motcua.domain.calls.models import Call
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer

NOT_CALLED_AT_ALL: Final = Telling()
NOT_CALLED: Final = frozenset({Template.RATING_INVITATION})
"""Nobody is called to be asked how the service was."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A dossier with how its applicant wishes to be told, and the calls about it."""

    dossier: Dossier
    wished: Wished | None
    calls: tuple[Call, ...]


@dataclass(frozen=True, kw_only=True)
class ToSay:
    """A call with what the message leaves to the portal: each thing that was asked for."""

    call: Opened
    items: tuple[dict[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """The letter in place of a call, and where it goes."""

    said: ToSay
    name: str
    address: str


def find_unreachable(telling: Telling) -> list[FieldProblem]:
    """Return what is missing of how the applicant wishes to be told, as a sheet names its boxes."""
    if telling == NOT_CALLED_AT_ALL:
        return []
    found = queries.list_problems(telling.way, _reach(telling))
    return [FieldProblem(field=f"call_{one.field}", text=one.text, code=one.code) for one in found]


def begin(dossier: Dossier, telling: Telling, *, by: Officer, at: datetime) -> None:
    """Write down with the dossier how its applicant wishes to be told, if they wish to be called.

    Raises:
        InvalidInput: naming what is missing.
    """
    if telling == NOT_CALLED_AT_ALL:
        return
    # Who stands at the counter hears there what comes of the papers; who sent them is called about that too.
    is_here = ChannelKind(dossier.channel) is ChannelKind.COUNTER
    since = at + timedelta.resolution if is_here else at
    actions.wish(
        reference=dossier.reference, way=telling.way, reach=_reach(telling), by=by, at=since
    )


def _reach(telling: Telling) -> Reach:
    return Reach(number=telling.number, ask_for=telling.ask_for, hours=telling.hours)


def put(dossier: Dossier, message: Message, *, begins_at: datetime | None) -> None:
    """Put on the desk's list what the message tells, if the applicant is to be called. One query if not."""
    if message.template not in NOT_CALLED:
        actions.put(dossier=dossier, message=message, at=message.created_at, before=begins_at)


def look(reference: str, by: Officer) -> Told:
    """Return how the applicant wishes to be told; the reading is noted. At most four queries.

    Raises:
        DossierNotFound: if there is none, or none this officer may see.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=queries.PURPOSE)
    return Told(
        dossier=dossier,
        wished=queries.read_wish(dossier),
        calls=tuple(queries.list_of(dossier)),
    )


def open_call(reference: str, call_id: int, by: Officer, *, at: datetime) -> ToSay:
    """Return a call with everything that is to be said; the reading is noted. At most seven queries.

    Raises:
        DossierNotFound, CallNotFound: if there is none, or none this officer may see.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=queries.PURPOSE)
    call = queries.open_call(call_id, dossier, now=at)
    items: list[dict[str, str]] = []
    if call.about is Template.SUPPLEMENT_REQUESTED:
        items = [
            item
            for asked in dossiers.list_supplement_requests(dossier)
            if asked.asked_at == call.asked_at
            for item in asked.items
        ]
    return ToSay(call=call, items=tuple(items))


def write_letter(reference: str, call_id: int, by: Officer, *, at: datetime) -> Letter:
    """Return the letter that says what the call would have; the reading is noted.

    Raises:
        DossierNotFound, CallNotFound: if there is none, or none this officer may see.
    """
    said = open_call(reference, call_id, by, at=at)
    dossier = said.call.dossier
    applicant = papers.applicant(papers.read_declared(dossier), dossier)
    return Letter(said=said, name=applicant["name"], address=applicant["address"])
