"""SpiffWorkflow behind one door: a model, where its tokens are, and one step.

What is kept of a running process is its BPMN marking (which tasks are open, which arrows wait at a join) and
a few declared values, not SpiffWorkflow's task tree with its history: the tree costs milliseconds to
(de)serialise, grows with every return to an earlier step, and ties stored rows to one release. The
tree is grown anew from the marking for each step. ``rules.checking`` proved that a marking holds no
task twice, which is what makes it a complete description.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.defaults import ParallelGateway, ServiceTask, UserTask
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.task import Task as SpiffTask
from SpiffWorkflow.util.task import TaskState

from motcua.capabilities.workflow.rules import expressions
from motcua.capabilities.workflow.rules.model import OUTCOME, Model
from motcua.capabilities.workflow.rules.reading import BPMN, MOTCUA

Value = str | bool | int | float | None
Serve = Callable[[str, Mapping[str, Value]], Mapping[str, Value]]
"""Run the service task with this handler key on these values; return what it found out."""

for _name in ("spiff", "spiff.task", "spiff.workflow"):
    # Below WARNING the library lists the whole tree for each change of state.
    logging.getLogger(_name).setLevel(logging.WARNING)  # noqa: TID251 - the library's own logger


@dataclass(frozen=True, kw_only=True)
class Position:
    """Where a process stands: open tasks, arrivals at joins as (join, from), and its values."""

    open: tuple[str, ...]
    arrived: tuple[tuple[str, str], ...]
    values: Mapping[str, Value]

    @property
    def is_ended(self) -> bool:
        """Whether nothing is left to do."""
        return not self.open and not self.arrived


@dataclass(frozen=True, kw_only=True)
class Process:
    """A model that may run, with the file it was read from."""

    model: Model
    bpmn: str

    @cached_property
    def spec(self) -> BpmnProcessSpec:
        """SpiffWorkflow's specification, compiled when it is first asked for."""
        return compile_model(self.bpmn)


class Stuck(RuntimeError):
    """A process stands at a join that nobody will reach: a defect of the proof of soundness."""


class _Service(ServiceTask):  # type: ignore[misc]  # the library has no types
    """A service task that asks our registry instead of the script engine."""

    def __init__(self, wf_spec: Any, bpmn_id: str, *, handler: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.handler = handler

    def _execute(self, task: SpiffTask) -> bool:
        task.workflow.script_engine.serve(self.handler)
        return True


class _ServiceParser(TaskParser):  # type: ignore[misc]  # the library has no types
    def create_task(self) -> _Service:
        handler = self.node.get(MOTCUA + "handler")
        return _Service(self.spec, self.bpmn_id, handler=handler, **self.bpmn_attributes)


class _Parser(BpmnParser):  # type: ignore[misc]  # the library has no types
    OVERRIDE_PARSER_CLASSES: Final = {BPMN + "serviceTask": (_ServiceParser, _Service)}


class _Conditions(PythonScriptEngine):  # type: ignore[misc]  # the library has no types
    """Evaluate conditions in our closed language; run no script whatever."""

    def __init__(self, values: dict[str, Value], declared: frozenset[str], serve: Serve) -> None:
        super().__init__()
        self.values = values
        self.declared = declared
        self._serve = serve

    def evaluate(self, task: SpiffTask, expression: str, external_context: Any = None) -> bool:  # noqa: ARG002
        return expressions.is_true(expressions.parse(expression.strip()), self.values)

    def execute(self, task: SpiffTask, script: str, external_context: Any = None) -> bool:  # noqa: ARG002
        raise PermissionError("models cannot run scripts")

    def serve(self, handler: str) -> None:
        self.keep(self._serve(handler, dict(self.values)))

    def keep(self, found: Mapping[str, Value]) -> None:
        """Keep the values that the model declares and no others."""
        self.values.update({name: found[name] for name in self.declared & found.keys()})


def compile_model(bpmn: str) -> BpmnProcessSpec:
    """Return SpiffWorkflow's specification of a model that was read and checked before."""
    root = etree.fromstring(
        bpmn.encode(), etree.XMLParser(encoding="utf-8", resolve_entities=False)
    )
    parser = _Parser()
    parser.add_bpmn_xml(root.getroottree())
    (process,) = root.findall(BPMN + "process")
    return parser.get_spec(process.get("id"))


def begin(process: Process, *, values: Mapping[str, Value], serve: Serve) -> Position:
    """Start the process and go on until people must act."""
    conditions = _Conditions({}, process.model.values, serve)
    conditions.keep(values)
    workflow = BpmnWorkflow(process.spec, script_engine=conditions)
    workflow.do_engine_steps()
    return _position(workflow, conditions)


def complete(
    process: Process,
    position: Position,
    *,
    task: str,
    outcome: str,
    values: Mapping[str, Value],
    serve: Serve,
) -> Position:
    """Complete the open task with the outcome and go on until people must act again."""
    conditions = _Conditions(dict(position.values), process.model.values, serve)
    conditions.keep(values)
    conditions.values.update({OUTCOME: outcome, task: outcome})
    workflow = _grow(process.spec, position, conditions)
    (ready,) = (
        found
        for found in workflow.tasks.values()
        if found.task_spec.name == task and found.state == TaskState.READY
    )
    ready.run()
    workflow.do_engine_steps()
    return _position(workflow, conditions)


def _grow(spec: BpmnProcessSpec, position: Position, conditions: _Conditions) -> BpmnWorkflow:
    """Return a workflow whose tree holds the marking and no history."""
    workflow = BpmnWorkflow(spec, script_engine=conditions, deserializing=True)
    root = SpiffTask(workflow, spec.start, state=TaskState.COMPLETED)
    workflow.task_tree = root
    grown = [
        SpiffTask(workflow, spec.task_specs[code], root, state=TaskState.READY)
        for code in position.open
    ]
    for join, source in position.arrived:
        passed = SpiffTask(workflow, spec.task_specs[source], root, state=TaskState.COMPLETED)
        grown.append(SpiffTask(workflow, spec.task_specs[join], passed, state=TaskState.WAITING))
    for task in grown:
        task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)  # noqa: SLF001 - as the library's own serialiser
    return workflow


def _position(workflow: BpmnWorkflow, conditions: _Conditions) -> Position:
    tasks = list(workflow.tasks.values())
    position = Position(
        open=tuple(
            task.task_spec.name
            for task in tasks
            if isinstance(task.task_spec, UserTask) and task.state == TaskState.READY
        ),
        arrived=tuple(_arrivals(tasks)),
        values=dict(conditions.values),
    )
    if position.arrived and not position.open:
        raise Stuck(str(position.arrived))
    return position


def _arrivals(tasks: list[SpiffTask]) -> list[tuple[str, str]]:
    """Return the arrows that wait at joins: those that arrived since the join last opened.

    Of several arrivals the library keeps one waiting and cancels the others.
    """
    joins = [task for task in tasks if isinstance(task.task_spec, ParallelGateway)]
    opened = {task.task_spec.name: task for task in joins if task.state == TaskState.COMPLETED}
    found = []
    for task in joins:
        last = opened.get(task.task_spec.name)
        is_later = last is None or task.is_descendant_of(last)
        if task.has_state(TaskState.WAITING | TaskState.CANCELLED) and is_later:
            found.append((task.task_spec.name, task.parent.task_spec.name))
    return found
