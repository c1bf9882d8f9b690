"""How visitors ask for an address, what they are answered, and what the asking changed."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import Final, Self

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse

from tests.access.rows import ANONYMOUS, EVERYBODY, REFUSED, Row
from tests.access.table import TABLE

STREAM: Final = "application/offset+octet-stream"
BYTES: Final = b"%PDF-1.7\n\n"
EACH_KIND: Final = (ANONYMOUS, "applicant", "chair", "operator")
"""Visitors as a page without a door can tell them apart: by having signed in, and to which surface."""
COUNTERS: Final = ("django_session", "kernel_cache")
"""What a refusal may change: the session it came with, and how often was asked."""


def ask(browser, method, address, row, sent):
    """Send one request as the row describes it."""
    if row.headers:
        body = {"data": BYTES, "content_type": STREAM} if method in {"post", "patch"} else {}
        query = "&".join(f"{name}={value}" for name, value in sent.items())
        return getattr(browser, method)(f"{address}?{query}", headers=row.headers, **body)
    if method == "post":
        return browser.post(address, sent)
    return getattr(browser, method)(address, query_params=row.asked)


def try_out(browser, send):
    """Return the answer to what is sent, with all that the sending did undone again."""
    cookies = browser.cookies.copy()
    point = transaction.savepoint()
    try:
        response = send()
        if response.streaming:
            # Read while what was sent still stands; a streamed answer keeps nothing to read again.
            whole = b"".join(response.streaming_content)
            return HttpResponse(whole, status=response.status_code, headers=response.headers)
        return response
    finally:
        transaction.savepoint_rollback(point)
        browser.cookies = cookies


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What one visitor was answered to one method."""

    visitor: str
    method: str
    status: int
    met: int | str
    """The status, or the door that was shown."""
    headers: Mapping[str, str]
    body: bytes

    @property
    def page(self) -> str:
        """The answer as text; what of a PDF is no text stays unread."""
        return self.body.decode(errors="replace")


@dataclass(frozen=True, kw_only=True)
class Round:
    """The visitors with every method at one address: first those to be refused, then the others."""

    row: Row
    refused: tuple[Answer, ...]
    changed_by_refused: frozenset[str]
    """Tables, and ``files``, in which anything was written."""
    granted: tuple[Answer, ...]
    changed_by_granted: frozenset[str]

    @classmethod
    def go(cls, route, things, visitors) -> Self:
        """Let everybody ask."""
        row, address = TABLE[route], things.address(route)
        sent = things.sent(row)
        refused, granted = [], []
        for key in product(visiting(row), methods(row)):
            (refused if row.promised(*key) in REFUSED else granted).append(key)

        def ask_all(keys):
            for visitor, method in keys:
                browser = visitors[visitor]
                response = try_out(browser, partial(ask, browser, method, address, row, sent))
                yield _answer(visitor, method, row.door, response)

        before = _everything()
        refusals = tuple(ask_all(refused))
        between = _everything()
        grants = tuple(ask_all(granted))
        return cls(
            row=row,
            refused=refusals,
            changed_by_refused=frozenset(place for place, _what in between - before),
            granted=grants,
            changed_by_granted=frozenset(place for place, _what in _everything() - between),
        )

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What everybody was answered."""
        return self.refused + self.granted

    @property
    def gets(self) -> tuple[Answer, ...]:
        """The answers to those who only looked."""
        return tuple(answer for answer in self.answers if answer.method == "get")


def visiting(row):
    """Return who asks: everybody where there is a door, one of each kind where there is none."""
    return sorted(EVERYBODY if row.door else EACH_KIND)


def methods(row):
    """Return the methods to try: reading, writing, and whatever else the address knows."""
    return sorted({"get", "post"} | set(row.answers))


def _answer(visitor, method, door, response):
    return Answer(
        visitor=visitor,
        method=method,
        status=response.status_code,
        met=_met(response, door),
        headers=response.headers,
        body=response.content,
    )


def _met(response, door):
    location = response.headers.get("Location", "")
    is_led = door and response.status_code == 302 and location.partition("?next=")[0] == door
    return door if is_led else response.status_code


def _everything():
    return written() | files_kept()


def written():
    """Return how many rows of each table this transaction has added, changed and taken away.

    PostgreSQL counts what was undone as well, so that an attempt shows even after its rollback.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0 AND relname <> ALL(%s)",
            [list(COUNTERS)],
        )
        return set(cursor.fetchall())


def files_kept():
    """Return the files there are, with their sizes."""
    return {("files", kept) for kept in _walk(settings.FILES_DIR)}


def _walk(folder):
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _walk(entry.path)
        else:
            yield entry.path, entry.stat().st_size
