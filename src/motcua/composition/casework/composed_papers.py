"""Results on papers that the agency composed itself: the template's fields, from the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import papers
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.capabilities.documents.queries import Template
    from motcua.capabilities.forms.queries import Field, Json
    from motcua.capabilities.registries.queries import Registration
    from motcua.composition.casework.papers import Declared
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.procedures.queries import Version

TEMPLATE = "composed"


def find_template(version: Version) -> Template | None:
    """Return the template that the version is pinned to for its result; None if it has none."""
    template_id = version.paper_template_ids.get(version.result.template_key or "")
    return documents.get_template(template_id) if template_id is not None else None


def fill(
    template: Template,
    dossier: Dossier,
    declared: Declared,
    registration: Registration | None,
    *,
    number: str,
    signed: Mapping[str, str],
    at: datetime,
) -> dict[str, Any]:
    """Return the values of the composed paper."""
    version = declared.version
    said = {
        **_usual(dossier, declared, number=number, signed=signed, at=at),
        **_entered(registration),
        **{f"form.{name}": text for name, text in declared.texts.items()},
        **_steps(dossier, template),
    }
    composed = documents.compose(
        template,
        said,
        listed=_listed(declared),
        bases=tuple(procedures.cite_all(version.legal_bases)),
    )
    return {**papers.common(dossier, number=number, at=at), **signed, **composed}


def _usual(
    dossier: Dossier, declared: Declared, *, number: str, signed: Mapping[str, str], at: datetime
) -> dict[str, str]:
    on = clock.day_in_vietnam(at)
    person = papers.applicant(declared, dossier)
    parent = dossier.agency.parent
    return {
        "agency.name": dossier.agency.name,
        "agency.parent": parent.name if parent else "",
        "agency.place": papers.place_of(dossier.agency),
        **{f"applicant.{name}": text for name, text in person.items()},
        "dossier.number": dossier.number or dossier.reference,
        "dossier.lodged_on": _day(clock.day_in_vietnam(dossier.lodged_at)),
        "dossier.accepted_on": _moment(dossier.accepted_at),
        "procedure.name": declared.version.name,
        "paper.number": number,
        "paper.issued_on": _day(on),
        "paper.validity": papers.validity(declared.version.result, on),
        "signatory.name": signed["signatory_name"],
        "signatory.title": signed["signatory_title"],
    }


def _entered(registration: Registration | None) -> dict[str, str]:
    if registration is None:
        return {}
    return {
        "entry.book": registration.book_number,
        "entry.number": str(registration.entry_number),
        "entry.recorded_on": _day(registration.recorded_on),
        "entry.pin": registration.pin,
    }


def _steps(dossier: Dossier, template: Template) -> dict[str, str]:
    """Return how the steps ended that the template names, with what was noted."""
    if "{step." not in documents.write_template(template):
        return {}
    codes = [task.code for task in workflow.list_tasks(dossier.subject) if task.outcome]
    found = {}
    for code in dict.fromkeys(codes):
        for ending in papers.findings(dossier, [code]):
            found[f"step.{code.lower()}"] = ending["text"]
    return found


def _listed(declared: Declared) -> dict[str, tuple[dict[str, str], ...]]:
    assert declared.version.form_definition_id is not None
    form = forms.get_definition(declared.version.form_definition_id)
    return {
        name: tuple(
            {part.id: _say(part, item.get(part.id)) for part in form.fields[name].parts}
            for item in items
            if isinstance(item, dict)
        )
        for name in procedures.list_repeated(form)
        if isinstance(items := declared.answers.get(name), list)
    }


def _say(part: Field, value: Json) -> str:
    if value is None or isinstance(value, list | dict):
        return ""
    chosen = part.texts.get(str(value))
    if chosen is not None:
        return chosen.vi
    try:
        return _day(date.fromisoformat(value)) if isinstance(value, str) else str(value)
    except ValueError:
        return str(value)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _moment(at: datetime | None) -> str:
    return _day(clock.day_in_vietnam(at)) if at else ""
