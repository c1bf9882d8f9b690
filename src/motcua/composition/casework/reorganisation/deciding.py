"""What only a person can decide: which successor of a divided agency takes a dossier or an officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.capabilities.workflow import actions as workflow
from motcua.composition.casework import chains
from motcua.composition.casework.errors import NotASuccessor
from motcua.composition.casework.reorganisation.applying import unit_for
from motcua.composition.casework.reorganisation.writing import hand_of
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.actions import Ordered
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import queries as people
from motcua.foundation.identity.queries import PostRecord
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.procedures.queries import Named
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.organisations.models import Agency
    from motcua.foundation.organisations.queries import Successors

SHOWN: Final = 200
"""Dossiers and posts on one page; the rest shows when these are decided."""


@dataclass(frozen=True, kw_only=True)
class UndecidedDossier:
    """An open dossier of an agency that is no more, and who may take it over."""

    dossier: Dossier
    procedure: Named
    ended: Agency
    candidates: tuple[Agency, ...]


@dataclass(frozen=True, kw_only=True)
class UndecidedPost:
    """An officer of an agency that is no more, and where the officer may go on."""

    post: PostRecord
    ended: Agency
    candidates: tuple[Agency, ...]


@dataclass(frozen=True, kw_only=True)
class Undecided:
    """What waits for a person after reorganisations."""

    dossiers: tuple[UndecidedDossier, ...]
    posts: tuple[UndecidedPost, ...]


def list_undecided(by: Officer, *, at: datetime) -> Undecided:
    """Return what waits in the officer's tree: codes, days and procedures, nobody's personal data.

    Five queries for any number.
    """
    ended = organisations.list_ended_with_successors(hand_of(by).root_code)
    by_key = {one.ended.pk: one for one in ended}
    open_ones = dossier_queries.list_open_at(list(by_key), limit=SHOWN)
    named = procedures.named_by_id() if open_ones else {}
    on = clock.day_in_vietnam(at)
    posts = people.list_lasting_posts(list(by_key), on=on)
    return Undecided(
        dossiers=tuple(_undecided(dossier, by_key, named) for dossier in open_ones),
        posts=tuple(
            UndecidedPost(
                post=post,
                ended=by_key[post.agency_id].ended,
                candidates=by_key[post.agency_id].agencies,
            )
            for post in posts[:SHOWN]
        ),
    )


def _undecided(
    dossier: Dossier, by_key: dict[int, Successors], named: dict[int, Named]
) -> UndecidedDossier:
    ended = by_key.get(dossier.agency_id) or by_key[dossier.receiving_agency_id]
    procedure = named[dossier.procedure_id]
    return UndecidedDossier(
        dossier=dossier,
        procedure=procedure,
        ended=ended.ended,
        candidates=_candidates(ended, procedure.code),
    )


def _candidates(ended: Successors, procedure_code: str) -> tuple[Agency, ...]:
    return ended.whither(procedure_code) or ended.agencies


@transaction.atomic
def place_dossier(
    *, reference: str, to_agency_id: int, reason: str, by: Officer, at: datetime
) -> Dossier:
    """Give one dossier of a divided agency to the successor the officer chose, with its open tasks.

    :raises DossierNotFound: if it does not wait for a decision in the officer's tree
    :raises NotASuccessor: if that agency did not take its procedure over
    :raises ReasonNeeded: if no reason is given
    """
    root_code = hand_of(by).root_code
    known = dossier_queries.find_open(reference)
    if known is None:
        raise DossierNotFound
    ended = _ended(known.agency_id, root_code) or _ended(known.receiving_agency_id, root_code)
    if ended is None:
        raise DossierNotFound
    code = procedures.get_version(known.procedure_version_id).code
    if to_agency_id not in {agency.pk for agency in _candidates(ended, code)}:
        raise NotASuccessor(field="to_agency_id")
    dossier = dossiers.place(
        reference=reference, from_agency_id=ended.ended.pk, to_agency_id=to_agency_id,
        reason=reason, order=_order(ended), by=by, at=at,
    )  # fmt: skip
    workflow.hand_over(
        kind=dossier_queries.KIND, keys=[dossier.reference],
        from_agency_id=ended.ended.pk, to_agency_id=to_agency_id,
    )  # fmt: skip
    chains.move_stranded(dossier=dossier, by=by, at=at)
    return dossier


@transaction.atomic
def place_post(*, post_id: int, to_agency_id: int, by: Officer, at: datetime) -> PostRecord:
    """Let an officer of a divided agency go on with the successor chosen, from today on.

    :raises NotFound: if the post does not wait for a decision in the officer's tree
    :raises NotASuccessor: if that agency took nothing over from the officer's
    """
    root_code = hand_of(by).root_code
    on = clock.day_in_vietnam(at)
    post = people.get_post(post_id)
    ended = _ended(post.agency_id, root_code)
    if ended is None or (post.valid_to is not None and post.valid_to <= on):
        raise NotFound
    if to_agency_id not in {agency.pk for agency in ended.agencies}:
        raise NotASuccessor(field="to_agency_id")
    return identity.move_post(post_id, unit_id=unit_for(post.unit_id, to_agency_id), on=on, at=at)


def _ended(agency_id: int, root_code: str) -> Successors | None:
    """Return the agency's successors, if it has ended and belongs to this tree."""
    found = organisations.list_successors(agency_id)
    if found is None or organisations.root_of(found.ended.code) != root_code:
        return None
    return found


def _order(ended: Successors) -> Ordered:
    return Ordered(
        reorganisation_id=ended.reorganisation_id, basis=ended.basis, article=ended.article
    )
