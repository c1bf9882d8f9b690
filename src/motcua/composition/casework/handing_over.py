"""Handing over on paper: at the desk to who comes for it, or by post (Article 20.3 of Decree 61/2018)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.composition.casework import papers, results
from motcua.composition.casework.examining import After, with_versions
from motcua.domain.custody import permissions as custody
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import ResultWay
from motcua.domain.dues import permissions as dues
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import Paper
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.procedures.queries import Version


PURPOSE: Final = "handing-over"
ADDRESS: Final = "delivery_address"
BY_HAND: Final = (ResultWay.COUNTER, ResultWay.POST)
"""How an officer hands a result over; the product itself delivers the electronic one."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Who took the result, or how it was sent."""

    way: ResultWay | None
    receiver: str = ""
    paper: str = ""
    """What the receiver proved the right with: the citizen card, an authorisation."""
    tracking: str = ""
    """The number of the post's parcel."""
    given_back: frozenset[str] = frozenset()
    """Codes of the originals that went back with the result (Article 20.2)."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A result that waits to be handed over."""

    dossier: Dossier
    wish: ResultWay
    address: str
    """Where the applicant wants it sent, when by post."""
    barrier: Refusal | None
    """What keeps this officer from handing it over."""
    originals: tuple[Paper, ...]
    """Originals that the agency holds, to be given back where they were brought to be compared."""
    is_early: bool
    """Whether it goes out before its promised day, of which the applicant is told first (Article 20.4)."""


def list_waiting(
    by: Officer, *, after: After | None = None, limit: int = dossier_queries.PAGE
) -> list[tuple[Dossier, Version]]:
    """Return the results that wait at the officer's desk, oldest first. One query for any number."""
    rows = dossier_queries.list_to_hand_over(by.agency_id, after=after, limit=limit)
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[row.subject for row in rows],
        purpose=PURPOSE,
    )
    return with_versions(rows)


def look(reference: str, by: Officer) -> Waiting:
    """Return the result with the applicant's wish, and whether this officer may hand it over.

    Raises:
        DossierNotFound: if this officer may not see it.
    """
    dossier = dossier_queries.get_for_officer(reference, by, purpose=PURPOSE)
    wish = results.wished_way(dossier)
    address = papers.read_declared(dossier).texts.get(ADDRESS, "") if wish is ResultWay.POST else ""
    barrier = None
    try:
        permissions.require_hand_over(by, dossier)
        dues.require_paid(dossier)
    except Refusal as refusal:
        barrier = refusal
    return Waiting(
        dossier=dossier,
        wish=wish,
        address=address,
        barrier=barrier,
        is_early=dossier_queries.is_early(dossier),
        originals=_originals(dossier),
    )


def _originals(dossier: Dossier) -> tuple[Paper, ...]:
    """Return the originals that the log says the agency holds. Two queries for what came on paper."""
    if dossier.channel == ChannelKind.ONLINE:
        return ()
    told = [entry.payload for entry in dossier_queries.timeline(dossier)]
    held = dossier_queries.list_originals(told)
    papers_of = procedures.get_version(dossier.procedure_version_id).papers
    return tuple(paper for paper in papers_of if paper.code in held)


@transaction.atomic
def hand_over(*, reference: str, taken: Taken, by: Officer, at: datetime) -> Dossier:
    """Record who took the paper result with what, or under which number the post has it.

    Raises:
        DossierNotFound: if this officer may not see it.
        NotYourTask: if the officer does not serve the desk that received it.
        ActRefused: if there is no result, or it was handed over.
        PapersElsewhere: if originals are given back that the desk does not hold.
        NotPaidYet: if something is still owed for it (Article 22.1).
        InvalidInput: naming what is missing.
    """
    problems = list(list_gaps(taken))
    if problems:
        raise InvalidInput(problems)
    assert taken.way is not None
    waiting = look(reference, by)
    given_back = [one.code for one in waiting.originals if one.code in taken.given_back]
    custody.require_at_desk(waiting.dossier, frozenset(given_back))
    dossier = dossiers.hand_over(
        reference=reference,
        way=taken.way,
        words=words_of(taken),
        by=by,
        at=at,
        given_back=given_back,
    )
    dues.require_paid(dossier)  # it is held now, and nothing is handed over if this refuses
    return dossier


def list_gaps(taken: Taken) -> list[FieldProblem]:
    """Return what is not said of how a result went out."""
    needed = {
        None: {"way": _("Hãy chọn cách trả kết quả.")},
        ResultWay.COUNTER: {
            "receiver": _("Ghi họ tên người nhận."),
            "paper": _("Ghi giấy tờ người nhận đã xuất trình."),
        },
        ResultWay.POST: {"tracking": _("Ghi mã bưu gửi.")},
    }
    wanted = needed.get(taken.way, needed[None])
    said = {"receiver": taken.receiver, "paper": taken.paper, "tracking": taken.tracking}
    return [
        FieldProblem(field=name, text=text, code="empty")
        for name, text in wanted.items()
        if not said.get(name, "").strip()
    ]


def words_of(taken: Taken) -> dict[str, str]:
    """Return what is kept sealed: who took it with which paper, or the parcel's number."""
    if taken.way is ResultWay.POST:
        return {"tracking": taken.tracking.strip()}
    return {"receiver": taken.receiver.strip(), "paper": taken.paper.strip()}
