"""A backup brings rows, papers and keys back, and nothing that was changed on the way."""

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings

from motcua.foundation.kernel import local
from motcua.surfaces.cli.backup import archive
from motcua.surfaces.cli.local import cluster as clusters

SEALED = (
    "import django; django.setup()\n"
    "from motcua.foundation.kernel import sealing\n"
    "from motcua.foundation.kernel.subjects import Subject\n"
    "lamp = Subject(kind='lamp', key='1')\n"
)


def motcua(*arguments, env):
    return subprocess.run(
        [sys.executable, "-m", "motcua.surfaces.cli.main", *arguments],
        env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def source(database_maker, tmp_path_factory):
    """An installation with a row, a sealed value and a paper."""
    folder = tmp_path_factory.mktemp("source")
    env = {
        **os.environ,
        "MOTCUA_DATABASE_NAME": database_maker("backup"),
        "MOTCUA_FILES_DIR": str(folder / "files"),
    }
    (folder / "files" / "ab").mkdir(parents=True)
    (folder / "files" / "ab" / "paper").write_bytes(b"%PDF-1.7 paper")
    made = SEALED + (
        "from pathlib import Path; import sys\n"
        "sealed = sealing.seal(sealing.create_key(lamp), 'Đặng Thị Ổi', context='name')\n"
        "Path(sys.argv[1]).write_bytes(sealed)\n"
    )
    subprocess.run(
        [sys.executable, "-c", made, str(folder / "files" / "sealed")], env=env, check=True
    )
    return env


@pytest.fixture(scope="module")
def backup(source, tmp_path_factory):
    target = tmp_path_factory.mktemp("backup") / "lamgiang.tar"
    outcome = motcua("backup", str(target), "--json", env=source)
    assert outcome.returncode == 0, outcome.stderr
    return target


@pytest.fixture
def elsewhere(tmp_path):
    """Another place, with nothing in it, for a cluster of its own."""
    parent = "/var/lib/motcua" if os.geteuid() == 0 else tmp_path
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=parent))
    env = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    yield {**env, "MOTCUA_STATE_DIR": str(folder)}
    clusters.locate(folder).stop()
    shutil.rmtree(folder)


def test_what_was_saved_comes_back_elsewhere(backup, elsewhere):
    outcome = motcua("restore", str(backup), env=elsewhere)
    opened = SEALED + (
        "from django.conf import settings; from pathlib import Path\n"
        "sealed = (Path(settings.FILES_DIR) / 'sealed').read_bytes()\n"
        "print(sealing.open_sealed(sealing.get_key(lamp), sealed, context='name'))\n"
    )
    read = subprocess.run(
        [sys.executable, "-c", opened],
        env={**elsewhere, "DJANGO_SETTINGS_MODULE": "motcua.config.settings"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    verified = motcua("audit", "verify", env=elsewhere)
    again = motcua("restore", str(backup), env=elsewhere)

    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert outcome.returncode == 0, outcome.stderr
    assert read.stdout == "Đặng Thị Ổi\n", read.stderr
    assert again.returncode == 1
    assert "is not empty" in again.stderr
    folder = Path(elsewhere["MOTCUA_STATE_DIR"])
    assert (folder / local.SETTINGS_FILE).stat().st_mode & 0o077 == 0
    assert (folder / "files" / "ab" / "paper").stat().st_mode & 0o077 == 0
    assert_rights_are_there(json.loads((folder / local.SETTINGS_FILE).read_text("utf-8")))


def assert_rights_are_there(settings):
    with psycopg.connect(
        host=settings["MOTCUA_DATABASE_HOST"], user=clusters.APPLICATION,
        password=settings["MOTCUA_DATABASE_PASSWORD"], dbname=clusters.DATABASE,
    ) as application:  # fmt: skip
        assert application.execute("SELECT count(*) FROM kernel_subjectkey").fetchone() == (1,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("DELETE FROM kernel_reading")


def test_a_backup_is_its_owners_alone(backup):
    assert backup.stat().st_mode & 0o077 == 0
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_a_backup_is_never_overwritten(backup, source):
    outcome = motcua("backup", str(backup), env=source)

    assert outcome.returncode == 1
    assert "never overwritten" in outcome.stderr


def test_another_key_is_refused_before_anything_changes(backup, elsewhere):
    outcome = motcua("restore", str(backup), env={**elsewhere, "MOTCUA_MASTER_KEY": "0c" * 32})

    assert outcome.returncode == 1
    assert "is not the key" in outcome.stderr


def rewritten(backup, target, change):
    """Copy the backup, with each member's content passed through the change."""
    with tarfile.open(backup) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            content = change(member, old.extractfile(member).read())
            if content is None:
                continue
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return target


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda member, content: (
                content[:-1] + b"?" if member.name == "files/ab/paper" else content
            ),
            "files/ab/paper was changed",
        ),
        (lambda member, content: None if member.name == "database.dump" else content, "missing"),
        (
            lambda member, content: None if member.name == "manifest.json" else content,
            "no manifest",
        ),
        (
            lambda member, content: (
                content.replace(b'"files/ab/paper"', b'"../../paper"')
                if member.name == "manifest.json"
                else content
            ),
            "is not in the manifest",
        ),
        (
            lambda member, content: b"{}" if member.name == "manifest.json" else content,
            "cannot be read",
        ),
        (
            lambda member, content: (
                content.replace(b'"format": 1', b'"format": 99')
                if member.name == "manifest.json"
                else content
            ),
            "Format 99",
        ),
    ],
    ids=["changed", "missing", "no-manifest", "not-announced", "unreadable", "unknown-format"],
)
def test_a_changed_backup_is_refused(backup, tmp_path, change, words):
    damaged = rewritten(backup, tmp_path / "damaged.tar", change)

    with pytest.raises(archive.Damaged, match=words), archive.reading(damaged) as saved:
        saved.verify()


def test_a_part_that_would_leave_its_folder_is_refused(tmp_path):
    paper = tmp_path / "paper"
    paper.write_bytes(b"x")
    manifest = archive.Manifest(
        format=1, made_at="", product="", server=15, master_key="", rows={},
        parts=[archive.describe("files/../../paper", paper)],
    )  # fmt: skip
    archive.write(tmp_path / "tricky.tar", manifest, {"files/../../paper": paper})

    with (
        pytest.raises(archive.Damaged, match="would leave its folder"),
        archive.reading(tmp_path / "tricky.tar") as saved,
    ):
        saved.verify()


def test_any_other_file_is_no_backup(tmp_path):
    (tmp_path / "letter.tar").write_text("xin chào", "utf-8")

    with (
        pytest.raises(archive.Damaged, match="is not a backup"),
        archive.reading(tmp_path / "letter.tar"),
    ):
        pass


def test_the_fingerprint_does_not_tell_the_key():
    key = django_settings.MASTER_KEY

    assert key not in archive.fingerprint(key)
    assert archive.fingerprint(key) != archive.fingerprint("0c" * 32)
