"""A rehearsal under way: sit down, move, take back, get up."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.composition.rehearsal import permissions, queries, running
from motcua.composition.rehearsal import world as worlds
from motcua.composition.rehearsal.errors import MovedMeanwhile
from motcua.composition.rehearsal.models import Sitting
from motcua.composition.rehearsal.queries import Look
from motcua.composition.rehearsal.rules import moves
from motcua.composition.rehearsal.rules.moves import Move
from motcua.foundation.identity.actors import Officer


@transaction.atomic
def sit_down(*, draft_id: int, by: Officer, at: datetime) -> Sitting:
    """Begin a rehearsal; what the officer had under way for this draft is put away.

    :raises DraftNotFound: if the officer may not rehearse it
    :raises NothingToRehearse: if the draft is closed, or a repeal
    """
    draft = permissions.get_open_draft(draft_id, by)
    return _begin(draft.pk, [], queries.beginning_for(at), by=by, at=at)


@transaction.atomic
def rehearse_again(*, draft_id: int, script_id: int, by: Officer, at: datetime) -> Sitting:
    """Sit down with the moves of a test, to look at it and go on from there.

    :raises ScriptNotFound: if the procedure has no such test
    """
    draft = permissions.get_open_draft(draft_id, by)
    script = queries.get_script(draft, script_id).script
    return _begin(draft.pk, script.moves, script.begins_at, by=by, at=at)


def move(
    *, draft_id: int, made: Sequence[Move], seen_revision: int, by: Officer, at: datetime
) -> Look:
    """Make moves one after the other, and return where the rehearsal stands then.

    :raises MovedMeanwhile: if another window went on
    :raises Refusal: the product's own, of the first move it does not allow; nothing is kept then
    """
    draft = permissions.get_open_draft(draft_id, by)
    sitting = _require_sitting(draft.pk, by, seen_revision)
    script = moves.tidy((*moves.from_plain(sitting.moves), *made))
    with worlds.set_for(draft, begins_at=sitting.begins_at) as world:
        played = running.run(world, script, at=sitting.begins_at)
        refused = next((one for one in played.refusals[-len(made) :] if one), None)
        found = queries.to_look(script, played)
    if refused is not None:
        raise refused
    _keep(sitting, script, at=at)
    return found


@transaction.atomic
def take_back(*, draft_id: int, seen_revision: int, by: Officer, at: datetime) -> None:
    """Take the last move back.

    :raises MovedMeanwhile: if another window went on
    """
    draft = permissions.get_open_draft(draft_id, by)
    sitting = _require_sitting(draft.pk, by, seen_revision)
    _keep(sitting, moves.from_plain(sitting.moves)[:-1], at=at)


@transaction.atomic
def get_up(*, draft_id: int, by: Officer) -> None:
    """Put the rehearsal under way away."""
    draft = permissions.get_draft(draft_id, by)
    Sitting.objects.filter(draft=draft, post_id=by.post_id).delete()


def _begin(
    draft_id: int, script: object, begins_at: datetime, *, by: Officer, at: datetime
) -> Sitting:
    sitting, _is_new = Sitting.objects.update_or_create(
        draft_id=draft_id,
        post_id=by.post_id,
        defaults={"begins_at": begins_at, "moves": script, "revision": 0, "changed_at": at},
    )
    return sitting


def _require_sitting(draft_id: int, by: Officer, seen_revision: int) -> Sitting:
    sitting = Sitting.objects.filter(draft_id=draft_id, post_id=by.post_id).first()
    if sitting is None or sitting.revision != seen_revision:
        raise MovedMeanwhile
    return sitting


def _keep(sitting: Sitting, script: Sequence[Move], *, at: datetime) -> None:
    kept = Sitting.objects.filter(pk=sitting.pk, revision=sitting.revision).update(
        moves=moves.to_plain(script), revision=sitting.revision + 1, changed_at=at
    )
    if not kept:
        raise MovedMeanwhile
