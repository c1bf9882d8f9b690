"""Issuing what an agency signs: numbered, typeset, signed, sealed and kept in one go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import papers, signing
from motcua.domain.dossiers import actions as dossiers
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


def issue(
    dossier: Dossier, *, kind: PaperKind, template: str, title: str, number: str,
    fill: Callable[[dict[str, str]], dict[str, Any]], by: Officer, signatory: Officer | None, at: datetime,
) -> int:  # fmt: skip
    """Typeset the paper, sign it as the signatory, seal it as the agency, keep it; return its id.

    What nobody signs bears the seal alone.
    """
    code = documents.draw_verification_code()
    values = fill(
        {
            "signatory_title": signatory.title if signatory else "",
            "signatory_name": signatory.name if signatory else "",
            "verification_url": papers.verification_url(code),
            "verification_code": document_queries.format_verification_code(code),
        }
    )
    pdf = documents.typeset(template, values, at=at)
    reason, seal = f"{title}, số {number}", signing.seal_key(dossier.agency.code)
    if signatory is not None:
        person = signing.signatory_key(dossier.agency.code, signatory.name)
        pdf = documents.sign(pdf, signatory=person, seal=seal, reason=reason, at=at)
    else:
        pdf = documents.seal(pdf, seal=seal, reason=reason, at=at)
    document = documents.issue(
        owner=dossier.subject,
        kind=kind,
        title=title,
        filename=f"{kind.value}-{number}.pdf",
        number=number,
        pdf=pdf,
        agency_id=dossier.agency_id,
        agency_name=dossier.agency.name,
        by=by.key,
        at=at,
        verification_code=code,
        paper_code=kind.value,
    )
    return document.pk


def next_number(dossier: Dossier, series: str, at: datetime) -> str:
    """Return the result's number and symbol, counted by year (Decree 30/2020, Article 15)."""
    on = clock.day_in_vietnam(at)
    counter = dossiers.count_result(agency_id=dossier.agency_id, series=series, on=on)
    return f"{counter:02d}/{series}-{dossier.agency.code}"
