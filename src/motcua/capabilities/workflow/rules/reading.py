"""Read a BPMN 2.0 file that somebody else wrote; refuse what is not ours with a plain reason.

Ours is a closed part of BPMN: start and end, tasks of people and of the system, exclusive and parallel
gateways, arrows, lanes, notes and the drawing. No scripts (they would run), no timers (clocks belong
to what the process serves), no sub-processes, no document type (entities).
"""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.errors import ModelRefused
from motcua.capabilities.workflow.rules import expressions
from motcua.capabilities.workflow.rules.model import (
    UNIT_KIND_OF_ROLE,
    Choice,
    Flow,
    Model,
    Node,
    Share,
    parse_share,
)
from motcua.foundation.kernel import markup
from motcua.foundation.kernel.errors import FieldProblem

BPMN: Final = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
MOTCUA: Final = "{https://motcua.example/bpmn}"

MAX_NODES: Final = 200

_NODES: Final = {BPMN + kind.value: kind for kind in NodeKind}
_PARTS: Final = frozenset(
    BPMN + name
    for name in (
        "process", "sequenceFlow", "conditionExpression", "laneSet", "childLaneSet", "lane",
        "flowNodeRef", "documentation", "extensionElements", "incoming", "outgoing", "collaboration",
        "participant", "textAnnotation", "text", "association", "definitions", "category",
        "categoryValue", "group",
    )
)  # fmt: skip
IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}", re.ASCII)
_HANDLER: Final = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*")
_AGENCY: Final = re.compile(r"[a-z][a-z-]{0,39}")
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_FORBIDDEN: Final = {
    "scriptTask": gettext_lazy("Không dùng việc chạy mã lệnh (scriptTask) trong quy trình."),
}


def read_model(text: str) -> Model:
    """Return the model a BPMN file holds.

    Only its form is judged here; ``checking.find_problems`` judges its sense.

    Raises:
        ModelRefused: if the text is no XML, is hostile, uses what is not ours, or leaves out what each
            element must say.
    """
    model, unsaid = read_unfinished(text)
    if unsaid:
        raise ModelRefused(unsaid)
    return model


def read_unfinished(text: str) -> tuple[Model, list[FieldProblem]]:
    """Return the model of a file that somebody still works on, and what its elements do not say yet.

    Raises:
        ModelRefused: if the text is no XML, is hostile, uses what is not ours, or names its elements
            so that they cannot be told apart, or states a time that cannot be read.
    """
    root = read_root(text)
    problems = list(_find_foreign(root))
    processes = root.findall(BPMN + "process")
    if len(processes) != 1:
        problems.append(_problem("", _("Tệp phải có đúng một quy trình."), "one-process"))
    problems += [
        _problem(
            "", _("Quy trình phải được đánh dấu là chạy được (isExecutable)."), "not-executable"
        )
        for process in processes
        if process.get("isExecutable", "true") != "true"
    ]
    problems += [unclear for process in processes for unclear in _find_unclear(process)]
    if problems:
        raise ModelRefused(problems)
    model, unsaid = _read_process(processes[0])
    unkept = [problem for problem in unsaid if problem.code == "bad-share"]
    if unkept:
        # A time that cannot be read would be lost without a word.
        raise ModelRefused(unkept)
    return model, unsaid


def canonical_bytes(text: str) -> bytes:
    """Return the bytes by which two files are the same: white space and attribute order left out."""
    return markup.canonical_bytes(read_root(text))


def read_root(text: str) -> etree._Element:
    """Return the root of a BPMN file, whatever is in it.

    Raises:
        ModelRefused: if the text is no XML, is hostile, or is no BPMN.
    """
    try:
        root = markup.read(text)
    except markup.MarkupRefused as refused:
        raise _refused("", refused.text, refused.code) from refused
    if root.tag != BPMN + "definitions":
        raise _refused("", _("Tệp không phải là mô hình BPMN 2.0."), "not-bpmn")
    return root


def _find_foreign(root: etree._Element) -> Iterator[FieldProblem]:
    nodes = 0
    for element in root.iter(BPMN + "*"):
        nodes += element.tag in _NODES
        if element.tag in _NODES or element.tag in _PARTS:
            continue
        name = etree.QName(element).localname
        code = element.get("id") or _parent_id(element)
        reason = str(_FORBIDDEN.get(name, "")) or _(
            "Phần tử “{name}” chưa được dùng trong quy trình."
        ).format(name=name)
        yield _problem(code, reason, "not-supported")
    if nodes > MAX_NODES:
        yield _problem("", _("Quy trình có quá nhiều phần tử: tối đa 200."), "too-big")


def _parent_id(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else parent.get("id", "")


def _find_unclear(process: etree._Element) -> Iterator[FieldProblem]:
    """Yield the ids after which nobody could tell which element is meant."""
    seen: set[str] = set()
    for element in process.iter(BPMN + "*"):
        if element.tag not in _NODES and element.tag != BPMN + "sequenceFlow":
            continue
        code = element.get("id", "")
        if element.tag in _NODES and IDENTIFIER.fullmatch(code) is None:
            reason = _("Mã phần tử chỉ gồm chữ không dấu, số và gạch dưới, bắt đầu bằng chữ.")
            yield _problem(code, reason, "bad-id")
        if element.tag in _NODES and code in expressions.WORDS:
            reason = _("Mã “{code}” là từ của điều kiện: hãy đặt mã khác.").format(code=code)
            yield _problem(code, reason, "bad-id")
        if code in seen:
            yield _problem(code, _("Mã phần tử bị trùng."), "duplicate")
        seen.add(code)


def _read_process(process: etree._Element) -> tuple[Model, list[FieldProblem]]:
    problems: list[FieldProblem] = []
    lanes = read_lanes(process)
    nodes: dict[str, Node] = {}
    for element in process:
        if element.tag in _NODES:
            code = element.get("id", "")
            kind = _NODES[str(element.tag)]
            nodes[code] = read_node(element, code, kind, lanes.get(code), problems)
    flows = tuple(
        read_flow(element, process, problems) for element in process.iter(BPMN + "sequenceFlow")
    )
    model = Model(
        key=process.get("id", ""),
        name=process.get("name", ""),
        nodes=nodes,
        flows=flows,
        values=values_of(process),
        note=note_of(process),
    )
    return model, problems


def read_lanes(process: etree._Element) -> dict[str, etree._Element]:
    """Return the innermost lane of each node."""
    lanes: dict[str, etree._Element] = {}
    for lane in process.iter(BPMN + "lane"):
        for reference in lane.findall(BPMN + "flowNodeRef"):
            lanes[(reference.text or "").strip()] = lane
    return lanes


def values_of(process: etree._Element) -> frozenset[str]:
    """Return the names of the values that a process declares."""
    declared = process.findall(f"{BPMN}extensionElements/{MOTCUA}value")
    return frozenset(value.get("name", "") for value in declared)


def line_of(element: etree._Element) -> str:
    """Return the name of an element on one line."""
    return " ".join(element.get("name", "").split())


def read_node(
    element: etree._Element,
    code: str,
    kind: NodeKind,
    lane: etree._Element | None,
    problems: list[FieldProblem],
) -> Node:
    """Return an element as a node of that id and kind, noting what it does not say."""
    name = line_of(element)
    match kind:
        case NodeKind.USER:
            return _read_user_task(element, code, name, lane, problems)
        case NodeKind.SERVICE:
            handler = element.get(MOTCUA + "handler", "")
            if _HANDLER.fullmatch(handler) is None:
                reason = _(
                    "Công việc của hệ thống phải nêu motcua:handler, ví dụ “documents.issue-result”."
                )
                problems.append(_problem(code, reason, "no-handler"))
            return Node(code=code, kind=kind, name=name, handler=handler, note=note_of(element))
        case _:
            return Node(code=code, kind=kind, name=name, note=note_of(element))


def note_of(element: etree._Element) -> str:
    """Return what an element's documentation says."""
    return (element.findtext(BPMN + "documentation") or "").strip()


def _read_user_task(
    element: etree._Element,
    code: str,
    name: str,
    lane: etree._Element | None,
    problems: list[FieldProblem],
) -> Node:
    role = _inherited(element, lane, "role")
    if role not in UNIT_KIND_OF_ROLE:
        known = ", ".join(UNIT_KIND_OF_ROLE)
        reason = _("Công việc phải có vai trò thực hiện (motcua:role), một trong: {known}.")
        problems.append(_problem(code, reason.format(known=known), "no-role"))
    stated = element.get(MOTCUA + "share")
    share = Share() if stated is None else parse_share(stated)
    if share is None:
        reason = _(
            "Thời hạn motcua:share phải ghi như 40% (của cả thời hạn), 4h hoặc 30m giờ làm việc."
        )
        problems.append(_problem(code, reason, "bad-share"))
    return Node(
        code=code,
        kind=NodeKind.USER,
        name=name,
        name_en=element.get(MOTCUA + "name-en", ""),
        role=role,
        unit_kind=_inherited(element, lane, "unit") or UNIT_KIND_OF_ROLE.get(role, ""),
        share=share or Share(),
        choices=_read_choices(element, code, problems),
        agency=_read_agency(element, code, lane, problems),
        needs=tuple(_inherited(element, lane, "needs").split()),
        note=note_of(element),
    )


def _read_agency(
    element: etree._Element,
    code: str,
    lane: etree._Element | None,
    problems: list[FieldProblem],
) -> str:
    agency = _inherited(element, lane, "agency")
    if agency and _AGENCY.fullmatch(agency) is None:
        reason = _("motcua:agency là loại cơ quan cùng giải quyết, ví dụ “commune-police”.")
        problems.append(_problem(code, reason, "bad-agency"))
    return agency


def _inherited(element: etree._Element, lane: etree._Element | None, name: str) -> str:
    own = element.get(MOTCUA + name)
    if own is None and lane is not None:
        own = lane.get(MOTCUA + name)
    return own or ""


def _read_choices(
    element: etree._Element, code: str, problems: list[FieldProblem]
) -> tuple[Choice, ...]:
    choices = tuple(
        Choice(
            code=outcome.get("code", ""),
            label=outcome.get("label", ""),
            label_en=outcome.get("label-en", ""),
            needs_reason=outcome.get("reason") == "required",
        )
        for outcome in element.findall(f"{BPMN}extensionElements/{MOTCUA}outcome")
    )
    codes = [choice.code for choice in choices]
    if not choices:
        reason = _("Công việc phải nêu các kết quả có thể chọn (motcua:outcome).")
        problems.append(_problem(code, reason, "no-outcome"))
    if len(set(codes)) != len(codes):
        problems.append(_problem(code, _("Các kết quả bị trùng mã."), "duplicate"))
    for choice in choices:
        if _CODE.fullmatch(choice.code) is None or not choice.label:
            reason = _("Mỗi kết quả phải có mã (chữ thường không dấu, số, gạch dưới) và tên.")
            problems.append(_problem(code, reason, "bad-outcome"))
    return choices


def read_flow(
    element: etree._Element, process: etree._Element, problems: list[FieldProblem]
) -> Flow:
    """Return an arrow, noting a condition that cannot be read."""
    code = element.get("id", "")
    source = element.get("sourceRef", "")
    expression = element.find(BPMN + "conditionExpression")
    condition: expressions.Node | None = None
    text = ""
    if expression is not None:
        text = (expression.text or "").strip()
        try:
            condition = expressions.parse(text)
        except expressions.NotAnExpression as error:
            reason = _("Không hiểu điều kiện “{text}” từ vị trí {position}.").format(
                text=text[:120], position=error.position + 1
            )
            problems.append(_problem(code, reason, "bad-condition"))
    return Flow(
        code=code,
        source=source,
        target=element.get("targetRef", ""),
        condition=condition,
        is_default=bool(code) and _default_of(process, source) == code,
        name=line_of(element),
        text=text,
    )


def _default_of(process: etree._Element, node_code: str) -> str | None:
    for element in process:
        if element.get("id") == node_code and element.tag in _NODES:
            return element.get("default")
    return None


def _problem(field: str, text: str, code: str) -> FieldProblem:
    return FieldProblem(field=field, text=text, code=code)


def _refused(field: str, text: str, code: str) -> ModelRefused:
    return ModelRefused([_problem(field, text, code)])
