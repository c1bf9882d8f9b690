"""Tests: keep a rehearsal as one, take what it shows now as expected, let it go."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, transaction

from motcua.composition.rehearsal import permissions, queries, running
from motcua.composition.rehearsal import world as worlds
from motcua.composition.rehearsal.enums import Outcome
from motcua.composition.rehearsal.errors import NameNeeded, NameTaken, NothingToRehearse
from motcua.composition.rehearsal.models import Run, Script
from motcua.composition.rehearsal.rules import moves
from motcua.composition.rehearsal.rules.moves import Move
from motcua.composition.rehearsal.running import Played
from motcua.foundation.identity.actors import Officer

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft

LONGEST_NAME: Final = 120


def keep(*, draft_id: int, name: str, by: Officer, at: datetime) -> Script:
    """Keep the rehearsal under way as a test, with what is seen after each move as its expectation.

    :raises NameNeeded: if it is given no name
    :raises NameTaken: if another test of the procedure has the name
    :raises NothingToRehearse: if nothing is under way
    """
    draft = permissions.get_open_draft(draft_id, by)
    sitting = queries.find_sitting(draft, by)
    if sitting is None:
        raise NothingToRehearse
    name = _require_name(name)
    script = moves.from_plain(sitting.moves)
    with worlds.set_for(draft, begins_at=sitting.begins_at) as world:
        played = running.run(world, script, at=sitting.begins_at)
    with transaction.atomic():
        kept = add(draft, name, script, played, begins_at=sitting.begins_at, by=by, at=at)
        sitting.delete()
    return kept


def expect(*, draft_id: int, script_id: int, by: Officer, at: datetime) -> Script:
    """Take what the test shows now as what it shall show from now on: its next version.

    :raises ScriptNotFound: if the procedure has no such test
    """
    draft = permissions.get_open_draft(draft_id, by)
    before = queries.get_script(draft, script_id).script
    script = moves.from_plain(before.moves)
    with worlds.set_for(draft, begins_at=before.begins_at) as world:
        played = running.run(world, script, at=before.begins_at)
    return add(
        draft, before.name, script, played, begins_at=before.begins_at, by=by, at=at,
        replaces=before.number,
    )  # fmt: skip


@transaction.atomic
def retire(*, draft_id: int, script_id: int, by: Officer, at: datetime) -> None:
    """Let the procedure have this test no more; its versions and results stay.

    :raises ScriptNotFound: if the procedure has no such test
    """
    draft = permissions.get_open_draft(draft_id, by)
    before = queries.get_script(draft, script_id).script
    Script.objects.create(
        procedure_code=before.procedure_code,
        name=before.name,
        number=before.number + 1,
        begins_at=before.begins_at,
        moves=before.moves,
        expected=before.expected,
        is_retired=True,
        kept_by=by.key,
        kept_by_name=by.name,
        kept_at=at,
    )


@transaction.atomic
def add(
    draft: "RecordDraft",
    name: str,
    script: Sequence[Move],
    played: Played,
    *,
    begins_at: datetime,
    by: Officer,
    at: datetime,
    replaces: int | None = None,
) -> Script:
    """Add a version of a test with what was seen as its expectation, and note that it fits.

    :param replaces: the number of the version it takes the place of; None for a new test
    :raises NameTaken: if another test has the name, or somebody was faster
    """
    last = queries.find_last_version(draft.procedure_code, name)
    if last is not None and not last.is_retired and last.number != replaces:
        raise NameTaken(field="name")
    try:
        with transaction.atomic():
            kept = Script.objects.create(
                procedure_code=draft.procedure_code,
                name=name,
                number=last.number + 1 if last else 1,
                begins_at=begins_at,
                moves=moves.to_plain(script),
                expected=played.plain,
                kept_by=by.key,
                kept_by_name=by.name,
                kept_at=at,
            )
    except IntegrityError as error:
        if "script_numbered_once" not in str(error):
            raise
        raise NameTaken(field="name") from error
    Run.objects.create(
        script=kept,
        draft=draft,
        revision=draft.revision,
        outcome=Outcome.FITS,
        differences=[],
        reaches=sorted(played.reaches),
        run_at=at,
    )
    return kept


def _require_name(name: str) -> str:
    wanted = " ".join(name.split())[:LONGEST_NAME]
    if not wanted:
        raise NameNeeded(field="name")
    return wanted
