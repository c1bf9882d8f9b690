"""A model as a BPMN 2.0 file with its drawing. Reading what is written gives the model back."""

from typing import Final

from lxml import etree

from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.rules.drawing import BPMNDI, DC, DI, Drawing, lay_out
from motcua.capabilities.workflow.rules.model import (
    UNIT_KIND_OF_ROLE,
    Flow,
    Model,
    Node,
    share_text,
)
from motcua.capabilities.workflow.rules.reading import BPMN, MOTCUA

_XSI: Final = "{http://www.w3.org/2001/XMLSchema-instance}"
_NAMESPACES: Final = {
    "bpmn": BPMN[1:-1],
    "bpmndi": BPMNDI[1:-1],
    "dc": DC[1:-1],
    "di": DI[1:-1],
    "xsi": _XSI[1:-1],
    "motcua": MOTCUA[1:-1],
}


def write_model(model: Model, drawing: Drawing | None = None) -> str:
    """Return the file that holds the model, and nothing besides.

    :param drawing: where everything stands; a model it does not hold whole is laid out anew
    """
    if drawing is None or not drawing.holds(model):
        drawing = lay_out(model)
    root = etree.Element(
        BPMN + "definitions", nsmap=_NAMESPACES, id="definitions", targetNamespace=MOTCUA[1:-1]
    )
    process = etree.SubElement(root, BPMN + "process", id=model.key or "process")
    if model.name:
        process.set("name", model.name)
    process.set("isExecutable", "true")
    _write_note(process, model.note)
    if model.values:
        extension = etree.SubElement(process, BPMN + "extensionElements")
        for name in sorted(model.values):
            etree.SubElement(extension, MOTCUA + "value", name=name)
    for node in model.nodes.values():
        _write_node(process, model, node)
    for flow in model.flows:
        _write_flow(process, flow)
    _write_drawing(root, model, drawing)
    etree.indent(root)
    body: str = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _write_note(element: etree._Element, note: str) -> None:
    if note:
        etree.SubElement(element, BPMN + "documentation").text = note


def _write_node(process: etree._Element, model: Model, node: Node) -> None:
    element = etree.SubElement(process, BPMN + node.kind.value, id=node.code)
    leaving = model.leaving[node.code]
    default = next((flow.code for flow in leaving if flow.is_default), "")
    own = {"name": node.name, "default": default}
    if node.kind is NodeKind.USER:
        stays = node.unit_kind == UNIT_KIND_OF_ROLE.get(node.role, "")
        own |= {
            MOTCUA + "name-en": node.name_en,
            MOTCUA + "role": node.role,
            MOTCUA + "unit": "" if stays else node.unit_kind,
            MOTCUA + "share": share_text(node.share),
            MOTCUA + "agency": node.agency,
            MOTCUA + "needs": " ".join(node.needs),
        }
    if node.kind is NodeKind.SERVICE:
        own[MOTCUA + "handler"] = node.handler
    for name, value in own.items():
        if value:
            element.set(name, value)
    _write_note(element, node.note)
    if node.choices:
        _write_choices(element, node)
    for tag, flows in (("incoming", model.entering[node.code]), ("outgoing", leaving)):
        for flow in flows:
            etree.SubElement(element, BPMN + tag).text = flow.code


def _write_choices(element: etree._Element, node: Node) -> None:
    extension = etree.SubElement(element, BPMN + "extensionElements")
    for choice in node.choices:
        outcome = etree.SubElement(
            extension, MOTCUA + "outcome", code=choice.code, label=choice.label
        )
        if choice.label_en:
            outcome.set("label-en", choice.label_en)
        if choice.needs_reason:
            outcome.set("reason", "required")


def _write_flow(process: etree._Element, flow: Flow) -> None:
    element = etree.SubElement(process, BPMN + "sequenceFlow", id=flow.code)
    if flow.name:
        element.set("name", flow.name)
    element.set("sourceRef", flow.source)
    element.set("targetRef", flow.target)
    if flow.text:
        condition = etree.SubElement(element, BPMN + "conditionExpression")
        condition.set(_XSI + "type", "bpmn:tFormalExpression")
        condition.text = flow.text


def _write_drawing(root: etree._Element, model: Model, drawing: Drawing) -> None:
    diagram = etree.SubElement(root, BPMNDI + "BPMNDiagram", id="diagram")
    plane = etree.SubElement(
        diagram, BPMNDI + "BPMNPlane", id="plane", bpmnElement=model.key or "process"
    )
    for code, node in model.nodes.items():
        box = drawing.boxes[code]
        shape = etree.SubElement(plane, BPMNDI + "BPMNShape", id=f"{code}_shape", bpmnElement=code)
        if node.kind is NodeKind.EXCLUSIVE:
            shape.set("isMarkerVisible", "true")
        places = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        etree.SubElement(shape, DC + "Bounds", {name: str(one) for name, one in places.items()})
    for flow in model.flows:
        if flow.code not in drawing.ways:
            continue
        edge = etree.SubElement(
            plane, BPMNDI + "BPMNEdge", id=f"{flow.code}_edge", bpmnElement=flow.code
        )
        for x, y in drawing.ways[flow.code]:
            etree.SubElement(edge, DI + "waypoint", x=str(x), y=str(y))
