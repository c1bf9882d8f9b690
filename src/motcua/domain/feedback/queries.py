"""Each question asked of feedback. Opening words checks the right to them and notes the reading."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet

from motcua.domain.feedback.enums import (
    Act,
    Ground,
    Helped,
    Kind,
    OtherLaw,
    Outcome,
    Side,
    State,
    Step,
)
from motcua.domain.feedback.errors import FeedbackNotFound
from motcua.domain.feedback.models import Feedback, FeedbackEvent, Publication
from motcua.domain.feedback.rules import clock as clocks
from motcua.domain.feedback.rules import codes, life, redaction, sides
from motcua.domain.feedback.rules.clock import Deadline
from motcua.domain.feedback.rules.sides import Viewer
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.kernel import audit, sealing, vietnamese
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import AgencyKind

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency

__all__ = ["Deadline"]  # part of this context's face

PURPOSE: Final = "feedback"
WORDS: Final = "feedback:words"
EVENT: Final = "feedback:event"
MOST: Final = 100
PAGE: Final = 20
CHOICES: Final[Mapping[str, type[Ground | OtherLaw | Outcome | Helped]]] = {
    "ground": Ground, "law": OtherLaw, "outcome": Outcome, "helped": Helped,
}  # fmt: skip
TOLD: Final = frozenset(
    {Act.ASK, Act.SUPPLEMENT, Act.DECLINE, Act.LEAD_OUT, Act.ANSWER, Act.REOPEN, Act.RATE}
)
"""Acts whose words are for the sender, or come from them."""
_KEY_PURPOSE: Final = b"motcua feedback code v1"


@dataclass(frozen=True, kw_only=True)
class Words:
    """What was sent; all but the content may be empty."""

    content: str
    about: str = ""
    """Of which procedure, dossier or person it speaks, as typed."""
    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def without_sender(self) -> Words:
        """The same without who sent it."""
        return Words(content=self.content, about=self.about)


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An entry with its words."""

    event: FeedbackEvent
    words: Mapping[str, str]

    @property
    def act(self) -> Act:
        """What was done."""
        return Act(self.event.act)

    @property
    def text(self) -> str:
        """What was said with it, what was chosen first."""
        payload = self.event.payload
        chosen = [str(of(payload[name]).label) for name, of in CHOICES.items() if name in payload]
        return "\n".join([*chosen, self.words.get("text", "")]).strip()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Feedback with its words, as somebody on these sides sees it."""

    feedback: Feedback
    sides: frozenset[Side]
    words: Words
    happened: tuple[Happened, ...]
    deadlines: tuple[Deadline, ...]

    @property
    def acts(self) -> tuple[Act, ...]:
        """What can be done now."""
        return life.list_acts(State(self.feedback.state), self.sides)

    def last(self, act: Act) -> Happened | None:
        """Return the last entry of this kind."""
        return next((one for one in reversed(self.happened) if one.act is act), None)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """How much was sent, answered, in time, and whether it helped."""

    received: int
    answered: int
    in_time: int
    rated: int
    helped: int
    """Of those rated, fully or partly."""


def digest_of(code: str) -> bytes | None:
    """Return under which 32 bytes a code is kept; None if it is none."""
    key = codes.code_key(code)
    if not key:
        return None
    master = hmac.digest(bytes.fromhex(settings.MASTER_KEY), _KEY_PURPOSE, hashlib.sha256)
    return hmac.digest(master, key.encode(), hashlib.sha256)


def find_by_code(code: str) -> Seen:
    """Return what the code opens, as its sender sees it. Four queries.

    Raises:
        FeedbackNotFound: if it opens nothing.
    """
    digest = digest_of(code)
    feedback = _all().filter(code_digest=digest).first() if digest else None
    if feedback is None:
        raise FeedbackNotFound
    return see(feedback, frozenset({Side.SENDER}))


def get_own(feedback_id: int, citizen: Citizen) -> Seen:
    """Return what the citizen sent. Four queries.

    Raises:
        FeedbackNotFound: if it is somebody else's.
    """
    feedback = _all().filter(pk=feedback_id, person_id=citizen.person_id).first()
    if feedback is None:
        raise FeedbackNotFound
    return see(feedback, frozenset({Side.SENDER}))


def list_own(citizen: Citizen) -> list[Feedback]:
    """Return what the citizen sent, newest first. One query."""
    rows = _all().filter(person_id=citizen.person_id)
    return list(rows.order_by("-received_at", "-pk")[:MOST])


def see_as(by: Officer) -> Viewer:
    """Return the officer as the rules on sides know them. One query."""
    agency = organisations.get_agency(by.agency_id)
    return Viewer(
        agency_id=agency.pk, parent_id=agency.parent_id,
        is_office=agency.kind == AgencyKind.OFFICE, roles=by.roles,
    )  # fmt: skip


def find_for(by: Officer, feedback_id: int) -> tuple[Feedback, frozenset[Side]]:
    """Return the feedback and on which sides the officer stands; no words. Two queries.

    Raises:
        FeedbackNotFound: if there is none, or the officer must not see it.
    """
    feedback = _all().filter(pk=feedback_id).first()
    found = sides.sides_of(see_as(by), feedback.case) if feedback else frozenset()
    if feedback is None or not found:
        raise FeedbackNotFound
    return feedback, found


def open_for(by: Officer, feedback_id: int, *, act: Act | None = None) -> Seen:
    """Return the feedback with its words; the reading is noted. Five queries.

    Who handles it learns who sent it only if they agreed, and never of what is said against an officer.

    :param act: for what it is opened; who may never do it with this feedback does not read it for that

    Raises:
        FeedbackNotFound: if there is none, or the officer must not see it.
    """
    feedback, found = find_for(by, feedback_id)
    if act is not None and life.find(act).side not in found:
        raise FeedbackNotFound
    seen = see(feedback, found)
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, purpose=PURPOSE, subjects=[feedback.subject]
    )
    return seen


def require_open(seen: Seen, act: Act) -> None:
    """Refuse what cannot be done by who sees it, or not now. No query.

    Raises:
        FeedbackNotFound: if it is not theirs to do.
        ActRefused: if the state does not allow it.
    """
    life.require(act, State(seen.feedback.state), seen.sides)


def list_for(by: Officer, *, closed: bool) -> list[Feedback]:
    """Return what the officer has to do with, what is due first; or what is finished, newest first. Two queries.

    :param closed: what is finished, in place of what is open
    """
    rows = _all().filter(_visible(see_as(by)))
    if closed:
        ended = rows.exclude(state__in=sorted(life.OPEN))
        return list(ended.order_by("-received_at", "-pk")[:MOST])
    rows = rows.filter(state__in=sorted(life.OPEN))
    return list(rows.order_by(F("due_at").asc(nulls_last=True), "pk")[:MOST])


def list_handlers(feedback: Feedback, *, on: date) -> list[Agency]:
    """Return the agencies to which it may be sent, by code. One query."""
    return [
        one
        for one in organisations.list_agencies(on=on)
        if sides.may_handle(feedback.case, agency_id=one.pk, parent_id=one.parent_id)
    ]


def list_published(
    *, text: str = "", code: str = "", agency_id: int | None = None, after: int = 0
) -> list[Publication]:
    """Return what is published, newest first, one more than a page. One query.

    :param text: words that stand in it, with or without marks
    :param code: a procedure's
    :param after: how many to pass over
    """
    rows = _published()
    for word in vietnamese.fold(text).split()[:8]:
        rows = rows.filter(folded__contains=word)
    if code:
        rows = rows.filter(feedback__procedure__code=code)
    if agency_id is not None:
        rows = rows.filter(feedback__agency_id=agency_id)
    return list(rows.order_by("-published_at", "-pk")[after : after + PAGE + 1])


def get_published(publication_id: int) -> Publication:
    """Return what is published. One query.

    Raises:
        FeedbackNotFound: if it is not, or no more.
    """
    found = _published().filter(pk=publication_id).first()
    if found is None:
        raise FeedbackNotFound
    return found


def count_figures(*, agency_id: int | None = None) -> Figures:
    """Return the figures of all, or of what one agency handles. One query."""
    rows = Feedback.objects.all()
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    counted = rows.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        in_time=Count("pk", filter=Q(answered_at__lte=F("answer_due_at"))),
        rated=Count("pk", filter=~Q(helped="")),
        helped=Count("pk", filter=Q(helped__in=[Helped.YES, Helped.PARTLY])),
    )
    return Figures(**counted)


def see(feedback: Feedback, found: frozenset[Side]) -> Seen:
    """Return the feedback with the words that these sides may read. Three queries.

    Raises:
        FeedbackNotFound: if its words were erased.
    """
    try:
        key = sealing.get_key(feedback.subject)
    except sealing.KeyErased as erased:
        raise FeedbackNotFound from erased
    words = Words(**sealing.open_sealed(key, feedback.sealed, context=WORDS))
    is_kept = feedback.hides_name or feedback.kind == Kind.CONDUCT
    happened = tuple(
        Happened(
            event=event,
            words=sealing.open_sealed(key, event.sealed, context=EVENT) if event.sealed else {},
        )
        for event in list_events(feedback)
    )
    return Seen(
        feedback=feedback,
        sides=found,
        words=words.without_sender if is_kept and found == {Side.HANDLER} else words,
        happened=happened,
        deadlines=count_deadlines(one.event for one in happened),
    )


def list_events(feedback: Feedback) -> list[FeedbackEvent]:
    """Return what happened, in order. One query."""
    return list(FeedbackEvent.objects.filter(feedback=feedback).order_by("seq"))


def count_deadlines(events: Iterable[FeedbackEvent]) -> tuple[Deadline, ...]:
    """Return by when what had to be done, by the country's calendar. One query."""
    happened = [clocks.Happened(act=Act(one.act), at=one.at) for one in events]
    return clocks.count(happened, organisations.get_calendar(None))


def find_next_due(deadlines: Iterable[Deadline]) -> Deadline | None:
    """Return what is due first; None if nothing is."""
    return clocks.find_next(deadlines)


def find_personal(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what in a text tells who somebody is."""
    return redaction.find_personal(text, names)


def answer_due_at(deadlines: Iterable[Deadline]) -> datetime | None:
    """Return by when it was or is to be answered; None while the sender is asked, or once it is turned away."""
    found = [one.due_at for one in deadlines if one.step is Step.ANSWER]
    return found[-1] if found else None


def list_names(seen: Seen) -> tuple[str, ...]:
    """Return the names that must not be published: the sender's, and those of whom it may speak. At most one query."""
    concerned = seen.feedback.concerned_id
    is_shielded = seen.feedback.kind == Kind.CONDUCT and concerned is not None
    posts = identity.list_posts(concerned) if is_shielded and concerned else []
    return tuple(dict.fromkeys(filter(None, (seen.words.name, *(one.name for one in posts)))))


def _all() -> QuerySet[Feedback]:
    return Feedback.objects.select_related("procedure", "concerned", "agency")


def _published() -> QuerySet[Publication]:
    return Publication.objects.select_related("feedback__procedure", "feedback__agency").filter(
        feedback__state=State.PUBLISHED, round=F("feedback__round")
    )


def _visible(viewer: Viewer) -> Q:
    """Return what ``sides.sides_of`` lets the officer see, as a condition of rows."""
    is_shielded = Q(kind=Kind.CONDUCT, concerned__isnull=False)
    is_own = is_shielded & Q(concerned_id=viewer.agency_id)
    found = Q(pk__in=[])
    if viewer.is_control:
        found |= ~is_own
    if viewer.is_head or viewer.is_control:
        found |= Q(agency_id=viewer.agency_id) & ~is_own
    if viewer.is_head:
        above = Q(concerned__parent_id=viewer.agency_id)
        if viewer.is_office and viewer.parent_id is not None:
            above |= Q(concerned__parent_id=viewer.parent_id)
        above |= Q(concerned__parent_id__isnull=True, concerned_id=viewer.agency_id)
        found |= is_shielded & above
    return found
