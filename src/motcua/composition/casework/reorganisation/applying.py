"""Applying a reorganisation: agencies, provision, posts, dossiers and tasks in one transaction."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from motcua.capabilities.workflow import actions as workflow
from motcua.composition.casework import chains
from motcua.composition.casework.reorganisation.writing import hand_of
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.actions import Ordered
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures import queries as procedure_queries
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import queries as people
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations import queries as organisation_queries
from motcua.foundation.organisations.actions import Succeeded


@dataclass(frozen=True, kw_only=True)
class Done:
    """What followed by itself; what did not waits in ``list_undecided``."""

    agencies: int
    provisions: int
    dossiers: int
    drafts: int
    tasks: int
    posts: int


@transaction.atomic
def apply(*, reorganisation_id: int, by: Officer, at: datetime) -> Done:
    """Apply the plan: agencies end and begin on its day, and what hangs on them follows.

    :raises ReorganisationNotFound: if the officer's root has no such plan
    :raises ReorganisationMoveRefused: if it does not wait to be applied
    :raises OwnPlan: if this person wrote a word of it
    :raises NotItsDayYet: before its day
    :raises InvalidInput: if the agencies have changed since it was written
    """
    hand = hand_of(by)
    one, several = organisations.apply_plan(reorganisation_id=reorganisation_id, by=hand, at=at)
    order = Ordered(reorganisation_id=one.pk, basis=one.basis, article=one.article)
    codes = {pk: named.code for pk, named in procedure_queries.named_by_id().items()}
    done = Done(agencies=len(several), provisions=0, dossiers=0, drafts=0, tasks=0, posts=0)
    for succeeded in several:
        carried = procedures.carry_provisions(
            from_agency_id=succeeded.ended.pk,
            on=one.on,
            basis=one.basis,
            whither=_Whither(succeeded).agency_ids,
        )
        moved = _move_cases(succeeded, codes, order=order, by=by, at=at)
        posts = _move_posts(succeeded, on=clock.day_in_vietnam(at), at=at)
        done = Done(
            agencies=done.agencies,
            provisions=done.provisions + carried.begun,
            dossiers=done.dossiers + moved.dossiers,
            drafts=done.drafts + moved.drafts,
            tasks=done.tasks + moved.tasks,
            posts=done.posts + posts,
        )
    # Once every dossier that follows by itself has its new agency in charge.
    return replace(done, tasks=done.tasks + chains.move_stranded(by=by, at=at))


@dataclass(frozen=True, kw_only=True)
class _Moved:
    dossiers: int
    drafts: int
    tasks: int


@dataclass(frozen=True)
class _Whither:
    """Who takes a procedure over from one agency, by key."""

    succeeded: Succeeded

    def agency_ids(self, procedure_code: str) -> list[int]:
        """Return the keys of the successors; one if the work follows by itself."""
        codes = organisation_queries.whither(self.succeeded.passings, procedure_code)
        return [self.succeeded.successors[code].pk for code in codes]


def _move_cases(
    succeeded: Succeeded, codes: dict[int, str], *, order: Ordered, by: Officer, at: datetime
) -> _Moved:
    """Move what has one successor; what has several stays for a person to place."""
    ended = succeeded.ended
    whither = _Whither(succeeded)
    by_successor: dict[int, list[int]] = {}
    for procedure_id in dossier_queries.count_open_at(ended.pk):
        taking = whither.agency_ids(codes[procedure_id])
        if len(taking) == 1:
            by_successor.setdefault(taking[0], []).append(procedure_id)
    cases = drafts = tasks = 0
    for agency_id, procedure_ids in by_successor.items():
        moved = dossiers.follow(
            from_agency_id=ended.pk, to_agency_id=agency_id, procedure_ids=procedure_ids,
            order=order, by=by, at=at,
        )  # fmt: skip
        cases += len(moved)
        drafts += dossiers.follow_drafts(
            from_agency_id=ended.pk, to_agency_id=agency_id, procedure_ids=procedure_ids
        )
        tasks += workflow.hand_over(
            kind=dossier_queries.KIND, keys=moved,
            from_agency_id=ended.pk, to_agency_id=agency_id,
        )  # fmt: skip
    for agency in succeeded.successors.values():
        if agency.code == ended.code:
            dossiers.carry_counters(from_agency_id=ended.pk, to_agency_id=agency.pk)
    return _Moved(dossiers=cases, drafts=drafts, tasks=tasks)


def _move_posts(succeeded: Succeeded, *, on: date, at: datetime) -> int:
    """Move the officers of an agency with one successor; of a divided one a person says where."""
    if len(succeeded.successors) != 1:
        return 0
    (successor,) = succeeded.successors.values()
    posts = people.list_lasting_posts([succeeded.ended.pk], on=on)
    for post in posts:
        unit_id = unit_for(post.unit_id, successor.pk)
        identity.move_post(post.id, unit_id=unit_id, on=on, at=at)
    return len(posts)


def unit_for(unit_id: int, agency_id: int) -> int:
    """Return the unit of an agency that stands for another's: the same code, else the same kind."""
    before = organisation_queries.get_unit(unit_id)
    units = list(organisation_queries.list_units(agency_id))
    by_code = [unit for unit in units if unit.code == before.code and unit.kind == before.kind]
    of_kind = [unit for unit in units if unit.kind == before.kind]
    # An agency that takes over has a unit of each kind that its predecessors had.
    return (by_code or of_kind)[0].pk
