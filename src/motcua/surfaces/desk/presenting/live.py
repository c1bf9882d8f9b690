"""What a list remembers of the moment it was drawn, to be told what is new since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from motcua.composition.casework.screens import Listing
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting.door import read_key

UNDER_WAY: Final = timedelta(seconds=2)
"""How long before a list is drawn something may have begun that is not on it yet."""
_LISTS: Final = {
    Listing.QUEUE: ("desk:queue", "desk:arrivals"),
    Listing.WORK: ("desk:work", "desk:new-work"),
    Listing.RESULTS: ("desk:results", "desk:new-results"),
}


NOT_CUT: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """When a list was drawn, and how much of what is counted as new stood on it already."""

    at: datetime
    shown: int = 0

    @property
    def since(self) -> datetime:
        """From which moment on what came is counted."""
        return self.at - UNDER_WAY

    @classmethod
    def read(cls, asked: QueryDict) -> Self | None:
        """Return what an address says; None if it says no moment."""
        at = paging.read_moment(asked.get("tu", ""))
        shown = read_key(asked.get("co", "")) or 0
        return None if at is None else cls(at=at, shown=shown)


@dataclass(frozen=True, kw_only=True)
class Live:
    """The line of a list that says what is new."""

    listing: str
    count_from: str


def draw(
    listing: Listing, moments: Iterable[datetime], *, now: datetime,
    asked: Mapping[str, str] = NOT_CUT,
) -> Live:  # fmt: skip
    """Return the line of a list on which what came at these moments is shown.

    :param asked: what the address of the list asks for, if it is cut
    """
    shown = sum(moment > Drawn(at=now).since for moment in moments)
    drawn = {"tu": paging.write_moment(now)} | ({"co": str(shown)} if shown else {})
    said = urlencode({**drawn, **asked})
    return Live(listing=listing.value, count_from=f"{reverse(_LISTS[listing][1])}?{said}")


def address_of(listing: Listing, asked: Mapping[str, str] = NOT_CUT) -> str:
    """Return where the list is shown with what is new."""
    address = reverse(_LISTS[listing][0])
    return f"{address}?{urlencode(asked)}" if asked else address
