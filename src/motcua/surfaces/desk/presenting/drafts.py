"""Drafts of records as their pages tell them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.domain.procedures import permissions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import (
    DesignKind,
    DraftAct,
    DraftKind,
    DraftState,
    OnlineLevel,
    Part,
)
from motcua.domain.procedures.errors import DraftIncomplete
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel.errors import InvalidInput, Refusal
from motcua.surfaces.desk import record_form
from motcua.surfaces.desk.presenting import draft_way
from motcua.surfaces.desk.presenting.pages import TOP, Error

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft
    from motcua.domain.procedures.queries import Checked, Record
    from motcua.surfaces.desk.presenting.rehearsal_tests import Summary

TONES = {
    DraftState.DRAFT: "neutral",
    DraftState.IN_REVIEW: "progress",
    DraftState.AGREED: "progress",
    DraftState.PUBLISHED: "success",
    DraftState.WITHDRAWN: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class ShownDraft:
    """A draft as a row of the list and as the head of its page."""

    key: int
    code: str
    name: str
    kind: str
    state: str
    tone: str
    author: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ShownEntry:
    """One act of the draft's log."""

    act: str
    part: str
    by: str
    at: datetime
    reason: str
    article: str


@dataclass(frozen=True, kw_only=True)
class Locked:
    """A field that is one for the country, shown and not asked for."""

    label: str
    value: str
    basis: str


def show(draft: "RecordDraft") -> ShownDraft:
    """Return the draft as a row."""
    state = DraftState(draft.state)
    return ShownDraft(
        key=draft.pk,
        code=draft.procedure_code,
        name=str(draft.record.get("name", draft.procedure_code)),
        kind=str(DraftKind(draft.kind).label),
        state=str(state.label),
        tone=TONES[state],
        author=draft.author.person.full_name,
        changed_at=draft.changed_at,
    )


def page(draft: "RecordDraft", officer: Officer, rehearsed: "Summary | None") -> dict[str, Any]:
    """Return the values of a draft's page: its way, readiness, log, what can be done."""
    written = procedures.record_with_designs(draft)
    record = procedures.find_record(written)
    checklist = procedures.checklist(record) if record else ()
    acts = procedures.list_acts(DraftState(draft.state))
    base = procedures.get_version(draft.based_on_id) if draft.based_on_id else None
    standing = draft_way.Standing(
        draft=draft,
        record=written,
        faults=procedures.missing(written),
        designs=procedures.get_designs(draft.pk),
        lacks=procedures.missing_in_designs(draft),
        unready=_unready(record, checklist),
        rehearsed=rehearsed,
        providers=_providers(draft),
    )
    stages = draft_way.stages(standing)
    return {
        "draft": show(draft),
        "stages": stages,
        "next": draft_way.next_of(stages),
        "open_tasks": sum(task.is_open for stage in stages for task in stage.tasks),
        "rehearsed": rehearsed,
        "faults": len(standing.faults),
        "checklist": checklist,
        "entries": [_entry(one) for one in reversed(procedures.list_draft_events(draft.pk))],
        "is_repeal": draft.kind == DraftKind.REPEAL,
        "is_published": draft.state == DraftState.PUBLISHED,
        "can_send": DraftAct.SEND in acts,
        "can_send_back": DraftAct.SEND_BACK in acts,
        "can_agree": DraftAct.AGREE in acts and permissions.may_agree(officer, draft),
        "waits_for_other": DraftAct.AGREE in acts and not permissions.may_agree(officer, draft),
        "can_publish": DraftAct.PUBLISH in acts,
        "can_withdraw": DraftAct.WITHDRAW in acts,
        "changes": procedures.compare_drafted(base, record) if base and record else (),
        "base": base.number if base else None,
    }


def may_write(draft: "RecordDraft") -> bool:
    """Say whether the parts of the draft may still be changed."""
    return (
        DraftAct.SAVE in procedures.list_acts(DraftState(draft.state))
        and draft.kind != DraftKind.REPEAL
    )


def read_part(draft: "RecordDraft", part: Part) -> dict[str, Any]:
    """Return the values of a part that is read and not written."""
    said = [
        Locked(
            label=procedures.label_of("Record", name),
            value=_said(name, draft.record.get(name)),
            basis="",
        )
        for name in procedures.FIELDS[part]
    ]
    return {"draft": show(draft), "part": part, "said": said}


def _said(field: str, value: Any) -> str:
    """Return a field as a person reads it, each row of a list on a line of its own."""
    if not isinstance(value, list):
        return procedures.say_plain(field, value)
    return "\n".join(procedures.say_plain(field, [row]) for row in value)


def _unready(record: "Record | None", checklist: "Sequence[Checked]") -> list[str]:
    """Return what keeps a draft from being online as a whole, once form and process are there."""
    if record is None or record.online_level != OnlineLevel.FULL:
        return []
    if record.form_key is None or record.workflow_key is None:
        return []
    return [f"{one.item.label}: {one.why}" for one in checklist if not one.is_met]


def _providers(draft: "RecordDraft") -> int:
    if draft.published_as_id is None:
        return 0
    version = procedures.get_version(draft.published_as_id)
    return len(procedures.list_all_provisions(version.procedure_id))


def _entry(event: Any) -> ShownEntry:
    return ShownEntry(
        act=str(DraftAct(event.act).label),
        part=_name_of(event.part),
        by=event.by_name,
        at=event.occurred_at,
        reason=event.reason,
        article=event.article,
    )


def _name_of(part: str) -> str:
    """Return what was written in one act: a part of the record, a design, or nothing in particular."""
    kinds = {**dict(Part.choices), **dict(DesignKind.choices)}
    return str(kinds.get(part, ""))


def form(
    part: Part,
    content: Mapping[str, Any],
    *,
    locked: frozenset[str],
    refusal: Refusal | None = None,
) -> dict[str, Any]:
    """Return the values of the page on which a part is written."""
    wrong = problems(refusal)
    asked = [name for name in procedures.FIELDS[part] if name not in locked]
    boxes = record_form.draw(asked, content, wrong)
    drawn = set(_names(boxes))
    return {
        "draft": None,
        "revision": "",
        "part": part,
        "boxes": boxes,
        "locked": [
            Locked(
                label=procedures.label_of("Record", name),
                value=procedures.say_plain(name, content.get(name)),
                basis=procedures.NATIONAL[name],
            )
            for name in procedures.FIELDS[part]
            if name in locked
        ],
        "errors": [Error(anchor=_anchor(name, drawn), text=text) for name, text in wrong.items()],
    }


def problems(refusal: Refusal | None) -> dict[str, str]:
    """Return what is wrong, by the name of the box it is about."""
    if refusal is None:
        return {}
    if isinstance(refusal, InvalidInput):
        return {record_form.to_name(one.field): one.text for one in refusal.problems}
    return {refusal.field or "": refusal.text}


def errors(refusal: Refusal | None) -> list[Error]:
    """Return what is wrong with an act, each with a link to its box or to the top of the page."""
    if isinstance(refusal, DraftIncomplete):
        return [Error(anchor="parts", text=refusal.text)]
    return [
        Error(anchor=f"f-{name.replace('.', '-')}" if name else TOP, text=text)
        for name, text in problems(refusal).items()
    ]


def _anchor(name: str, drawn: set[str]) -> str:
    """Return the box of that name, else of the nearest that holds it, else the top of the page."""
    while name and name not in drawn:
        name = name.rpartition(".")[0]
    return f"f-{name.replace('.', '-')}" if name else TOP


def _names(boxes: tuple[record_form.Box, ...]) -> list[str]:
    names = []
    for box in boxes:
        names.append(box.name)
        names += _names(box.boxes)
        for row in box.rows:
            names += _names(row.boxes)
    return names


@dataclass(frozen=True, kw_only=True)
class TypedDecision:
    """What was typed about the decision that publishes, kept for drawing the page again."""

    number: str = ""
    signed_on: str = ""
    issuer: str = ""
    signer: str = ""
    valid_from: str = ""
    valid_to: str = ""


def decision(
    kind: str, typed: TypedDecision, wrong: Mapping[str, str]
) -> tuple[record_form.Box, ...]:
    """Return the boxes in which the decision is told: its day of effect, or that of the end."""
    last = "valid_to" if kind == DraftKind.REPEAL else "valid_from"
    return tuple(
        record_form.Box(
            kind="date" if name in _DAYS else "text",
            name=name,
            label=label,
            value=getattr(typed, name),
            error=wrong.get(name, ""),
        )
        for name, label in (
            ("number", _("Số quyết định")),
            ("signed_on", procedures.label_of("Decision", "signed_on")),
            ("issuer", procedures.label_of("Decision", "issuer")),
            ("signer", procedures.label_of("Decision", "signer")),
            (last, procedures.label_of("Record", last)),
        )
    )


_DAYS = frozenset({"signed_on", "valid_from", "valid_to"})
