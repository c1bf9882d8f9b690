"""A workshop for processes: models written in a few lines, and handlers that note that they ran."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from motcua.capabilities.workflow import service_tasks

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""09:00 in Hà Nội."""

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:motcua="https://motcua.example/bpmn" id="d" targetNamespace="x">'
    '<bpmn:process id="p" name="Thử" isExecutable="true">'
)
TAIL = "</bpmn:process></bpmn:definitions>"


def user(code, *outcomes, role="civil_status", share="", extra=""):
    ways = "".join(f'<motcua:outcome code="{way}" label="{way}"/>' for way in outcomes or ("xong",))
    timed = f' motcua:share="{share}"' if share else ""
    return (
        f'<bpmn:userTask id="{code}" name="Việc {code}" motcua:role="{role}"{timed}{extra}>'
        f"<bpmn:extensionElements>{ways}</bpmn:extensionElements></bpmn:userTask>"
    )


def service(code, handler="test.serve"):
    return f'<bpmn:serviceTask id="{code}" name="Máy {code}" motcua:handler="{handler}"/>'


def node(kind, code, default=""):
    attribute = f' default="{default}"' if default else ""
    return f'<bpmn:{kind} id="{code}"{attribute}/>'


def flow(source, target, condition=""):
    inner = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
    return (
        f'<bpmn:sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">'
        f"{inner}</bpmn:sequenceFlow>"
    )


def values(*names):
    inner = "".join(f'<motcua:value name="{name}"/>' for name in names)
    return f"<bpmn:extensionElements>{inner}</bpmn:extensionElements>"


def bpmn(*parts):
    return HEAD + "".join(parts) + TAIL


def line(*parts):
    """A start, the parts in a row, an end."""
    codes = ["s", *(part[0] for part in parts), "e"]
    return bpmn(
        node("startEvent", "s"),
        *(part[1] for part in parts),
        node("endEvent", "e"),
        *(flow(a, b) for a, b in pairwise(codes)),
    )


PARALLEL = bpmn(
    node("startEvent", "s"), user("mot"), node("parallelGateway", "tach"),
    user("trai"), user("phai", "tiep", "lai"), node("exclusiveGateway", "hoi", default="hoi_gop"),
    node("parallelGateway", "gop"), user("cuoi", "xong", "quay_lai"),
    node("exclusiveGateway", "het", default="het_e"), node("endEvent", "e"),
    flow("s", "mot"), flow("mot", "tach"), flow("tach", "trai"), flow("tach", "phai"),
    flow("phai", "hoi"), flow("hoi", "phai", 'phai == "lai"'), flow("hoi", "gop"),
    flow("trai", "gop"), flow("gop", "cuoi"), flow("cuoi", "het"),
    flow("het", "mot", 'cuoi == "quay_lai"'), flow("het", "e"),
)  # fmt: skip
"""Two branches, one with a loop of its own, joined, and a loop around it all."""


@pytest.fixture
def serve_with(monkeypatch):
    """Let one handler serve the tasks of tests, and nobody serve others."""
    monkeypatch.setattr(service_tasks, "_services", {})
    return service_tasks.register("test.serve")


@pytest.fixture
def served(monkeypatch):
    """Handlers of the services the processes name, which note that they ran."""
    calls = []

    def handler_of(key):
        def serve(subject, values, at):
            calls.append((key, str(subject), at))
            return {}

        return serve

    monkeypatch.setattr(service_tasks, "_services", {})
    keys = (
        "civil-status.record-birth",
        "civil-status.record-death",
        "civil-status.record-marriage",
        "documents.issue-result",
        "documents.issue-refusal",
        "documents.issue-confirmation",
        "test.serve",
    )
    for key in keys:
        service_tasks.register(key)(handler_of(key))
    return calls
