"""Cuts of lists that an officer named: above the list to come back to, below it to keep and to forget."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from motcua.capabilities.workflow import queries as workflow
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel.errors import Refusal

Pairs = tuple[tuple[str, str], ...]
"""What the address of a list asks for; a name may stand in it more than once."""


@dataclass(frozen=True, kw_only=True)
class Shelved:
    """A list of which cuts can be named."""

    key: str
    page: str
    save: str
    drop: str


WORK: Final = Shelved(key="work", page="desk:work", save="desk:save-list", drop="desk:drop-list")
QUEUE: Final = Shelved(
    key="queue", page="desk:queue", save="desk:save-queue", drop="desk:drop-queue"
)
DOSSIERS: Final = Shelved(
    key="dossiers", page="desk:dossiers", save="desk:save-dossiers", drop="desk:drop-dossiers"
)


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A cut of the list that the officer named."""

    id: int
    name: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The named cuts of a list, and the form that names the one in hand."""

    of: Shelved
    saved: tuple[Saved, ...]
    asked: Pairs
    """What the list in hand asks for; empty where it is whole."""
    error: str
    name: str
    """As it was typed."""


def show(
    of: Shelved, officer: Officer, asked: Iterable[tuple[str, str]], *,
    refused: Refusal | None = None, typed: str = "",
) -> Shelf:  # fmt: skip
    """Return the cuts of a list that the officer named, by name. No query where there is none, else one."""
    pairs = tuple(asked)
    is_any = workflow.has_saved(officer, of.key)
    here = urlencode(pairs)
    return Shelf(
        of=of,
        saved=tuple(
            Saved(
                id=one.id, name=one.name, href=f"{reverse(of.page)}?{one.asked}",
                is_chosen=one.asked == here,
            )
            for one in (workflow.list_saved(officer.post_id, of.key) if is_any else ())
        ),
        asked=pairs,
        error=refused.text if refused else "",
        name=typed if refused else "",
    )  # fmt: skip
