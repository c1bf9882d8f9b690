"""A local run takes its ports, its turn and its leftovers, and touches nobody else's."""

import os
import signal
import socket
import subprocess
import sys

import msgspec
import pytest
from django.urls import reverse
from tests.processes.harness import free_port

from motcua.foundation.kernel import local
from motcua.surfaces.cli import main
from motcua.surfaces.cli.local import plan, processes, up, welcome
from motcua.surfaces.cli.local.plan import Ports, PortTaken
from motcua.surfaces.cli.local.processes import Book


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("MOTCUA_STATE_DIR", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("offset", [0, 1, 2, 3])
def test_a_taken_port_is_named(offset):
    with socket.socket() as taken:
        taken.bind((plan.HOST, free_port()))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(PortTaken, match=f"Port {port} is in use"):
            Ports(first=port - offset).require_free()


def test_secrets_are_made_once_and_addresses_follow_the_port(state):
    plan.write_settings(Ports(first=9000))
    first = local.read_local_settings()
    plan.write_settings(Ports(first=9100))
    second = local.read_local_settings()

    secrets = {"MOTCUA_SECRET_KEY", "MOTCUA_MASTER_KEY", "MOTCUA_OIDC_CLIENT_SECRET"}
    assert {name: first[name] for name in secrets} == {name: second[name] for name in secrets}
    assert len(bytes.fromhex(first["MOTCUA_MASTER_KEY"])) == 32
    assert first["MOTCUA_PUBLIC_URL"] == "http://127.0.0.1:9000"
    assert second["MOTCUA_PUBLIC_URL"] == "http://127.0.0.1:9100"
    assert second["MOTCUA_OIDC_ISSUER"] == "http://127.0.0.1:9101"
    assert second["MOTCUA_EMAIL_PORT"] == "9102"
    assert (state / local.SETTINGS_FILE).stat().st_mode & 0o077 == 0


def test_the_provider_knows_where_to_send_people_back_to():
    assert reverse("portal:sign-in-callback") == plan.CALLBACK
    assert reverse("portal:signed-out") == plan.AFTER_LOGOUT


def test_the_welcome_names_every_address_and_role():
    said = welcome.text(Ports(first=9000), seconds=7.25)

    assert "7.2 giây" in said
    assert all(f":{port}/" in said for port in (9000, 9001, 9003))
    assert all(login in said for login, _role in welcome.ROLES)


def test_the_people_of_the_welcome_are_in_the_demo():
    people = msgspec.yaml.decode(plan.PEOPLE.read_bytes(), type=welcome.People)

    assert {login for login, _role in welcome.ROLES} <= {
        officer.login for officer in people.officers
    }


def test_leftovers_of_a_killed_run_are_ended(state, tmp_path):
    record = processes.start(
        "worker",
        [sys.executable, "-c", "import time; time.sleep(60)"],
        environment=dict(os.environ),
        log=tmp_path / "log",
    )
    book = Book(state / up.BOOK)
    book.write([record])

    up.end_leftovers(book)

    assert not record.lives()
    assert book.read() == []


def test_a_second_run_of_the_same_checkout_is_refused(state, monkeypatch, capsys):
    monkeypatch.setattr(up, "PREDECESSOR_ENDS_WITHIN", 0.2)
    other = up.Run(ports=Ports(first=9000), parent=None)
    with up.alone(other):
        status = up.main(["--port", str(free_port())])

    assert status == main.REFUSED
    assert f"already runs (process {os.getpid()})" in capsys.readouterr().err


@pytest.fixture
def _handlers():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    # Under nohup a hang-up is ignored, which the product respects; here each way is asked.
    before = {number: signal.signal(number, signal.SIG_DFL) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture(autouse=True)
def _umask():
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_handlers")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_way_of_asking_stops_the_run(state, number):
    run = up.Run(ports=Ports(first=9000), parent=None)
    run.listen()
    os.kill(os.getpid(), number)

    with pytest.raises(up.Stopped):
        run.pause()


def test_a_run_ends_with_whoever_started_it(state):
    run = up.Run(ports=Ports(first=9000), parent=os.getppid() + 1)

    with pytest.raises(up.Stopped):
        run.pause()


def test_a_service_that_keeps_ending_fails_the_run_with_its_words(state):
    run = up.Run(ports=Ports(first=9000), parent=None)
    broken = plan.Service(
        name="web", command=(sys.executable, "-c", "print('no module named so', flush=True)")
    )
    run.start(broken)

    with pytest.raises(up.Failed, match="no module named so"):
        run.keep_up()
    assert [record.name for record in Book(state / up.BOOK).read()] == ["web"]
    run.close()
    assert Book(state / up.BOOK).read() == []


def test_the_logs_of_the_run_before_are_put_aside(state):
    log = state / "logs" / "web.log"
    log.parent.mkdir()
    log.write_text("before", "utf-8")

    plan.put_logs_aside()

    assert not log.exists()
    assert (state / "logs" / "web.log.1").read_text("utf-8") == "before"


@pytest.mark.parametrize("port", ["80", "65535", "x"])
def test_a_port_out_of_reach_is_wrong_usage(port):
    outcome = subprocess.run(
        [sys.executable, "-m", "motcua.surfaces.cli.main", "up", "--port", port],
        capture_output=True, check=False,
    )  # fmt: skip

    assert outcome.returncode == main.WRONG_USAGE
