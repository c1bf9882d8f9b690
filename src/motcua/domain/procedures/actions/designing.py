"""Designs of drafts: save one, give it up for the one in use, put all in force with the record."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from django.db import transaction

from motcua.capabilities.decisions import actions as decisions
from motcua.capabilities.documents import actions as documents
from motcua.capabilities.forms import actions as forms
from motcua.capabilities.forms import queries as form_queries
from motcua.capabilities.forms.errors import DefinitionNotFound
from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.domain.procedures import queries
from motcua.domain.procedures.actions import draft_log as log
from motcua.domain.procedures.enums import DesignKind, DraftAct, DraftKind
from motcua.domain.procedures.errors import (
    DefinitionMissing,
    DesignNotFound,
    DraftChangedMeanwhile,
    NothingToUndo,
    RepealKeepsContent,
)
from motcua.domain.procedures.models import DraftDesign, EarlierDesign, RecordDraft
from motcua.domain.procedures.queries import Design
from motcua.domain.procedures.rules import drafting
from motcua.domain.procedures.rules.record import Record
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.identity.actors import Officer

KEPT_STEPS: Final = 30
"""Steps of one design that can be taken back."""
Stored = Mapping[tuple[DesignKind, str], int]
"""The definitions a version is used with, by kind and key."""


@transaction.atomic
def save_design(
    *,
    draft_id: int,
    kind: DesignKind,
    key: str = "",
    source: str,
    seen_revision: int,
    by: Officer,
    at: datetime,
) -> RecordDraft:
    """Let the draft bring this design; saving what it brings already does nothing.

    It may be unfinished: ``queries.missing_in_designs`` says what is still missing.

    :param key: which paper; empty for the other kinds
    :raises DraftNotFound: if the officer may not write such a design of the draft
    :raises InvalidInput: if it cannot be read as such a design, naming everything that is wrong
    :raises DraftChangedMeanwhile: if the draft was saved after ``seen_revision``
    :raises DraftMoveRefused: if the draft is no longer being written
    :raises RepealKeepsContent: if the draft is a repeal
    """
    draft, move = _open(draft_id, kind, DraftAct.SAVE, by, at)
    _require_seen(draft, seen_revision)
    queries.require_readable(kind, source)
    fingerprint = drafting.fingerprint(source)
    known = DraftDesign.objects.filter(draft=draft, kind=kind, key=key)
    if known.filter(sha256=fingerprint).exists():
        return draft
    _remember(draft, kind, key)
    _put(draft, kind, key, source)
    log.write(draft, DraftAct.SAVE, move, by=by, at=at, part=kind, reason=key)
    return draft


@transaction.atomic
def drop_design(
    *, draft_id: int, kind: DesignKind, key: str = "", seen_revision: int, by: Officer, at: datetime
) -> RecordDraft:
    """Let the draft bring no design of its own: what is in use, if anything, stays so.

    :raises DesignNotFound: if it brings none
    :raises DraftChangedMeanwhile: if the draft was saved after ``seen_revision``
    :raises DraftMoveRefused: if the draft is no longer being written
    """
    draft, move = _open(draft_id, kind, DraftAct.DROP, by, at)
    _require_seen(draft, seen_revision)
    _remember(draft, kind, key)
    dropped, _by_model = DraftDesign.objects.filter(draft=draft, kind=kind, key=key).delete()
    if not dropped:
        raise DesignNotFound
    log.write(draft, DraftAct.DROP, move, by=by, at=at, part=kind, reason=key)
    return draft


@transaction.atomic
def undo_design(
    *, draft_id: int, kind: DesignKind, key: str = "", seen_revision: int, by: Officer, at: datetime
) -> RecordDraft:
    """Take the last step of the design back; the log tells it as another step.

    :raises NothingToUndo: if no step is remembered; ``KEPT_STEPS`` are
    :raises DraftChangedMeanwhile: if the draft was saved after ``seen_revision``
    :raises DraftMoveRefused: if the draft is no longer being written
    """
    draft, move = _open(draft_id, kind, DraftAct.SAVE, by, at)
    _require_seen(draft, seen_revision)
    earlier = EarlierDesign.objects.filter(draft=draft, kind=kind, key=key).order_by("revision")
    last = earlier.last()
    if last is None:
        raise NothingToUndo
    if last.source:
        _put(draft, kind, key, last.source)
    else:
        DraftDesign.objects.filter(draft=draft, kind=kind, key=key).delete()
    last.delete()
    log.write(draft, DraftAct.SAVE, move, by=by, at=at, part=kind, reason=key)
    return draft


def _put(draft: RecordDraft, kind: DesignKind, key: str, source: str) -> None:
    values = {"source": source, "sha256": drafting.fingerprint(source)}
    DraftDesign.objects.update_or_create(draft=draft, kind=kind, key=key, defaults=values)


def _remember(draft: RecordDraft, kind: DesignKind, key: str) -> None:
    """Keep the design as it stands before a step; of many steps the last ones."""
    known = DraftDesign.objects.filter(draft=draft, kind=kind, key=key).first()
    EarlierDesign.objects.create(
        draft=draft,
        kind=kind,
        key=key,
        revision=draft.revision,
        source=known.source if known else "",
    )
    steps = EarlierDesign.objects.filter(draft=draft, kind=kind, key=key)
    old = steps.order_by("-revision").values_list("pk", flat=True)[KEPT_STEPS:]
    EarlierDesign.objects.filter(pk__in=list(old)).delete()


def _open(
    draft_id: int, kind: DesignKind, act: DraftAct, by: Officer, at: datetime
) -> tuple[RecordDraft, drafting.Move]:
    draft = log.lock_design(draft_id, kind, by, at)
    move = log.require_move(draft, act)
    if draft.kind == DraftKind.REPEAL:
        raise RepealKeepsContent
    return draft, move


def _require_seen(draft: RecordDraft, seen_revision: int) -> None:
    if draft.revision != seen_revision:
        raise DraftChangedMeanwhile


# --- In force -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """How a kind of design is put in force."""

    store: Callable[[Record, Design, datetime], int]
    """Keep the draft's own for good and return its definition; refuse what cannot run."""
    keep: Callable[[Record, Version | None, datetime], Mapping[str, int]]
    """Return by key the definitions that stay in use when the draft brings none of its own."""


def store_all(draft: RecordDraft, record: Record, *, at: datetime) -> Stored:
    """Keep the designs that the record will be put in force with; return their definitions.

    :raises DefinitionMissing: if the record names a form or process that is not there
    :raises Refusal: of the capability, if a design of the draft cannot run as it stands
    """
    base = queries.get_version(draft.based_on_id) if draft.based_on_id else None
    own = {(design.kind, design.key): design for design in queries.list_own_designs(draft.pk)}
    stored = {one: KEEPINGS[one[0]].store(record, design, at) for one, design in own.items()}
    for kind, keeping in KEEPINGS.items():
        if (kind, "") in own:
            continue
        kept = keeping.keep(record, base, at)
        stored = {(kind, key): value for key, value in kept.items()} | stored
    return stored


def _store_form(record: Record, design: Design, at: datetime) -> int:
    assert record.form_key is not None  # ``queries.record_with_designs`` names it
    return forms.store_definition(record.form_key, json.loads(design.source), at)


def _keep_form(record: Record, base: Version | None, at: datetime) -> Mapping[str, int]:
    """Return the form in use, else the packaged one that the record names."""
    key = record.form_key
    if key is None:
        return {}
    if base is not None and base.form_key == key and base.form_definition_id is not None:
        return {"": base.form_definition_id}
    try:
        return {"": forms.store_definition(key, form_queries.read_packaged(key), at)}
    except DefinitionNotFound as error:
        raise DefinitionMissing(field="form_key", key=key) from error


def _store_process(record: Record, design: Design, at: datetime) -> int:
    assert record.workflow_key is not None  # ``queries.record_with_designs`` names it
    return workflow.store_definition(key=record.workflow_key, bpmn_text=design.source, at=at)


def _keep_process(record: Record, base: Version | None, _at: datetime) -> Mapping[str, int]:
    """Return the process in use, else the latest under the key that the record names."""
    key = record.workflow_key
    if key is None:
        return {}
    if base is not None and base.workflow_key == key and base.workflow_definition_id is not None:
        return {"": base.workflow_definition_id}
    latest = workflow_queries.find_latest(key)
    if latest is None:
        raise DefinitionMissing(field="workflow_key", key=key)
    return {"": latest.pk}


def _store_fees(record: Record, design: Design, at: datetime) -> int:
    key = drafting.own_key(record.code)
    return decisions.store_definition(key=key, dmn_text=design.source, at=at)


def _keep_fees(_record: Record, base: Version | None, _at: datetime) -> Mapping[str, int]:
    if base is None or base.fee_definition_id is None:
        return {}
    return {"": base.fee_definition_id}


def _store_paper(record: Record, design: Design, at: datetime) -> int:
    key = f"{drafting.own_key(record.code)}/{design.key}"
    return documents.store_template(key=key, source=design.source, at=at)


def _keep_papers(record: Record, base: Version | None, _at: datetime) -> Mapping[str, int]:
    """Return the composed papers in use of the results that the record still names."""
    named = {result.template_key for result in record.results}
    pinned = base.paper_template_ids if base is not None else {}
    return {key: template_id for key, template_id in pinned.items() if key in named}


KEEPINGS: Final[Mapping[DesignKind, Keeping]] = MappingProxyType(
    {
        DesignKind.FORM: Keeping(store=_store_form, keep=_keep_form),
        DesignKind.PROCESS: Keeping(store=_store_process, keep=_keep_process),
        DesignKind.FEES: Keeping(store=_store_fees, keep=_keep_fees),
        DesignKind.PAPER: Keeping(store=_store_paper, keep=_keep_papers),
    }
)
"""How each kind of design is put in force; one row for each of ``queries.READINGS``."""
