"""Questions about readings: one's own, and those that an officer answers. Opening words notes the reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.privacy import rules
from motcua.domain.privacy.enums import Act
from motcua.domain.privacy.errors import ObjectionNotFound, ReadingNotFound
from motcua.domain.privacy.models import Objection, ObjectionEvent
from motcua.domain.privacy.queries.looks import OFFICER, subjects_of
from motcua.domain.privacy.rules import answering
from motcua.domain.privacy.rules.answering import Limit, Viewer
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit, sealing
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import AgencyKind

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Citizen, Officer
    from motcua.foundation.kernel.audit import Seen

PURPOSE: Final = "objection"
WORDS: Final = "objection:words"
MOST: Final = 100


@dataclass(frozen=True, kw_only=True)
class Happened:
    """An entry with its words."""

    act: Act
    at: datetime
    agency_id: int | None
    article: str
    purpose: str
    """For what the reading was needed, in words, where that was found."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A question with its words."""

    objection: Objection
    happened: tuple[Happened, ...]

    @property
    def asked(self) -> Happened:
        """What was asked."""
        return self.happened[0]

    @property
    def answer(self) -> Happened | None:
        """What was answered, once it was."""
        return next((one for one in self.happened if one.act is Act.ANSWER), None)


def get_reading(citizen: Citizen, reading_id: UUID) -> list[Seen]:
    """Return what of the citizen a post read on a day for one purpose, of which this is a reading. Two queries.

    Raises:
        ReadingNotFound: if nothing of theirs, or by no officer.
    """
    names = dossiers.list_names_of_citizen(citizen)
    found = audit.list_seen_with(subjects_of(citizen, names), reading_id=reading_id)
    if not found or not found[0].reader.startswith(OFFICER) or found[0].agency_id is None:
        raise ReadingNotFound
    return found


def get_own(objection_id: int, citizen: Citizen) -> Opened:
    """Return what the citizen asked, with its words. Three queries.

    Raises:
        ObjectionNotFound: if it is somebody else's.
    """
    found = _all().filter(pk=objection_id, person_id=citizen.person_id).first()
    if found is None:
        raise ObjectionNotFound
    return _open(found)


def list_own(citizen: Citizen) -> list[Objection]:
    """Return what the citizen asked, newest first. One query."""
    found = _all().filter(person_id=citizen.person_id)
    return list(found.order_by("-asked_at", "-pk")[:MOST])


def see_as(by: Officer) -> Viewer:
    """Return the officer as the rules know them. One query."""
    agency = organisations.get_agency(by.agency_id)
    return Viewer(
        agency_id=agency.pk, is_office=agency.kind == AgencyKind.OFFICE, roles=by.roles,
        hands=by.hands,
    )  # fmt: skip


def find_for(by: Officer, objection_id: int) -> Objection:
    """Return a question that the officer may answer; no words. Two queries.

    Raises:
        ObjectionNotFound: if there is none, or it is about the officer's own reading, or not theirs to see.
    """
    found = _all().filter(pk=objection_id).first()
    if found is None or not may_answer(by, found):
        raise ObjectionNotFound
    return found


def may_answer(by: Officer, objection: Objection) -> bool:
    """Say whether the officer may see and answer it. One query."""
    return answering.may_answer(
        see_as(by), agency_id=objection.agency_id, post_id=objection.post_id
    )


def open_for(by: Officer, objection_id: int) -> Opened:
    """Return a question with its words to who may answer it; the reading is noted. Four queries.

    Raises:
        ObjectionNotFound: as ``find_for``.
    """
    found = find_for(by, objection_id)
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, purpose=PURPOSE,
        subjects=[identity.person_subject(found.person_id)],
    )  # fmt: skip
    return _open(found)


def list_for(by: Officer, *, closed: bool) -> list[Objection]:
    """Return what the officer may answer, what is due first; or what was answered, newest first. Two queries.

    :param closed: what was answered, in place of what waits
    """
    found = _all().filter(_visible(see_as(by)), answered_at__isnull=not closed)
    order = ("-asked_at", "-pk") if closed else ("due_at", "pk")
    return list(found.order_by(*order)[:MOST])


def find_limit(on: date) -> Limit:
    """Return how much time the answer has to what is asked on a day."""
    return answering.find_limit(on)


def list_purposes() -> Mapping[str, str]:
    """Return for what personal data is read, in words by code."""
    return {code: str(words) for code, words in rules.PURPOSES.items()}


def purpose_in_words(purpose: str) -> str:
    """Return for what something was read, in words."""
    return rules.purpose_in_words(purpose)


def list_events(objection: Objection) -> Sequence[ObjectionEvent]:
    """Return what happened, in order. One query."""
    return list(ObjectionEvent.objects.filter(objection=objection).order_by("seq"))


def _open(objection: Objection) -> Opened:
    try:
        key = sealing.get_key(objection.subject)
    except sealing.KeyErased as erased:
        raise ObjectionNotFound from erased
    return Opened(
        objection=objection,
        happened=tuple(
            Happened(
                act=Act(one.act), at=one.at, agency_id=one.agency_id, article=one.article,
                purpose=rules.purpose_in_words(one.payload.get("purpose", "")),
                text=sealing.open_sealed(key, one.sealed, context=WORDS)["text"],
            )
            for one in list_events(objection)
        ),
    )  # fmt: skip


def _all() -> QuerySet[Objection]:
    return Objection.objects.select_related("agency")


def _visible(viewer: Viewer) -> Q:
    """Return what ``answering.may_answer`` lets the officer see, as a condition of rows."""
    if viewer.is_overseeing:
        found = Q()
    elif viewer.is_answering:
        found = Q(agency_id=viewer.agency_id)
    else:
        found = Q(pk__in=[])
    return found & ~Q(post_id__in=sorted(viewer.hands))
