"""Writing a record: begin it, save it part by part, give it up. Each act adds an entry to its log."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import msgspec
from django.db import IntegrityError, transaction

from motcua.domain.procedures import permissions, queries
from motcua.domain.procedures.actions import draft_log as log
from motcua.domain.procedures.enums import DraftAct, DraftKind, DraftState, Part
from motcua.domain.procedures.errors import (
    AlreadyBeingDrafted,
    AlreadyInCatalogue,
    DraftChangedMeanwhile,
    ProcedureNotFound,
    RepealKeepsContent,
)
from motcua.domain.procedures.models import RecordDraft
from motcua.domain.procedures.rules import checks, parts
from motcua.domain.procedures.rules.record import Record
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import chain
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

_SAID_BY_DECISION: Final = frozenset(parts.FIELDS[Part.PUBLICATION])


@transaction.atomic
def begin_new(*, beginning: Mapping[str, Any], by: Officer, at: datetime) -> RecordDraft:
    """Begin the record of a procedure that the catalogue does not have, with its names.

    Code, name and field are copied here from the national database, once.

    :raises InvalidInput: naming every value of the first part that does not fit
    :raises AlreadyInCatalogue: if the catalogue has the procedure
    :raises AlreadyBeingDrafted: if somebody writes it already
    """
    permissions.require_control(by)
    fields = parts.FIELDS[Part.NAMES]
    _require_fitting(beginning, fields)
    said = checks.spelled_out(beginning, fields)
    code = said["code"]
    if queries.list_versions(code):
        raise AlreadyInCatalogue(field="code", procedure_code=code)
    draft = RecordDraft(procedure_code=code, kind=DraftKind.NEW, record=said)
    return _begin(draft, by=by, at=at, reason="")


@transaction.atomic
def amend(*, code: str, by: Officer, at: datetime) -> RecordDraft:
    """Begin an amendment of the procedure's newest version (Decree 63/2010, Article 14.2.b).

    :raises ProcedureNotFound: if the catalogue does not have it
    :raises AlreadyBeingDrafted: if somebody writes it already
    """
    permissions.require_control(by)
    return _begin(_based_on_newest(code, DraftKind.AMENDMENT), by=by, at=at, reason="")


@transaction.atomic
def propose_repeal(*, code: str, reason: str, by: Officer, at: datetime) -> RecordDraft:
    """Begin the repeal of a procedure, with its reason (Decree 63/2010, Article 14.2.c).

    :raises DraftReasonNeeded: if there is none
    :raises ProcedureNotFound: if the catalogue does not have it
    :raises AlreadyBeingDrafted: if somebody writes it already
    """
    permissions.require_control(by)
    log.require_reason(reason)
    return _begin(_based_on_newest(code, DraftKind.REPEAL), by=by, at=at, reason=reason.strip())


@transaction.atomic
def save_part(
    *,
    draft_id: int,
    part: Part,
    content: Mapping[str, Any],
    seen_revision: int,
    by: Officer,
    at: datetime,
) -> RecordDraft:
    """Replace a part of the record by what was written; saving what it says already does nothing.

    :raises InvalidInput: naming every value that does not fit
    :raises DraftChangedMeanwhile: if the draft was saved after ``seen_revision``
    :raises NationalPart: if a national field was changed below the nation
    :raises DraftMoveRefused: if the draft is no longer being written
    :raises RepealKeepsContent: if the draft is a repeal
    """
    draft = log.lock(draft_id, by)
    move = log.require_move(draft, DraftAct.SAVE)
    if draft.kind == DraftKind.REPEAL:
        raise RepealKeepsContent
    if draft.revision != seen_revision:
        raise DraftChangedMeanwhile
    if part not in parts.WRITTEN:
        raise RepealKeepsContent
    fields = parts.FIELDS[part]
    _require_fitting(content, fields)
    said = checks.spelled_out(content, fields)
    changed = frozenset(name for name in fields if said.get(name) != draft.record.get(name))
    permissions.require_own_fields(by, changed)
    if not changed:
        return draft
    kept = {name: value for name, value in draft.record.items() if name not in fields}
    draft.record = kept | said
    log.write(draft, DraftAct.SAVE, move, by=by, at=at, part=part)
    return draft


@transaction.atomic
def withdraw_draft(*, draft_id: int, reason: str, by: Officer, at: datetime) -> RecordDraft:
    """Give the draft up; its log stays.

    :raises DraftReasonNeeded: if no reason is given
    :raises DraftMoveRefused: if it is published or was given up already
    """
    draft = log.lock(draft_id, by)
    move = log.require_move(draft, DraftAct.WITHDRAW)
    log.require_reason(reason)
    log.write(draft, DraftAct.WITHDRAW, move, by=by, at=at, reason=reason.strip())
    return draft


def _based_on_newest(code: str, kind: DraftKind) -> RecordDraft:
    published = queries.list_versions(code)
    if not published:
        raise ProcedureNotFound(procedure_code=code)
    newest = published[-1]
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(newest))
    written = [field.name for field in msgspec.structs.fields(Record)]
    return RecordDraft(
        procedure_code=newest.code,
        kind=kind,
        based_on_id=newest.id,
        record={name: plain[name] for name in written if name not in _SAID_BY_DECISION},
    )


def _begin(draft: RecordDraft, *, by: Officer, at: datetime, reason: str) -> RecordDraft:
    draft.agency_id = by.agency_id
    draft.author_id = by.post_id
    draft.state = DraftState.DRAFT
    draft.changed_at = at
    draft.last_hash = chain.GENESIS
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        if "draft_one_open_for_a_procedure" not in str(error):
            raise
        raise AlreadyBeingDrafted(procedure_code=draft.procedure_code) from error
    log.begin(draft, by=by, at=at, reason=reason)
    return draft


def _require_fitting(content: Mapping[str, Any], fields: tuple[str, ...]) -> None:
    found = checks.problems_of_part(content, fields)
    if found:
        raise InvalidInput(
            [FieldProblem(field=path, text=text, code="does-not-fit") for path, text in found]
        )
