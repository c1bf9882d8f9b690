"""Questions asked of processes and tasks."""

from collections.abc import Iterable
from typing import Final

from django.db.models import F, Q, QuerySet

from motcua.capabilities.workflow.engine import Process
from motcua.capabilities.workflow.errors import NoSuchDefinition, NoSuchTask
from motcua.capabilities.workflow.models import Definition, Instance, Task
from motcua.capabilities.workflow.rules.reading import read_model
from motcua.foundation.kernel.subjects import Subject

_processes: dict[bytes, Process] = {}
OPEN: Final = Q(done_at__isnull=True, cancelled_at__isnull=True)


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
    task = Task.objects.filter(pk=task_id).first()
    if task is None:
        raise NoSuchTask
    return task


def list_open_tasks(subject: Subject) -> list[Task]:
    """Return the subject's tasks that wait for somebody, oldest first. One query."""
    return list(_of(subject).filter(OPEN).order_by("pk"))


def list_tasks(subject: Subject) -> list[Task]:
    """Return all tasks the subject ever had, oldest first. One query."""
    return list(_of(subject).order_by("pk"))


def find_open_task(subject: Subject, code: str) -> Task | None:
    """Return the subject's open task of this code. One query."""
    return _of(subject).filter(OPEN, code=code).first()


def list_worklist(
    *, agency_id: int, roles: Iterable[str], unit_kind: str | None = None
) -> QuerySet[Task]:
    """Return the open tasks of an agency that wait for one of the roles, soonest due first.

    Tasks without a due moment come last. One query; cut it to the page that is shown.
    """
    tasks = Task.objects.filter(OPEN, agency_id=agency_id, role__in=sorted(roles))
    if unit_kind is not None:
        tasks = tasks.filter(unit_kind=unit_kind)
    return tasks.order_by(F("due_at").asc(nulls_last=True), "pk")


def find_running(subject: Subject) -> Instance | None:
    """Return the subject's process under way. One query."""
    return Instance.objects.filter(
        subject_kind=subject.kind, subject_key=subject.key, ended_at__isnull=True
    ).first()


def _of(subject: Subject) -> QuerySet[Task]:
    return Task.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
