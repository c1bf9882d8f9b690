"""Take in a BPMN 2.0 file that another tool wrote: what runs here is kept, all else is left out and named.

Nothing that does not run stays in the result, not even as a comment: it is the model written anew.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.errors import ModelRefused
from motcua.capabilities.workflow.rules import drawing, reading
from motcua.capabilities.workflow.rules.editing import slug
from motcua.capabilities.workflow.rules.model import Flow, Model, Node
from motcua.capabilities.workflow.rules.reading import BPMN
from motcua.foundation.kernel.errors import FieldProblem

TIMERS: Final = gettext_lazy("Đồng hồ không chạy trong quy trình: thời hạn do hồ sơ tính.")
MESSAGES: Final = gettext_lazy("Thông điệp giữa các hệ thống không chạy trong quy trình.")
EVENTS: Final = gettext_lazy("Sự kiện này không chạy trong quy trình.")
PARTS: Final = gettext_lazy("Quy trình con không chạy được: hãy đưa các bước của nó ra ngoài.")
DATA: Final = gettext_lazy("Dữ liệu vẽ trên sơ đồ không được giữ: hồ sơ có chỗ riêng cho dữ liệu.")

REASONS: Final[Mapping[str, str | Promise]] = {
    "scriptTask": gettext_lazy("Mã lệnh không bao giờ được chạy."),
    "businessRuleTask": gettext_lazy(
        "Bảng quyết định chạy ở phần phí, không chạy trong quy trình."
    ),
    "sendTask": MESSAGES,
    "receiveTask": MESSAGES,
    "callActivity": PARTS,
    "subProcess": PARTS,
    "adHocSubProcess": PARTS,
    "transaction": PARTS,
    "intermediateCatchEvent": TIMERS,
    "intermediateThrowEvent": EVENTS,
    "boundaryEvent": TIMERS,
    "inclusiveGateway": gettext_lazy(
        "Cổng bao hàm không chạy được: dùng cổng rẽ nhánh hoặc song song."
    ),
    "complexGateway": gettext_lazy("Cổng phức hợp không chạy được."),
    "eventBasedGateway": gettext_lazy("Cổng chờ sự kiện không chạy được."),
    "dataObject": DATA,
    "dataObjectReference": DATA,
    "dataStoreReference": DATA,
    "messageFlow": MESSAGES,
    "timerEventDefinition": TIMERS,
    "messageEventDefinition": MESSAGES,
}
"""Why an element of BPMN is left out. What is not named here is left out as an unknown element."""

_KINDS: Final[Mapping[str, NodeKind]] = {
    **{kind.value: kind for kind in NodeKind},
    "task": NodeKind.USER,
    "manualTask": NodeKind.USER,
}
_SILENT: Final = frozenset(
    {
        *("sequenceFlow", "conditionExpression", "laneSet", "childLaneSet", "lane", "flowNodeRef"),
        *("documentation", "extensionElements", "incoming", "outgoing", "collaboration"),
        *("participant", "definitions", "process", "text"),
    }
)
"""Elements that are read, or hold nothing that runs and nothing that is lost."""


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """Something of the file that was not kept."""

    code: str
    """Its id in the file."""
    name: str
    kind: str
    """Its element in BPMN."""
    why: str


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What a file brought: the model that runs here, where its elements stand, and what was left out."""

    model: Model
    drawing: drawing.Drawing
    left_out: tuple[LeftOut, ...]


@dataclass(kw_only=True)
class _Taking:
    """A file under way."""

    codes: dict[str, str] = field(default_factory=dict)
    """Our id for each of the file's; of several that share one, for the first."""
    given: set[str] = field(default_factory=set)
    """The ids that our elements and arrows have."""
    left_out: list[LeftOut] = field(default_factory=list)

    def give(self, their: str) -> str:
        """Return an id of ours for an element of the file."""
        code = _identifier(their, self.given)
        self.given.add(code)
        self.codes.setdefault(their, code)
        return code

    def leave_out(self, element: etree._Element, why: str) -> None:
        name = etree.QName(element).localname
        self.left_out.append(
            LeftOut(code=element.get("id", ""), name=element.get("name", ""), kind=name, why=why)
        )


def take_in(text: str, *, handlers: frozenset[str]) -> Imported:
    """Return the model of the file's largest process, and all that does not run here by its name.

    :param handlers: the automatic tasks there are
    :raises ModelRefused: if the text is no XML, is hostile, is no BPMN, or holds no process at all
    """
    root = reading.read_root(text)
    processes = sorted(root.findall(BPMN + "process"), key=len, reverse=True)
    if not processes:
        problem = FieldProblem(field="", text=_("Tệp không có quy trình nào."), code="one-process")
        raise ModelRefused([problem])
    taking = _Taking()
    for other in processes[1:]:
        taking.leave_out(other, _("Mỗi tệp chỉ lấy một quy trình: quy trình lớn nhất."))
    process = processes[0]
    nodes = dict(_take_nodes(process, taking, handlers))
    _name_what_is_left(root, process, taking)
    flows = _bridge(process, taking, _take_flows(process, taking))
    flows = [flow for flow in flows if flow.source in nodes and flow.target in nodes]
    model = Model(
        key=_identifier(process.get("id", ""), set()),
        name=reading.line_of(process),
        nodes=nodes,
        flows=tuple(_without_doubles(flows)),
        values=reading.values_of(process),
        note=reading.note_of(process),
    )
    if len(model.nodes) > reading.MAX_NODES:
        problem = FieldProblem(
            field="", text=_("Quy trình có quá nhiều phần tử: tối đa 200."), code="too-big"
        )
        raise ModelRefused([problem])
    return Imported(model=model, drawing=_places(root, taking), left_out=tuple(taking.left_out))


# --- Elements -----------------------------------------------------------------------------------


def _take_nodes(
    process: etree._Element, taking: _Taking, handlers: frozenset[str]
) -> Iterator[tuple[str, Node]]:
    lanes = reading.read_lanes(process)
    for element in process:
        kind = _KINDS.get(_name_of(element))
        if kind is None:
            continue
        their = element.get("id", "")
        if kind is NodeKind.SERVICE and element.get(reading.MOTCUA + "handler") not in handlers:
            taking.leave_out(element, _("Hệ thống không có việc tự động này."))
            continue
        code = taking.give(their)
        yield code, _take_node(element, code, kind, lanes.get(their), taking)


def _take_node(
    element: etree._Element,
    code: str,
    kind: NodeKind,
    lane: etree._Element | None,
    taking: _Taking,
) -> Node:
    for part in element:
        name = _name_of(part)
        if name.endswith("EventDefinition") or "LoopCharacteristics" in name:
            taking.leave_out(part, str(REASONS.get(name, EVENTS)))
    unsaid: list[FieldProblem] = []
    node = reading.read_node(element, code, kind, lane, unsaid)
    if any(problem.code == "bad-share" for problem in unsaid):
        taking.leave_out(element, _("Thời gian của bước không đọc được nên không giữ."))
    return node


def _name_what_is_left(root: etree._Element, process: etree._Element, taking: _Taking) -> None:
    """Name every element of the process that has no place here, the outermost of each."""
    for element in process:
        name = _name_of(element)
        if name and name not in _KINDS and name not in _SILENT:
            taking.leave_out(element, _why(name))
    for element in root.iter(BPMN + "messageFlow"):
        taking.leave_out(element, _why("messageFlow"))


def _why(name: str) -> str:
    unknown = _("Phần tử “{name}” chưa được dùng trong quy trình.").format(name=name)
    return str(REASONS.get(name, unknown))


def _name_of(element: etree._Element) -> str:
    tag = etree.QName(element)
    return tag.localname if tag.namespace == BPMN[1:-1] else ""


def _identifier(their: str, taken: set[str]) -> str:
    """Return the file's id if we can use it, else one like it."""
    ours = their if reading.IDENTIFIER.fullmatch(their) else (slug(their) or "phan_tu")
    names = (f"{ours[:50]}_{number}" if number else ours for number in range(10_000))
    return next(name for name in names if name not in taken)


# --- Arrows -------------------------------------------------------------------------------------


def _take_flows(process: etree._Element, taking: _Taking) -> list[Flow]:
    """Return the arrows between the process's own elements, still with the file's ids at their ends."""
    flows = []
    for element in process.findall(BPMN + "sequenceFlow"):
        unsaid: list[FieldProblem] = []
        flow = reading.read_flow(element, process, unsaid)
        if unsaid:
            taking.leave_out(element, unsaid[0].text)
            flow = replace(flow, text="", condition=None)
        flows.append(flow)
    return flows


def _bridge(process: etree._Element, taking: _Taking, flows: list[Flow]) -> list[Flow]:
    """Lead past each activity that was left out, so that what stood before it meets what stood after."""
    gone = [
        element.get("id", "")
        for element in process
        if _name_of(element) not in _SILENT and element.get("id", "") not in taking.codes
    ]
    for code in gone:
        onward = [flow for flow in flows if flow.source == code]
        if len(onward) == 1:
            flows = [
                replace(flow, target=onward[0].target) if flow.target == code else flow
                for flow in flows
                if flow is not onward[0]
            ]
    elements = dict(taking.codes)
    return [
        replace(
            flow,
            code=taking.give(flow.code),
            source=elements.get(flow.source, ""),
            target=elements.get(flow.target, ""),
        )
        for flow in flows
    ]


def _without_doubles(flows: list[Flow]) -> Iterator[Flow]:
    seen = set()
    for flow in flows:
        if (flow.source, flow.target) not in seen:
            seen.add((flow.source, flow.target))
            yield flow


def _places(root: etree._Element, taking: _Taking) -> drawing.Drawing:
    found = drawing.read_drawing(root)
    return drawing.Drawing(
        boxes={taking.codes.get(code, code): box for code, box in found.boxes.items()},
        ways={taking.codes.get(code, code): way for code, way in found.ways.items()},
    )
