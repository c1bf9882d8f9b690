"""Do one act again and again on one dossier after another, each time killed a step later.

Each run is a forked process that sends itself SIGKILL at its n-th step. Steps are: before and after
each sync and rename of a file, before and after each commit, and before each statement that writes
to the database. Prints how many runs were killed before one survived.
"""

import base64
import itertools
import json
import os
import pickle
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

import django

django.setup()

from django.conf import settings  # noqa: E402 - after Django is set up
from django.db import connection  # noqa: E402
from django.db.backends.postgresql.base import DatabaseWrapper  # noqa: E402

from motcua.composition.casework import attaching, handling, intake, lodging  # noqa: E402

READS = ("SELECT", "SAVEPOINT", "RELEASE")


def lodge(one, task):
    lodging.lodge(draft_id=one, by=task.by, at=task.at)


def upload(one, task):
    draft_id, upload_id = one
    half = len(task.content) // 2
    pieces = [task.content[:half], task.content[half:]]
    attaching.append(
        draft_id=draft_id, upload_id=upload_id, offset=0, pieces=pieces, by=task.by, at=task.at
    )


def accept(one, task):
    intake.accept(reference=one, by=task.by, at=task.at)


def sign(one, task):
    handling.complete_task(task_id=one, outcome="ky", reason="", by=task.by, at=task.at)


def die_at(step):
    """Kill this process at its given step."""
    steps = itertools.count()

    def count():
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(function):
        def run(*args, **kwargs):
            count()
            result = function(*args, **kwargs)
            count()
            return result

        return run

    def before_statement(execute, sql, params, many, context):
        if not sql.startswith(READS):
            count()
        return execute(sql, params, many, context)

    os.fsync = counted(os.fsync)
    os.replace = counted(os.replace)
    DatabaseWrapper._commit = counted(DatabaseWrapper._commit)
    connection.execute_wrappers.append(before_statement)


def survives(act, one, task, step):
    """Do the act in a process that is killed at the step; return whether it lived to the end."""
    child = os.fork()
    if child == 0:
        die_at(step)
        act(one, task)
        os._exit(0)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return False
    if os.WEXITSTATUS(status):
        raise SystemExit(f"step {step} ended with {os.WEXITSTATUS(status)}")
    return True


def kill_on_each(act, task):
    """Kill the act on the n-th of its objects at step n."""
    for step, one in enumerate(task.objects):
        if survives(act, one, task, step):
            return step
    raise SystemExit(f"{len(task.objects)} objects are too few")


def main():
    task = SimpleNamespace(**pickle.loads(base64.b64decode(sys.stdin.read())))
    settings.FILES_DIR = Path(task.files_dir)
    act = globals()[task.act]
    sys.stdout.write(json.dumps({"killed": kill_on_each(act, task)}))


main()
