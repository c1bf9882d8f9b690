"""The verbs of custody, and the only writers of its table. Each hand-over is an entry of the dossier's log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.domain.custody import permissions, queries, rules
from motcua.domain.custody.enums import Place
from motcua.domain.custody.errors import NotInPack, PackMoved, PackNotFound
from motcua.domain.custody.models import Pack
from motcua.domain.custody.rules import Deed
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act
from motcua.foundation.identity.actors import Officer

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
    return _pass(pack_id, Deed.GIVE, seen, (), note, by=by, at=at)


@transaction.atomic
def take(
    *, pack_id: int, seen: Place, missing: Sequence[str], note: str, by: Officer, at: datetime
) -> Pack:
    """Confirm that the papers are here; a paper that is not is put on record at once (Article 21.2).

    :param missing: codes of papers that should be in the pack and are not
    :raises PackNotFound, PackMoved, NotYoursToGive: as for ``give``
    :raises SameHands: if the officer gave them
    :raises NotInPack: if a paper said to be missing was never there
    """
    return _pass(pack_id, Deed.TAKE, seen, missing, note, by=by, at=at)


def _pass(
    pack_id: int, deed: Deed, seen: Place, missing: Sequence[str], note: str, *, by: Officer,
    at: datetime,
) -> Pack:  # fmt: skip
    found = queries.find_for(by, pack_id)
    if found is None:
        raise PackNotFound
    # The dossier is held first, as by every other act: two hands find one outcome.
    dossiers.hold(reference=found.dossier.reference, by=by)
    pack = queries.find_for(by, pack_id)
    assert pack is not None
    place = Place(pack.place)
    if place is not seen or rules.deed_at(place) is not deed:
        raise PackMoved
    barrier = permissions.find_barrier(by, pack)
    if barrier is not None:
        raise barrier
    if not set(missing) <= set(pack.present):
        raise NotInPack
    hand = _Hand(
        act=_ACTS[deed],
        target=rules.PASSAGES[place, deed],
        due_at=rules.due_of(place, transfer_due_at=pack.due_at, promised_at=pack.dossier.due_at),
        missing=tuple(missing),
        note=note.strip(),
    )
    _write(pack, hand, by=by, at=at)
    pack.place, pack.post_id, pack.since = hand.target, by.post_id, at
    pack.has_left = True
    pack.missing = [*pack.missing, *missing]
    pack.save(update_fields=["place", "post_id", "since", "has_left", "missing"])
    return pack


@dataclass(frozen=True, kw_only=True)
class _Hand:
    """One side's part of a hand-over."""

    act: Act
    target: Place
    due_at: datetime | None
    missing: tuple[str, ...]
    note: str


def _write(pack: Pack, hand: _Hand, *, by: Officer, at: datetime) -> None:
    """Say in the log who gave or took which papers, and what was not there."""
    punctuality = rules.punctuality(at, hand.due_at)
    common = {"pack": pack.pk, "from_post": pack.post_id}
    words = {"note": hand.note} if hand.note else {}
    reference = pack.dossier.reference
    payload = {
        **common,
        "codes": [code for code in pack.present if code not in hand.missing],
        "place": hand.target.value,
        "due_at": dossier_queries.moment(hand.due_at) if hand.due_at else None,
        "punctuality": punctuality.value if punctuality else "",
    }
    dossiers.note(reference=reference, act=hand.act, payload=payload, words=words, by=by, at=at)
    if hand.missing:
        payload = {**common, "codes": list(hand.missing)}
        dossiers.note(
            reference=reference, act=Act.MISS_PAPERS, payload=payload, words=words, by=by, at=at
        )
