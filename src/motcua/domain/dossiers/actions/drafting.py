"""Filling in: start, save as one goes, discard; a draft is its owner's alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import BigIntegerField, OuterRef
from django.db.models.expressions import RawSQL

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import ActRefused, DraftChanged, DraftLodged, DraftNotFound
from motcua.domain.dossiers.models import Draft
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.prepared import NUMBER, Prepared

NEXT_ID = RawSQL("nextval('dossiers_dossier_id_seq')", [], output_field=BigIntegerField())
"""The id of the dossier the draft may become: asked for with the draft, to save a round trip."""
AWAITING = frozenset({State.SUPPLEMENT_AT_INTAKE, State.AWAITING_SUPPLEMENT})
Answers = Mapping[str, Any]


def start_draft(
    *, procedure_version_id: int, agency_id: int, answers: Answers, facts: Answers,
    by: Citizen, at: datetime,
) -> Draft:  # fmt: skip
    """Start a draft with what is already known; ``facts`` are named after their sources."""
    draft = Draft(
        id=uuid4(),
        person_id=by.person_id,
        procedure_version_id=procedure_version_id,
        agency_id=agency_id,
        started_at=at,
        saved_at=at,
    )
    key, draft.wrapped_key = sealing.new_key(draft.subject)
    draft.sealed = queries.seal_draft(key, answers, facts)
    draft.save(force_insert=True)
    return draft


@transaction.atomic(savepoint=False)
def open_supplement(*, reference: str, by: Citizen, at: datetime) -> Draft:
    """Return the open draft that supplements the dossier, made from what was declared last."""
    dossier = log.lock(reference, by)
    if dossier.state not in AWAITING:
        raise ActRefused(state=State(dossier.state).label, act=Act.SUPPLEMENT.label.lower())
    existing = Draft.objects.filter(supplements=dossier, is_finished=False).first()
    if existing is not None:
        return existing
    draft = Draft(
        id=uuid4(),
        person_id=by.person_id,
        procedure_version_id=dossier.procedure_version_id,
        agency_id=dossier.agency_id,
        started_at=at,
        saved_at=at,
        supplements=dossier,
    )
    key, draft.wrapped_key = sealing.new_key(draft.subject)
    draft.sealed = queries.seal_draft(key, queries.read_answers(dossier), {})
    draft.save(force_insert=True)
    return draft


@transaction.atomic(savepoint=False)
def save_draft(
    *, draft_id: UUID, answers: Answers, facts: Answers, seen_revision: int,
    by: Citizen, at: datetime,
) -> Draft:  # fmt: skip
    """Save what was typed, right or wrong; nothing is lost.

    Raises:
        DraftNotFound: if this person has no such draft.
        DraftLodged: if it has become a dossier meanwhile.
        DraftChanged: if another device saved it after ``seen_revision``.
    """
    draft = lock_draft(draft_id, by)
    if draft.is_finished:
        raise DraftLodged
    if draft.revision != seen_revision:
        raise DraftChanged
    key = sealing.unwrap_key(draft.wrapped_key, draft.subject)
    draft.sealed = queries.seal_draft(key, answers, facts)
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
def discard_draft(*, draft_id: UUID, by: Citizen) -> None:
    """Delete a draft that was not lodged; its key goes with it."""
    draft = lock_draft(draft_id, by)
    if draft.is_finished:
        raise DraftLodged
    draft.delete()


def lock_draft(draft_id: UUID, by: Citizen) -> Draft:
    """Return this person's draft, locked until the transaction ends. One query.

    The dossier it was lodged as is not joined: who waited for the lock would see the draft as it is now
    and the joined row as it was before.
    """
    draft = _LOCKED.first(draft_id=draft_id, person_id=by.person_id)
    if draft is None:
        raise DraftNotFound
    return draft


_LOCKED: Final = Prepared(
    lambda draft_id, person_id: (
        Draft.objects.select_for_update(of=("self",))
        .select_related("supplements", "agency")
        .annotate(
            next_dossier_id=NEXT_ID,
            was_ever_elsewhere=procedures.was_ever_elsewhere(
                OuterRef("procedure_version__procedure_id")
            ),
        )
        .filter(pk=draft_id, person_id=person_id)
    ),
    draft_id=UUID(int=1),
    person_id=NUMBER,
)
