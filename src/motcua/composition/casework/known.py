"""What is known of a person beforehand, as forms ask for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Final

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Form, Json
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.queries import acting
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.queries import PersonRecord
from motcua.foundation.kernel.errors import FieldProblem
from motcua.foundation.kernel.vietnamese import fold

if TYPE_CHECKING:
    from motcua.domain.authorisations.models import Authorisation
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Citizen

ADDRESS_PARTS = 2
NUMBER: Final = "identity.pin"
ORIGINS: Final = "origins"
"""Names, among the facts of a sheet, where each of them is from that the identity paper does not say."""
REACHING: Final = ("identity.phone", "identity.email", "identity.residence")
"""What an earlier dossier tells of how to reach somebody."""
_DISTRICTS: Final = ("huyện ", "quận ", "thị xã ", "thành phố ", "tp ", "tp. ")
"""Addresses written before 1 July 2025 name a district where a commune is asked for today."""


def facts_for(dossier: Dossier) -> dict[str, Json]:
    """Return what is known of the dossier's applicant, for the form it was lodged on. One query."""
    version = procedures.get_version(dossier.procedure_version_id)
    if version.form_definition_id is None:
        return {}
    form = forms.get_definition(version.form_definition_id)
    return facts_of(form, identity.get_person(dossier.applicant_id))


def facts_of_filler(form: Form, by: Citizen, under: Authorisation | None) -> dict[str, Json]:
    """Return what is known of who fills a form in, or of the person for whom they do. One query."""
    return facts_of(form, read_applicant(by, under))


def read_applicant(by: Citizen, under: Authorisation | None) -> PersonRecord:
    """Return the record of who lodges, or of the person for whom they do. One query.

    People read their own data here, which is not noted; what is read of somebody else is.
    """
    if under is None:
        return identity.get_person(by.person_id)
    assert under.represented_id is not None  # what is given is between two
    acting.note_reading(by, identity.person_subject(under.represented_id))
    return identity.get_person(under.represented_id)


def facts_of(form: Form, person: PersonRecord) -> dict[str, Json]:
    """Return what the form asks and the person's record says, named after its source."""
    wanted = forms.sources(form)
    facts: dict[str, Json] = {
        "identity.full_name": person.full_name,
        NUMBER: person.pin or None,
        "identity.birth_date": _iso(person.born_on),
        "identity.sex": person.sex.value if person.sex else None,
        "identity.phone": person.phone or None,
        "identity.email": person.email or None,
        "identity.residence": _address(person.residence),
    }
    return {name: value for name, value in facts.items() if name in wanted and value is not None}


def facts_at_desk(
    form: Form, person: PersonRecord, *, residence: str, earlier: Dossier | None
) -> dict[str, Json]:
    """Return what the form asks and is known of who stands at the counter, and what is from where.

    The person's own account comes first, then the card, then what was declared here the last time,
    of which only how to reach them is taken: all else may have changed. One query at the most.

    :param residence: as the identity paper says
    :param earlier: the dossier that this person lodged here last
    """
    facts = facts_of(form, person)
    origins: dict[str, Json] = dict.fromkeys(facts.keys() & set(REACHING), "account")
    by_card = _address(residence)
    wanted = forms.sources(form)
    if by_card and "identity.residence" in wanted - facts.keys():
        facts["identity.residence"] = {**by_card, "province": _province(form, by_card["province"])}
    for name, value in (_reached(earlier) if earlier else {}).items():
        if name in wanted - facts.keys():
            facts[name], origins[name] = value, "earlier"
    return {**facts, ORIGINS: origins}


def _province(form: Form, written: Json) -> Json:
    """Return the province as the form lists it: cards leave out whether it is a province or a city."""
    wanted = {f"{kind}{fold(str(written))}" for kind in ("", "tinh ", "thanh pho ")}
    asking = (
        part
        for field in form.fields.values()
        if any(source.key == "identity.residence" for source in field.sources)
        for part in [field.part("province")]
        if part is not None
    )
    listed = (value for part in asking for value in part.texts if fold(value) in wanted)
    return next(listed, written)


def waive_number(
    form: Form, facts: forms.Facts, problems: Iterable[FieldProblem]
) -> list[FieldProblem]:
    """Return what is wrong at the desk, but not that somebody without a number has none.

    Of whoever has one it is among the facts, so that nobody else is let off.
    """
    if NUMBER in facts:
        return list(problems)
    asking = {
        field.id
        for field in form.fields.values()
        if any(source.key == NUMBER for source in field.sources)
    }
    return [one for one in problems if one.field not in asking or one.code != "required"]


def list_origins(facts: forms.Facts) -> dict[str, str]:
    """Return where those facts of a sheet are from that the identity paper does not say."""
    origins = facts.get(ORIGINS)
    return (
        {name: str(origin) for name, origin in origins.items()} if isinstance(origins, dict) else {}
    )


def _reached(dossier: Dossier) -> dict[str, Json]:
    """Return how its applicant was reached, as declared. One query."""
    version = procedures.get_version(dossier.procedure_version_id)
    if version.form_definition_id is None:
        return {}
    form = forms.get_definition(version.form_definition_id)
    answers = dossiers.read_declaration(dossier).answers
    return {
        source.key: answers[field.id]
        for field in form.fields.values()
        for source in field.sources
        if source.key in REACHING and answers.get(field.id)
    }


def _address(text: str) -> dict[str, Json] | None:
    """Return an address written "detail, commune, province" as forms keep one."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < ADDRESS_PARTS:
        return None
    *detail, commune, province = parts
    if commune.casefold().startswith(_DISTRICTS):
        # Which commune of today it is nobody can tell by the words alone.
        return {"detail": ", ".join([*detail, commune]), "province": _capital(province)}
    return {
        "detail": ", ".join(detail),
        "commune": _capital(commune),
        "province": _capital(province),
    }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
