"""From hand to hand (Articles 18.2 and 20.2): each hand-over is an entry of the dossier's log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.domain.custody import permissions, queries, rules
from motcua.domain.custody.actions.losses import begin_loss
from motcua.domain.custody.enums import Place, Sighting
from motcua.domain.custody.errors import (
    MissingAndDamaged,
    NothingCounted,
    NotInPack,
    PackMoved,
    PackNotFound,
)
from motcua.domain.custody.models import Count, Pack
from motcua.domain.custody.rules import Deed
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act
from motcua.foundation.identity.actors import Officer

LONGEST_NOTE: Final = 200
_ACTS: Final = {Deed.GIVE: Act.GIVE_PAPERS, Deed.TAKE: Act.TAKE_PAPERS}


def begin(
    *, dossier_id: int, codes: Sequence[str], due_at: datetime, by: Officer, at: datetime
) -> Pack:
    """Put papers that were just brought into the hands of who received them (Article 17.1).

    The entry that took them in says it in the log. Runs in the caller's transaction.
    """
    return Pack.objects.create(
        dossier_id=dossier_id, codes=list(codes), post_id=by.post_id, since=at, due_at=due_at
    )


@transaction.atomic
def give(*, pack_id: int, seen: Place, note: str, by: Officer, at: datetime) -> Pack:
    """Give the papers to the other side: to who handles the dossier, or back to the desk (Article 18.2).

    :param seen: where the officer saw them
    :raises PackNotFound: if the officer's agency has nothing to do with it
    :raises PackMoved: if they are there no more
    :raises NotYoursToGive: if the officer is not of the side that holds them
    """
    return _pass(pack_id, Deed.GIVE, seen, _WHOLE, note, by=by, at=at)


@transaction.atomic
def take(
    *, pack_id: int, seen: Place, missing: Sequence[str], damaged: Sequence[str] = (), note: str,
    by: Officer, at: datetime,
) -> Pack:  # fmt: skip
    """Confirm that the papers are here; one that is not, or is spoilt, is put on record at once (Article 21.2).

    :param missing: codes of papers that should be in the pack and are not
    :param damaged: codes of papers that are there, and spoilt since they were handed in
    :raises PackNotFound, PackMoved, NotYoursToGive: as for ``give``
    :raises SameHands: if the officer gave them
    :raises NotInPack: if a paper said to be missing or spoilt was never there, or is known to be so
    :raises MissingAndDamaged: if one paper is said to be both
    """
    found = _Found(missing=tuple(missing), damaged=tuple(damaged))
    return _pass(pack_id, Deed.TAKE, seen, found, note, by=by, at=at)


@transaction.atomic
def take_counted(
    *, taken: Sequence[Pack], missing: Sequence[Pack], strange: Sequence[tuple[str, Sighting]],
    note: str, giver: tuple[int, int], by: Officer, at: datetime,
) -> Count:  # fmt: skip
    """Take over the packs that were there and put on record what was not, and what did not belong.

    :param giver: the post that gave, and its agency
    :raises NothingCounted: if none was there
    :raises PackNotFound, PackMoved, NotYoursToGive, SameHands: as for ``take``; then none is taken
    """
    if not taken:
        raise NothingCounted(field="code")
    for pack in sorted(taken, key=lambda one: one.dossier_id):
        _pass(pack.pk, Deed.TAKE, Place(pack.place), _WHOLE, note, by=by, at=at)
    return Count.objects.create(
        agency_id=by.agency_id, from_post=giver[0], from_agency_id=giver[1], by_post=by.post_id,
        at=at, taken=_named(taken), missing=_named(missing),
        strange=[{"number": number, "why": why.value} for number, why in strange],
        note=note.strip()[:LONGEST_NOTE], is_short=bool(missing or strange),
    )  # fmt: skip


def _named(packs: Sequence[Pack]) -> list[dict[str, object]]:
    return [{"pack": pack.pk, "number": str(pack.dossier)} for pack in packs]


def _pass(
    pack_id: int, deed: Deed, seen: Place, found: "_Found", note: str, *, by: Officer, at: datetime
) -> Pack:  # fmt: skip
    # The dossier is held first, as by every other act: two hands find one outcome.
    pack = hold(pack_id, by)
    place = Place(pack.place)
    if place is not seen or rules.deed_at(place) is not deed:
        raise PackMoved
    barrier = permissions.find_barrier(by, pack)
    if barrier is not None:
        raise barrier
    _require_in(pack, found)
    hand = _Hand(
        act=_ACTS[deed],
        target=rules.PASSAGES[place, deed],
        due_at=rules.due_of(place, transfer_due_at=pack.due_at, promised_at=pack.dossier.due_at),
        found=found,
        note=note.strip(),
    )
    _write(pack, hand, by=by, at=at)
    pack.place, pack.post_id, pack.since = hand.target, by.post_id, at
    pack.has_left = True
    pack.missing = [*pack.missing, *found.missing]
    pack.damaged = [*pack.damaged, *found.damaged]
    pack.save(update_fields=["place", "post_id", "since", "has_left", "missing", "damaged"])
    if found.missing or found.damaged:
        begin_loss(pack.dossier, pack=pack, missing=found.missing, damaged=found.damaged, at=at)
    return pack


def _require_in(pack: Pack, found: "_Found") -> None:
    if set(found.missing) & set(found.damaged):
        raise MissingAndDamaged
    sound = set(pack.present) - set(pack.damaged)
    if not set(found.missing) <= set(pack.present) or not set(found.damaged) <= sound:
        raise NotInPack


def hold(pack_id: int, by: Officer) -> Pack:
    """Return the pack as it is now, its dossier held until the caller's transaction ends.

    :raises PackNotFound: if the officer's agency has nothing to do with it
    """
    found = queries.find_for(by, pack_id)
    if found is None:
        raise PackNotFound
    dossiers.hold(reference=found.dossier.reference, by=by)
    pack = queries.find_for(by, pack_id)
    assert pack is not None
    return pack


@dataclass(frozen=True, kw_only=True)
class _Found:
    """What who took the papers found wrong with them, by code."""

    missing: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


_WHOLE: Final = _Found()


@dataclass(frozen=True, kw_only=True)
class _Hand:
    """One side's part of a hand-over."""

    act: Act
    target: Place
    due_at: datetime | None
    found: _Found
    note: str


def _write(pack: Pack, hand: _Hand, *, by: Officer, at: datetime) -> None:
    """Say in the log who gave or took which papers, and what was not there."""
    punctuality = rules.punctuality(at, hand.due_at)
    common = {"pack": pack.pk, "from_post": pack.post_id}
    words = {"note": hand.note} if hand.note else {}
    reference = pack.dossier.reference
    payload = {
        **common,
        "codes": [code for code in pack.present if code not in hand.found.missing],
        "place": hand.target.value,
        "due_at": dossier_queries.moment(hand.due_at) if hand.due_at else None,
        "punctuality": punctuality.value if punctuality else "",
    }
    dossiers.note(reference=reference, act=hand.act, payload=payload, words=words, by=by, at=at)
    wrong = {Act.MISS_PAPERS: hand.found.missing, Act.DAMAGE_PAPERS: hand.found.damaged}
    for act, codes in wrong.items():
        if codes:
            payload = {**common, "codes": list(codes)}
            dossiers.note(reference=reference, act=act, payload=payload, words=words, by=by, at=at)
