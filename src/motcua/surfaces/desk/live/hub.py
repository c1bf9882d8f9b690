"""One ear on the database for a whole process, and the open screens it wakes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import psycopg
import structlog
from django.db import Error, connections
from procrastinate.contrib.django.utils import connector_params

from motcua.composition.casework import screens
from motcua.composition.casework.screens import Listing, Place
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.kernel import outbox

if TYPE_CHECKING:
    from collections.abc import Iterable

log = structlog.get_logger(__name__)

GATHER: Final = 0.1
"""Seconds for which what happens is gathered before it is looked at."""
RECOVER_AFTER: Final = 1.0
MOST: Final = 200
"""Dossiers that are looked at together; when more changed at once, every screen looks for itself."""
PREFIX: Final = f"{dossiers.KIND}:"


@dataclass(eq=False)
class Screen:
    """One open page: the lists that belong to whom it is shown, and those not yet told of."""

    places: frozenset[Place]
    changed: set[Listing] = field(default_factory=set)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, listings: Iterable[Listing]) -> None:
        """Note that these lists changed; telling twice is telling once."""
        self.changed.update(listings)
        if self.changed:
            self.woken.set()

    def take(self) -> list[Listing]:
        """Return what was not told yet, and take it as told."""
        changed, self.changed = sorted(self.changed), set()
        self.woken.clear()
        return changed


class Hub:
    """The open screens of this process."""

    def __init__(self) -> None:
        self.screens: set[Screen] = set()
        self._heard: set[str] = set()
        self._stirred = asyncio.Event()

    async def run(self) -> None:
        """Listen and tell, for ever."""
        await asyncio.gather(self._listen(), self._relay())

    async def _listen(self) -> None:
        """Hear every commit; a lost database is waited for, and then every screen looks for itself."""
        parameters = connector_params()
        parameters.pop("pool", None)
        while True:
            try:
                # A connection of its own: a pooler would not carry LISTEN.
                async with await psycopg.AsyncConnection.connect(
                    **parameters, autocommit=True
                ) as ear:
                    await ear.execute(
                        psycopg.sql.SQL("LISTEN {}").format(
                            psycopg.sql.Identifier(outbox.LIVE_CHANNEL)
                        )
                    )
                    self.tell_all()
                    async for heard in ear.notifies():
                        self._heard.add(heard.payload)
                        self._stirred.set()
            except psycopg.Error as error:
                log.warning("live.connection_lost", error=repr(error))
            await asyncio.sleep(RECOVER_AFTER)

    async def _relay(self) -> None:
        while True:
            await self._stirred.wait()
            await asyncio.sleep(GATHER)
            self._stirred.clear()
            heard, self._heard = self._heard, set()
            if not self.screens:
                continue
            self.tell(screens.places_called(heard))
            references = [one.removeprefix(PREFIX) for one in heard if one.startswith(PREFIX)]
            if not references:
                continue
            if len(references) > MOST:
                self.tell_all()
                continue
            try:
                self.tell(await asyncio.to_thread(_find_places, references))
            except (Error, psycopg.Error) as error:
                log.warning("live.places_unknown", error=repr(error))
                self.tell_all()

    def tell(self, places: frozenset[Place]) -> None:
        """Wake the screens on which one of these lists is shown."""
        for screen in self.screens:
            screen.tell({place.listing for place in screen.places & places})

    def tell_all(self) -> None:
        """Let every screen look for itself: something may have been missed."""
        for screen in self.screens:
            screen.tell({place.listing for place in screen.places})


def _find_places(references: list[str]) -> frozenset[Place]:
    try:
        return screens.find_places(references)
    finally:
        connections.close_all()
