"""Versions of procedures as rows of the catalogue."""

from dataclasses import dataclass
from datetime import date

from motcua.domain.procedures.queries import Version
from motcua.foundation.kernel.vietnamese import fold


@dataclass(frozen=True, kw_only=True)
class ShownVersion:
    """One version of a procedure."""

    code: str
    name: str
    field: str
    level: str
    number: int
    valid_from: date
    valid_to: date | None
    decision: str
    issuer: str
    signed_on: date
    has_form: bool
    has_process: bool


def show(version: Version, language: str) -> ShownVersion:
    """Return the version in the reader's language."""
    return ShownVersion(
        code=version.code,
        name=version.name_in(language),
        field=version.field.name_en if language == "en" else version.field.name,
        level=str(version.level.label),
        number=version.number,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        decision=version.decision.number,
        issuer=version.decision.issuer,
        signed_on=version.decision.signed_on,
        has_form=version.form_definition_id is not None,
        has_process=version.workflow_definition_id is not None,
    )


def is_named_by(one: ShownVersion, text: str) -> bool:
    """Say whether each word typed, with or without marks, stands in the code, the name or the field."""
    known = fold(f"{one.code} {one.name} {one.field}")
    return all(word in known for word in fold(text).split())
