"""Drafts, opened for their owner alone: the person, or the desk that writes down what was brought."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from motcua.domain.dossiers.errors import DraftNotFound
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.domain.dossiers.queries import acting
from motcua.domain.dossiers.rules import NOTHING_BROUGHT, Brought
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import audit, sealing
from motcua.foundation.kernel.prepared import NUMBER, Prepared

Filler = Citizen | Officer
"""Who fills a draft in: the person, or an officer of the desk that received the papers."""
PURPOSE: Final = "intake"
MOST: Final = 50
"""Drafts of a desk that are listed: more lie about only where nobody tidies up."""
Content = Mapping[str, Any]
NOTHING: Final[Content] = {}


@dataclass(frozen=True, kw_only=True)
class OpenDraft:
    """A draft opened: the answers, and the facts known beforehand, named after their sources."""

    draft: Draft
    answers: dict[str, Any]
    facts: dict[str, Any]
    localities: dict[str, Any]
    """What the addresses among the answers were understood to be, by their question."""
    brought: Brought = NOTHING_BROUGHT
    """How it came, if on paper."""


def get_draft(draft_id: UUID, by: Filler) -> OpenDraft:
    """Return this person's or this desk's draft, opened; one that was lodged has nothing left to open.

    Who fills it in for somebody else goes on while an authorisation lets them: two queries more.

    An officer's reading is noted.

    Raises:
        DraftNotFound: if there is none, or it is another's.
    """
    if isinstance(by, Citizen):
        draft = _OWN.first(draft_id=draft_id, person_id=by.person_id)
        draft = draft or _find_for_another(draft_id, by)
    else:
        draft = _AT_DESK.first(draft_id=draft_id, desk_id=desk_of(by))
    if draft is None:
        raise DraftNotFound
    if isinstance(by, Officer):
        audit.note_reading(
            reader=by.key, agency_id=by.agency_id, subjects=[draft.subject], purpose=PURPOSE
        )
    return open_draft(draft)


def _find_for_another(draft_id: UUID, by: Citizen) -> Draft | None:
    draft = _FOR_ANOTHER.first(draft_id=draft_id, person_id=by.person_id)
    return draft if draft is not None and acting.find_for_draft(by, draft) else None


def list_became(draft_ids: Collection[UUID]) -> dict[UUID, Dossier]:
    """Return the dossiers that these drafts became or supplemented, of those handed in. One query."""
    rows = Draft.objects.select_related("lodged_as", "supplements")
    became = {
        row.pk: row.lodged_as or row.supplements
        for row in rows.filter(pk__in=list(draft_ids), is_finished=True)
    }
    return {key: dossier for key, dossier in became.items() if dossier is not None}


def desk_of(by: Officer) -> int:
    """Return the agency whose one-stop desk the officer serves.

    Raises:
        DraftNotFound: if the officer serves none.
    """
    if Role.DESK not in by.roles:
        raise DraftNotFound
    return by.agency_id


_WITH_NAMES: Final = ("lodged_as", "supplements", "agency")
_OWN: Final = Prepared(
    lambda draft_id, person_id: Draft.objects.select_related(*_WITH_NAMES).filter(
        pk=draft_id, person_id=person_id, desk__isnull=True, authorisation__isnull=True
    ),
    draft_id=UUID(int=1),
    person_id=NUMBER,
)
_FOR_ANOTHER: Final = Prepared(
    lambda draft_id, person_id: Draft.objects.select_related(*_WITH_NAMES, "person").filter(
        pk=draft_id, authorisation__representative_id=person_id
    ),
    draft_id=UUID(int=1),
    person_id=NUMBER,
)
_AT_DESK: Final = Prepared(
    lambda draft_id, desk_id: Draft.objects.select_related(*_WITH_NAMES, "person").filter(
        pk=draft_id, desk_id=desk_id
    ),
    draft_id=UUID(int=1),
    desk_id=NUMBER,
)


def open_draft(draft: Draft) -> OpenDraft:
    """Return a draft that was fetched for its owner, opened. No query."""
    if draft.is_finished:
        return OpenDraft(draft=draft, answers={}, facts={}, localities={})
    key = sealing.unwrap_key(draft.wrapped_key, draft.subject)
    content = sealing.open_sealed(key, draft.sealed, context="draft")
    return OpenDraft(
        draft=draft,
        answers=content["answers"],
        facts=content["facts"],
        brought=Brought.from_plain(content.get("brought", {})),
        # Drafts of earlier days hold none.
        localities=content.get("localities", {}),
    )


def find_open_at_desk(draft_id: UUID, by: Officer) -> Draft | None:
    """Return a sheet that this officer's desk is still writing, with nothing of it opened.

    One query; nothing is read that would have to be noted.
    """
    return Draft.objects.filter(pk=draft_id, is_finished=False, desk_id=desk_of(by)).first()


def list_drafts(citizen: Citizen) -> list[Draft]:
    """Return the person's open drafts, those for others among them, last saved first. One query."""
    rows = Draft.objects.select_related("agency", "supplements", "person").filter(
        acting.filled_in_by(citizen), is_finished=False, desk__isnull=True
    )
    return list(rows.order_by("-saved_at", "pk"))


def list_drafts_at_desk(by: Officer) -> list[Draft]:
    """Return what the officer's desk is still writing down, last saved first. One query; noted."""
    rows = Draft.objects.select_related("person", "supplements").filter(
        desk_id=desk_of(by), is_finished=False
    )
    found = list(rows.order_by("-saved_at", "pk")[:MOST])
    audit.note_reading(
        reader=by.key,
        agency_id=by.agency_id,
        subjects=[draft.subject for draft in found],
        purpose=PURPOSE,
    )
    return found


def seal_draft(
    key: bytes, answers: Content, facts: Content, brought: Brought | None = None,
    *, localities: Content = NOTHING,
) -> bytes:  # fmt: skip
    """Return a draft's content sealed under its key."""
    content = {"answers": dict(answers), "facts": dict(facts), "localities": dict(localities)}
    if brought is not None:
        content["brought"] = brought.to_plain()
    return sealing.seal(key, content, context="draft")
