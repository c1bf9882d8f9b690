"""Designs of drafts: what each brings of its own, what stands otherwise, what is still missing in them.

A design is a document of one capability: a form, a process, a fee table, a paper. What a kind of design
is judged by stands in ``READINGS``, one row a kind; how it is put in force in
``actions.designing.KEEPINGS``.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.capabilities.decisions import queries as decisions
from motcua.capabilities.documents import queries as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import building as form_building
from motcua.capabilities.workflow import queries as workflow
from motcua.domain.procedures.enums import DesignKind
from motcua.domain.procedures.models import DraftDesign, EarlierDesign, RecordDraft
from motcua.domain.procedures.queries import drafts, fee_checks, paper_fields, versions
from motcua.domain.procedures.rules import drafting
from motcua.domain.procedures.rules.record import Record
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

MAX_BYTES: Final = 1_000_000
"""The largest document that is taken in."""


@dataclass(frozen=True, kw_only=True)
class Design:
    """A document that will be put in force with the record."""

    kind: DesignKind
    key: str
    source: str
    is_inherited: bool
    """Whether it is in use already, and the draft brings none of its own."""


@dataclass(frozen=True, kw_only=True)
class Lack:
    """What keeps a design from being put in force: where it stands and what to do."""

    kind: DesignKind
    key: str
    place: str
    """An element, a question or a row, as the kind of design names them; empty for the whole."""
    text: str
    code: str

    @property
    def path(self) -> str:
        """Where it stands, in one word."""
        return "/".join(part for part in (self.kind.value, self.key, self.place) if part)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a kind of design is judged, and where it comes from when the draft brings none."""

    require_readable: Callable[[str], None]
    """Refuse with InvalidInput what nobody could go on working with."""
    find_lacks: Callable[[str, "Surroundings"], list[FieldProblem]]
    """Return what keeps it from being put in force with the record and form around it."""
    find_in_use: Callable[[Mapping[str, Any], Version | None], Mapping[str, str]]
    """Return by key what the draft's record and the version it is based on stand for."""
    key_field: str = ""
    """The field of the record that names it, for kinds that come once a draft."""
    leans_on_others: bool = False
    """Whether it speaks of record and form, so that it may no longer fit although nobody touched it."""


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a design is put in force with, as far as the draft has it."""

    record: Record | None
    form: forms.Form | None
    steps: dict[str, str]
    """What the people's tasks of the process are called, by their codes."""


def get_designs(draft_id: int) -> tuple[Design, ...]:
    """Return the draft's designs by kind and key: its own, else those in use. Three queries or fewer.

    Whether somebody may see the draft is asked before (``get_draft``).

    :raises RecordDraft.DoesNotExist: if there is no such draft
    """
    draft = RecordDraft.objects.get(pk=draft_id)
    own = {(design.kind, design.key): design for design in list_own_designs(draft_id)}
    base = versions.get_version(draft.based_on_id) if draft.based_on_id else None
    in_use = {
        (kind, key): Design(kind=kind, key=key, source=source, is_inherited=True)
        for kind, reading in READINGS.items()
        for key, source in reading.find_in_use(draft.record, base).items()
    }
    found = in_use | own
    order = list(DesignKind)
    return tuple(found[one] for one in sorted(found, key=lambda one: (order.index(one[0]), one[1])))


def find_design(draft_id: int, kind: DesignKind, key: str = "") -> Design | None:
    """Return the draft's design of that kind and key, its own or the one in use."""
    found = get_designs(draft_id)
    return next((one for one in found if (one.kind, one.key) == (kind, key)), None)


def may_undo(draft_id: int, kind: DesignKind, key: str = "") -> bool:
    """Say whether a step of the design can be taken back. One query."""
    return EarlierDesign.objects.filter(draft_id=draft_id, kind=kind, key=key).exists()


def list_own_designs(draft_id: int) -> list[Design]:
    """Return what the draft brings of its own, by kind and key. One query."""
    rows = DraftDesign.objects.filter(draft_id=draft_id).order_by("kind", "key")
    return [
        Design(kind=DesignKind(row.kind), key=row.key, source=row.source, is_inherited=False)
        for row in rows
    ]


def record_with_designs(draft: RecordDraft) -> dict[str, Any]:
    """Return the draft's record, naming the form and process that it brings itself. One query."""
    kinds = DraftDesign.objects.filter(draft_id=draft.pk).values_list("kind", flat=True)
    record = dict(draft.record)
    for kind in kinds:
        field = READINGS[DesignKind(kind)].key_field
        if field and not record.get(field):
            record[field] = drafting.own_key(draft.procedure_code)
    if DesignKind.PAPER in kinds and isinstance(record.get("results"), list):
        record["results"] = [
            {**result, "template_key": paper_key(number, result)}
            for number, result in enumerate(record["results"])
        ]
    return record


def paper_key(number: int, result: Mapping[str, Any]) -> str:
    """Return the key of a result's paper: what the record says, else its place among the results."""
    return str(result.get("template_key") or f"ket-qua-{number + 1}")


def missing_in_designs(draft: RecordDraft) -> list[Lack]:
    """Return what keeps the draft's designs from being put in force. A few queries.

    Of the designs in use already only those are judged that speak of record and form.
    """
    found = get_designs(draft.pk)
    around = surroundings_of(draft, found)
    lacks = [
        lack
        for design in found
        if not design.is_inherited or READINGS[design.kind].leans_on_others
        for lack in _lacks(design, around)
    ]
    return [*lacks, *_authority_lacks(around)]


def surroundings_of(draft: RecordDraft, found: Iterable[Design]) -> Surroundings:
    """Return what the draft's designs are put in force with. One query."""
    sources = {design.kind: design.source for design in found if not design.key}
    record = drafts.find_record(record_with_designs(draft))
    return Surroundings(
        record=record,
        form=_form_of(sources.get(DesignKind.FORM), draft.procedure_code),
        steps=_steps_of(sources.get(DesignKind.PROCESS)),
    )


def _steps_of(source: str | None) -> dict[str, str]:
    return workflow.list_step_names(source) if source else {}


def _form_of(source: str | None, code: str) -> forms.Form | None:
    if source is None or forms.find_faults(document := _decoded(source)):
        return None
    return forms.compile_document(document, key=drafting.own_key(code))


def require_readable(kind: DesignKind, source: str) -> None:
    """Refuse a document that nobody could go on working with.

    :raises InvalidInput: naming everything about it that is no design of that kind
    """
    if len(source.encode()) > MAX_BYTES:
        raise _unreadable(_("Tệp quá lớn: tối đa 1 MB."), "too-big")
    if "\0" in source:
        raise _unreadable(_("Tệp có ký tự không dùng được."), "not-text")
    READINGS[kind].require_readable(source)


def _lacks(design: Design, around: Surroundings) -> Iterator[Lack]:
    for problem in READINGS[design.kind].find_lacks(design.source, around):
        yield Lack(
            kind=design.kind,
            key=design.key,
            place=problem.field,
            text=str(problem.text),
            code=problem.code,
        )


def _unreadable(text: str, code: str) -> InvalidInput:
    return InvalidInput([FieldProblem(field="", text=text, code=code)])


# --- Forms --------------------------------------------------------------------------------------


def _require_form(source: str) -> None:
    document = _decoded(source)
    parts = {"schema", "hints"}
    is_form = isinstance(document, dict) and document.keys() == parts
    if not is_form or not all(isinstance(document[part], dict) for part in parts):
        raise _unreadable(_("Tệp không phải là một biểu mẫu (schema và hints)."), "not-a-form")


def _form_lacks(source: str, _around: Surroundings) -> list[FieldProblem]:
    return form_building.find_lacks(_decoded(source))


def _authority_lacks(around: Surroundings) -> Iterator[Lack]:
    """Return the questions by which the record tells who is in charge, and the form asks no address."""
    if around.record is None or around.form is None:
        return
    for rule in around.record.authorities:
        for question in rule.questions:
            if not forms.is_address(around.form, question):
                yield Lack(
                    kind=DesignKind.FORM,
                    key="",
                    place=question,
                    text=_("Thẩm quyền “{rule}” cần câu hỏi địa chỉ “{question}”.").format(
                        rule=rule.name, question=question
                    ),
                    code="authority-needs-address",
                )


def _decoded(source: str) -> Any:
    try:
        return json.loads(source)
    except (ValueError, RecursionError) as error:
        raise _unreadable(_("Tệp không phải là JSON hợp lệ."), "not-json") from error


def _forms_in_use(record: Mapping[str, Any], base: Version | None) -> Mapping[str, str]:
    key = record.get("form_key")
    if base is not None and base.form_key == key and base.form_definition_id is not None:
        return {"": json.dumps(forms.read_document(base.form_definition_id), ensure_ascii=False)}
    if key in forms.PACKAGED:
        return {"": json.dumps(forms.read_packaged(key), ensure_ascii=False)}
    return {}


# --- Processes ----------------------------------------------------------------------------------


def _require_process(source: str) -> None:
    workflow.read_unfinished(source)


def _process_lacks(source: str, _around: Surroundings) -> list[FieldProblem]:
    return workflow.find_lacks(source)


def _processes_in_use(record: Mapping[str, Any], base: Version | None) -> Mapping[str, str]:
    key = record.get("workflow_key")
    if base is not None and base.workflow_key == key and base.workflow_definition_id is not None:
        return {"": workflow.get_definition(base.workflow_definition_id).bpmn}
    latest = workflow.find_latest(key) if key else None
    return {"": latest.bpmn} if latest else {}


# --- Fee tables ---------------------------------------------------------------------------------


def _require_tables(source: str) -> None:
    decisions.read(source)


def _fee_lacks(source: str, around: Surroundings) -> list[FieldProblem]:
    return fee_checks.problems_of_tables(decisions.read(source), around.record, around.form)


def _fees_in_use(_record: Mapping[str, Any], base: Version | None) -> Mapping[str, str]:
    if base is None or base.fee_definition_id is None:
        return {}
    return {"": decisions.get_source(base.fee_definition_id)}


# --- Papers -------------------------------------------------------------------------------------


def _require_template(source: str) -> None:
    documents.read_template(source)


def _paper_lacks(source: str, around: Surroundings) -> list[FieldProblem]:
    template = documents.read_template(source)
    fields = paper_fields.list_fields(around.form, around.steps)
    return documents.find_template_faults(template, fields, paper_fields.list_repeated(around.form))


def _papers_in_use(record: Mapping[str, Any], base: Version | None) -> Mapping[str, str]:
    """Return the composed papers in use of the results that the record still has."""
    pinned = base.paper_template_ids if base is not None else {}
    results = record.get("results") or []
    keys = {paper_key(number, result) for number, result in enumerate(results)}
    return {key: documents.get_template_source(pinned[key]) for key in sorted(keys & pinned.keys())}


READINGS: Final[Mapping[DesignKind, Reading]] = MappingProxyType(
    {
        DesignKind.FORM: Reading(
            require_readable=_require_form,
            find_lacks=_form_lacks,
            find_in_use=_forms_in_use,
            key_field="form_key",
        ),
        DesignKind.PROCESS: Reading(
            require_readable=_require_process,
            find_lacks=_process_lacks,
            find_in_use=_processes_in_use,
            key_field="workflow_key",
        ),
        DesignKind.FEES: Reading(
            require_readable=_require_tables,
            find_lacks=_fee_lacks,
            find_in_use=_fees_in_use,
            leans_on_others=True,
        ),
        DesignKind.PAPER: Reading(
            require_readable=_require_template,
            find_lacks=_paper_lacks,
            find_in_use=_papers_in_use,
            leans_on_others=True,
        ),
    }
)
"""What is known of each kind of design. A kind without a row cannot be saved."""
