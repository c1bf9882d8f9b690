"""Questions asked of a model that somebody works on, and models made from it. They read no table.

``Model`` and what belongs to it are values: each change returns a new one, and nothing is kept until a
design is saved.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from motcua.capabilities.workflow import service_tasks
from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.rules import checking, drawing, importing, reading, timing
from motcua.capabilities.workflow.rules.drawing import Drawing, lay_out
from motcua.capabilities.workflow.rules.editing import (
    Branch,
    add_end,
    branch,
    change,
    change_task,
    insert,
    insert_parallel,
    lead_on,
    new_code,
    remove,
    slug,
)
from motcua.capabilities.workflow.rules.importing import Imported, LeftOut
from motcua.capabilities.workflow.rules.model import (
    UNIT_KIND_OF_ROLE,
    Choice,
    Flow,
    Model,
    Node,
    Share,
    parse_share,
    share_text,
)
from motcua.capabilities.workflow.rules.picture import Picture
from motcua.capabilities.workflow.rules.picture import draw as draw_model
from motcua.capabilities.workflow.rules.reading import read_unfinished
from motcua.capabilities.workflow.rules.steps import Step, Way, get_step, list_steps
from motcua.capabilities.workflow.rules.wording import say_condition
from motcua.capabilities.workflow.rules.writing import write_model
from motcua.foundation.kernel.errors import FieldProblem

__all__ = [
    "UNIT_KIND_OF_ROLE",
    "Branch",
    "Choice",
    "Drawing",
    "Flow",
    "Imported",
    "LeftOut",
    "Model",
    "Node",
    "Picture",
    "Share",
    "Step",
    "Way",
    "add_end",
    "branch",
    "change",
    "change_task",
    "draw",
    "find_hints",
    "find_lacks",
    "get_step",
    "insert",
    "insert_parallel",
    "lead_on",
    "list_services",
    "list_step_names",
    "list_steps",
    "new_code",
    "parse_share",
    "read_unfinished",
    "remove",
    "rewrite",
    "say_condition",
    "share_text",
    "slug",
    "take_in",
    "write_model",
]


def find_lacks(bpmn_text: str) -> list[FieldProblem]:
    """Return what keeps a model from running here, element by element; nothing when it may run.

    Raises:
        ModelRefused: if it is no model at all (``read_unfinished``)
    """
    model, unsaid = read_unfinished(bpmn_text)
    problems = [*unsaid, *checking.find_problems(model), *_unknown_services(model)]
    if problems:
        return problems
    return [*timing.find_problems(model), *service_tasks.find_problems(model)]


def find_hints(bpmn_text: str, *, limit_minutes: int | None) -> list[FieldProblem]:
    """Return what somebody should look at in a model's times before it is put in force.

    :param limit_minutes: the working minutes of the strictest limit; None if there is no limit
    Raises:
        ModelRefused: if it is no model at all (``read_unfinished``)
    """
    model, _unsaid = read_unfinished(bpmn_text)
    return list(timing.find_hints(model, limit_minutes))


def rewrite(bpmn_text: str) -> str:
    """Return the file with its model and drawing, and nothing besides.

    Raises:
        ModelRefused: if it is no model at all (``read_unfinished``)
    """
    model, _unsaid = read_unfinished(bpmn_text)
    return write_model(model, drawing.read_drawing(reading.read_root(bpmn_text)))


def draw(bpmn_text: str) -> Picture:
    """Return the picture of a model as its file draws it, or laid out where it does not.

    Raises:
        ModelRefused: if it is no model at all (``read_unfinished``)
    """
    model, _unsaid = read_unfinished(bpmn_text)
    placed = drawing.read_drawing(reading.read_root(bpmn_text))
    laid_out = lay_out(model)
    is_by_hand = placed.holds(model) and any(
        placed.boxes[code] != laid_out.boxes[code] for code in model.nodes
    )
    return draw_model(model, placed if is_by_hand else laid_out)


def take_in(bpmn_text: str) -> Imported:
    """Return what of a foreign file runs here, and what was left out.

    Raises:
        ModelRefused: if the text is no XML, is hostile, is no BPMN, or holds no process at all
    """
    return importing.take_in(bpmn_text, handlers=frozenset(service_tasks.registered()))


def list_services() -> dict[str, str]:
    """Return by key what the system can do between people's tasks, in words."""
    return dict(service_tasks.labels())


def _unknown_services(model: Model) -> Iterator[FieldProblem]:
    known = service_tasks.registered()
    for node in model.of_kind(NodeKind.SERVICE):
        if node.handler and node.handler not in known:
            reason = _("Hệ thống không có việc tự động “{handler}”.").format(handler=node.handler)
            yield FieldProblem(field=node.code, text=reason, code="unknown-service")


def list_step_names(bpmn_text: str) -> dict[str, str]:
    """Return what the tasks of people are called, by their codes.

    Raises:
        ModelRefused: if it is no model at all (``read_unfinished``)
    """
    model, _unsaid = read_unfinished(bpmn_text)
    return {node.code: node.name for node in model.of_kind(NodeKind.USER)}
