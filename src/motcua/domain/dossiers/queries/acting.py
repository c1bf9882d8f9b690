"""What somebody may do with a dossier that they lodged for its applicant: judged anew each time, of the day.

Whoever represents sees what they lodged in the other's name, as long as any authorisation between the two lets
them, and nothing else of that person (Article 16.2 of Decree 61/2018; ADR 53).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import OuterRef, Q, QuerySet

from motcua.domain.authorisations import queries as authorisations
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import rules
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import audit, clock

if TYPE_CHECKING:
    from motcua.domain.authorisations.models import Authorisation
    from motcua.foundation.identity.actors import Citizen
    from motcua.foundation.kernel.subjects import Subject

PURPOSE: Final = "representing"
REPRESENTATIVE: Final = "representative:"
"""How readings name who represents: the person, since no post stands behind."""


def find_for_dossier(
    by: Citizen, dossier: Dossier, scope: Scope, *, is_locked: bool = False
) -> Authorisation | None:
    """Return by what a person may do this with a dossier lodged for somebody else today. One query."""
    return authorisations.find_given(
        representative_id=by.person_id, represented_id=dossier.applicant_id,
        procedure_id=dossier.procedure_id, scope=scope, on=clock.today(), is_locked=is_locked,
    )  # fmt: skip


def list_scopes(by: Citizen, dossier: Dossier) -> frozenset[Scope]:
    """Return all that a person may do with a dossier lodged for somebody else today. One query."""
    return authorisations.list_scopes(
        representative_id=by.person_id, represented_id=dossier.applicant_id,
        procedure_id=dossier.procedure_id, on=clock.today(),
    )  # fmt: skip


def find_for_draft(by: Citizen, draft: Draft, *, is_locked: bool = False) -> Authorisation | None:
    """Return by what a person may go on with a draft that they fill in for somebody else today. One query."""
    version = procedures.get_version(draft.procedure_version_id)
    return authorisations.find_given(
        representative_id=by.person_id, represented_id=draft.person_id,
        procedure_id=version.procedure_id, scope=Scope.LODGE, on=clock.today(), is_locked=is_locked,
    )  # fmt: skip


def find_follower(dossier: Dossier) -> int | None:
    """Return who lodged the dossier for its applicant and may still follow it. Two queries, none for most."""
    if dossier.authorisation_id is None:
        return None
    follower = authorisations.get(dossier.authorisation_id).representative_id
    assert follower is not None  # what a dossier was lodged by is between two
    given = authorisations.find_given(
        representative_id=follower, represented_id=dossier.applicant_id,
        procedure_id=dossier.procedure_id, scope=Scope.FOLLOW, on=clock.today(),
    )  # fmt: skip
    return follower if given else None


def list_open_lodged_by(authorisation_id: int) -> list[Dossier]:
    """Return what was lodged by an authorisation and has not ended, to the product itself. One query."""
    rows = Dossier.objects.filter(
        authorisation_id=authorisation_id, state__in=sorted(rules.OPEN_STATES)
    )
    return list(rows.order_by("pk"))


def note_reading(by: Citizen, subject: Subject) -> None:
    """Note that somebody reads a dossier or a person's record in another's name, for the other to see."""
    audit.note_reading(
        reader=f"{REPRESENTATIVE}{by.person_id}", subjects=[subject], purpose=PURPOSE
    )


def followed_by(rows: QuerySet[Dossier], by: Citizen) -> QuerySet[Dossier]:
    """Return which of these a person lodged for others and may follow today."""
    may_follow = authorisations.is_given(
        representative_id=by.person_id, represented=OuterRef("applicant_id"),
        procedure=OuterRef("procedure_id"), scope=Scope.FOLLOW, on=clock.today(),
    )  # fmt: skip
    return rows.filter(may_follow, authorisation__representative_id=by.person_id)


def filled_in_by(by: Citizen) -> Q:
    """Return the condition that a draft is a person's to go on with: the own, and those for others of today."""
    own = Q(person_id=by.person_id, authorisation__isnull=True)
    may_lodge = authorisations.is_given(
        representative_id=by.person_id, represented=OuterRef("person_id"),
        procedure=OuterRef("procedure_version__procedure_id"), scope=Scope.LODGE, on=clock.today(),
    )  # fmt: skip
    return own | (Q(authorisation__representative_id=by.person_id) & Q(may_lodge))
