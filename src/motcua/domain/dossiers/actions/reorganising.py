"""Dossiers follow their agency when agencies are reorganised: numbers stay, who handles them changes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction

from motcua.domain.dossiers import queries, rules
from motcua.domain.dossiers.actions import log
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import DossierNotFound, ReasonNeeded
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import require_role

CHUNK: Final = 500
"""Dossiers moved by one set of statements."""


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """What reorganised the agencies; each entry cites it."""

    reorganisation_id: int
    basis: str
    article: str


def follow(
    *, from_agency_id: int, to_agency_id: int, procedure_ids: Collection[int], order: Ordered,
    by: Officer, at: datetime,
) -> list[str]:  # fmt: skip
    """Move the open dossiers of these procedures to the successor; return their references.

    Closed dossiers stay where they were decided. Runs in the caller's transaction.
    """
    require_role(by, Role.PROCEDURE_CONTROL)
    rows = Dossier.objects.filter(
        queries.lies_with(from_agency_id),
        state__in=sorted(rules.OPEN_STATES),
        procedure_id__in=sorted(procedure_ids),
    )
    moved = []
    for chunk in _chunks(list(rows.order_by("pk").values_list("pk", flat=True))):
        held = Dossier.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=chunk)
        dossiers = list(held.order_by("pk"))
        _reassign(dossiers, from_agency_id, to_agency_id, order=order, by=by, at=at, words={})
        moved += [dossier.reference for dossier in dossiers]
    return moved


@transaction.atomic(savepoint=False)
def place(
    *, reference: str, from_agency_id: int, to_agency_id: int, reason: str, order: Ordered,
    by: Officer, at: datetime,
) -> Dossier:  # fmt: skip
    """Move one dossier of a divided agency to the successor that a person chose.

    Whether this officer decides for that agency is the caller's question.

    :raises DossierNotFound: if no open dossier of that agency has this reference
    :raises ReasonNeeded: if no reason is given
    """
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    dossier = (
        Dossier.objects.select_for_update(of=("self",), no_key=True)
        .filter(
            queries.lies_with(from_agency_id),
            reference_key=rules.lookup_key(reference),
            state__in=sorted(rules.OPEN_STATES),
        )
        .first()
    )
    if dossier is None:
        raise DossierNotFound
    words = {"reason": reason.strip()}
    _reassign([dossier], from_agency_id, to_agency_id, order=order, by=by, at=at, words=words)
    return dossier


def inherit(
    dossier: Dossier, *, from_agency_id: int, to_agency_id: int, order: Ordered, by: Officer,
    at: datetime,
) -> None:  # fmt: skip
    """Move one closed dossier that is handled again to who took over from its agency.

    The caller holds it, and has checked that this officer may have it handled again.
    """
    _reassign([dossier], from_agency_id, to_agency_id, order=order, by=by, at=at, words={})


def follow_drafts(*, from_agency_id: int, to_agency_id: int, procedure_ids: Collection[int]) -> int:
    """Let drafts not yet lodged go to the successor; return how many. One statement."""
    drafts = Draft.objects.filter(
        is_finished=False,
        agency_id=from_agency_id,
        procedure_version__procedure_id__in=sorted(procedure_ids),
    )
    return drafts.update(agency_id=to_agency_id)


def carry_counters(*, from_agency_id: int, to_agency_id: int) -> None:
    """Go on counting where the predecessor stopped, for a successor that bears the same code.

    Numbers are made of code, day and counter: begun anew, they would repeat. Two statements.
    """
    with connection.cursor() as cursor:
        for table, columns in (
            ("dossiers_daycounter", "received_on"),
            ("dossiers_resultcounter", "year, series"),
        ):
            cursor.execute(
                f"INSERT INTO {table} (agency_id, {columns}, last)"  # noqa: S608 - constants
                f" SELECT %s, {columns}, last FROM {table} WHERE agency_id = %s",
                [to_agency_id, from_agency_id],
            )


def _reassign(
    dossiers: list[Dossier], from_agency_id: int, to_agency_id: int, *, order: Ordered,
    by: Officer, at: datetime, words: Mapping[str, object],
) -> None:  # fmt: skip
    for dossier in dossiers:
        if dossier.agency_id == from_agency_id:
            dossier.agency_id = to_agency_id
        if dossier.receiving_agency_id == from_agency_id:
            dossier.receiving_agency_id = to_agency_id
    payload = {
        "reorganisation": order.reorganisation_id,
        "basis": order.basis,
        "from_agency_id": from_agency_id,
        "to_agency_id": to_agency_id,
    }
    said = log.Said(payload=payload, words=words)
    log.remark_each(
        [(dossier, said) for dossier in dossiers],
        Act.REASSIGN,
        article=order.article,
        by=by,
        at=at,
        changed=("agency", "receiving_agency"),
    )


def _chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
