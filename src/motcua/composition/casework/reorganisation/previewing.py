"""What a reorganisation will do, before it is applied: a count for everything that follows or waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework.reorganisation.writing import hand_of
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import queries as people
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import ReorganisationState

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.organisations.models import Agency, Reorganisation
    from motcua.foundation.organisations.queries import Passing, Plan


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What becomes of one agency that ends."""

    agency: Agency
    passings: tuple[Passing, ...]
    provisions: int
    dossiers: int
    """Open ones that follow by themselves."""
    undecided: int
    """Open ones that several may take over: a person decides each."""
    drafts: int
    """Of citizens, not lodged yet."""
    tasks: int
    posts: int
    is_divided: bool
    """Whether a person has to say where each of its officers goes on."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A plan with its whole effect. Nothing has been written."""

    reorganisation: Reorganisation
    plan: Plan
    problems: tuple[FieldProblem, ...]
    effects: tuple[Effect, ...]
    need_seals: tuple[str, ...]
    """Names of agencies that begin: their seals and signing keys must be there to sign."""
    is_own: bool
    """Whether this person wrote in it, so that somebody else has to apply it."""
    is_due: bool


def preview(reorganisation_id: int, by: Officer, *, at: datetime) -> Preview:
    """Return what the plan would do now. Five queries for each agency that ends, and six.

    :raises ReorganisationNotFound: if the officer's root has no such plan
    """
    root_code = hand_of(by).root_code
    one = organisations.get_reorganisation(reorganisation_id, root_code=root_code)
    plan = organisations.plan_of(one)
    is_open = one.state in {ReorganisationState.DRAFT, ReorganisationState.READY}
    current = {agency.code: agency for agency in organisations.list_agencies(on=one.on)}
    codes = {pk: named.code for pk, named in procedures.named_by_id().items()}
    return Preview(
        reorganisation=one,
        plan=plan,
        problems=tuple(organisations.problems_in(one)) if is_open else (),
        effects=tuple(
            _effect(current[code], plan.of(code), codes, one=one, at=at)
            for code in plan.ends
            if is_open and code in current
        ),
        need_seals=tuple(row.name for row in plan.begins),
        is_own=by.person_id in organisations.list_writers(one.pk),
        is_due=clock.day_in_vietnam(at) >= one.on,
    )


def _effect(
    agency: Agency, passings: tuple[Passing, ...], codes: dict[int, str], *,
    one: Reorganisation, at: datetime,
) -> Effect:  # fmt: skip
    open_ones = dossiers.count_open_at(agency.pk)
    follows = {
        procedure_id: len(organisations.whither(passings, codes[procedure_id])) == 1
        for procedure_id in open_ones
    }
    loads = workflow.count_loads([agency.pk], now=at)
    return Effect(
        agency=agency,
        passings=passings,
        provisions=procedures.count_provisions(agency.pk, one.on),
        dossiers=sum(of.dossiers for pk, of in open_ones.items() if follows[pk]),
        undecided=sum(of.dossiers for pk, of in open_ones.items() if not follows[pk]),
        drafts=sum(of.drafts for of in open_ones.values()),
        tasks=sum(load.open for load in loads),
        posts=len(people.list_lasting_posts([agency.pk], on=clock.day_in_vietnam(at))),
        is_divided=len({passing.successor for passing in passings}) > 1,
    )
