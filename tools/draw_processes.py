"""The processes that ship with the product as a page: a diagram and a table for each BPMN file."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from markdown_words import both, table
from motcua.capabilities.workflow.enums import APPLICANT, NodeKind
from motcua.capabilities.workflow.rules import expressions, reading
from motcua.capabilities.workflow.rules.model import Choice, Flow, Model, Node, Share
from motcua.foundation.identity.enums import Role

FOLDER: Final = Path(sys.modules["motcua"].__path__[0]) / "capabilities" / "workflow" / "processes"
INTRODUCTION: Final = """\
How one agency handles one procedure, drawn from the BPMN 2.0 files under
`src/motcua/capabilities/workflow/processes/`. A process begins when the desk accepts a dossier. The share is
the part of the promised working time that a task has. An outcome marked * needs a reason.
"""
OTHERWISE: Final = "trường hợp khác"
_SHAPES: Final = {
    NodeKind.START: ("([", "])"),
    NodeKind.END: ("([", "])"),
    NodeKind.USER: ("[", "]"),
    NodeKind.SERVICE: ("[[", "]]"),
    NodeKind.EXCLUSIVE: ("{", "}"),
    NodeKind.PARALLEL: ("{{", "}}"),
}


def draw() -> str:
    """Return the page."""
    lines = ["# Quy trình · Processes", "", INTRODUCTION]
    for path in sorted(FOLDER.glob("*.bpmn")):
        lines += [*_process(path.stem, reading.read_model(path.read_text(encoding="utf-8"))), ""]
    return "\n".join(lines)


def _process(key: str, model: Model) -> Iterator[str]:
    yield f"## {model.name} (`{key}`)"
    yield ""
    yield "```mermaid"
    yield "flowchart TD"
    for node in model.nodes.values():
        opening, closing = _SHAPES[node.kind]
        yield f'    {node.code}{opening}"{_label(node)}"{closing}'
    for flow in model.flows:
        chosen = OTHERWISE if flow.is_default else _outcomes(model, flow)
        arrow = f'-->|"{chosen}"|' if chosen else "-->"
        yield f"    {flow.source} {arrow} {flow.target}"
    yield "```"
    yield ""
    yield from table(("Step", "In English", "Role", "Share", "Outcomes"), _steps(model))


def _label(node: Node) -> str:
    if node.kind in {NodeKind.EXCLUSIVE, NodeKind.PARALLEL}:
        return node.name or ("+" if node.kind is NodeKind.PARALLEL else "?")
    return node.name or both(node.kind.label)[0]


def _outcomes(model: Model, flow: Flow) -> str:
    """Return the labels of the outcomes that an arrow's condition asks for."""
    if flow.condition is None:
        return ""
    asked = {value for _name, value in expressions.constants_by_name(flow.condition)}
    named = {choice.code: choice.label for node in model.nodes.values() for choice in node.choices}
    return ", ".join(label for code, label in named.items() if code in asked)


def _steps(model: Model) -> Iterator[tuple[str, ...]]:
    for node in model.nodes.values():
        if node.kind is NodeKind.USER:
            outcomes = "<br>".join(_outcome(choice) for choice in node.choices)
            yield node.name, node.name_en, _role(node.role), _share(node.share), outcomes
        elif node.kind is NodeKind.SERVICE:
            yield node.name, "", f"the product: `{node.handler}`", "", ""


def _outcome(choice: Choice) -> str:
    return f"{choice.label} · {choice.label_en}{' *' if choice.needs_reason else ''}"


def _role(role: str) -> str:
    return "the applicant" if role == APPLICANT else both(Role(role).label)[0]


def _share(share: Share) -> str:
    if share.percent is not None:
        return f"{share.percent} %"
    return "" if share.minutes is None else f"{share.minutes} min"
