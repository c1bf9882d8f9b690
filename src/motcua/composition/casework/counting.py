"""Packs of one giver taken over together: each number is scanned or typed, and what is not there is put on record.

Article 18.2 of Decree 61/2018/NĐ-CP: papers are handed over against the control slip.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final

from motcua.composition.casework.custody import PURPOSE, read_number
from motcua.domain.custody import actions as custody
from motcua.domain.custody import permissions, queries
from motcua.domain.custody.enums import Place, Sighting
from motcua.domain.custody.queries import Deed
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit

if TYPE_CHECKING:
    from motcua.domain.custody.models import Count, Pack
    from motcua.foundation.identity.actors import Officer

SHOWN_FOR: Final = timedelta(days=7)
MOST: Final = 500
"""Numbers scanned on one page."""


@dataclass(frozen=True, kw_only=True)
class Giver:
    """Who gave packs that are on their way to this officer's side."""

    post_id: int
    agency_id: int
    name: str
    packs: tuple[Pack, ...]


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One number as it was scanned, and what it is."""

    text: str
    number: str
    sighting: Sighting


@dataclass(frozen=True, kw_only=True)
class Counting:
    """Packs of one giver while they are counted."""

    giver: Giver
    seen: tuple[Seen, ...]
    there: tuple[Pack, ...]
    awaited: tuple[Pack, ...]
    """On record as given, and not scanned yet."""

    @property
    def strange(self) -> tuple[Seen, ...]:
        """What was scanned and does not belong."""
        right = {Sighting.THERE, Sighting.AGAIN}
        return tuple(one for one in self.seen if one.sighting not in right)


def list_givers(by: Officer) -> list[Giver]:
    """Return who gave packs that this officer may take over. Two queries for any number; the reading is noted."""
    packs = queries.list_on_their_way(by)
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id,
        subjects=[pack.dossier.subject for pack in packs], purpose=PURPOSE,
    )  # fmt: skip
    posts = identity.list_posts_by_id(sorted({pack.post_id for pack in packs}))
    givers = []
    for post_id, given in groupby(packs, key=lambda pack: pack.post_id):
        post, theirs = posts.get(post_id), tuple(given)
        # Who gives to the desk handles the dossier; who gives to those is the desk that received it.
        first = theirs[0]
        is_back = Place(first.place) is Place.TO_DESK
        givers.append(
            Giver(
                post_id=post_id,
                agency_id=first.dossier.agency_id if is_back else first.dossier.receiving_agency_id,
                name=f"{post.name}, {post.title}" if post else "",
                packs=theirs,
            )
        )
    return givers


def count(from_post: int, scanned: Iterable[str], by: Officer) -> Counting | None:
    """Return what of a giver's packs was scanned; None if nothing of theirs is on its way.

    Two queries, and at most four for all numbers that are not of these packs.
    """
    givers = list_givers(by)
    giver = next((one for one in givers if one.post_id == from_post), None)
    if giver is None:
        return None
    keys = {key: pack for pack in giver.packs for key in _keys(pack)}
    others = {
        key for one in givers if one is not giver for pack in one.packs for key in _keys(pack)
    }
    read = [(text, read_number(text)) for text in list(scanned)[:MOST]]
    strange = _sight(
        [number for _text, number in read if dossiers.lookup_key(number) not in keys], others, by
    )
    seen: list[Seen] = []
    there: dict[int, Pack] = {}
    known: set[str] = set()
    for text, number in read:
        key = dossiers.lookup_key(number)
        if not key:
            continue
        sighting = Sighting.THERE if key in keys else strange[key]
        if key in known or (key in keys and keys[key].pk in there):
            sighting = Sighting.AGAIN
        known.add(key)
        if key in keys:
            # A dossier's packs go together: whoever holds its papers holds the supplement too.
            there |= {one.pk: one for one in giver.packs if one.dossier_id == keys[key].dossier_id}
            number = str(keys[key].dossier)
        seen.append(Seen(text=text, number=number, sighting=sighting))
    return Counting(
        giver=giver, seen=tuple(seen), there=tuple(there.values()),
        awaited=tuple(pack for pack in giver.packs if pack.pk not in there),
    )  # fmt: skip


def take(counting: Counting, *, note: str, by: Officer, at: datetime) -> Count:
    """Take over what was there; what was not, and what did not belong, is put on record for both sides.

    Raises:
        NothingCounted: if nothing of the giver's was there.
        PackMoved: if somebody gave or took one of them meanwhile; then none is taken.
    """
    return custody.take_counted(
        taken=counting.there, missing=counting.awaited,
        strange=[(one.number[:64], one.sighting) for one in counting.strange], note=note,
        giver=(counting.giver.post_id, counting.giver.agency_id), by=by, at=at,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Short:
    """A count that did not come out even, as giver and taker read it."""

    count: Count
    giver: str
    taker: str
    strange: tuple[tuple[str, str], ...]


def list_short(by: Officer, *, now: datetime) -> list[Short]:
    """Return the counts of the last days that did not come out even, newest first. Two queries at most."""
    found = queries.list_short_counts(by, since=now - SHOWN_FOR)
    if not found:
        return []
    posts = identity.list_posts_by_id(sorted({key for one in found for key in _posts_of(one)}))
    names = {key: f"{post.name}, {post.title}" for key, post in posts.items()}
    return [
        Short(
            count=one, giver=names.get(one.from_post, ""), taker=names.get(one.by_post, ""),
            strange=tuple((row["number"], str(Sighting(row["why"]).label)) for row in one.strange),
        )
        for one in found
    ]  # fmt: skip


def _posts_of(one: Count) -> tuple[int, int]:
    return one.from_post, one.by_post


def _keys(pack: Pack) -> tuple[str, ...]:
    dossier = pack.dossier
    return tuple(dossiers.lookup_key(text) for text in (dossier.number, dossier.reference) if text)


def _sight(numbers: Sequence[str], others: Collection[str], by: Officer) -> dict[str, Sighting]:
    """Return what the numbers are that the giver did not give, by their keys. Four queries at most."""
    sighted = dict.fromkeys(map(dossiers.lookup_key, numbers), Sighting.OTHER_HANDS)
    asked = [one for one in numbers if dossiers.lookup_key(one) not in others]
    found = dossiers.list_visible(by, asked)
    packs = queries.list_packs_of(found.values())
    for key in map(dossiers.lookup_key, asked):
        sighted[key] = _place(packs.get(found[key].pk, ()) if key in found else (), by)
    return sighted


def _place(packs: Sequence[Pack], by: Officer) -> Sighting:
    """Return where the packs of a dossier are that the giver did not give; unknown, if there are none."""
    if not packs:
        return Sighting.UNKNOWN
    held = [pack for pack in packs if queries.deed_at(Place(pack.place)) is Deed.GIVE]
    if any(permissions.find_barrier(by, pack) is None for pack in held):
        return Sighting.HERE
    return Sighting.NOT_GIVEN
