"""Questions asked of processes and tasks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Count, Q, QuerySet

from motcua.capabilities.workflow.engine import Process
from motcua.capabilities.workflow.errors import NoSuchDefinition, NoSuchTask
from motcua.capabilities.workflow.models import Definition, Instance, Task
from motcua.capabilities.workflow.queries.designs import (
    find_lacks,
    list_step_names,
    read_unfinished,
)
from motcua.capabilities.workflow.queries.histories import DoneTask, list_done
from motcua.capabilities.workflow.queries.worklists import (
    NAMED,
    OPEN,
    WHOLE,
    Cut,
    PostCount,
    SavedCut,
    Standings,
    StepCount,
    ask_named,
    count_by_post,
    count_ready,
    count_worklist,
    has_saved,
    list_named,
    list_open_among,
    list_saved,
    list_waited_for,
    list_worklist,
)
from motcua.capabilities.workflow.rules.model import Model
from motcua.capabilities.workflow.rules.reading import read_model
from motcua.capabilities.workflow.rules.walking import (
    ProcessPath,
    ProcessPaths,
    find_paths,
    flow_goal,
    list_goals,
    outcome_goal,
    reached,
)
from motcua.foundation.kernel.prepared import NUMBER, TEXT, Prepared
from motcua.foundation.kernel.subjects import Subject

__all__ = [
    "NAMED",
    "OPEN",
    "WHOLE",
    "Cut",
    "DoneTask",
    "Load",
    "Model",
    "PostCount",
    "ProcessPath",
    "ProcessPaths",
    "SavedCut",
    "Standings",
    "StepCount",
    "ask_named",
    "count_by_post",
    "count_loads",
    "count_ready",
    "count_worklist",
    "find_lacks",
    "find_latest",
    "find_open_task",
    "find_paths",
    "find_running",
    "flow_goal",
    "forget",
    "get_definition",
    "get_process",
    "get_process_by_id",
    "get_task",
    "has_saved",
    "list_all_open",
    "list_definitions",
    "list_done",
    "list_first_open",
    "list_goals",
    "list_named",
    "list_open_among",
    "list_open_tasks",
    "list_saved",
    "list_step_names",
    "list_tasks",
    "list_tasks_of",
    "list_waited_for",
    "list_waiting",
    "list_waiting_keys",
    "list_worklist",
    "outcome_goal",
    "reached",
    "read_model",
    "read_unfinished",
]

_processes: dict[bytes, Process] = {}
_by_id: dict[tuple[str, int], Process] = {}
"""Definitions never change: remembered, by database and id, for as long as the process lives."""


def get_definition(definition_id: int) -> Definition:
    """Return a stored model without its file, which is read when it is first asked for. One query.

    Raises:
        NoSuchDefinition: if there is none with this id.
    """
    definition = Definition.objects.defer("bpmn", "spec").filter(pk=definition_id).first()
    if definition is None:
        raise NoSuchDefinition
    return definition


def get_process(definition: Definition) -> Process:
    """Return the definition ready to run; kept in this process by the file's hash, so never stale."""
    digest = bytes(definition.sha256)
    process = _processes.get(digest)
    if process is None:
        bpmn = definition.bpmn
        process = Process(model=read_model(bpmn), bpmn=bpmn)
        _processes[digest] = process
    return process


def get_process_by_id(definition_id: int) -> Process:
    """Return the definition with this id ready to run. One query the first time, then none.

    Raises:
        NoSuchDefinition: if there is none with this id.
    """
    # Another database has other definitions under the same ids.
    key = (str(connection.settings_dict["NAME"]), definition_id)
    if key not in _by_id:
        _by_id[key] = get_process(get_definition(definition_id))
    return _by_id[key]


def forget(definition_id: int) -> None:
    """Drop what is remembered under the id of a definition that is no more."""
    _by_id.pop((str(connection.settings_dict["NAME"]), definition_id), None)


def find_latest(key: str) -> Definition | None:
    """Return the newest version of a process. One query."""
    return Definition.objects.filter(key=key).order_by("-version").first()


def list_definitions() -> QuerySet[Definition]:
    """Return every stored model without its file, by key and version. One query."""
    return Definition.objects.defer("bpmn").order_by("key", "version")


def get_task(task_id: int) -> Task:
    """Return a task in whatever state it is. One query.

    Raises:
        NoSuchTask: if there is none with this id.
    """
    task = _BY_ID.first(task_id=task_id)
    if task is None:
        raise NoSuchTask
    return task


_BY_ID: Final = Prepared(lambda task_id: Task.objects.filter(pk=task_id), task_id=NUMBER)


def list_open_tasks(subject: Subject) -> list[Task]:
    """Return the subject's tasks that wait for somebody, oldest first. One query."""
    return list(_of(subject).filter(OPEN).order_by("pk"))


def list_tasks(subject: Subject) -> list[Task]:
    """Return all tasks the subject ever had, oldest first. One query."""
    return list(_of(subject).order_by("pk"))


def list_tasks_of(kind: str, keys: Iterable[str]) -> dict[str, list[Task]]:
    """Return all tasks that each of these subjects ever had, oldest first. One query."""
    found: dict[str, list[Task]] = {}
    for task in Task.objects.filter(subject_kind=kind, subject_key__in=sorted(keys)).order_by("pk"):
        found.setdefault(task.subject_key, []).append(task)
    return found


def list_first_open(kind: str, keys: Iterable[str]) -> dict[str, Task]:
    """Return the task that waits longest of each of these subjects that has one. One query."""
    waiting = Task.objects.filter(OPEN, subject_kind=kind, subject_key__in=sorted(keys))
    return {task.subject_key: task for task in waiting.order_by("-ready_at", "-pk")}


def list_all_open(kind: str, keys: Iterable[str]) -> dict[str, list[Task]]:
    """Return the tasks that wait of each of these subjects that has some, oldest first. One query."""
    found: dict[str, list[Task]] = {}
    for task in _ALL_OPEN.list(kind=kind, keys=sorted(keys)):
        found.setdefault(task.subject_key, []).append(task)
    return found


_ALL_OPEN: Final = Prepared(
    lambda kind, keys: Task.objects.filter(OPEN, subject_kind=kind, subject_key__any=keys).order_by(
        "ready_at", "pk"
    ),
    kind=TEXT,
    keys=[TEXT],
)


def find_open_task(subject: Subject, code: str) -> Task | None:
    """Return the subject's open task of this code. One query."""
    return _of(subject).filter(OPEN, code=code).first()


def list_waiting_keys(kind: str, keys: Iterable[str], code: str) -> frozenset[str]:
    """Return which of these subjects have an open task of this code. One query for any number."""
    waiting = Task.objects.filter(OPEN, subject_kind=kind, subject_key__in=sorted(keys), code=code)
    return frozenset(waiting.values_list("subject_key", flat=True))


def list_waiting(kind: str, keys: Iterable[str], code: str) -> dict[str, datetime | None]:
    """Return by when the open task of this code is due, of each of these subjects with one. One query."""
    waiting = Task.objects.filter(OPEN, subject_kind=kind, subject_key__in=sorted(keys), code=code)
    return dict(waiting.values_list("subject_key", "due_at"))


@dataclass(frozen=True, kw_only=True)
class Load:
    """How many open tasks wait for one role in one kind of unit of an agency."""

    agency_id: int
    unit_kind: str
    role: str
    open: int
    overdue: int


def count_loads(agency_ids: Iterable[int], *, now: datetime) -> list[Load]:
    """Return what waits in the units of these agencies now, and how much of it is late. One query."""
    rows = (
        Task.objects.filter(OPEN, agency_id__in=sorted(agency_ids))
        .values_list("agency_id", "unit_kind", "role")
        .annotate(open=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now)))
        .order_by("agency_id", "unit_kind", "role")
    )
    return [
        Load(agency_id=agency_id, unit_kind=kind, role=role, open=waiting, overdue=overdue)
        for agency_id, kind, role, waiting, overdue in rows
    ]


def find_running(subject: Subject) -> Instance | None:
    """Return the subject's process under way. One query."""
    return Instance.objects.filter(
        subject_kind=subject.kind, subject_key=subject.key, ended_at__isnull=True
    ).first()


def _of(subject: Subject) -> QuerySet[Task]:
    return Task.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
