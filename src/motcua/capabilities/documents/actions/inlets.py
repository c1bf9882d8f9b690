"""Openings for devices without an account: open, close, hand in."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from motcua.capabilities.documents import errors, inlets, inspection, rules
from motcua.capabilities.documents.actions import files
from motcua.capabilities.documents.enums import InletKind, Source
from motcua.capabilities.documents.models import Document, Inlet
from motcua.foundation.kernel.subjects import Subject


@transaction.atomic
def open_inlet(*, owner: Subject, kind: InletKind, by: str, at: datetime, name: str = "") -> Inlet:
    """Open a way in for one owner's files; a phone's takes the place of the one before."""
    files.lock_owner(owner)
    if kind is InletKind.PHONE:
        close_inlets(owner=owner, kind=kind, at=at)
    inlet = Inlet(
        kind=kind, owner_kind=owner.kind, owner_key=owner.key, name=name, opened_by=by,
        opened_at=at, touched_at=at,
    )  # fmt: skip
    inlet.key_hash = inlets.hash_of(inlets.key_of(inlet))
    inlet.save(force_insert=True)
    return inlet


def close_inlets(*, owner: Subject, kind: InletKind, at: datetime) -> None:
    """Let nothing more in for the owner in this way. One statement."""
    Inlet.objects.filter(
        owner_kind=owner.kind, owner_key=owner.key, kind=kind, closed_at__isnull=True
    ).update(closed_at=at)


def touch_inlet(inlet: Inlet, *, at: datetime) -> None:
    """Note that somebody stands at the opening. One statement."""
    Inlet.objects.filter(pk=inlet.pk).update(touched_at=at)


@transaction.atomic
def hand_in(*, inlet: Inlet, filename: str, content: bytes, title: str, at: datetime) -> Document:
    """Keep a file that came through the opening, not yet laid to any paper; photographs upright and bare.

    The same bytes again give the document that is there already, whatever became of it.

    Raises:
        InletFull: if so many came that another opening has to be asked for.
        FileRefused: with the reason and what to do.
    """
    is_phone = inlet.kind == InletKind.PHONE
    room = Inlet.objects.filter(pk=inlet.pk, closed_at__isnull=True)
    if is_phone:
        room = room.filter(taken__lt=rules.MOST_BY_PHONE)
    if not room.update(taken=F("taken") + 1, touched_at=at):
        raise errors.InletFull(limit=rules.MOST_BY_PHONE)
    kept = (
        inspection.reduce(content, filename=rules.clean_filename(filename)) if is_phone else content
    )
    return files.add_file(
        owner=inlet.owner,
        paper_code=rules.UNSORTED,
        title=title,
        filename=filename,
        content=kept,
        by=inlet.opened_by,
        at=at,
        source=Source.COUNTER_SCAN,
    )


@transaction.atomic
def lay(*, document_id: int, owner: Subject, paper_code: str, title: str) -> bool:
    """Lay what came in unsorted to one of the owner's papers; say whether it was there to be laid."""
    rows = Document.objects.filter(
        pk=document_id, owner_kind=owner.kind, owner_key=owner.key, paper_code=rules.UNSORTED
    )
    return bool(rows.update(paper_code=paper_code, title=title))
