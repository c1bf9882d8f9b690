"""Questions about what people stated of the impact of processing, and how long records are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from motcua.domain.privacy.errors import ImpactNotFound
from motcua.domain.privacy.models import ImpactEntry
from motcua.domain.privacy.queries.breaches import keep_as
from motcua.domain.privacy.rules import impact, retention
from motcua.domain.privacy.rules.impact import Particular
from motcua.domain.privacy.rules.retention import Retention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from motcua.foundation.identity.actors import Officer


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One particular with what is stated of it on a day, and all that was ever stated, newest first."""

    particular: Particular
    holding: ImpactEntry | None
    history: tuple[ImpactEntry, ...]


def require_impact_reader(by: Officer) -> bool:
    """Return whether the officer may also state something. One query.

    Raises:
        ImpactNotFound: to who keeps no duties of privacy.
    """
    keeper = keep_as(by)
    if not keeper.keeps:
        raise ImpactNotFound
    return keeper.keeps_all


def get_impact_particular(name: str, procedure_code: str) -> Particular:
    """Return what is stated under a name of a procedure, or of the installation where the code is empty.

    Raises:
        ImpactNotFound: if nothing is.
    """
    for one in impact.list_particulars(procedure_code):
        if one.name == name:
            return one
    raise ImpactNotFound


def list_stated(procedure_code: str, *, on: date) -> list[Stated]:
    """Return what is stated of a procedure, or of the installation where the code is empty. One query."""
    found = list(ImpactEntry.objects.filter(procedure_code=procedure_code).order_by("-at", "-pk"))
    return _stated(procedure_code, found, on)


def list_stated_of(codes: Iterable[str], *, on: date) -> dict[str, list[Stated]]:
    """Return what is stated of each procedure, by code. One query."""
    found: dict[str, list[ImpactEntry]] = {code: [] for code in codes}
    for one in ImpactEntry.objects.filter(procedure_code__in=found).order_by("-at", "-pk"):
        found[one.procedure_code].append(one)
    return {code: _stated(code, entries, on) for code, entries in found.items()}


def list_retentions(on: date) -> tuple[Retention, ...]:
    """Return how long each kind of record is kept on a day."""
    return retention.list_retentions(on)


def _stated(procedure_code: str, found: list[ImpactEntry], on: date) -> list[Stated]:
    rows = []
    for particular in impact.list_particulars(procedure_code):
        history = tuple(one for one in found if one.name == particular.name)
        begun = (one for one in history if one.holds_from <= on)
        holding = max(begun, key=lambda one: (one.holds_from, one.pk), default=None)
        rows.append(Stated(particular=particular, holding=holding, history=history))
    return rows
