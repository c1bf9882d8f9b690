"""Venues of the coming week as the portal shows them: communes, places, days with hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.procedures.queries import Version
from motcua.domain.venues.queries import Opened

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency

MOST: Final = 40
"""Places that one page shows; where there are more, one chooses a commune first."""


@dataclass(frozen=True, kw_only=True)
class ShownDay:
    """One day with its hours."""

    name: str
    on: str
    hours: str


@dataclass(frozen=True, kw_only=True)
class ShownVenue:
    """One place with its days."""

    name: str
    kind: str
    address: str
    agency: "Agency"
    basis: str
    is_open: bool
    is_partial: bool
    """Whether only some procedures are received there."""
    days: tuple[ShownDay, ...]


@dataclass(frozen=True, kw_only=True)
class ShownCommune:
    """One commune with its places, or with their number alone."""

    name: str
    count: int
    address: str
    """The page of this commune alone."""
    venues: tuple[ShownVenue, ...]


def show(
    found: Sequence[Opened], *, commune: str, version: Version | None = None,
    agencies: "Sequence[Agency]" = (),
) -> dict[str, Any]:  # fmt: skip
    """Return the places by commune; only the communes where there are too many for one page."""
    chosen = [one for one in found if one.venue.commune.code == commune]
    shown = chosen or found
    is_long = len(shown) > MOST and not chosen
    code = version.code if version else ""
    communes = [
        _commune(list(those), code, is_long=is_long)
        for _key, those in groupby(shown, key=lambda one: one.venue.commune_id)
    ]
    return {
        "communes": communes,
        "is_long": is_long,
        "is_one": bool(chosen),
        "version": version,
        "procedure": version.name_in(get_language() or "vi") if version else "",
        "agencies": agencies,
    }


def _commune(those: Sequence[Opened], code: str, *, is_long: bool) -> ShownCommune:
    commune = those[0].venue.commune
    asked = {"xa": commune.code, **({"thu-tuc": code} if code else {})}
    return ShownCommune(
        name=commune.name,
        count=len(those),
        address=f"?{urlencode(asked)}",
        venues=() if is_long else tuple(map(_venue, those)),
    )


def _venue(one: Opened) -> ShownVenue:
    venue = one.venue
    return ShownVenue(
        name=venue.name,
        kind=str(venue.get_kind_display()),
        address=venue.address,
        agency=venue.agency,
        basis=venue.basis,
        is_open=one.is_open,
        is_partial=bool(venue.procedures),
        days=tuple(
            ShownDay(
                name=_(day.weekday), on=f"{day.on:%d/%m}", hours=", ".join(map(str, day.hours))
            )
            for day in one.days
        ),
    )
