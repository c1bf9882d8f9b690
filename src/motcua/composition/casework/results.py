"""Papers that follow a decision of the desk or the signatory, and handing results over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import letters, papers
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act, ResultWay, State
from motcua.domain.dues import queries as dues
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.satisfaction import actions as satisfaction
from motcua.domain.satisfaction import queries as satisfaction_queries
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen, System
from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Dossier


WORKER = System(name="worker")
WISHED = "result_channel"
"""The question that every form asks alike."""
_COLLECT_AT: Final = {
    ResultWay.ELECTRONIC: "Trên Cổng dịch vụ công, trong kho giấy tờ của người nộp hồ sơ",
    ResultWay.COUNTER: "Bộ phận Một cửa {office}",
    ResultWay.POST: "Qua dịch vụ bưu chính công ích, đến địa chỉ đã khai",
}


@transaction.atomic
def issue_receipt(*, reference: str) -> Document:
    """Issue the receipt of an accepted dossier (form No. 01), once; return it.

    It bears the officer who received the dossier, and is the same whoever asks for it first: the
    officer who prints it or the worker that sends it.
    """
    dossier = dossier_queries.get(Subject(kind=dossier_queries.KIND, key=reference))
    existing = find_paper(dossier, PaperKind.RECEIPT)
    if existing is None:
        # Officer and worker may come together: the second waits, and finds the first one's receipt.
        dossier = dossiers.hold(reference=reference, by=WORKER)
        existing = find_paper(dossier, PaperKind.RECEIPT)
    if existing is not None:
        return existing
    accepted = dossier_queries.find_last(dossier, Act.ACCEPT)
    assert accepted is not None
    assert dossier.number is not None
    return _issue_unsigned(
        dossier,
        PaperKind.RECEIPT,
        _receipt_values(dossier, accepted.by),
        filename="giay-tiep-nhan",
        at=accepted.at,
    )


def write_receipt_slip(dossier: Dossier, *, at: datetime) -> bytes:
    """Return what a roll of 80 mm says of the receipt; the receipt itself (form No. 01) is issued beside it."""
    issue_receipt(reference=dossier.reference)
    accepted = dossier_queries.find_last(dossier, Act.ACCEPT)
    assert accepted is not None
    values = _receipt_values(dossier, accepted.by)
    kept = {name: values[name] for name in _ON_THE_SLIP}
    applicant = vietnamese.shorten(values["applicant"]["name"])
    return documents.typeset("receipt-slip", kept | {"applicant": applicant}, at=at)


_ON_THE_SLIP: Final = (
    "agency", "parent_agency", "number", "place", "issued_on", "office", "request", "papers",
    "received_at", "due_at", "collect_at", "tracking_url",
)  # fmt: skip


def _receipt_values(dossier: Dossier, accepted_by: str) -> dict[str, Any]:
    officer = identity.get_post(int(accepted_by.partition(":")[2]))
    declared = papers.read_declared(dossier)
    received, submitter = _list_received(dossier, declared)
    return papers.receipt(
        dossier,
        declared,
        papers=received,
        officer=officer.name,
        collect_at=_COLLECT_AT[wish_in(declared.answers)].format(
            office=dossier.receiving_agency.name
        ),
        submitter=submitter,
    )


def _list_received(
    dossier: Dossier, declared: papers.Declared
) -> tuple[list[tuple[str, str, int]], str]:
    """Return what was handed in, with form and number, and who brought it if not the applicant."""
    if dossier.channel == ChannelKind.ONLINE:
        kept = document_queries.list_documents(dossier.subject)
        return [(one.title, "Bản điện tử", 1) for one in kept if not one.is_issued], ""
    names = {paper.code: paper.name for paper in declared.version.papers}
    received: dict[str, tuple[str, str, int]] = {}
    submitter = ""
    for entry in dossier_queries.timeline(dossier):
        for handed in dossier_queries.list_handed(entry.payload):
            name = names.get(handed.code, "Giấy tờ khác theo yêu cầu bổ sung")
            received[handed.code] = (name, str(handed.form.label), handed.quantity)
        submitter = str(entry.words.get("bringer", submitter))
    return list(received.values()), submitter


@transaction.atomic
def issue_supplement_request(*, reference: str, act: Act = Act.ASK) -> Document:
    """Issue the written request to supplement (form No. 02), once a stage; return it.

    :param act: ASK after assessment (Article 19.4), ASK_AT_INTAKE at the counter (Article 17.1.a)
    """
    dossier = dossiers.hold(reference=reference, by=WORKER)
    asked = dossier_queries.find_last(dossier, act)
    assert asked is not None
    existing = find_paper(dossier, PaperKind.SUPPLEMENT, since=asked.at)
    if existing is not None:
        return existing
    officer = identity.get_post(int(asked.by.partition(":")[2]))
    declared = papers.read_declared(dossier)
    values = letters.supplement_request(
        dossier, declared, asked=asked.words, officer=officer.name, at=asked.at
    )
    return _issue_unsigned(
        dossier, PaperKind.SUPPLEMENT, values, filename="phieu-yeu-cau-bo-sung", at=asked.at
    )


@transaction.atomic
def issue_intake_refusal(*, reference: str) -> Document:
    """Issue form No. 03 for what the desk did not take in (Article 17.1.b), once; return it."""
    dossier = dossiers.hold(reference=reference, by=WORKER)
    existing = find_paper(dossier, PaperKind.REJECTION)
    if existing is not None:
        return existing
    refused = dossier_queries.find_last(dossier, Act.REFUSE)
    assert refused is not None
    officer = identity.get_post(int(refused.by.partition(":")[2]))
    declared = papers.read_declared(dossier)
    _received, submitter = _list_received(dossier, declared)
    values = letters.intake_refusal(
        dossier, declared, reason=refused.words["reason"], officer=officer.name,
        submitter=submitter, at=refused.at,
    )  # fmt: skip
    return _issue_unsigned(
        dossier, PaperKind.REJECTION, values, filename="phieu-tu-choi", at=refused.at
    )


def _issue_unsigned(
    dossier: Dossier, kind: PaperKind, values: Mapping[str, object], *, filename: str, at: datetime
) -> Document:
    """Typeset and keep a paper that bears an officer's name and no signature."""
    return documents.issue(
        owner=dossier.subject,
        kind=kind,
        title=str(kind.label),
        filename=f"{filename}-{dossier.number or dossier.reference}.pdf",
        paper_code=kind,
        pdf=documents.typeset(kind.value, values, at=at),
        number=dossier.number or dossier.reference,
        agency_id=dossier.agency_id,
        agency_name=dossier.agency.name,
        by=WORKER.key,
        at=at,
    )


def find_paper(
    dossier: Dossier, kind: PaperKind, *, since: datetime | None = None
) -> Document | None:
    """Return the dossier's issued paper of this kind, if there is one. One query."""
    for document in document_queries.list_documents(dossier.subject):
        is_new_enough = since is None or document.added_at >= since
        if document.is_issued and document.paper_code == kind and is_new_enough:
            return document
    return None


@transaction.atomic
def deliver_electronically(*, reference: str, at: datetime) -> None:
    """Record that who wanted the electronic result has it: it lies among the applicant's documents.

    Who wants the paper has not got it yet: the desk hands it over, or the post does. What is not paid for
    waits until it is (Article 22.1).
    """
    dossier = dossier_queries.get(Subject(kind=dossier_queries.KIND, key=reference))
    if (
        dossier.state == State.DECIDED
        and wished_way(dossier) is ResultWay.ELECTRONIC
        and not dues.balance_of(dossier).owed
    ):
        dossiers.hand_over(reference=reference, way=ResultWay.ELECTRONIC, by=WORKER, at=at)


def wished_way(dossier: Dossier) -> ResultWay:
    """Return how the applicant wants the result; who was not asked gets it electronically. One query."""
    return wish_in(dossier_queries.read_answers(dossier))


def wish_in(answers: Mapping[str, object]) -> ResultWay:
    """Return how the answers want the result."""
    wished = answers.get(WISHED)
    return ResultWay(wished) if wished in ResultWay.values else ResultWay.ELECTRONIC


def rate(
    *, reference: str, posted: Mapping[str, str], comment: str, by: Citizen, at: datetime
) -> None:
    """Keep the applicant's one answer to the five questions of Article 31.

    Raises:
        DossierNotFound: if the dossier is another person's.
        InvalidInput: naming each question without an answer.
        NotFinished, AlreadyRated: if it is too early, or done.
    """
    dossier = dossier_queries.get_for_citizen(reference, by)
    marks = satisfaction_queries.read_marks(posted, comment)
    satisfaction.rate(dossier=dossier, marks=marks, comment=comment, at=at)
