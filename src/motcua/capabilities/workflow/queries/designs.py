"""Questions asked of a model that somebody still works on. They read no table."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from motcua.capabilities.workflow import service_tasks
from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.rules import checking
from motcua.capabilities.workflow.rules.model import Model
from motcua.capabilities.workflow.rules.reading import read_unfinished
from motcua.foundation.kernel.errors import FieldProblem

__all__ = ["find_lacks", "read_unfinished"]


def find_lacks(bpmn_text: str) -> list[FieldProblem]:
    """Return what keeps a model from running here, element by element; nothing when it may run.

    Raises:
        ModelRefused: if it is no model at all (``read_unfinished``)
    """
    model, unsaid = read_unfinished(bpmn_text)
    return [*unsaid, *checking.find_problems(model), *_unknown_services(model)]


def _unknown_services(model: Model) -> Iterator[FieldProblem]:
    known = service_tasks.registered()
    for node in model.of_kind(NodeKind.SERVICE):
        if node.handler and node.handler not in known:
            reason = _("Hệ thống không có việc tự động “{handler}”.").format(handler=node.handler)
            yield FieldProblem(field=node.code, text=reason, code="unknown-service")
