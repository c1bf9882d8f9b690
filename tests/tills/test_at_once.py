"""Two hands at one cash book: it is balanced over nobody's open transaction."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction
from tests.tills.test_no_sequence_of_acts import World

from motcua.domain.tills import actions, queries, rules
from motcua.domain.tills.models import Movement
from motcua.foundation.kernel.money import Dong

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = """SELECT count(*) FROM pg_locks JOIN pg_database here ON here.oid = database
    WHERE here.datname = current_database() AND locktype = 'advisory' AND NOT granted"""
SECONDS = 30


def is_waiting():
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0


def test_closing_the_book_waits_for_a_payment_that_is_not_written_yet(province):
    world = World(province)
    world.do("transfer", 0, 0, 5)
    written, release = Event(), Event()

    def pay():
        try:
            with transaction.atomic():
                world.do("transfer", 1, 0, 3)
                written.set()
                assert release.wait(SECONDS)
        finally:
            connection.close()

    def close():
        try:
            return actions.close_book(by=province.desk, at=world.at)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        paying = threads.submit(pay)
        assert written.wait(SECONDS)
        closing = threads.submit(close)
        until = time.monotonic() + SECONDS
        while not (is_waiting() or closing.done()) and time.monotonic() < until:
            time.sleep(0.01)
        waited = is_waiting() and not closing.done()
        release.set()
        paying.result(SECONDS)
        closed = closing.result(SECONDS)

    moved = list(Movement.objects.order_by("pk"))
    assert waited
    assert closed.until_id == moved[-1].pk
    assert [one.amount for one in moved] == [Dong(5_000), Dong(3_000)]
    assert queries.read_balances(closed) == rules.balances(one.move for one in moved)
