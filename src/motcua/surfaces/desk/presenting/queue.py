"""The filter of the queue."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from motcua.composition.casework.narrowing import NarrowedQueue, Waiting
from motcua.domain.procedures.queries import Version
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting.door import Option, list_options, read_key
from motcua.surfaces.desk.presenting.dossiers import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from motcua.domain.dossiers.models import Dossier


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which dossiers of the queue are asked for, as the address says it."""

    narrowed: NarrowedQueue
    after: "tuple[datetime, int] | None" = None

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """Return what an address asks for; what it does not spell rightly does not matter."""
        waiting = asked.get("loc", "")
        return cls(
            narrowed=NarrowedQueue(
                waiting=Waiting(waiting) if waiting in Waiting.values else None,
                procedure_id=read_key(asked.get("thu-tuc", "")),
            ),
            after=paging.read_dated_mark(asked.get("sau", "")),
        )

    @property
    def asked(self) -> dict[str, str]:
        """Return what an address says of how the queue is cut."""
        cut = self.narrowed
        asked = {"loc": cut.waiting or "", "thu-tuc": str(cut.procedure_id or "")}
        return {name: value for name, value in asked.items() if value}

    def address(self, *, after: str = "") -> str:
        """Return the address of the queue cut like this, or of its next page."""
        asked = self.asked | ({"sau": after} if after else {})
        return reverse("desk:queue") + (f"?{urlencode(asked)}" if asked else "")


@dataclass(frozen=True, kw_only=True)
class Link:
    """One way to cut the queue."""

    name: str
    href: str
    is_chosen: bool


def show_ways(wish: Wish) -> list[Link]:
    """Return the ways to cut the queue by how its dossiers stand; choosing the chosen one again shows all."""
    return [
        Link(
            name=str(way.label),
            href=_cut(wish, None if way == wish.narrowed.waiting else way).address(),
            is_chosen=way == wish.narrowed.waiting,
        )
        for way in Waiting
    ]


def show_procedures(wish: Wish, found: "Iterable[tuple[Dossier, Version]]") -> list[Option]:
    """Return the procedures of the page to cut the queue to, by name; the chosen one always."""
    names = {dossier.procedure_id: name_of(version) for dossier, version in found}
    return list_options(names, chosen=wish.narrowed.procedure_id)


def _cut(wish: Wish, waiting: Waiting | None) -> Wish:
    return Wish(narrowed=replace(wish.narrowed, waiting=waiting))
