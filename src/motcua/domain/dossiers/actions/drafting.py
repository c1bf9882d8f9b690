"""Filling in: start, save as one goes, discard; a draft is its owner's alone.

The owner is the person or, for what is brought on paper, the one-stop desk that received it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import BigIntegerField, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import permissions, queries
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import (
    ActRefused,
    DraftChanged,
    DraftLodged,
    DraftNotFound,
    SupplementedElsewhere,
)
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.domain.dossiers.queries import Filler, acting
from motcua.domain.dossiers.rules import Brought
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.prepared import NUMBER, Prepared

if TYPE_CHECKING:
    from motcua.domain.authorisations.models import Authorisation

NEXT_ID = RawSQL("nextval('dossiers_dossier_id_seq')", [], output_field=BigIntegerField())
"""The id of the dossier the draft may become: asked for with the draft, to save a round trip."""
AWAITING = frozenset({State.SUPPLEMENT_AT_INTAKE, State.AWAITING_SUPPLEMENT})
Answers = Mapping[str, Any]
NO_ANSWERS: Final[Answers] = {}


def start_draft(
    *, procedure_version_id: int, agency_id: int, answers: Answers, facts: Answers,
    by: Citizen, at: datetime, authorisation: Authorisation | None = None,
) -> Draft:  # fmt: skip
    """Start a draft with what is already known; ``facts`` are named after their sources.

    :param authorisation: by which it is filled in for somebody else
    """
    represented_id = authorisation and authorisation.represented_id
    draft = Draft(
        id=uuid4(),
        person_id=represented_id or by.person_id,
        authorisation=authorisation,
        procedure_version_id=procedure_version_id,
        agency_id=agency_id,
        started_at=at,
        saved_at=at,
    )
    key, draft.wrapped_key = sealing.new_key(draft.subject)
    draft.sealed = queries.seal_draft(key, answers, facts)
    draft.save(force_insert=True)
    return draft


def start_draft_at_desk(
    *, person_id: int, procedure_version_id: int, agency_id: int, channel: ChannelKind,
    answers: Answers, facts: Answers, brought: Brought, by: Officer, at: datetime,
    reserved_number: str | None = None,
) -> Draft:  # fmt: skip
    """Start writing down what was brought to the officer's desk (Article 17.1 of Decree 61/2018).

    :param reserved_number: what the applicant's slip says, if a number was given out without a line

    Raises:
        DraftNotFound: if the officer serves no desk.
    """
    draft = Draft(
        id=uuid4(),
        person_id=person_id,
        procedure_version_id=procedure_version_id,
        agency_id=agency_id,
        channel=channel,
        desk_id=queries.desk_of(by),
        reserved_number=reserved_number,
        started_at=at,
        saved_at=at,
    )
    key, draft.wrapped_key = sealing.new_key(draft.subject)
    draft.sealed = queries.seal_draft(key, answers, facts, brought)
    draft.save(force_insert=True)
    return draft


@transaction.atomic(savepoint=False)
def open_supplement(
    *, reference: str, facts: Answers, by: Filler, at: datetime,
    channel: ChannelKind = ChannelKind.COUNTER,
) -> Draft:  # fmt: skip
    """Return the open draft that supplements the dossier, made from what was declared last.

    :param facts: what is known of the applicant, which no supplement changes
    :param channel: the way in which the papers came, where an officer writes the supplement down

    Raises:
        ActRefused: if the dossier does not wait for a supplement.
        SupplementedElsewhere: if it is being filled in on the portal, or at the desk.
    """
    dossier = log.lock(reference, by, scope=Scope.LODGE)
    if dossier.state not in AWAITING:
        raise ActRefused(state=State(dossier.state).label, act=Act.SUPPLEMENT.label.lower())
    is_at_desk = isinstance(by, Officer)
    if isinstance(by, Officer):
        permissions.require_desk(by, dossier)
    existing = Draft.objects.filter(supplements=dossier, is_finished=False).first()
    if existing is not None:
        if (existing.desk_id is not None) != is_at_desk:
            raise SupplementedElsewhere
        return _go_on_with(existing, dossier)
    draft = Draft(
        id=uuid4(),
        person_id=dossier.applicant_id,
        procedure_version_id=dossier.procedure_version_id,
        agency_id=dossier.agency_id,
        channel=channel if is_at_desk else ChannelKind.ONLINE,
        desk_id=dossier.receiving_agency_id if is_at_desk else None,
        authorisation=dossier.acting_under,
        started_at=at,
        saved_at=at,
        supplements=dossier,
    )
    key, draft.wrapped_key = sealing.new_key(draft.subject)
    declared = queries.read_declaration(dossier)
    draft.sealed = queries.seal_draft(key, declared.answers, facts, localities=declared.localities)
    draft.save(force_insert=True)
    return draft


def _go_on_with(draft: Draft, dossier: Dossier) -> Draft:
    """Return an open supplement to whoever opened it again: the applicant takes it over from who represents.

    Raises:
        SupplementedElsewhere: if the applicant fills it in, and somebody who represents asks for it.
    """
    under = dossier.acting_under
    if draft.desk_id is None and draft.authorisation_id != (under and under.pk):
        if draft.authorisation_id is None:
            raise SupplementedElsewhere
        draft.authorisation = under
        draft.save(update_fields=["authorisation"])
    return draft


@transaction.atomic(savepoint=False)
def save_draft(
    *, draft_id: UUID, answers: Answers, facts: Answers, seen_revision: int,
    by: Filler, at: datetime, brought: Brought | None = None,
    localities: Answers = NO_ANSWERS,
) -> Draft:  # fmt: skip
    """Save what was typed, right or wrong; nothing is lost.

    ``localities`` is what the addresses were understood to be; it says nothing of others.

    Raises:
        DraftNotFound: if this person or desk has no such draft.
        DraftLodged: if it has become a dossier meanwhile.
        DraftChanged: if another device saved it after ``seen_revision``.
    """
    draft = lock_draft(draft_id, by)
    if draft.is_finished:
        raise DraftLodged
    if draft.revision != seen_revision:
        raise DraftChanged
    key = sealing.unwrap_key(draft.wrapped_key, draft.subject)
    draft.sealed = queries.seal_draft(key, answers, facts, brought, localities=localities)
    draft.revision += 1
    draft.saved_at = at
    draft.save(update_fields=["sealed", "revision", "saved_at"])
    return draft


@transaction.atomic(savepoint=False)
def change_agency(*, draft_id: UUID, agency_id: int, by: Citizen) -> Draft:
    """Let a draft go to another agency; its answers and papers stay as they are.

    Raises:
        DraftNotFound: if this person has no such draft.
        DraftLodged: if it has become a dossier meanwhile, or supplements one.
    """
    draft = lock_draft(draft_id, by)
    if draft.is_finished or draft.supplements_id is not None:
        raise DraftLodged
    draft.agency_id = agency_id
    draft.save(update_fields=["agency"])
    return draft


@transaction.atomic(savepoint=False)
def discard_draft(*, draft_id: UUID, by: Filler) -> None:
    """Delete a draft that was not lodged; its key goes with it."""
    draft = lock_draft(draft_id, by)
    if draft.is_finished:
        raise DraftLodged
    draft.delete()


def lock_draft(draft_id: UUID, by: Filler) -> Draft:
    """Return this person's or this desk's draft, locked until the transaction ends. One query.

    The dossier it was lodged as is not joined: who waited for the lock would see the draft as it is now
    and the joined row as it was before.
    """
    if isinstance(by, Citizen):
        draft = _LOCKED.first(draft_id=draft_id, person_id=by.person_id)
        draft = draft or _lock_for_another(draft_id, by)
    else:
        draft = _LOCKED_AT_DESK.first(draft_id=draft_id, desk_id=queries.desk_of(by))
    if draft is None:
        raise DraftNotFound
    return draft


def _lock_for_another(draft_id: UUID, by: Citizen) -> Draft | None:
    """Return a draft filled in for somebody else, locked with what lets it: nobody ends that meanwhile."""
    draft = _LOCKED_FOR_ANOTHER.first(draft_id=draft_id, person_id=by.person_id)
    if draft is None:
        return None
    given = acting.find_for_draft(by, draft, is_locked=True)
    if given is None:
        return None
    draft.authorisation = given
    return draft


def hold_sheet(draft_id: UUID) -> Draft | None:
    """Return a sheet that a desk is still writing, locked, for what its desk let in. One query."""
    rows = Draft.objects.select_for_update(of=("self",))
    return rows.filter(pk=draft_id, is_finished=False, desk__isnull=False).first()


def _to_lock(draft_id: UUID) -> QuerySet[Draft]:
    return (
        Draft.objects.select_for_update(of=("self",))
        .select_related("supplements", "agency")
        .annotate(
            next_dossier_id=NEXT_ID,
            was_ever_elsewhere=procedures.was_ever_elsewhere(
                OuterRef("procedure_version__procedure_id")
            ),
        )
        .filter(pk=draft_id)
    )


_LOCKED: Final = Prepared(
    lambda draft_id, person_id: _to_lock(draft_id).filter(
        person_id=person_id, desk__isnull=True, authorisation__isnull=True
    ),
    draft_id=UUID(int=1),
    person_id=NUMBER,
)
_LOCKED_FOR_ANOTHER: Final = Prepared(
    lambda draft_id, person_id: _to_lock(draft_id).filter(
        authorisation__representative_id=person_id
    ),
    draft_id=UUID(int=1),
    person_id=NUMBER,
)
_LOCKED_AT_DESK: Final = Prepared(
    lambda draft_id, desk_id: _to_lock(draft_id).filter(desk_id=desk_id),
    draft_id=UUID(int=1),
    desk_id=NUMBER,
)
