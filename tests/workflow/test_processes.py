"""The processes we ship: they are sound, and birth registration follows Article 16.2."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from motcua.capabilities.workflow import actions, queries, service_tasks
from motcua.capabilities.workflow.errors import (
    AlreadyRunning,
    NoSuchTask,
    TaskAlreadyDone,
    TaskCancelled,
    UnknownOutcome,
)
from motcua.capabilities.workflow.models import Instance, Task
from motcua.foundation.kernel.subjects import Subject

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
DOSSIER = Subject(kind="test", key="1")
PROCESSES = Path(actions.__file__).parent / "processes"
KEYS = [
    "birth-registration",
    "civil-status-extract",
    "certified-copy",
    "household-business",
    "marital-status-certificate",
    "permanent-residence",
]


@pytest.fixture
def served(monkeypatch):
    """Handlers of the services the processes name, which note that they ran."""
    calls = []

    def handler_of(key):
        def serve(subject, values, at):
            calls.append((key, str(subject), at))
            return {}

        return serve

    monkeypatch.setattr(service_tasks, "_handlers", {})
    for key in ("civil-status.record-birth", "documents.issue-result", "documents.issue-refusal"):
        service_tasks.register(key)(handler_of(key))
    return calls


def store(key):
    text = (PROCESSES / f"{key}.bpmn").read_text(encoding="utf-8")
    return actions.store_definition(key=key, bpmn_text=text, at=MONDAY)


def start(key, **more):
    return actions.start(definition_id=store(key), subject=DOSSIER, agency_id=7, at=MONDAY, **more)


def do(code, outcome, *, post=12):
    task = queries.find_open_task(DOSSIER, code)
    assert task is not None, f"{code} is not open"
    return actions.complete(
        task_id=task.pk, by_post_id=post, by_name="Hoàng Lệ", outcome=outcome, at=MONDAY
    )


def open_codes():
    return [task.code for task in queries.list_open_tasks(DOSSIER)]


def served_keys(calls):
    return [key for key, _subject, _at in calls]


@pytest.mark.parametrize("key", KEYS)
def test_a_shipped_process_may_run(key):
    text = (PROCESSES / f"{key}.bpmn").read_text(encoding="utf-8")

    model = actions.check_definition(text)

    assert model.name


@pytest.mark.django_db
def test_a_birth_is_confirmed_entered_signed_and_issued_in_this_order(served):
    start("birth-registration")
    steps = [open_codes()]
    for code, outcome in [("kiem_tra", "dat"), ("xac_nhan", "dong_y")]:
        do(code, outcome)
        steps.append([*open_codes(), *served_keys(served)])
    do("phe_duyet", "ky")

    assert steps == [
        ["kiem_tra"],
        ["xac_nhan"],
        ["phe_duyet", "civil-status.record-birth"],
    ]
    assert served_keys(served) == ["civil-status.record-birth", "documents.issue-result"]
    assert open_codes() == []
    assert Instance.objects.get().ended_at == MONDAY


def test_speed(django_db_blocker=None):
    pass
