"""A process that kills itself at its n-th step: whoever tests crashes sets it up with ``die_at``.

Steps are: before and after each sync and rename of a file, before and after each commit, before each
statement that writes, before and after each statement of the job queue, and before and after a letter
is handed to the mail server.
"""

import itertools
import os
import signal
import smtplib
from collections.abc import Callable

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.backends.signals import connection_created
from procrastinate import PsycopgConnector

WHEN_DONE = -1
"""In place of a step: when the act has returned, and nothing else is left to do."""
READS = ("SELECT", "SAVEPOINT", "RELEASE", "SET")
QUEUE = "procrastinate_"
"""Functions of the job queue write although they are selected."""
ASKING = ("execute_query_async", "execute_query_one_async", "execute_query_all_async")


def writes(sql: str) -> bool:
    """Return whether the statement changes something."""
    return QUEUE in sql or not sql.lstrip().startswith(READS)


def die_at(step: int, *, counted: Callable[[str], bool] = writes) -> None:
    """Kill this process at its given step, whatever thread is there first."""
    steps = itertools.count()

    def count() -> None:
        if next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    os.fsync = _around(os.fsync, count)
    os.replace = _around(os.replace, count)
    smtplib.SMTP.sendmail = _around(smtplib.SMTP.sendmail, count)
    DatabaseWrapper._commit = _around(DatabaseWrapper._commit, count)
    for name in ASKING:
        setattr(PsycopgConnector, name, _around_query(getattr(PsycopgConnector, name), count))
    _before_each_statement(counted, count)


def _around(function, count):
    def run(*args, **kwargs):
        count()
        result = function(*args, **kwargs)
        count()
        return result

    return run


def _around_query(function, count):
    async def run(*args, **kwargs):
        count()
        result = await function(*args, **kwargs)
        count()
        return result

    return run


def _before_each_statement(counted, count):
    """Count the statements of every connection from here on."""

    def before(execute, sql, params, many, context):
        if counted(sql):
            count()
        return execute(sql, params, many, context)

    def watch(connection: BaseDatabaseWrapper, **_signal: object) -> None:
        if before not in connection.execute_wrappers:
            connection.execute_wrappers.append(before)

    connection_created.connect(watch, weak=False)
