"""Who is in charge: the rules of a record over the places that a person or a form tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Answers, Form, localities
from motcua.capabilities.forms.queries.localities import NOWHERE, Localities
from motcua.composition.casework import filling as filling_acts
from motcua.composition.casework.errors import NotProvided
from motcua.composition.casework.examining import Examined
from motcua.composition.casework.filling import Filling
from motcua.composition.casework.known import read_applicant
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import AuthorityPlace
from motcua.domain.procedures.queries import (
    Authority,
    Commune,
    NamedAgency,
    Ruling,
    Version,
    Whereabouts,
)
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.queries import Located

if TYPE_CHECKING:
    from motcua.domain.authorisations.models import Authorisation
    from motcua.domain.dossiers.models import Draft
    from motcua.domain.procedures.models import Provision
    from motcua.foundation.organisations.models import Agency, Territory

    Provisions = Sequence[Provision] | None

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

    @property
    def asks_for_place(self) -> bool:
        """Whether a place has been, or is to be, told."""
        return any(procedures.asks_for_place(one.rule) for one in self.told)

    def path_of(self, commune: Commune) -> str:
        """Return what a commune that was told is called, with its province."""
        located = [one.located for one in self.told if one.located is not None]
        return next(
            place.path for one in located for place in one.communes if place.code == commune.code
        )

    def reason_of(self, named: NamedAgency, language: str) -> str:
        """Return why an agency is in charge: the rule, the place it was told, and the article."""
        words = {"place": named.rule.name_in(language), "basis": named.rule.basis}
        if named.commune is None or not procedures.asks_for_place(named.rule):
            return _("{place} ({basis})").format(**words)
        return _("{place}: {commune} ({basis})").format(
            **words, commune=self.path_of(named.commune)
        )


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What the desk weighs before it directs a dossier."""

    others: tuple[Agency, ...]
    """The agencies to which it could be directed."""
    answer: Answer | None
    """None if the procedure has no rules."""


def name_agency(
    version: Version, typed: Mapping[str, str], *, on: date, cases: frozenset[str] = NO_CASES
) -> Answer:
    """Return who is in charge of a case at the places typed, by the codes of the record's rules.

    A place is an address, a commune's name or code; of before July 2025 too.
    """
    holding = procedures.rules_holding(version.authorities, cases)
    told = tuple(Told(rule=rule, located=locate(typed.get(rule.code, ""))) for rule in holding)
    return _answer(version, told, on=on, cases=cases)


def name_agency_for_answers(
    version: Version, form: Form, answers: Answers, *, on: date, among: Provisions = None,
    lying: Localities = NOWHERE,
) -> Answer:  # fmt: skip
    """Return who is in charge by the addresses that a form's answers give. One query an address.

    Where it is known in which commune an address lies, that is taken, and nobody need be asked again.
    """
    cases = forms.cases(form, answers, today=on)
    asking = procedures.list_asking(version.authorities, cases)
    told = tuple(
        Told(rule=rule, located=locate(address))
        for rule in asking
        for address in _addresses(rule, answers, lying) or ("",)
    )
    return _answer(version, told, on=on, cases=cases, among=among)


def known_places(version: Version, by: Citizen, under: Authorisation | None) -> dict[str, str]:
    """Return the places that the state knows of the applicant, by the codes of the rules. One query.

    Where any agency will do, the residence says which is near.

    :param under: by which one lodges for somebody else, whose places these are then
    """
    residence = read_applicant(by, under).residence_commune_code
    if not residence:
        return {}
    return {rule.code: residence for rule in version.authorities if rule.place in OF_APPLICANT}


def name_another(filling: Filling, *, on: date) -> Answer | None:
    """Return who is in charge by a draft's answers, if the agency it goes to is not among them.

    Nothing keeps the draft from being lodged there: the desk directs (Decree 61/2018, Article 17.2.a).
    """
    if filling.is_supplement or not filling.version.authorities:
        return None
    answers = filling.kept
    lying = localities.current(filling.form, answers, filling.localities)
    found = name_agency_for_answers(filling.version, filling.form, answers, on=on, lying=lying)
    ids = found.agency_ids
    return None if not ids or filling.draft.agency_id in ids else found


def weigh(examined: Examined, *, on: date) -> Weighed:
    """Return where a dossier can be directed and who is in charge by what it declares.

    One query, and one an address.
    """
    version, held_by = examined.version, examined.dossier.agency_id
    provisions = procedures.list_provisions(version.procedure_id, on)
    answer = None
    if version.form_definition_id is not None and version.authorities:
        form = forms.get_definition(version.form_definition_id)
        answer = name_agency_for_answers(
            version, form, examined.answers, on=on, among=provisions, lying=examined.localities
        )
    others = tuple(one.agency for one in provisions if one.agency_id != held_by)
    return Weighed(others=others, answer=answer)


@transaction.atomic
def send_elsewhere(*, draft_id: UUID, agency_code: str, by: Citizen, at: datetime) -> Draft:
    """Let a draft go to another agency than the one it was begun for; what was typed stays.

    Raises:
        DraftNotFound: if this person has no such draft.
        DraftLodged: if it has become a dossier meanwhile.
        NotProvided: if the agency does not take its procedure in that day.
    """
    opened = filling_acts.open_filling(draft_id, by)
    on = clock.day_in_vietnam(at)
    providers = procedures.list_providers(opened.version.procedure_id, on)
    agency = next((one for one in providers if one.code == agency_code), None)
    if agency is None:
        raise NotProvided(field="agency")
    return dossiers.change_agency(draft_id=draft_id, agency_id=agency.pk, by=by)


def _answer(
    version: Version,
    told: tuple[Told, ...],
    *,
    on: date,
    cases: frozenset[str],
    among: Provisions = None,
) -> Answer:
    places: dict[str, list[Whereabouts]] = {}
    for one in told:
        if one.located is not None and one.located.communes:
            places.setdefault(one.rule.code, []).append(whereabouts(one.located.communes))
    ruling = procedures.decide_authority(version, on=on, cases=cases, places=places, among=among)
    return Answer(ruling=ruling, told=told)


def _addresses(rule: Authority, answers: Answers, lying: Localities) -> tuple[str, ...]:
    """Return the commune of every address that tells the rule's place: its code, or what was typed."""
    found = []
    for question in rule.questions:
        if question in lying and lying[question].code:
            found.append(lying[question].code)
            continue
        answer = answers.get(question)
        if isinstance(answer, Mapping) and answer.get("commune") and answer.get("province"):
            found.append(f"{answer['commune']}, {answer['province']}")
    return tuple(dict.fromkeys(found))


def locate(typed: str) -> Located | None:
    """Return what a place comes to that was typed, as an address, a commune's name or its code."""
    typed = typed.strip()
    if not typed:
        return None
    return organisations.locate_code(typed) if typed.isdigit() else organisations.locate(typed)


def whereabouts(communes: Iterable[Territory]) -> Whereabouts:
    """Return the communes of today as the rules compare them."""
    return Whereabouts(
        communes=tuple(
            Commune(code=one.code, province_code=one.parent.code if one.parent else "")
            for one in communes
        )
    )
