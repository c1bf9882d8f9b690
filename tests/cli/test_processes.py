"""Our own processes are started, known again and ended; nobody else's are touched."""

import os
import signal
import sys
import textwrap
import time
from dataclasses import replace

import pytest

from motcua.surfaces.cli.local import processes
from motcua.surfaces.cli.local.processes import Book


@pytest.fixture
def start(tmp_path):
    started = []

    def run(code, name="child"):
        record = processes.start(
            name,
            [sys.executable, "-c", textwrap.dedent(code)],
            environment=dict(os.environ),
            log=tmp_path / "child.log",
        )
        started.append(record)
        return record

    yield run
    for record in started:
        processes.kill(record)


SLEEP = "import time; time.sleep(60)"
STUBBORN = """
    import signal, time
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    print("deaf", flush=True)
    time.sleep(60)
"""
WITH_CHILD = """
    import subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    print(child.pid, flush=True)
    time.sleep(60)
"""


def words(tmp_path):
    for _ in range(200):
        said = (tmp_path / "child.log").read_text("utf-8")
        if said.endswith("\n"):
            return said.strip()
        time.sleep(0.05)
    raise AssertionError("the child said nothing")


def test_a_process_ends_when_asked(start):
    record = start(SLEEP)

    processes.end(record)

    assert not record.lives()
    assert processes.exit_status(record) is not None


def test_a_deaf_process_is_ended_by_force(start, tmp_path):
    record = start(STUBBORN)
    words(tmp_path)

    processes.end(record, grace=0.3)

    assert not record.lives()


def test_the_children_of_a_killed_leader_are_ended(start, tmp_path):
    record = start(WITH_CHILD)
    child = int(words(tmp_path))
    os.kill(record.pid, signal.SIGKILL)

    processes.end(record)

    assert processes.birth_of(child) is None


def test_a_process_that_only_bears_the_number_is_left_alone(start):
    stranger = start(SLEEP)
    boot, _, tick = stranger.born.partition(" ")
    dead = replace(stranger, born=f"{boot} {int(tick) + 1}")

    processes.end(dead, grace=0.2)

    assert not dead.lives()
    assert stranger.lives()


def test_a_number_of_before_the_machine_started_is_a_stranger(start):
    stranger = start(SLEEP)
    dead = replace(stranger, born="another-boot 1")

    processes.end(dead, grace=0.2)

    assert stranger.lives()


def test_what_has_ended_has_no_birth(start):
    record = start("pass")
    for _ in range(100):
        if processes.exit_status(record) is not None:
            break
        time.sleep(0.05)

    assert processes.birth_of(record.pid) is None


def test_the_book_gives_back_what_was_written(tmp_path, start):
    book = Book(tmp_path / "processes.json")
    records = [start(SLEEP), start(SLEEP, name="other")]

    before = book.read()
    book.write(records)

    assert before == []
    assert book.read() == records
    assert [path.name for path in tmp_path.glob("*.new")] == []


def test_a_closed_terminal_does_not_reach_the_children(start):
    record = start(SLEEP)

    assert os.getsid(record.pid) == record.pid
