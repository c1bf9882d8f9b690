"""An open desk hears of new work from a process of its own, after a lost database too.

How soon it hears is measured by ``bench.live``.
"""

import http.client
import threading
from contextlib import contextmanager
from http import HTTPStatus

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.casework import people
from tests.casework.province import find_people
from tests.processes.harness import Product, pointed_at, wait_until

from motcua.composition.casework import noting
from motcua.foundation.identity.models import Account
from motcua.foundation.identity.sessions import SessionStore
from motcua.foundation.kernel import clock
from motcua.surfaces.cli.local import plan
from motcua.surfaces.desk.live import stream

SOON = 10


class Screen:
    """An open stream, and of what it was told."""

    def __init__(self, product, cookie, origin=None):
        self.connection = http.client.HTTPConnection(plan.HOST, product.live_port, timeout=30)
        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
        if origin:
            headers["Origin"] = origin
        self.connection.request("GET", stream.PATH, headers=headers)
        self.answer = self.connection.getresponse()
        self.told = []
        if self.answer.status == HTTPStatus.OK:
            threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        try:
            while line := self.answer.fp.readline():
                if line.startswith(b"event: bye"):
                    self.told.append("bye")
                if line.startswith(b"data: "):
                    self.told.append(line[6:].strip().decode())
        except (OSError, ValueError, AttributeError):
            return

    def close(self):
        self.connection.close()


@contextmanager
def screens(product, *cookies):
    opened = [Screen(product, cookie) for cookie in cookies]
    try:
        yield opened
    finally:
        for screen in opened:
            screen.close()


def session_of(officer):
    account = Account.objects.get(person_id=officer.person_id)
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return session.session_key


@pytest.fixture(scope="module")
def product(database_maker, tmp_path_factory):
    """The process that tells what is new, on a province of its own."""
    product = Product(
        database=database_maker("live", with_province=True),
        folder=tmp_path_factory.mktemp("product"),
        settings=settings.DATABASES,
    )
    product.start("live")
    yield product
    product.end_all()


@pytest.fixture
def at_work(product, django_db_blocker):
    """The cast, whose acts are committed for real."""
    with django_db_blocker.unblock(), pointed_at(product.database):
        yield find_people()


def ears(product):
    return product.rows(
        "SELECT pid FROM pg_stat_activity WHERE datname = %s AND query LIKE 'LISTEN%%'",
        [product.database],
        is_owner=True,
    )


def test_lodging_and_step_are_told_to_whose_lists_they_are_on_and_to_nobody_else(product, at_work):
    keys = [session_of(one) for one in (at_work.desk, at_work.registrar, at_work.stranger)]
    wait_until(lambda: ears(product), what="the ear", within=SOON)
    with screens(product, *keys) as (desk, registrar, stranger):
        dossier = people.lodge(at_work, at=clock.now())
        wait_until(lambda: desk.told == ["queue"], what="the queue", within=SOON)

        people.accept(at_work, dossier, at=clock.now())
        wait_until(lambda: registrar.told == ["work"], what="the work", within=SOON)

        assert (desk.told, stranger.told) == (["queue"], [])


def test_who_is_called_by_a_note_hears_of_it_and_nobody_else(product, at_work):
    keys = [session_of(one) for one in (at_work.desk, at_work.registrar, at_work.chair)]
    dossier = people.accept(at_work, people.lodge(at_work, at=clock.now()), at=clock.now())
    wait_until(lambda: ears(product), what="the ear", within=SOON)
    with screens(product, *keys) as (desk, registrar, chair):
        noting.write(
            reference=dossier.reference, words="Xem lại nơi sinh.", at=clock.now(),
            post_ids=[at_work.registrar.post_id], by=at_work.chair,
        )  # fmt: skip
        wait_until(lambda: "calling" in registrar.told, what="the mark", within=SOON)

        assert ("calling" in desk.told, "calling" in chair.told) == (False, False)


def test_after_a_lost_database_everybody_looks_for_himself_and_hears_again(product, at_work):
    with screens(product, session_of(at_work.desk)) as (desk,):
        (before,) = ears(product)
        product.rows("SELECT pg_terminate_backend(%s)", [*before], is_owner=True)
        wait_until(lambda: set(desk.told) == {"queue", "results", "work", "calling"}, within=SOON)
        assert ears(product) != [before]

        desk.told.clear()
        people.lodge(at_work, at=clock.now())
        wait_until(lambda: desk.told == ["queue"], what="the queue", within=SOON)


@pytest.mark.parametrize("who", ["hanh", "nobody"])
def test_who_is_no_officer_hears_nothing(who, product, at_work):
    key = session_of(at_work.hanh) if who == "hanh" else "no-such-session"
    with screens(product, key) as (screen,):
        assert screen.answer.status == HTTPStatus.NO_CONTENT


def test_a_stream_ends_with_the_session_it_was_opened_for(product, at_work):
    key = session_of(at_work.desk)
    with screens(product, key) as (desk,):
        SessionStore(key).delete()

        wait_until(lambda: desk.told == ["bye"], what="the end", within=3 * stream.CHECK_EVERY)


def test_a_page_of_another_origin_is_refused(product, at_work):
    key = session_of(at_work.desk)
    stranger = Screen(product, key, origin="https://ke-la.example")
    own = Screen(product, key, origin=product.address)

    assert stranger.answer.status == HTTPStatus.FORBIDDEN
    assert own.answer.getheader("Access-Control-Allow-Origin") == product.address
    assert (own.answer.status, own.answer.getheader("Cache-Control")) == (HTTPStatus.OK, "no-store")
    own.close()
