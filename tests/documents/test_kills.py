"""SIGKILL at every file and database step: nothing is lost, nothing is left half done."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from tests.documents import samples
from tests.documents.samples import MORNING

from motcua.capabilities.documents import actions, queries
from motcua.capabilities.documents.models import Document, Upload
from motcua.foundation.kernel.subjects import Subject

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
ROOT = Path(__file__).parents[2]
UPLOADS = 120


def owner_of(run: int) -> Subject:
    return Subject(kind="draft", key=f"killed-{run}")


def kill_at_every_step(**task) -> int:
    """Return after how many killed runs the action survived."""
    environment = os.environ | {
        "MOTCUA_DATABASE_NAME": connection.settings_dict["NAME"],
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    task["files_dir"] = str(settings.FILES_DIR)
    done = subprocess.run(
        [sys.executable, "-m", "tests.documents.killed", json.dumps(task)],
        env=environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout)
    assert said["status"] == 0, done.stderr[-3000:]
    return said["killed"]


def sweep_everything(files_dir) -> None:
    for path in files_dir.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    actions.sweep_orphans(at=MORNING + timedelta(days=1))


def files_of_rows() -> set[str]:
    addresses = Document.objects.values_list("address", "original_address")
    return {address for pair in addresses for address in pair}


def files_on_disk(files_dir) -> set[str]:
    return {path.name for path in files_dir.rglob("*") if path.is_file()}


def test_adding_a_file_killed_anywhere(files_dir):
    killed = kill_at_every_step(action="add")

    assert killed > 20
    survivors = 0
    for run in range(killed + 1):
        for document in queries.list_documents(owner_of(run)):
            survivors += 1
            assert queries.read_original(document) == samples.image("PNG")
            assert queries.read_content(document).startswith(b"%PDF-")
    assert survivors >= 1
    assert files_on_disk(files_dir) > files_of_rows()
    sweep_everything(files_dir)
    assert files_on_disk(files_dir) == files_of_rows()


def test_an_upload_killed_anywhere_goes_on_where_it_was(files_dir):
    content = samples.image("PNG")
    uploads = [
        actions.begin_upload(
            owner=owner_of(run),
            paper_code="giay",
            title="Giấy",
            filename="anh.png",
            size=len(content),
            by=samples.CITIZEN,
            at=MORNING,
        ).pk
        for run in range(UPLOADS)
    ]

    killed = kill_at_every_step(action="upload", uploads=[str(key) for key in uploads])

    assert 30 < killed < UPLOADS
    offsets = set()
    for run, upload_id in enumerate(uploads[: killed + 1]):
        found = queries.get_upload(upload_id, owner=owner_of(run))
        offsets.add(found.offset)
        if not found.is_complete:
            actions.append_chunk(
                upload_id=upload_id,
                owner=owner_of(run),
                offset=found.offset,
                content=content[found.offset :],
                at=MORNING,
            )
        document = actions.finish_upload(upload_id=upload_id, owner=owner_of(run), at=MORNING)
        assert queries.read_original(document) == content
        assert len(queries.list_documents(owner_of(run))) == 1
    assert offsets == {0, len(content) // 2, len(content)}
    Upload.objects.filter(document=None).delete()
    sweep_everything(files_dir)
    assert files_on_disk(files_dir) - {str(key) for key in uploads} == files_of_rows()
