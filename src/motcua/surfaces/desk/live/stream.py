"""The stream an open desk listens to (server-sent events): which of its lists changed, and no more.

What is new, and whether the officer may see it, each page asks the product itself. A stream ends with
the session or the post it was opened for.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final

import psycopg
from django.conf import settings
from django.db import Error, connections

from motcua.composition.casework import screens
from motcua.foundation.identity import permissions as identity
from motcua.foundation.identity.actors import Officer
from motcua.surfaces.desk.live.hub import Hub, Screen

Message = MutableMapping[str, Any]  # as ASGI defines it
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PATH: Final = "/can-bo/truc-tiep/"
HEALTH: Final = "/healthz"
BEAT: Final = 10.0
"""Seconds after which something is said, so that proxies and browsers know the line is there."""
CHECK_EVERY: Final = 10.0
"""Seconds after which it is asked again, before anything is said, whether the officer may still listen."""
MOST_SCREENS: Final = 2000
BYE: Final = b"event: bye\ndata:\n\n"

_hub: Hub | None = None


async def application(scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
    """Answer one connection, or live as long as the process does."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "http":
        await _answer(scope, receive, send)


async def _live(receive: Receive, send: Send) -> None:
    global _hub  # noqa: PLW0603 - one ear for the process
    await receive()
    _hub = Hub()
    listening = asyncio.create_task(_hub.run())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    listening.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await listening
    await send({"type": "lifespan.shutdown.complete"})


async def _answer(scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
    headers: dict[bytes, bytes] = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin-1")
    if scope["path"] == HEALTH:
        await _refuse(send, HTTPStatus.OK)
    elif scope["path"] != PATH or scope["method"] != "GET":
        await _refuse(send, HTTPStatus.NOT_FOUND)
    elif origin not in {"", settings.PUBLIC_URL}:
        await _refuse(send, HTTPStatus.FORBIDDEN)
    elif _hub is None or len(_hub.screens) >= MOST_SCREENS:
        await _refuse(send, HTTPStatus.SERVICE_UNAVAILABLE)
    else:
        await _let_listen(_hub, _session_key(headers), receive, send)


async def _let_listen(hub: Hub, key: str, receive: Receive, send: Send) -> None:
    officer = await _ask_officer(key)
    if officer is None:
        # A browser does not ask again after this answer.
        await _refuse(send, HTTPStatus.NO_CONTENT)
        return
    screen = Screen(places=screens.places_of(officer))
    hub.screens.add(screen)
    try:
        await send(_begin(HTTPStatus.OK, [(b"content-type", b"text/event-stream")]))
        await _say(send, b"retry: 2000\n\n")
        await _stream(screen, officer, key, receive, send)
    finally:
        hub.screens.discard(screen)


async def _stream(screen: Screen, officer: Officer, key: str, receive: Receive, send: Send) -> None:
    loop = asyncio.get_running_loop()
    gone = asyncio.create_task(_wait_until_gone(receive))
    checked = loop.time()
    try:
        while True:
            woken = asyncio.create_task(screen.woken.wait())
            await asyncio.wait({gone, woken}, timeout=BEAT, return_when=asyncio.FIRST_COMPLETED)
            woken.cancel()
            if gone.done():
                return
            if loop.time() - checked >= CHECK_EVERY:
                checked = loop.time()
                if await _ask_officer(key) != officer:
                    await _say(send, BYE, more=False)
                    return
            changed = screen.take()
            told = b"".join(b"event: changed\ndata: %s\n\n" % one.encode() for one in changed)
            await _say(send, told or b":\n\n")
    finally:
        gone.cancel()


async def _wait_until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _ask_officer(key: str) -> Officer | None:
    """Return who listens; nobody while the database is away: the browser comes back."""
    try:
        return await asyncio.to_thread(_find_officer, key)
    except (Error, psycopg.Error):
        return None


def _find_officer(key: str) -> Officer | None:
    try:
        return identity.find_officer_of_session(key)
    finally:
        connections.close_all()


def _session_key(headers: Mapping[bytes, bytes]) -> str:
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError:
        return ""
    found = cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else ""


def _begin(status: HTTPStatus, more: list[tuple[bytes, bytes]]) -> Message:
    headers = [
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-accel-buffering", b"no"),
        (b"access-control-allow-origin", settings.PUBLIC_URL.encode()),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"origin, cookie"),
    ]
    return {"type": "http.response.start", "status": status, "headers": headers + more}


async def _refuse(send: Send, status: HTTPStatus) -> None:
    await send(_begin(status, [(b"content-length", b"0")]))
    await _say(send, b"", more=False)


async def _say(send: Send, words: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": words, "more_body": more})
