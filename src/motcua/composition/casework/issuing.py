"""Issuing what an agency signs: numbered, typeset, signed, sealed and kept in one go (Article 20.5)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import papers, signing
from motcua.domain.dossiers import actions as dossiers
from motcua.foundation.identity.actors import Actor, Officer
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.organisations.models import Agency

Fill = Callable[[dict[str, str]], dict[str, Any]]
"""Makes the values of a template, given who signs and where to verify it."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What is to be issued, by which agency, and whose it is."""

    owner: Subject
    agency: Agency
    kind: PaperKind
    template: str
    title: str
    number: str


def issue(
    dossier: Dossier, *, kind: PaperKind, template: str, title: str, number: str,
    fill: Fill, by: Officer, signatory: Officer | None, at: datetime,
) -> int:  # fmt: skip
    """Typeset a paper of the dossier, sign it as the signatory, seal it as the agency; return its id.

    What nobody signs bears the seal alone.
    """
    paper = Paper(
        owner=dossier.subject,
        agency=dossier.agency,
        kind=kind,
        template=template,
        title=title,
        number=number,
    )
    return issue_paper(paper, fill=fill, by=by, signatory=signatory, at=at)


def issue_paper(
    paper: Paper, *, fill: Fill, by: Actor, signatory: Officer | None, at: datetime
) -> int:
    """Typeset the paper, sign it as the signatory, seal it as the agency, keep it; return its id."""
    code = documents.draw_verification_code()
    values = fill(
        {
            "signatory_title": signatory.title if signatory else "",
            "signatory_name": signatory.name if signatory else "",
            "verification_url": papers.verification_url(code),
            "verification_code": document_queries.format_verification_code(code),
        }
    )
    pdf = documents.typeset(paper.template, values, at=at)
    reason, seal = f"{paper.title}, số {paper.number}", signing.seal_key(paper.agency.code)
    if signatory is not None:
        person = signing.signatory_key(paper.agency.code, signatory.name)
        pdf = documents.sign(pdf, signatory=person, seal=seal, reason=reason, at=at)
    else:
        pdf = documents.seal(pdf, seal=seal, reason=reason, at=at)
    document = documents.issue(
        owner=paper.owner,
        kind=paper.kind,
        title=paper.title,
        filename=f"{paper.kind.value}-{paper.number}.pdf",
        number=paper.number,
        pdf=pdf,
        agency_id=paper.agency.pk,
        agency_name=paper.agency.name,
        by=by.key,
        at=at,
        verification_code=code,
        paper_code=paper.kind.value,
    )
    return document.pk


def next_number(dossier: Dossier, series: str, at: datetime) -> str:
    """Return the result's number and symbol, counted by year (Decree 30/2020, Article 15)."""
    return number_of(dossier.agency, series, at)


def number_of(agency: Agency, series: str, at: datetime) -> str:
    """Return the next number and symbol of the agency's papers, counted by year."""
    on = clock.day_in_vietnam(at)
    counter = dossiers.count_result(agency_id=agency.pk, series=series, on=on)
    return f"{counter:02d}/{series}-{agency.code}"
