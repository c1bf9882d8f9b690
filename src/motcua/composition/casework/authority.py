"""Who is in charge: the rules of a record over the places that a person or a form tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Answers, Form
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import AuthorityPlace
from motcua.domain.procedures.queries import Authority, Commune, Ruling, Version, Whereabouts
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.queries import Located

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Territory

NO_CASES: Final[frozenset[str]] = frozenset()
OF_APPLICANT: Final = frozenset({AuthorityPlace.RESIDENCE, AuthorityPlace.EVERYWHERE})
"""The places for which the applicant's own residence is a first answer."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A place that a rule asks for, and what it was found to be."""

    rule: Authority
    located: Located | None = None
    """None while nothing is told."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Who is in charge, with the places it was told from."""

    ruling: Ruling
    told: tuple[Told, ...]

    @property
    def agency_ids(self) -> frozenset[int]:
        """The agencies that are named."""
        return frozenset(one.provider.id for one in self.ruling.named)

    def path_of(self, commune: Commune) -> str:
        """Return what a commune that was told is called, with its province."""
        located = [one.located for one in self.told if one.located is not None]
        return next(
            place.path for one in located for place in one.communes if place.code == commune.code
        )


def name_agency(
    version: Version, typed: Mapping[str, str], *, on: date, cases: frozenset[str] = NO_CASES
) -> Answer:
    """Return who is in charge of a case at the places typed, by the codes of the record's rules.

    A place is an address, a commune's name or code; of before July 2025 too.
    """
    holding = procedures.rules_holding(version.authorities, cases)
    told = tuple(Told(rule=rule, located=_locate(typed.get(rule.code, ""))) for rule in holding)
    return _answer(version, told, on=on, cases=cases)


def name_agency_for_answers(version: Version, form: Form, answers: Answers, *, on: date) -> Answer:
    """Return who is in charge by the addresses that a form's answers give. One query an address."""
    cases = forms.cases(form, answers, today=on)
    asking = procedures.list_asking(version.authorities, cases)
    told = tuple(
        Told(rule=rule, located=_locate(address))
        for rule in asking
        for address in _addresses(rule, answers) or ("",)
    )
    return _answer(version, told, on=on, cases=cases)


def known_places(version: Version, by: Citizen) -> dict[str, str]:
    """Return the places that the state knows of the applicant, by the codes of the rules. One query.

    Where any agency will do, the residence says which is near. The applicant reads their own data
    here, so there is nothing to note in the log of readings.
    """
    residence = identity.get_person(by.person_id).residence_commune_code
    if not residence:
        return {}
    return {rule.code: residence for rule in version.authorities if rule.place in OF_APPLICANT}


def _answer(version: Version, told: tuple[Told, ...], *, on: date, cases: frozenset[str]) -> Answer:
    places: dict[str, list[Whereabouts]] = {}
    for one in told:
        if one.located is not None and one.located.communes:
            places.setdefault(one.rule.code, []).append(_whereabouts(one.located.communes))
    ruling = procedures.decide_authority(version, on=on, cases=cases, places=places)
    return Answer(ruling=ruling, told=told)


def _addresses(rule: Authority, answers: Answers) -> tuple[str, ...]:
    """Return the commune and province of every address that tells the rule's place."""
    found = []
    for question in rule.questions:
        answer = answers.get(question)
        if isinstance(answer, Mapping) and answer.get("commune") and answer.get("province"):
            found.append(f"{answer['commune']}, {answer['province']}")
    return tuple(dict.fromkeys(found))


def _locate(typed: str) -> Located | None:
    typed = typed.strip()
    if not typed:
        return None
    return organisations.locate_code(typed) if typed.isdigit() else organisations.locate(typed)


def _whereabouts(communes: Iterable[Territory]) -> Whereabouts:
    return Whereabouts(
        communes=tuple(
            Commune(code=one.code, province_code=one.parent.code if one.parent else "")
            for one in communes
        )
    )
