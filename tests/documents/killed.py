"""Run one file action again and again, each time killed a step later, until it survives.

Each run is a forked process that sends itself SIGKILL at its n-th step. Steps are: before and after
each sync and rename of a file, before each statement to the database, before and after each commit.
Prints how many runs were killed.
"""

import itertools
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import django

django.setup()

from motcua.foundation.kernel import reach  # noqa: E402 - after Django is set up

reach.open_process()

from django.conf import settings  # noqa: E402 - after Django is set up
from tests.documents import samples  # noqa: E402
from tests.processes.dying import die_at  # noqa: E402

from motcua.capabilities.documents import actions  # noqa: E402
from motcua.foundation.kernel.subjects import Subject  # noqa: E402


def owner_of(run: int) -> Subject:
    return Subject(kind="draft", key=f"killed-{run}")


def add(run: int, _task: SimpleNamespace) -> None:
    actions.add_file(
        owner=owner_of(run),
        paper_code="giay",
        title="Giấy",
        filename="anh.png",
        content=samples.image("PNG"),
        by=samples.CITIZEN,
        at=samples.MORNING,
    )


def upload(run: int, task: SimpleNamespace) -> None:
    content = samples.image("PNG")
    upload_id = UUID(task.uploads[run])
    half = len(content) // 2
    for start, piece in ((0, content[:half]), (half, content[half:])):
        actions.append_chunk(
            upload_id=upload_id,
            owner=owner_of(run),
            offset=start,
            content=piece,
            at=samples.MORNING,
        )
    actions.finish_upload(upload_id=upload_id, owner=owner_of(run), at=samples.MORNING)


def every(_sql: str) -> bool:
    """Die before reading, too."""
    return True


def main() -> None:
    task = SimpleNamespace(**json.loads(sys.argv[1]))
    settings.FILES_DIR = Path(task.files_dir)
    action = {"add": add, "upload": upload}[task.action]
    for run in itertools.count():
        child = os.fork()
        if child == 0:
            die_at(run, counted=every)
            action(run, task)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            sys.stdout.write(json.dumps({"killed": run, "status": os.WEXITSTATUS(status)}))
            return


main()
