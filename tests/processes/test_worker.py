"""A killed worker loses nothing; the next one takes up what it left."""

import time
from datetime import UTC, datetime

import pytest
from procrastinate.contrib.django import app
from tests.processes.harness import wait_until

from motcua.foundation.kernel import outbox
from motcua.foundation.kernel.subjects import Subject

LAMP = Subject(kind="lamp", key="1")
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
UNDELIVERED = "SELECT count(*) FROM kernel_outboxmessage WHERE NOT is_delivered"


@pytest.fixture(scope="module")
def worker(product):
    product.start("worker")
    return product


def put_in_outbox(product, *, times=1):
    """Announce something that nobody hears, with the notification of a commit."""
    for _ in range(times):
        product.rows(
            "WITH message AS (INSERT INTO kernel_outboxmessage (type, subject_kind, subject_key,"
            " payload, occurred_at, is_delivered, attempts, last_error)"
            " VALUES (%s, %s, %s, %s, %s, false, 0, '') RETURNING id)"
            " SELECT pg_notify(%s, '') FROM message",
            ["tests.lamp-lit", LAMP.kind, LAMP.key, "{}", AT, outbox.CHANNEL],
        )


def undelivered(product):
    return product.rows(UNDELIVERED)[0][0]


def test_a_commit_wakes_the_worker(worker):
    time.sleep(0.5)
    started = time.monotonic()
    put_in_outbox(worker)

    wait_until(lambda: undelivered(worker) == 0, within=5)

    assert time.monotonic() - started < 1.5


def test_what_was_announced_while_no_worker_lived_is_delivered(worker):
    worker.kill("worker")
    put_in_outbox(worker, times=3)
    before = undelivered(worker)

    worker.start("worker")
    wait_until(lambda: undelivered(worker) == 0, within=10)

    assert before == 3


def test_a_job_of_a_killed_worker_is_done_by_the_next(worker, in_product):
    job = app.configure_task("builtin:procrastinate.builtin_tasks.remove_old_jobs").defer(
        max_hours=1
    )
    wait_until(lambda: state_of(worker, job) == "succeeded", within=20)
    worker.rows(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL WHERE id = %s RETURNING 1",
        [job], is_owner=True,
    )  # fmt: skip

    wait_until(lambda: state_of(worker, job) == "succeeded", within=40)


def state_of(product, job):
    return product.rows("SELECT status FROM procrastinate_jobs WHERE id = %s", [job])[0][0]


def test_the_worker_outlives_a_lost_database_connection(worker):
    worker.rows(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
        is_owner=True,
    )
    put_in_outbox(worker)

    wait_until(lambda: undelivered(worker) == 0, within=20)
    assert worker.running["worker"].lives()


def test_the_worker_ends_when_asked(worker):
    record = worker.running["worker"]

    started = time.monotonic()
    worker.end("worker")

    assert not record.lives()
    assert time.monotonic() - started < 10
