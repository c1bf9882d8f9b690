"""A phone as the desk's camera: pictures come to one sheet, and are laid to its papers there.

The phone signs in nowhere. Its address is a key to one opening: it lets pictures in and shows
nothing. It dies by resting, when the sheet is answered or thrown away, and when the officer says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import InletKind
from motcua.capabilities.documents.errors import (
    FileRefused,
    InletClosed,
    InletFull,
    TooManyDocuments,
)
from motcua.composition.casework import attaching, filling
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.unsorted import WAITING_PAPERS
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.errors import DraftNotFound
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document, Inlet
    from motcua.domain.dossiers.models import Draft

DROP: Final = "drop"
"""Laid to no paper: taken away."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What became of pictures that a phone sent."""

    kept: int
    refused: tuple[Refusal, ...]


def open_phone(*, draft_id: UUID, by: Officer, at: datetime) -> Inlet:
    """Let one phone send pictures to the sheet; the one before it is shut out.

    Raises:
        DraftNotFound, DraftLodged: if this desk writes no such sheet.
    """
    with transaction.atomic():
        draft = attaching.hold(draft_id, by)
        return documents.open_inlet(owner=draft.subject, kind=InletKind.PHONE, by=by.key, at=at)


def close_phone(*, draft_id: UUID, by: Officer, at: datetime) -> None:
    """Shut the sheet's phone out.

    Raises:
        DraftNotFound, DraftLodged: if this desk writes no such sheet.
    """
    with transaction.atomic():
        draft = attaching.hold(draft_id, by)
        documents.close_inlets(owner=draft.subject, kind=InletKind.PHONE, at=at)


def find_address(draft: Draft, *, at: datetime) -> str | None:
    """Return where the sheet's phone sends to, if one is let in. One query."""
    opened = document_queries.list_inlets(draft.subject, kind=InletKind.PHONE, at=at)
    return (
        f"{settings.PUBLIC_URL}/can-bo/chup/{document_queries.key_of(opened[-1])}/"
        if opened
        else None
    )


def count_unsorted(draft_id: UUID, by: Officer) -> int:
    """Return how many pictures wait at the sheet to be laid to papers. Two queries; nothing is opened.

    Raises:
        DraftNotFound: if this desk writes no such sheet.
    """
    draft = dossier_queries.find_open_at_desk(draft_id, by)
    if draft is None:
        raise DraftNotFound
    kept = document_queries.list_unnamed(draft.subject)
    return sum(one.paper_code == document_queries.UNSORTED for one in kept)


def look(key: str, *, at: datetime) -> Inlet:
    """Return the opening that a phone stands at, which rests no longer. Three statements at the most.

    Raises:
        InletClosed: if there is none, or its sheet was answered.
    """
    inlet = document_queries.find_inlet(key, kind=InletKind.PHONE, at=at)
    if inlet is None:
        raise InletClosed
    with transaction.atomic():
        if dossiers.hold_sheet(UUID(inlet.owner_key)) is None:
            raise InletClosed
        documents.touch_inlet(inlet, at=at)
    return inlet


def hand_in(*, key: str, files: Iterable[File], at: datetime) -> Sent:
    """Keep pictures that a phone sent, unsorted: those that are bad do not hold up those that are good.

    Raises:
        InletClosed: if there is no such opening, or its sheet was answered meanwhile.
    """
    inlet = document_queries.find_inlet(key, kind=InletKind.PHONE, at=at)
    if inlet is None:
        raise InletClosed
    kept, refused = 0, []
    for file in files:
        try:
            kept += not _hand_in(inlet, file, at=at).is_duplicate
        except (FileRefused, InletFull, TooManyDocuments) as refusal:
            refused.append(refusal)
    return Sent(kept=kept, refused=tuple(refused))


@transaction.atomic
def _hand_in(inlet: Inlet, file: File, *, at: datetime) -> Document:
    if dossiers.hold_sheet(UUID(inlet.owner_key)) is None:
        raise InletClosed
    return documents.hand_in(
        inlet=inlet, filename=file.name, content=file.content, title=_("Ảnh chưa xếp"), at=at
    )


@transaction.atomic
def lay(*, draft_id: UUID, laid: Mapping[int, str], by: Officer, at: datetime) -> None:
    """Lay pictures to the papers of the sheet, or take them away; what is no picture of it is passed over.

    Raises:
        DraftNotFound, DraftLodged: if this desk writes no such sheet.
    """
    draft = attaching.hold(draft_id, by)
    opened = filling.open_held(draft)
    asked = filling.list_asked_papers(opened, today=clock.day_in_vietnam(at))
    papers = {one.paper.code: one.paper for one in asked if one.paper not in WAITING_PAPERS}
    waiting = {
        one.pk
        for two in asked
        if two.paper.code == document_queries.UNSORTED
        for one in two.attached
    }
    for document_id, code in laid.items():
        if document_id not in waiting:
            continue
        if code == DROP:
            documents.remove(document_id=document_id, owner=draft.subject)
        elif code in papers:
            documents.lay(
                document_id=document_id, owner=draft.subject, paper_code=code,
                title=papers[code].name,
            )  # fmt: skip
