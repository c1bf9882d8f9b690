"""Who is in charge of each step of a life path, by the one place that somebody told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from motcua.composition.casework.authority import OF_APPLICANT, Answer, Told, whereabouts
from motcua.composition.casework.filling import is_taken_online
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import AuthorityVerdict

if TYPE_CHECKING:
    from datetime import date

    from motcua.domain.procedures.models import Provision
    from motcua.domain.procedures.queries import Authority, Listed, NamedAgency, Version
    from motcua.foundation.organisations.models import Agency
    from motcua.foundation.organisations.queries import Located


@dataclass(frozen=True, kw_only=True)
class StepAuthority:
    """Who is in charge of one step, or by which other place that is found."""

    answer: Answer | None = None
    """None while no place is told, or where the law does not ask where this person lives."""
    agencies: dict[int, Agency] = field(default_factory=dict)
    """Those that the answer names and their like, by id."""
    others: tuple[Authority, ...] = ()
    """The rules that ask for another place than where this person lives."""
    is_asked_online: bool = False
    """Whether the page that begins a dossier here asks for those places."""

    @property
    def named(self) -> Sequence[NamedAgency]:
        """The agencies in charge."""
        return self.answer.ruling.named if self.answer else ()

    @property
    def is_nobody(self) -> bool:
        """Whether the law names the place told and no agency here serves it."""
        return (
            self.answer is not None
            and self.answer.asks_for_place
            and self.answer.ruling.verdict is AuthorityVerdict.NOBODY_HERE
        )


def asks_for_residence(listed: Iterable[Listed]) -> bool:
    """Say whether where a person lives decides one of the steps, or tells which agency is near."""
    return any(
        rule.place in OF_APPLICANT
        for one in listed
        if one.version is not None
        for rule in procedures.rules_holding(one.version.authorities, one.planned.cases)
    )


def name_in_charge(
    listed: Iterable[Listed], located: Located | None, *, on: date
) -> dict[str, StepAuthority]:
    """Return who is in charge of the steps, by their keys. One query however many; none without a place.

    Where a rule asks for another place (of the land, of the birth, of the deceased), the one told names
    nobody by it.

    :param located: where the person lives; while that may be several communes, nobody is named
    """
    steps = [(one, one.version) for one in listed if one.version is not None]
    near: dict[int, list[Provision]] = {}
    settled = located if located is not None and located.is_settled else None
    if settled is not None:
        (commune,) = whereabouts(settled.communes).communes
        ids = [version.procedure_id for _one, version in steps]
        near = procedures.list_provisions_near(ids, commune, on)
    return {
        one.planned.step.key: _authority(
            one, version, settled, near.get(version.procedure_id, ()), on=on
        )
        for one, version in steps
    }


def _authority(
    one: Listed,
    version: Version,
    located: Located | None,
    near: Sequence[Provision],
    *,
    on: date,
) -> StepAuthority:
    cases = one.planned.cases
    # A fallback holds where nobody can tell the other place, not where it has not been asked yet.
    rules = [
        rule
        for rule in procedures.rules_holding(version.authorities, cases)
        if not rule.is_fallback
    ]
    told = tuple(Told(rule=rule, located=located) for rule in rules if rule.place in OF_APPLICANT)
    answer = None
    if located is not None and told:
        where = (whereabouts(located.communes),)
        ruling = procedures.decide_authority(
            version, on=on, cases=cases, places={one.rule.code: where for one in told}, among=near
        )
        answer = Answer(ruling=ruling, told=told)
    return StepAuthority(
        answer=answer,
        agencies={row.agency_id: row.agency for row in near},
        others=tuple(rule for rule in rules if rule.place not in OF_APPLICANT),
        is_asked_online=is_taken_online(version) and one.execution is None,
    )
