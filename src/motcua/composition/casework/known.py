"""What is known of a person beforehand, as forms ask for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Form, Json
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.queries import PersonRecord

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

ADDRESS_PARTS = 2


def facts_for(dossier: Dossier) -> dict[str, Json]:
    """Return what is known of the dossier's applicant, for the form it was lodged on. One query."""
    version = procedures.get_version(dossier.procedure_version_id)
    if version.form_definition_id is None:
        return {}
    form = forms.get_definition(version.form_definition_id)
    return facts_of(form, identity.get_person(dossier.applicant_id))


def facts_of(form: Form, person: PersonRecord) -> dict[str, Json]:
    """Return what the form asks and the person's record says, named after its source."""
    wanted = forms.sources(form)
    facts: dict[str, Json] = {
        "identity.full_name": person.full_name,
        "identity.pin": person.pin,
        "identity.birth_date": _iso(person.born_on),
        "identity.sex": person.sex.value if person.sex else None,
        "identity.phone": person.phone or None,
        "identity.email": person.email or None,
        "identity.residence": _address(person.residence),
    }
    return {name: value for name, value in facts.items() if name in wanted and value is not None}


def _address(text: str) -> dict[str, Json] | None:
    """Return an address written "detail, commune, province" as forms keep one."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) < ADDRESS_PARTS:
        return None
    *detail, commune, province = parts
    return {
        "detail": ", ".join(detail),
        "commune": commune[:1].upper() + commune[1:],
        "province": province[:1].upper() + province[1:],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
