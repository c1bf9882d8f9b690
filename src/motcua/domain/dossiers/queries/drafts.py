"""Drafts, opened for their owner alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from motcua.domain.dossiers.errors import DraftNotFound
from motcua.domain.dossiers.models import (
    Draft,
)
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.prepared import NUMBER, Prepared


@dataclass(frozen=True, kw_only=True)
class OpenDraft:
    """A draft opened: the answers, and the facts known beforehand, named after their sources."""

    draft: Draft
    answers: dict[str, Any]
    facts: dict[str, Any]


def get_draft(draft_id: UUID, citizen: Citizen) -> OpenDraft:
    """Return this person's draft, opened; one that was lodged has nothing left to open.

    Raises:
        DraftNotFound: if there is none, or it is another person's.
    """
    draft = _OWN.first(draft_id=draft_id, person_id=citizen.person_id)
    if draft is None:
        raise DraftNotFound
    return open_draft(draft)


_OWN: Final = Prepared(
    lambda draft_id, person_id: Draft.objects.select_related(
        "lodged_as", "supplements", "agency"
    ).filter(pk=draft_id, person_id=person_id),
    draft_id=UUID(int=1),
    person_id=NUMBER,
)


def open_draft(draft: Draft) -> OpenDraft:
    """Return a draft that was fetched for its owner, opened. No query."""
    if draft.is_finished:
        return OpenDraft(draft=draft, answers={}, facts={})
    key = sealing.unwrap_key(draft.wrapped_key, draft.subject)
    content = sealing.open_sealed(key, draft.sealed, context="draft")
    return OpenDraft(draft=draft, answers=content["answers"], facts=content["facts"])


def list_drafts(citizen: Citizen) -> list[Draft]:
    """Return the person's open drafts, last saved first. One query."""
    rows = Draft.objects.select_related("agency", "supplements").filter(
        person_id=citizen.person_id, is_finished=False
    )
    return list(rows.order_by("-saved_at"))


def seal_draft(key: bytes, answers: Mapping[str, Any], facts: Mapping[str, Any]) -> bytes:
    """Return a draft's content sealed under its key."""
    return sealing.seal(key, {"answers": dict(answers), "facts": dict(facts)}, context="draft")
