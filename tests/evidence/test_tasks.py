"""The worker closes what happened under a checkpoint by the clock."""

import pytest
from procrastinate.contrib.django import app
from tests.evidence.test_evidence import entries

from motcua.capabilities.evidence import queries


@pytest.mark.django_db
def test_the_periodic_task_makes_a_checkpoint_only_when_something_happened():
    task = app.tasks["evidence.checkpoint"]

    entries(2)
    task(timestamp=0)
    task(timestamp=300)

    assert queries.count_checkpoints() == 1
    assert list(queries.verify()) == []


def test_every_periodic_task_has_a_worker():
    periodic = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}

    assert periodic == {
        "casework.note-silences", "evidence.checkpoint", "evidence.close-readings", "evidence.stamp", "documents.sweep", "procedures.forget-openings",
        "steering.forecast", "casework.note-late-parts", "hindsight.forget-uploads",
        "identity.forget_sessions",
    }  # fmt: skip
