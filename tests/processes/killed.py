"""Do one act again and again, each time in a forked process that is killed at the step it is told.

Reads one line for each attempt, answers each with what became of the process.
"""

import asyncio
import base64
import os
import pickle
import signal
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import django

django.setup()

from motcua.foundation.kernel import reach  # noqa: E402 - after Django is set up

reach.open_process()

import psycopg  # noqa: E402 - after Django is set up
from django.conf import settings  # noqa: E402
from django.utils import translation  # noqa: E402
from procrastinate.contrib.django.utils import connector_params  # noqa: E402
from tests.processes.dying import WHEN_DONE, die_at  # noqa: E402

from motcua.composition.casework import attaching, handling, intake, lodging  # noqa: E402
from motcua.foundation.kernel import outbox  # noqa: E402
from motcua.foundation.organisations import queries as organisations  # noqa: E402
from motcua.surfaces.cli.worker import jobs  # noqa: E402

UNSENT = (
    "SELECT 1 FROM procrastinate_jobs WHERE queue_name = 'messages' AND status IN ('todo', 'doing')"
)


def lodge(draft_id, task):
    lodging.lodge(draft_id=draft_id, by=task.by, at=task.at)


def hand_in(draft_id, task):
    lodging.hand_in(draft_id=draft_id, by=task.by, at=task.at)


def upload(draft_and_upload, task):
    draft_id, upload_id = draft_and_upload
    half = len(task.content) // 2
    pieces = [task.content[:half], task.content[half:]]
    attaching.append(
        draft_id=draft_id, upload_id=upload_id, offset=0, pieces=pieces, by=task.by, at=task.at
    )


def accept(reference, task):
    intake.accept(reference=reference, by=task.by, at=task.at)


def confirm(reference, task):
    handling.answer_draft_entry(
        reference=reference, outcome="dong_y", reason="", by=task.by, at=task.at
    )


def sign(task_id, task):
    handling.complete_task(task_id=task_id, outcome="ky", reason="", by=task.by, at=task.at)


def deliver(_nothing, _task):
    """Do the outbox's part of the worker."""
    while outbox.drain():
        pass


def send(_nothing, _task):
    """Do the queue's part of the worker until no letter is left, then end as one that is told to."""
    threading.Thread(target=_tell_when_sent, daemon=True).start()
    asyncio.run(jobs.run_until_told())


def _tell_when_sent():
    parameters = {name: value for name, value in connector_params().items() if name != "pool"}
    with psycopg.connect(**parameters, autocommit=True) as watching:
        # Where the worker before had nothing left but to die, this one has to be listening first.
        while signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
            time.sleep(0.02)
        while watching.execute(UNSENT).fetchone():
            time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGTERM)


ACTS = {act.__name__: act for act in (lodge, hand_in, upload, accept, confirm, sign, deliver, send)}


def attempt(act, one, task, step):
    """Do the act in a process that is killed at the step; return what became of it."""
    child = os.fork()
    if child == 0:
        die_at(step)
        act(one, task)
        if step == WHEN_DONE:
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return "killed"
    return "lived" if status == 0 else f"ended with {status}"


def warm_up():
    """Reckon and load what a process does once in its life: an attempt is about its steps alone.

    Nothing that starts a thread or opens a connection: a forked process would not have it.
    """
    organisations.get_national_calendar()
    with translation.override("vi"):
        translation.gettext("Hồ sơ")


def read():
    return pickle.loads(base64.b64decode(sys.stdin.readline()))


def main():
    task = SimpleNamespace(**read())
    for name, value in task.settings.items():
        setattr(settings, name, value)
    settings.FILES_DIR = Path(settings.FILES_DIR)
    warm_up()
    said = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # logs are no answers
    while attempted := read():
        one, step = attempted
        said.write(attempt(ACTS[task.act], one, task, step) + "\n")
        said.flush()


if __name__ == "__main__":
    main()
