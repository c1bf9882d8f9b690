"""From a finished draft to a version: a second person agrees, a decision publishes."""

from datetime import date, datetime
from typing import Any

import msgspec
from django.db import transaction

from motcua.domain.procedures import permissions, queries
from motcua.domain.procedures.actions import designing
from motcua.domain.procedures.actions import draft_log as log
from motcua.domain.procedures.actions.publishing import publish
from motcua.domain.procedures.enums import DesignKind, DraftAct, DraftKind, OnlineLevel
from motcua.domain.procedures.errors import (
    DraftIncomplete,
    NewerVersionPublished,
    NothingChanged,
    NotReadyForFullService,
)
from motcua.domain.procedures.models import RecordDraft
from motcua.domain.procedures.rules import checks, readiness
from motcua.domain.procedures.rules.record import Decision, Record, from_plain
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput


@transaction.atomic
def send_to_review(*, draft_id: int, by: Officer, at: datetime) -> RecordDraft:
    """Hand the draft to a second person.

    :raises DraftIncomplete: naming everything that is missing or contradicts itself
    :raises NotReadyForFullService: if it promises to be online as a whole and is not ready
    :raises DraftMoveRefused: if the draft is not being written
    """
    draft = log.lock(draft_id, by)
    move = log.require_move(draft, DraftAct.SEND)
    record = queries.record_with_designs(draft)
    found = queries.missing(record)
    found += [(one.path, one.text) for one in queries.missing_in_designs(draft)]
    if found:
        raise DraftIncomplete(found)
    if draft.kind != DraftKind.REPEAL:
        _require_ready(queries.find_record(record))
    log.write(draft, DraftAct.SEND, move, by=by, at=at)
    return draft


@transaction.atomic
def send_back(*, draft_id: int, reason: str, by: Officer, at: datetime) -> RecordDraft:
    """Give the draft back to be written on, with the reason.

    :raises DraftReasonNeeded: if no reason is given
    :raises DraftMoveRefused: if it does not wait for review or decision
    """
    draft = log.lock(draft_id, by)
    move = log.require_move(draft, DraftAct.SEND_BACK)
    log.require_reason(reason)
    log.write(draft, DraftAct.SEND_BACK, move, by=by, at=at, reason=reason.strip())
    return draft


@transaction.atomic
def agree(*, draft_id: int, by: Officer, at: datetime) -> RecordDraft:
    """Agree that the draft goes to decision: somebody else than who wrote it.

    :raises OwnWriting: if the officer wrote in it
    :raises DraftMoveRefused: if it does not wait for review
    """
    draft = log.lock(draft_id, by)
    move = log.require_move(draft, DraftAct.AGREE)
    permissions.require_other_eyes(by, draft)
    log.write(draft, DraftAct.AGREE, move, by=by, at=at)
    return draft


@transaction.atomic
def publish_draft(
    *,
    draft_id: int,
    decision: Decision,
    valid_from: date | None,
    valid_to: date | None,
    by: Officer,
    at: datetime,
) -> Version:
    """Publish what was agreed to, under the decision that says so.

    A repeal ends the version it is based on with the day ``valid_to``; anything else begins on
    ``valid_from``. What was published before stays as it is.

    :raises InvalidInput: if decision and days do not fit together
    :raises NotReadyForFullService: if it promises to be online as a whole and is not ready
    :raises NewerVersionPublished: if the catalogue has moved on since the draft was begun
    :raises NothingChanged: if the same is published already
    :raises DefinitionMissing: if the form or process it names is not there
    :raises DraftIncomplete: if a design of the draft cannot be put in force as it stands
    :raises DraftMoveRefused: if nobody has agreed
    """
    draft = log.lock(draft_id, by)
    move = log.require_move(draft, DraftAct.PUBLISH)
    _require_newest_basis(draft)
    record = _decided(draft, decision, valid_from, valid_to)
    if draft.kind != DraftKind.REPEAL:
        _require_ready(record)
    version = put_in_force(draft, record, at=at)
    if version is None:
        raise NothingChanged
    draft.published_as_id = version.id
    log.write(draft, DraftAct.PUBLISH, move, by=by, at=at, reason=decision.number)
    return version


def put_in_force(draft: RecordDraft, record: Record, *, at: datetime) -> Version | None:
    """Publish the decided record with the draft's designs; None if the same is published already."""
    stored = designing.store_all(draft, record, at=at)
    return publish(
        record=record,
        form_definition_id=stored.get((DesignKind.FORM, "")),
        workflow_definition_id=stored.get((DesignKind.PROCESS, "")),
        fee_definition_id=stored.get((DesignKind.FEES, "")),
        paper_template_ids={
            key: stored_id for (kind, key), stored_id in stored.items() if kind == DesignKind.PAPER
        },
        at=at,
    )


def _require_ready(record: Record | None) -> None:
    if record is None or record.online_level is not OnlineLevel.FULL:
        return
    lacking = readiness.lacking(record)
    if lacking:
        items = "; ".join(f"{one.item.label} ({one.why})" for one in lacking)
        raise NotReadyForFullService(items=items)


def _require_newest_basis(draft: RecordDraft) -> None:
    published = queries.list_versions(draft.procedure_code)
    if published and published[-1].id != draft.based_on_id:
        raise NewerVersionPublished(number=published[-1].number)


def _decided(
    draft: RecordDraft, decision: Decision, valid_from: date | None, valid_to: date | None
) -> Record:
    said = msgspec.to_builtins(decision)
    plain: dict[str, Any]
    if draft.kind == DraftKind.REPEAL:
        assert draft.based_on_id is not None  # the table says so
        base = msgspec.to_builtins(queries.get_version(draft.based_on_id))
        kept = {field.name: base[field.name] for field in msgspec.structs.fields(Record)}
        plain = {**kept, "repealed_by": said, "valid_to": _iso(valid_to)}
    else:
        days = {"valid_from": _iso(valid_from), "valid_to": _iso(valid_to)}
        plain = {**queries.record_with_designs(draft), "decision": said, **days}
    found = checks.problems_of(plain)
    if found:
        raise InvalidInput(
            [FieldProblem(field=path, text=text, code="does-not-fit") for path, text in found]
        )
    return from_plain(plain)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
