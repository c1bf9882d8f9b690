"""A draft's process as its pages tell it: picture, table of steps, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.enums import APPLICANT, NodeKind
from motcua.capabilities.workflow.queries import designs
from motcua.capabilities.workflow.queries.designs import Model, Node, Picture, Step
from motcua.composition.casework import process_parts
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import DesignKind, DraftAct, DraftKind, DraftState
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.foundation.organisations.enums import UnitKind
from motcua.surfaces.desk import process_form
from motcua.surfaces.desk.presenting import drafts as draft_presenting
from motcua.surfaces.desk.presenting.pages import TOP, Error

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft
    from motcua.domain.procedures.queries import Design


@dataclass(frozen=True, kw_only=True)
class ShownWay:
    """One way out of a step, in words."""

    label: str
    target: str
    anchor: str
    flow: str
    needs_reason: bool


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """A row of the table of steps."""

    code: str
    anchor: str
    name: str
    kind: str
    who: str
    share: str
    note: str
    ways: tuple[ShownWay, ...]
    lacks: tuple[str, ...]
    can_go: bool


@dataclass(frozen=True, kw_only=True)
class ShownLack:
    """What is missing: where, what to do, and the link there."""

    anchor: str
    where: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ShownProcess:
    """A process for reading: the same as a picture and as a table."""

    picture: Picture
    steps: tuple[ShownStep, ...]


def of_version(version: procedures.Version) -> ShownProcess | None:
    """Return the process with which a version is in force, if it has one. One query."""
    if version.workflow_definition_id is None:
        return None
    return _read_only(workflow.get_definition(version.workflow_definition_id).bpmn)


def compared(
    before: procedures.Version, after: procedures.Version
) -> tuple[ShownProcess | None, ShownProcess | None] | None:
    """Return the processes of two versions; None if both are used with the same one."""
    if before.workflow_definition_id == after.workflow_definition_id:
        return None
    return of_version(before), of_version(after)


def _read_only(bpmn_text: str) -> ShownProcess:
    model, _unsaid = designs.read_unfinished(bpmn_text)
    return ShownProcess(picture=with_names(designs.draw(bpmn_text)), steps=_steps(model, []))


def page(draft: "RecordDraft", design: "Design | None", officer: Officer) -> dict[str, Any]:
    """Return the values of the page of a draft's process."""
    shown: dict[str, Any] = {
        **head(draft, officer),
        "is_inherited": design is not None and design.is_inherited,
        "process": None,
        "lacks": (),
        "hints": (),
    }
    if design is None:
        return shown
    model, _unsaid = designs.read_unfinished(design.source)
    lacks = designs.find_lacks(design.source)
    record = procedures.find_record(procedures.record_with_designs(draft))
    minutes = procedures.strictest_minutes(record)
    hints = designs.find_hints(design.source, limit_minutes=minutes)
    return shown | {
        "process": ShownProcess(
            picture=with_names(designs.draw(design.source)), steps=_steps(model, lacks)
        ),
        "lacks": _lacks(model, lacks),
        "hints": _lacks(model, hints),
    }


def head(draft: "RecordDraft", officer: Officer) -> dict[str, Any]:
    """Return what every page of a draft's process tells of the draft."""
    is_written = DraftAct.SAVE in procedures.list_acts(DraftState(draft.state))
    return {
        "draft": {
            "key": draft.pk,
            "code": draft.procedure_code,
            "name": str(draft.record.get("name", draft.procedure_code)),
            "agency": draft.agency.name,
            "state": str(DraftState(draft.state).label),
        },
        "revision": draft.revision,
        "is_written": is_written and draft.kind != DraftKind.REPEAL,
        "is_control": draft.agency_id == officer.agency_id
        and Role.PROCEDURE_CONTROL in officer.roles,
    }


def find_design(draft: "RecordDraft") -> "Design | None":
    """Return the draft's process: its own, else the one in use."""
    return procedures.find_design(draft.pk, DesignKind.PROCESS)


def list_places(model: Model) -> list[tuple[str, str]]:
    """Return where a step can be added: every way out of a step, in words."""
    sentence = _("Sau “{step}”, trước “{target}”")
    return [
        (way.flow, sentence.format(step=_place(step.node, way.label), target=way.target))
        for step in designs.list_steps(model)
        for way in _ways(model, step)
        if way.flow
    ]


def _place(node: Node, label: str) -> str:
    name = process_form.name_of(node)
    return f"{name}: {label}" if label else name


def list_parts(model: Model) -> list[process_parts.Part]:
    """Return the steps that can be added to this process."""
    return [
        part
        for part in process_parts.list_parts()
        if not part.is_known_by_id or part.node.code not in model.nodes
    ]


def errors(refusal: Refusal | None) -> list[Error]:
    """Return why something was not done, each with a link to its step or its box."""
    if not isinstance(refusal, InvalidInput):
        return draft_presenting.errors(refusal)
    return [
        Error(
            anchor="f-file" if one.field == "file" else anchor_of(one.field) if one.field else TOP,
            text=str(one.text),
        )
        for one in refusal.problems
    ]


def to_plain(part: process_parts.Part) -> dict[str, Any]:
    """Return a step that can be added as the drawing board reads it."""
    node = part.node
    return {
        "key": part.key,
        "label": str(part.label),
        "code": node.code,
        "kind": node.kind.value,
        "name": node.name,
        "nameEn": node.name_en,
        "role": node.role,
        "handler": node.handler,
        "outcomes": [
            {"code": one.code, "label": one.label, "labelEn": one.label_en,
             "reason": one.needs_reason}
            for one in node.choices
        ],
    }  # fmt: skip


def list_roles() -> list[tuple[str, str]]:
    """Return who can do a step, for choosing on the drawing board."""
    return [(role.value, str(role.label)) for role in process_form.ROLES] + [
        (APPLICANT, name_of_role(APPLICANT))
    ]


def words_of_board() -> dict[str, str]:
    """Return what the drawing board says by itself, in the language of the reader."""
    return {
        "connect": _("Nối tới phần tử khác"),
        "remove": _("Bỏ"),
        "role.": _("Chưa có người làm"),
        **{f"role.{role}": label for role, label in list_roles()},
    }


def list_board_parts() -> list[dict[str, Any]]:
    """Return what can be added on the drawing board: every step, gateways and an end."""
    signs = (
        (NodeKind.EXCLUSIVE, "re", _("Cổng rẽ nhánh theo kết quả")),
        (NodeKind.PARALLEL, "song_song", _("Cổng làm song song")),
        (NodeKind.END, "ket_thuc", _("Điểm kết thúc")),
    )
    parts = [to_plain(part) for part in process_parts.list_parts()]
    return parts + [
        {"key": code, "label": label, "code": code, "kind": kind.value, "name": "", "outcomes": []}
        for kind, code, label in signs
    ]


def list_units() -> list[tuple[str, str]]:
    """Return where in an agency a step can be done."""
    return [(one.value, str(one.label)) for one in UnitKind]


def anchor_of(code: str) -> str:
    """Return the place of a step on the page."""
    return f"buoc-{code}"


def _steps(model: Model, lacks: list[FieldProblem]) -> tuple[ShownStep, ...]:
    return tuple(_step(model, step, lacks) for step in designs.list_steps(model))


def _step(model: Model, step: Step, lacks: list[FieldProblem]) -> ShownStep:
    node = step.node
    own = {node.code, step.gateway, *(way.flow for way in step.ways)} - {""}
    english = get_language() == "en" and node.name_en
    return ShownStep(
        code=node.code,
        anchor=anchor_of(node.code),
        name=node.name_en if english else process_form.name_of(node),
        kind=str(node.kind.label),
        who=_who(node),
        share=designs.share_text(node.share),
        note=node.note,
        ways=tuple(_ways(model, step)),
        lacks=tuple(str(one.text) for one in lacks if one.field in own),
        can_go=node.kind is not NodeKind.START,
    )


def _who(node: Node) -> str:
    if node.kind is NodeKind.SERVICE:
        label = designs.list_services().get(node.handler, node.handler)
        return _("Hệ thống: {service}").format(service=label)
    if node.kind is not NodeKind.USER:
        return ""
    who = name_of_role(node.role)
    agencies = dict(process_form.list_agencies())
    return f"{who}, {agencies.get(node.agency, node.agency)}" if node.agency else who


def name_of_role(role: str) -> str:
    """Return who does what is done in that role."""
    if role == APPLICANT:
        return _("Người nộp hồ sơ")
    return str(Role(role).label) if role in Role.values else role


def _ways(model: Model, step: Step) -> Iterable[ShownWay]:
    needing = {choice.code for choice in step.node.choices if choice.needs_reason}
    for way in step.ways:
        label = way.label
        if way.text:
            said = designs.say_condition(model, way.text)
            label = f"{label} ({said})" if label else said
        elif way.is_default and not way.outcome:
            label = label or _("Trường hợp khác")
        target = model.nodes.get(way.target)
        yield ShownWay(
            label=label,
            target=process_form.name_of(target) if target else _("chưa dẫn tới đâu"),
            anchor=anchor_of(way.target) if target else "",
            flow=way.flow,
            needs_reason=way.outcome in needing,
        )
    for choice in () if step.ways else step.node.choices:
        nowhere = _("chưa dẫn tới đâu")
        yield ShownWay(
            label=choice.label, target=nowhere, anchor="", flow="", needs_reason=choice.needs_reason
        )


def _lacks(model: Model, problems: list[FieldProblem]) -> tuple[ShownLack, ...]:
    return tuple(_lack(model, problem) for problem in problems)


def _lack(model: Model, problem: FieldProblem) -> ShownLack:
    """Tell what is missing with the name of the step that it is about."""
    codes = {flow.code: flow.source for flow in model.flows}
    code = codes.get(problem.field, problem.field)
    for step in designs.list_steps(model):
        if code and code in {step.node.code, step.gateway}:
            return ShownLack(
                anchor=anchor_of(step.node.code),
                where=process_form.name_of(step.node),
                text=str(problem.text),
            )
    return ShownLack(anchor=TOP, where="", text=str(problem.text))


def with_names(picture: Picture) -> Picture:
    """Return the picture with the names of who stands in which band."""
    stripes = (
        replace(one, role=name_of_role(one.role) or _("Hệ thống")) for one in picture.stripes
    )
    return replace(picture, stripes=tuple(stripes))
