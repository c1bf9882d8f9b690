"""The private cluster starts from nothing, survives being killed, and keeps its data."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from motcua.foundation.kernel import local
from motcua.surfaces.cli.local import binaries
from motcua.surfaces.cli.local import cluster as clusters
from motcua.surfaces.cli.local.binaries import NoServer


@pytest.fixture(params=["system", "wheel"])
def folder(request, monkeypatch):
    """A state folder of its own, where the server's user can reach it."""
    if request.param == "system" and not list(Path("/usr/lib/postgresql").glob("*/bin")):
        monkeypatch.setenv("MOTCUA_POSTGRES", "auto")
    else:
        monkeypatch.setenv("MOTCUA_POSTGRES", request.param)
    parent = "/var/lib/motcua" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=parent))
    monkeypatch.setenv("MOTCUA_STATE_DIR", str(folder))
    yield folder
    clusters.locate(folder).stop()
    shutil.rmtree(folder)


def connect(settings, user, password):
    return psycopg.connect(
        host=settings["MOTCUA_DATABASE_HOST"], user=user, password=settings[password],
        dbname=clusters.DATABASE, autocommit=True,
    )  # fmt: skip


def as_owner(settings):
    return connect(settings, clusters.OWNER, "MOTCUA_OWNER_PASSWORD")


def as_application(settings):
    return connect(settings, clusters.APPLICATION, "MOTCUA_DATABASE_PASSWORD")


def postmaster(cluster):
    return int((cluster.data / "postmaster.pid").read_text("utf-8").split()[0])


def kill(cluster):
    pid = postmaster(cluster)
    os.kill(pid, signal.SIGKILL)
    subprocess.run(
        [
            "sh",
            "-c",
            f"for i in $(seq 100); do kill -0 {pid} 2>/dev/null || exit 0; sleep 0.05; done",
        ],
        check=True,
    )


def test_a_cluster_lives_through_stop_kill_and_lost_lock(folder):
    cluster, settings = clusters.ensure(folder, unsafe=True)
    with as_owner(settings) as owner:
        owner.execute("CREATE EXTENSION unaccent")
        owner.execute("CREATE EXTENSION pg_trgm")
        owner.execute("CREATE TABLE kept AS SELECT 'Đặng'::text AS name")
    cluster.stop()
    stopped = cluster.is_running()

    again, same = clusters.ensure(folder, unsafe=True)
    kill(again)
    clusters.ensure(folder, unsafe=True)
    kill(again)
    # After a restart of the machine the recorded number may be anybody's: here it is ours.
    lock = cluster.data / "postmaster.pid"
    lines = lock.read_text("utf-8").splitlines() if lock.exists() else ["", str(cluster.data)]
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]), "utf-8")
    clusters.ensure(folder, unsafe=True)

    assert stopped is False
    assert same == settings
    with as_owner(settings) as owner:
        assert owner.execute("SELECT name FROM kept").fetchone() == ("Đặng",)
    with (
        as_application(settings) as application,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        application.execute("CREATE TABLE mine (id int)")
    assert folder.stat().st_mode & 0o077 == (0o011 if os.geteuid() == 0 else 0)
    assert cluster.folder.stat().st_mode & 0o077 == 0


def test_a_half_made_cluster_is_made_anew_and_a_whole_one_never(folder):
    (folder / "pg" / "pgdata.new").mkdir(parents=True)
    (folder / "pg" / "pgdata.new" / "PG_VERSION").write_text("15", "utf-8")

    cluster, settings = clusters.ensure(folder, unsafe=True)
    with as_owner(settings) as owner:
        owner.execute("CREATE TABLE kept (id int)")
    cluster.create(password="other", configuration={})

    with as_owner(settings) as owner:
        assert owner.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_a_lost_password_is_named(folder):
    clusters.ensure(folder, unsafe=True)
    (folder / local.SETTINGS_FILE).unlink()

    with pytest.raises(NoServer, match="does not admit the password"):
        clusters.ensure(folder, unsafe=True)


def test_a_database_is_served_by_the_version_that_made_it(tmp_path):
    with pytest.raises(NoServer, match="PostgreSQL 9, which made this database,"):
        binaries.choose(copies=tmp_path, made_with=9, must_copy=False)


def test_an_unknown_choice_of_server_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_POSTGRES", "sqlite")

    with pytest.raises(NoServer, match="auto, system or wheel"):
        binaries.choose(copies=tmp_path, made_with=None, must_copy=False)


def test_client_programs_are_no_older_than_the_server():
    folder = binaries.for_client(server=15)

    assert binaries.version_of(folder) >= 15
    with pytest.raises(NoServer, match="99 or newer"):
        binaries.for_client(server=99)


def test_a_socket_folder_of_somebody_else_is_refused(tmp_path):
    folder = tmp_path / "link"
    folder.symlink_to(tmp_path)
    cluster = clusters.Cluster(binaries=tmp_path, folder=tmp_path, user=None)

    with pytest.raises(NoServer, match="belongs to somebody else"):
        cluster._make_private(folder)


def test_a_long_path_gets_a_short_socket_folder():
    short = clusters.Cluster(binaries=Path("/b"), folder=Path("/a"), user=None)
    long = clusters.Cluster(binaries=Path("/b"), folder=Path("/") / ("a" * 120), user=None)

    assert short.sockets == Path("/a/s")
    assert len(str(long.sockets)) < 90
