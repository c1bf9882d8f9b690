"""Verbs of workflow. They run in the caller's transaction, so that step and effect are one.

``complete`` and ``cancel`` open none of their own and set no savepoint: what they refuse they refuse
before a change, and Django refuses their row lock outside a transaction.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final

import msgspec
from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.capabilities.workflow import engine, queries, service_tasks
from motcua.capabilities.workflow.actions.lists import drop_list, save_list
from motcua.capabilities.workflow.engine import Position, Value
from motcua.capabilities.workflow.enums import NodeKind
from motcua.capabilities.workflow.errors import (
    AlreadyRunning,
    ModelRefused,
    NoSuchTask,
    TaskAlreadyDone,
    TaskCancelled,
    UnknownOutcome,
)
from motcua.capabilities.workflow.models import Definition, Instance, Task
from motcua.capabilities.workflow.rules import checking, reading
from motcua.capabilities.workflow.rules.model import Model
from motcua.foundation.kernel import clock, rows
from motcua.foundation.kernel.errors import FieldProblem
from motcua.foundation.kernel.prepared import NUMBER, Prepared
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.kernel.worktime import add_working_seconds, working_seconds_between
from motcua.foundation.organisations import queries as organisations

__all__ = [
    "ALONE", "NO_VALUES", "cancel", "check_definition", "complete", "drop_list", "hand_over",
    "hand_over_task", "name", "put_off", "save_list", "start", "store_definition",
]  # fmt: skip

NO_VALUES: Mapping[str, Value] = {}
ALONE: Mapping[str, int] = {}
"""Nobody but the agency in charge takes part."""


@transaction.atomic
def store_definition(*, key: str, bpmn_text: str, at: datetime) -> int:
    """Check a BPMN file and store it as the next version of the process; return its id.

    The same model stored again returns the version it already is.

    Raises:
        ModelRefused: with everything that is wrong, element by element.
    """
    model = check_definition(bpmn_text)
    digest = hashlib.sha256(reading.canonical_bytes(bpmn_text)).digest()
    with connection.cursor() as cursor:
        # Two loaders at once must not both take the next number.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"workflow.definition:{key}"])
    versions = Definition.objects.filter(key=key)
    same = versions.filter(sha256=digest).values_list("pk", flat=True).first()
    if same is not None:
        return same
    latest = versions.order_by("-version").values_list("version", flat=True).first()
    stored = Definition.objects.create(
        key=key,
        version=(latest or 0) + 1,
        name=model.name or key,
        bpmn=bpmn_text,
        spec=_outline(model),
        sha256=digest,
        created_at=at,
    )
    return stored.pk


def check_definition(bpmn_text: str) -> Model:
    """Return the model that the file holds, if it may run.

    Raises:
        ModelRefused: with everything that is wrong, element by element.
    """
    model = reading.read_model(bpmn_text)
    problems: list[FieldProblem] = checking.find_problems(model)
    if problems:
        raise ModelRefused(problems)
    # Ours and the engine's reading of the file must both succeed before anything is stored.
    engine.compile_model(bpmn_text)
    return model


def start(
    *,
    definition_id: int,
    subject: Subject,
    agency_id: int,
    values: Mapping[str, Value] = NO_VALUES,
    limit_minutes: int | None = None,
    agencies: Mapping[str, int] = ALONE,
    at: datetime,
) -> Instance:
    """Start the process for the subject at the agency and open its first tasks.

    :param limit_minutes: working minutes the whole may take; None if there is no limit
    :param agencies: who does tasks in place of the agency, by the tasks' ids in the model
    :raises AlreadyRunning: if a process of the subject is under way
    """
    process = queries.get_process_by_id(definition_id)
    position = engine.begin(process, values=values, serve=partial(_serve, subject=subject, at=at))
    instance = Instance(
        definition_id=definition_id,
        subject_kind=subject.kind,
        subject_key=subject.key,
        agency_id=agency_id,
        state=_to_state(position),
        limit_minutes=limit_minutes,
        agencies=dict(agencies),
        started_at=at,
        ended_at=at if position.is_ended else None,
    )
    instance.pk = _insert_alone(instance)
    _open(instance, process.model, position.open, at)
    return instance


_INSERT_ALONE: Final = """
    INSERT INTO workflow_instance (definition_id, subject_kind, subject_key, agency_id, state,
        limit_minutes, agencies, named, started_at, ended_at, is_cancelled)
    VALUES (%s, %s, %s, %s, %s::jsonb, %s, %s::jsonb, '{}', %s, %s, false)
    ON CONFLICT (subject_kind, subject_key) WHERE ended_at IS NULL DO NOTHING RETURNING id
"""


def _insert_alone(instance: Instance) -> int:
    """Insert the process unless the subject has one under way; return its id.

    :raises AlreadyRunning: if it has; the transaction stays usable
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT_ALONE,
            [
                instance.definition_id, instance.subject_kind, instance.subject_key,
                instance.agency_id, msgspec.json.encode(instance.state).decode(),
                instance.limit_minutes, msgspec.json.encode(instance.agencies).decode(),
                instance.started_at, instance.ended_at,
            ],
        )  # fmt: skip
        row = cursor.fetchone()
    if row is None:
        raise AlreadyRunning
    return int(row[0])


def complete(
    *,
    task_id: int,
    outcome: str,
    by_post_id: int | None,
    by_name: str = "",
    values: Mapping[str, Value] = NO_VALUES,
    at: datetime,
) -> list[Task]:
    """Complete the task, move its process on and return the tasks that opened.

    Whether the caller may do the task is ``permissions.require_may_complete``'s question, asked before.

    :param by_post_id: the officer's post; None for the applicant
    :param by_name: how the person is called, kept for who comes second
    :raises NoSuchTask: if there is none with this id
    :raises TaskAlreadyDone: if somebody was faster
    :raises TaskCancelled: if the process was stopped
    :raises UnknownOutcome: if the task has no such outcome
    """
    task = _lock(task_id)
    _require_outcome(task, outcome)
    who = by_name or _("người nộp hồ sơ")
    if not _finish(task_id, at, by_post_id, who, outcome):
        raise _why_closed(queries.get_task(task_id))
    instance = task.instance
    process = queries.get_process_by_id(instance.definition_id)
    before = _from_state(instance.state)
    after = engine.complete(
        process,
        before,
        task=task.code,
        outcome=outcome,
        values=values,
        serve=partial(_serve, subject=instance.subject, at=at),
    )
    instance.state = _to_state(after)
    instance.ended_at = at if after.is_ended else None
    rows.update(instance, ("state", "ended_at"))
    stayed = set(before.open) - {task.code}
    return _open(instance, process.model, [code for code in after.open if code not in stayed], at)


def _finish(task_id: int, at: datetime, by_post_id: int | None, who: str, outcome: str) -> bool:
    """Mark the task as done if it is open; say whether it was. One statement, spelled once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workflow_task SET done_at = %s, done_by_post_id = %s, done_by_name = %s, outcome = %s"
            " WHERE id = %s AND done_at IS NULL AND cancelled_at IS NULL",
            [at, by_post_id, who, outcome, task_id],
        )
        return bool(cursor.rowcount)


def cancel(*, subject: Subject, at: datetime) -> int:
    """Stop the subject's process, if one is under way; return how many tasks were open."""
    instance = (
        Instance.objects.select_for_update(of=("self",))
        .filter(subject_kind=subject.kind, subject_key=subject.key, ended_at__isnull=True)
        .first()
    )
    if instance is None:
        return 0
    instance.ended_at = at
    instance.is_cancelled = True
    instance.save(update_fields=["ended_at", "is_cancelled"])
    return Task.objects.filter(queries.OPEN, instance=instance).update(cancelled_at=at)


def hand_over(*, kind: str, keys: Collection[str], from_agency_id: int, to_agency_id: int) -> int:
    """Let another agency go on with the subjects' processes; return how many open tasks moved.

    Roles, kinds of unit and due moments stay; tasks at third agencies stay there. Whom the agency
    named is named no more: the tasks go to the role. Two statements.
    """
    subjects = {"subject_kind": kind, "subject_key__in": sorted(keys), "agency_id": from_agency_id}
    running = Instance.objects.filter(ended_at__isnull=True, **subjects)
    running.update(agency_id=to_agency_id, named={})
    return Task.objects.filter(queries.OPEN, **subjects).update(
        agency_id=to_agency_id, named_post_id=None
    )


def name(*, task_id: int, post_id: int | None) -> Task:
    """Name the post that does the task, and what later opens for its role; None gives it back to the role.

    Whether that post may do it is the caller's question. Three statements.

    :raises NoSuchTask: if there is none with this id
    :raises TaskAlreadyDone: if somebody was faster
    :raises TaskCancelled: if the process was stopped
    """
    instance = _lock(task_id).instance
    task = queries.get_task(task_id)
    if task.done_at is not None or task.cancelled_at is not None:
        raise _why_closed(task)
    if task.agency_id == instance.agency_id:
        instance.named = {**instance.named, task.role: post_id}
        instance.save(update_fields=["named"])
    for_role = Task.objects.filter(
        queries.OPEN, instance=instance, role=task.role, agency_id=task.agency_id
    )
    for_role.update(named_post_id=post_id)
    task.named_post_id = post_id
    return task


def hand_over_task(*, subject: Subject, code: str, to_agency_id: int) -> int:
    """Let another agency do a task of the subject's process from now on; return how many open ones moved.

    Two statements; the process must be under way.
    """
    instance = Instance.objects.select_for_update(of=("self",)).get(
        subject_kind=subject.kind, subject_key=subject.key, ended_at__isnull=True
    )
    instance.agencies[code] = to_agency_id
    instance.save(update_fields=["agencies"])
    return Task.objects.filter(queries.OPEN, instance=instance, code=code).update(
        agency_id=to_agency_id, named_post_id=None
    )


def put_off(*, subject: Subject, since: datetime, until: datetime) -> None:
    """Move the due moments of the subject's open tasks by the working time from since to until.

    For time in which nobody could work on them. One query, one for each calendar, one statement.
    """
    timed = Task.objects.select_for_update().filter(
        queries.OPEN, subject_kind=subject.kind, subject_key=subject.key, due_at__isnull=False
    )
    tasks = list(timed.order_by("pk"))
    for task in tasks:
        assert task.due_at is not None
        calendar = organisations.get_calendar(task.agency_id)
        waited = working_seconds_between(calendar, since, until)
        task.due_at = add_working_seconds(calendar, task.due_at, waited)
    Task.objects.bulk_update(tasks, ["due_at"])


def _lock(task_id: int) -> Task:
    """Return the task with its instance, which is locked and therefore fresh; the task may be stale."""
    task = _LOCKED.first(task_id=task_id)
    if task is None:
        raise NoSuchTask
    return task


_LOCKED: Final = Prepared(
    lambda task_id: (
        Task.objects.select_related("instance")
        .select_for_update(of=("instance",))
        .filter(pk=task_id)
    ),
    task_id=NUMBER,
)


def _require_outcome(task: Task, outcome: str) -> None:
    if outcome not in {choice["code"] for choice in task.choices}:
        raise UnknownOutcome(
            task=task.name,
            outcome=outcome,
            choices=", ".join(choice["label"] for choice in task.choices),
        )


def _why_closed(task: Task) -> TaskAlreadyDone | TaskCancelled:
    moment = task.done_at or task.cancelled_at
    assert moment is not None
    at = f"{moment.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}"
    if task.done_at is None:
        return TaskCancelled(task=task.name, at=at)
    return TaskAlreadyDone(task=task.name, who=task.done_by_name, at=at)


def _serve(
    handler: str, values: Mapping[str, Value], *, subject: Subject, at: datetime
) -> Mapping[str, Value]:
    return service_tasks.call(handler, subject, values, at)


def _open(instance: Instance, model: Model, codes: Sequence[str], at: datetime) -> list[Task]:
    """Open the tasks of these nodes. One insert, and one query for the calendar if a time runs."""
    tasks = []
    for code in codes:
        node = model.nodes[code]
        share = node.share.minutes_of(instance.limit_minutes)
        agency_id = instance.agencies.get(code, instance.agency_id)
        due_at = None if share is None else _due_at(agency_id, at, share)
        tasks.append(
            Task(
                instance=instance,
                subject_kind=instance.subject_kind,
                subject_key=instance.subject_key,
                agency_id=agency_id,
                code=code,
                name=node.name,
                name_en=node.name_en,
                role=node.role,
                unit_kind=node.unit_kind,
                named_post_id=(
                    instance.named.get(node.role) if agency_id == instance.agency_id else None
                ),
                choices=msgspec.to_builtins(node.choices),
                share=share,
                ready_at=at,
                due_at=due_at,
            )
        )
    return rows.insert(tasks)


def _due_at(agency_id: int, ready_at: datetime, minutes: int) -> datetime:
    calendar = organisations.get_calendar(agency_id)
    return add_working_seconds(calendar, ready_at, minutes * 60)


def _to_state(position: Position) -> dict[str, object]:
    return {
        "open": list(position.open),
        "arrived": [list(pair) for pair in position.arrived],
        "values": dict(position.values),
    }


def _from_state(state: dict[str, object]) -> Position:
    return msgspec.convert(state, Position)


def _outline(model: Model) -> dict[str, object]:
    return {
        "tasks": [msgspec.to_builtins(node) for node in model.of_kind(NodeKind.USER)],
        "handlers": sorted({node.handler for node in model.of_kind(NodeKind.SERVICE)}),
    }
