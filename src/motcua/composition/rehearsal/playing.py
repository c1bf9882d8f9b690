"""Playing a script: each move is the product's own act, done by who may do it, at the turned clock."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Final, assert_never
from uuid import UUID

from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.enums import FieldKind
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import (
    asked_files,
    attaching,
    filling,
    handling,
    intake,
    lodging,
    results,
)
from motcua.composition.rehearsal.enums import Until
from motcua.composition.rehearsal.errors import MoveImpossible, TooLong
from motcua.composition.rehearsal.rules import moves
from motcua.composition.rehearsal.rules.moves import Move
from motcua.composition.rehearsal.world import World
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import State
from motcua.domain.satisfaction.enums import Subject31
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock, outbox
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier, Draft


MOST_SECONDS: Final = 20.0
"""Seconds that one script may take."""
_ROUNDS: Final = 20
"""Rounds in which the worker's part must come to rest."""
_PAST: Final = timedelta(minutes=1)
"""How far beyond a due moment the clock is turned: the moment itself is still in time."""


@dataclass(kw_only=True)
class Play:
    """A rehearsal under way: who holds what, and what time it is."""

    world: World
    begins_at: datetime
    now: datetime
    draft_id: UUID | None = None
    """What the applicant fills in, or supplements."""
    reference: str = ""
    """The dossier, once lodged."""
    steps: list[tuple[str, str]] = field(default_factory=list)
    """Tasks completed so far, with their outcomes."""
    declared: list[forms.Answers] = field(default_factory=list)
    """What was declared at each lodging."""
    ends_by: float = 0.0

    @property
    def applicant(self) -> Citizen:
        """Who applies."""
        return self.world.applicant

    def dossier(self) -> "Dossier":
        """Return the dossier as it is now.

        Raises:
            MoveImpossible: if nothing is lodged yet.
        """
        if not self.reference:
            raise MoveImpossible
        return dossier_queries.get(Subject(kind=dossier_queries.KIND, key=self.reference))

    def open_tasks(self) -> "list[Task]":
        """Return the tasks that wait for somebody."""
        return workflow.list_open_tasks(self.dossier().subject) if self.reference else []


def begin(world: World, *, at: datetime) -> Play:
    """Let the applicant begin to fill in at that moment.

    Raises:
        NotProvided: if the procedure is not taken online.
    """
    at = at.astimezone(clock.VIETNAM)
    play = Play(world=world, begins_at=at, now=at, ends_by=monotonic() + MOST_SECONDS)
    with clock.fixed_at(at):
        draft = filling.start(
            code=world.version.code, agency_id=world.agency.pk, by=world.applicant, at=at
        )
    play.draft_id = draft.pk
    return play


@contextmanager
def taken_back() -> Iterator[None]:
    """Play inside the block and take it back, for one world to serve several plays."""
    with transaction.atomic():
        try:
            yield
        finally:
            transaction.set_rollback(True)


def make(play: Play, move: Move) -> Refusal | None:
    """Make one move and what the worker does after it; return why the product refused it, if so.

    A refused move leaves everything as it was.

    Raises:
        TooLong: if the time for the play is over.
    """
    if monotonic() > play.ends_by:
        raise too_long()
    before = (play.now, play.draft_id, play.reference, list(play.steps), list(play.declared))
    try:
        with transaction.atomic():
            _act(play, move)
    except Refusal as refusal:
        play.now, play.draft_id, play.reference, play.steps, play.declared = before
        return refusal
    with clock.fixed_at(play.now):
        _let_the_worker_work()
    return None


def too_long() -> TooLong:
    """Return the refusal of a script that is too long."""
    return TooLong(moves=moves.MOST_MOVES, seconds=int(MOST_SECONDS))


class WorkerFailed(RuntimeError):
    """What follows an act in the worker did not come to rest: a defect, with its error."""


def _let_the_worker_work() -> None:
    for _round in range(_ROUNDS):
        if not outbox.drain():
            break
    failed = outbox.list_errors()
    if failed:
        raise WorkerFailed(failed[0])


def _act(play: Play, move: Move) -> None:
    with clock.fixed_at(play.now):
        match move:
            case moves.Answer() | moves.Attach() | moves.Lodge() | moves.Supplement():
                _fill(play, move)
            case moves.Turn():
                play.now = _turned(play, move)
            case moves.Accept() | moves.Ask() | moves.Direct():
                _take_in(play, move)
            case moves.Do():
                _do(play, move)
            case moves.Confirm() | moves.Withdraw() | moves.Rate():
                _answer(play, move)
            case _:
                assert_never(move)


def _fill(play: Play, move: moves.Answer | moves.Attach | moves.Lodge | moves.Supplement) -> None:
    by, at = play.applicant, play.now
    if isinstance(move, moves.Supplement):
        play.draft_id = lodging.open_supplement(reference=play.dossier().reference, by=by, at=at).pk
        return
    if play.draft_id is None:
        raise MoveImpossible
    match move:
        case moves.Answer():
            opened = dossier_queries.get_draft(play.draft_id, by)
            dossiers.save_draft(
                draft_id=play.draft_id,
                answers={**opened.answers, **_with_files(play, opened.draft, move.answers)},
                facts=opened.facts,
                seen_revision=opened.draft.revision,
                by=by,
                at=at,
            )
        case moves.Attach():
            _attach(play, play.draft_id, move.paper)
        case moves.Lodge():
            opened_now = filling.open_filling(play.draft_id, by)
            play.declared.append(opened_now.answers)
            dossier, is_supplement = lodging.hand_in(draft_id=play.draft_id, by=by, at=at)
            if is_supplement and dossier.state == State.IN_PROGRESS:
                play.steps.append((lodging.SUPPLEMENT_TASK, lodging.SUPPLIED))
            play.draft_id, play.reference = None, dossier.reference
        case _:
            assert_never(move)


def _with_files(play: Play, draft: "Draft", answers: forms.Answers) -> forms.Answers:
    """Return the answers with sample files handed in for each question that is answered by files."""
    questions = [one for one in play.world.form.fields.values() if one.id in answers]
    wanted = {
        one.id: [_sample_file(play, f"{one.id}-{place}") for place in range(len(files))]
        for one in questions
        if one.kind is FieldKind.FILE and isinstance(files := answers[one.id], list)
    }
    kept = asked_files.keep(
        questions,
        {},
        asked_files.Sent(added=wanted),
        draft=draft,
        by=play.applicant,
        at=play.now,
    )
    return {**answers, **kept.answers}


def _sample_file(play: Play, name: str) -> asked_files.File:
    return asked_files.File(name=f"{name}.pdf", content=documents.sample_pdf(name, at=play.now))


def _attach(play: Play, draft_id: UUID, paper: str) -> None:
    attached = attaching.attach(
        draft_id=draft_id,
        paper_code=paper,
        files=[_sample_file(play, paper)],
        by=play.applicant,
        at=play.now,
    )
    for refused in attached.refused:
        raise refused


def _take_in(play: Play, move: moves.Accept | moves.Ask | moves.Direct) -> None:
    reference, by, at = play.dossier().reference, play.world.desk, play.now
    match move:
        case moves.Accept():
            intake.accept(reference=reference, by=by, at=at)
        case moves.Ask():
            intake.request_supplement(
                reference=reference, items=_items(move.items), reason=move.reason, by=by, at=at
            )
        case moves.Direct():
            intake.direct(
                reference=reference,
                to_agency_id=play.world.other_agency.pk,
                reason=move.reason,
                by=by,
                at=at,
            )
        case _:
            assert_never(move)


def _do(play: Play, move: moves.Do) -> None:
    task = next((task for task in play.open_tasks() if task.code == move.task), None)
    by = officer_for(play.world, task) if task else None
    if task is None or by is None:
        raise MoveImpossible
    handling.complete_task(
        task_id=task.pk,
        outcome=move.outcome,
        reason=move.reason,
        items=_items(move.items),
        by=by,
        at=play.now,
    )
    play.steps.append((move.task, move.outcome))


def officer_for(world: World, task: "Task") -> Officer | None:
    """Return who holds the post that the task waits for; None for the applicant's own tasks."""
    return world.officers.get(Role(task.role)) if task.role in Role.values else None


def _items(items: Sequence[moves.Item]) -> list[dict[str, str]]:
    return [{"what": item.what, "why": item.why} for item in items]


def _answer(play: Play, move: moves.Confirm | moves.Withdraw | moves.Rate) -> None:
    reference, by, at = play.dossier().reference, play.applicant, play.now
    match move:
        case moves.Confirm():
            handling.answer_draft_entry(
                reference=reference, outcome=move.outcome, reason=move.reason, by=by, at=at
            )
            play.steps.append((handling.CONFIRM_TASK, move.outcome))
        case moves.Withdraw():
            lodging.withdraw(reference=reference, reason=move.reason, by=by, at=at)
        case moves.Rate():
            results.rate(
                reference=reference,
                posted={subject.value: move.mark for subject in Subject31},
                comment=move.comment,
                by=by,
                at=at,
            )
        case _:
            assert_never(move)


def _turned(play: Play, move: moves.Turn) -> datetime:
    if move.until is None:
        return play.now + timedelta(days=move.days, hours=move.hours)
    moment = moment_of(play, move.until)
    if moment is None or moment <= play.now:
        raise MoveImpossible
    return moment


def moment_of(play: Play, until: Until) -> datetime | None:
    """Return just past the moment that the clock can be turned to, None if there is none."""
    if not play.reference:
        return None
    dossier = play.dossier()
    match until:
        case Until.DUE:
            moment = dossier.due_at
        case Until.INTAKE_DUE:
            moment = None if dossier.accepted_at else dossier.intake_due_at
        case Until.TASK_DUE:
            moment = min((t.due_at for t in play.open_tasks() if t.due_at), default=None)
        case _:
            assert_never(until)
    return moment.astimezone(clock.VIETNAM) + _PAST if moment else None
