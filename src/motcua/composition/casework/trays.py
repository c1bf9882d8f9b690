"""The scan tray of a desk: what its scanner laid into a folder waits here for a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import Source
from motcua.composition.casework import attaching, filling, intake
from motcua.composition.casework.asked_files import File
from motcua.composition.casework.phones import DROP
from motcua.composition.casework.unsorted import WAITING_PAPERS
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity.actors import Officer, System
from motcua.foundation.kernel import audit, clock
from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document

SCANNER: Final = System(name="scanner")


def tray_of(agency_id: int) -> Subject:
    """Return how documents know the tray of an agency's desk."""
    return Subject(kind="tray", key=str(agency_id))


@transaction.atomic
def put(*, agency_id: int, file: File, at: datetime) -> Document | None:
    """Lay a scanned file into the desk's tray; None if these bytes were scanned before and are kept.

    Raises:
        FileRefused, TooManyDocuments: with the reason and what to do.
    """
    if document_queries.was_scanned(file.content):
        return None
    return documents.add_file(
        owner=tray_of(agency_id), paper_code=document_queries.UNSORTED, title=_("Trong khay quét"),
        filename=file.name, content=file.content, by=SCANNER.key, at=at,
        source=Source.COUNTER_SCAN,
    )  # fmt: skip


def list_tray(by: Officer) -> list[Document]:
    """Return what lies in the tray of the officer's desk, oldest first. Two queries; noted where there is any.

    Raises:
        DraftNotFound: if the officer serves no desk.
    """
    found = document_queries.list_documents(tray_of(dossiers.desk_of(by)))
    if found:
        _note(by)
    return found


def get_document(document_id: int, by: Officer) -> Document:
    """Return a file of the tray of the officer's desk; the reading is noted.

    Raises:
        NotFound: if there is none.
    """
    document = document_queries.get_document(document_id, owner=tray_of(dossiers.desk_of(by)))
    _note(by)
    return document


@transaction.atomic
def take(*, draft_id: UUID, taken: Mapping[int, str], by: Officer, at: datetime) -> None:
    """Lay files of the tray to papers of the sheet, or throw them away; what is not there is passed over.

    A file is sealed anew for the sheet: erasing one person's data must not reach the tray's other files.

    Raises:
        DraftNotFound, DraftLodged: if this desk writes no such sheet.
    """
    draft = attaching.hold(draft_id, by)
    opened = filling.open_held(draft)
    asked = filling.list_asked_papers(opened, today=clock.day_in_vietnam(at))
    papers = {one.paper.code: one.paper for one in asked if one.paper not in WAITING_PAPERS}
    tray = tray_of(dossiers.desk_of(by))
    for document in document_queries.list_documents(tray):
        code = taken.get(document.pk, "")
        if code in papers:
            documents.add_file(
                owner=draft.subject, paper_code=code, title=papers[code].name,
                filename=document.filename, content=document_queries.read_original(document),
                by=by.key, at=at, source=Source.COUNTER_SCAN,
            )  # fmt: skip
        elif code != DROP:
            continue
        documents.remove(document_id=document.pk, owner=tray)


def _note(by: Officer) -> None:
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, subjects=[tray_of(by.agency_id)],
        purpose=intake.INTAKE,
    )  # fmt: skip
