"""What a receiver of words promises, held against HTTP and against the portal we play ourselves."""

import json
from collections import deque
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from motcua.capabilities.exchange.connectors.base import Postponed, Rejected, Word
from motcua.capabilities.exchange.connectors.http import client
from motcua.capabilities.exchange.connectors.http.client import HttpReceiver
from motcua.capabilities.exchange.connectors.registry import receiver_at
from motcua.capabilities.exchange.connectors.simulated.portal import DOWN, SimulatedPortal
from motcua.capabilities.exchange.models import SimulatedWord

pytestmark = pytest.mark.django_db

SECRET = b"s" * 32


class Portal(BaseHTTPRequestHandler):
    """A portal's behaviour: keeps the newest word of a number, refuses what has none."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((dict(self.headers), body))
        content = json.loads(body)
        status = self.server.answers.popleft() if self.server.answers else 204
        if "number" not in content:
            status = 422
        if status < 300:
            kept = self.server.kept.get(content["number"])
            if kept is None or kept["sequence"] < content["sequence"]:
                self.server.kept[content["number"]] = content
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_words):
        """Stay quiet."""


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), Portal) as portal:
        portal.seen, portal.kept, portal.answers = [], {}, deque()
        thread = Thread(target=portal.serve_forever)
        thread.start()
        yield portal
        portal.shutdown()
        thread.join()


@pytest.fixture(params=["http", "simulated"])
def side(request, server):
    """Return a receiver, its address, one that is down, and how to read what it keeps."""
    if request.param == "http":
        address = f"http://127.0.0.1:{server.server_port}/"
        return HttpReceiver(), address, "http://127.0.0.1:9/", lambda: list(server.kept.values())
    kept = SimulatedWord.objects.values_list("content", flat=True)
    return SimulatedPortal(), "simulated://portal", DOWN, lambda: list(kept.all())


def a_word(address, sequence=1, **content):
    return Word(
        system="portal", address=address, key=f"NT-1:{sequence}", secret=SECRET,
        content={"number": "A-1", "sequence": sequence, **content},
    )  # fmt: skip


def test_what_was_taken_is_kept(side):
    receiver, address, _down, kept = side

    receiver.send(a_word(address, state="lodged"))

    assert kept() == [{"number": "A-1", "sequence": 1, "state": "lodged"}]


def test_an_older_or_repeated_word_sets_nothing_back(side):
    receiver, address, _down, kept = side

    for sequence in (2, 1, 2):
        receiver.send(a_word(address, sequence))

    assert kept() == [{"number": "A-1", "sequence": 2}]


def test_a_side_that_does_not_answer_may_later(side):
    receiver, _address, down, kept = side

    with pytest.raises(Postponed):
        receiver.send(a_word(down))
    assert kept() == []


def test_what_is_no_word_is_refused_for_good(side):
    receiver, address, _down, kept = side

    with pytest.raises(Rejected, match="422"):
        receiver.send(replace(a_word(address), content={"sequence": 1}))
    assert kept() == []


# --- HTTP alone -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (301, Rejected), (400, Rejected), (401, Rejected), (404, Rejected), (410, Rejected),
        (408, Postponed), (425, Postponed), (429, Postponed), (500, Postponed), (503, Postponed),
    ],
)  # fmt: skip
def test_the_status_says_whether_to_try_again(server, status, outcome):
    server.answers.append(status)

    with pytest.raises(outcome, match=str(status)):
        HttpReceiver().send(a_word(f"http://127.0.0.1:{server.server_port}/"))
    assert len(server.seen) == 1


def test_the_body_is_signed_and_named(server):
    HttpReceiver().send(a_word(f"http://127.0.0.1:{server.server_port}/", 7))

    ((headers, body),) = server.seen
    assert headers["Idempotency-Key"] == "NT-1:7"
    assert headers[client.SIGNATURE] == f"sha256={client.sign(SECRET, body)}"


def test_the_address_says_which_way():
    assert isinstance(receiver_at("https://portal.example/"), HttpReceiver)
    assert isinstance(receiver_at("simulated://portal"), SimulatedPortal)
