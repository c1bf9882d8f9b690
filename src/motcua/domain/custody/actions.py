"""The verbs of custody, and the only writers of its table. Each hand-over is an entry of the dossier's log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.domain.custody import permissions, queries, rules
from motcua.domain.custody.enums import Place
from motcua.domain.custody.errors import NotInPack, PackMoved, PackNotFound
from motcua.domain.custody.models import Pack
from motcua.domain.custody.rules import Amends, Deed
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
    # The dossier is held first, as by every other act: two hands find one outcome.
    pack = hold(pack_id, by)
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
    if missing:
        pack.apologised_at = None  # owed for these too
    pack.save(update_fields=["place", "post_id", "since", "has_left", "missing", "apologised_at"])
    return pack


@transaction.atomic
def find_papers(
    *, pack_id: int, names: Mapping[str, str], note: str, by: Officer, at: datetime
) -> Pack:
    """Put on record that papers which were missing are there again (Article 21.2).

    :param names: what the papers are called, by their codes
    :raises PackNotFound: if the officer's agency has nothing to do with it
    :raises NotInPack: if one of them was not missing, or none is named
    """
    pack = hold(pack_id, by)
    if not names or not set(names) <= set(pack.missing):
        raise NotInPack(field="codes")
    pack.missing = [code for code in pack.missing if code not in names]
    pack.save(update_fields=["missing"])
    dossiers.note(
        reference=pack.dossier.reference, act=Act.FIND_PAPERS,
        payload={"pack": pack.pk, "codes": sorted(names), "names": list(names.values())},
        words={"note": note.strip()} if note.strip() else {}, by=by, at=at,
    )  # fmt: skip
    return pack


@transaction.atomic
def make_amends(
    *, pack_id: int, amends: Amends, names: Sequence[str], document_id: int, by: Officer,
    at: datetime,
) -> Pack:  # fmt: skip
    """Put on record who lost the papers, the apology, what is done and who pays (Article 21.2).

    The caller issues the signed apology, in the same transaction.

    :raises PackNotFound, DossierNotFound, NotYourTask: if the officer does not sign for the agency
    :raises NothingMissing: if no apology is owed
    """
    pack = hold(pack_id, by)
    permissions.require_apologising(by, pack)
    assert amends.blame is not None
    pack.apologised_at = at
    pack.save(update_fields=["apologised_at"])
    payload = {
        "pack": pack.pk,
        "codes": list(pack.missing),
        "names": list(names),
        "document_id": document_id,
        "blame": amends.blame.value,
        "cost": amends.cost,
        "bearer": amends.bearer.value if amends.bearer and amends.cost else "",
        "paid_on": amends.paid_on.isoformat() if amends.paid_on and amends.cost else "",
    }
    words = {"who": amends.who, "remedy": amends.remedy}
    dossiers.note(
        reference=pack.dossier.reference, act=Act.MAKE_AMENDS, payload=payload, words=words,
        by=by, at=at,
    )  # fmt: skip
    return pack


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
