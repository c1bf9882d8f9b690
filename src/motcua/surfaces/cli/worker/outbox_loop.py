"""Deliver the outbox: woken by a commit's notification, and now and then for what is to be retried."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import structlog
from django.db import close_old_connections, connection
from procrastinate.contrib.django.utils import connector_params

from motcua.foundation.kernel import outbox

log = structlog.get_logger(__name__)

LOOK_EVERY = 1.0
"""Seconds after which it looks without being woken: for messages whose time to retry has come."""
RECOVER_AFTER = 1.0


class OutboxLoop(threading.Thread):
    """Drain the outbox until told to stop."""

    def __init__(self) -> None:
        super().__init__(name="outbox", daemon=True)
        self._should_stop = threading.Event()

    def stop(self) -> None:
        """Finish the message in hand, then end."""
        self._should_stop.set()

    def run(self) -> None:
        """Listen and drain; a lost database is waited for, not died of."""
        while not self._should_stop.is_set():
            try:
                with _ear() as ear:
                    self._listen(ear)
            except psycopg.Error as error:
                log.warning("outbox.connection_lost", error=repr(error))
                self._should_stop.wait(RECOVER_AFTER)
            except Exception:
                # Django wraps a lost connection; a defect shows in the log and does not end delivery.
                log.exception("outbox.loop_failed")
                self._should_stop.wait(RECOVER_AFTER)
            finally:
                close_old_connections()
        connection.close()

    def _listen(self, ear: psycopg.Connection[tuple[object, ...]]) -> None:
        while not self._should_stop.is_set():
            while not self._should_stop.is_set() and outbox.drain() == outbox.BATCH:
                close_old_connections()
            close_old_connections()
            # One wake-up is enough for any number of commits; the rest are stale by then.
            for _notification in ear.notifies(timeout=LOOK_EVERY, stop_after=1):
                pass


@contextmanager
def _ear() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Open a connection of its own: a pooler would not carry LISTEN."""
    parameters = connector_params()
    parameters.pop("pool", None)
    with psycopg.connect(**parameters, autocommit=True) as ear:
        ear.execute(psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(outbox.CHANNEL)))
        yield ear
