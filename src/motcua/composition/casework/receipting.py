"""Receipts for fees: given with the payment, void with it, replaced when something on them is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as document_queries
from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import issuing, papers, results
from motcua.domain.dossiers import actions as dossier_actions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dues import permissions as dues_permissions
from motcua.domain.dues import queries as dues
from motcua.domain.dues.enums import LineKind, Way
from motcua.domain.receipts import actions, queries
from motcua.domain.receipts.actions import Named, Said
from motcua.domain.receipts.queries import LARGEST, Numbers
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import clock, vietnamese
from motcua.foundation.kernel.errors import require_right
from motcua.foundation.kernel.money import Dong, format_dong
from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.dues.models import Line
    from motcua.domain.receipts.models import Book, Receipt
    from motcua.foundation.identity.actors import Officer

PURPOSE: Final = "receipt"
TITLE: Final = str(PaperKind.MONEY_RECEIPT.label)
VOID: Final = "Biên lai đã hủy"
LONGEST_MARK: Final = 20
LONGEST_LINE: Final = 200


@dataclass(frozen=True, kw_only=True)
class TypedBook:
    """A book as an officer typed it."""

    form: str
    series: str
    first: int | None
    last: int | None
    valid_from: date
    basis: str


def enter_book(typed: TypedBook, *, by: Officer, at: datetime) -> Book:
    """Enter a book of numbers of the officer's agency.

    Raises:
        InvalidInput: naming what is missing or no number.
        NumbersGivenTwice: if another book has one of them.
    """
    numbers = Numbers(first=typed.first or 0, last=typed.last or 0)
    out_of_range = _("Ghi số nguyên từ 1 đến {largest}.").format(largest=LARGEST)
    wrong = {
        "form": (not typed.form, _("Ghi mẫu số, như 01BLP0-001.")),
        "series": (not typed.series, _("Ghi ký hiệu, như AA-26E.")),
        "first": (not 0 < numbers.first <= LARGEST, out_of_range),
        "last": (not numbers.first <= numbers.last <= LARGEST, _("Ghi số cuối, không nhỏ hơn số đầu.")),
        "basis": (not typed.basis, _("Ghi thông báo phát hành biên lai.")),
    }  # fmt: skip
    require_right(wrong)
    named = Named(
        form=typed.form, series=typed.series, numbers=numbers, valid_from=typed.valid_from,
        basis=typed.basis,
    )  # fmt: skip
    return actions.enter_book(named, by=by, at=at)


# --- given, void, replaced ------------------------------------------------------------------------


def give_for(line: Line, *, payer: str, by: Officer, at: datetime) -> Receipt | None:
    """Give the receipt for a payment that the caller's transaction has written down; none without a book."""
    dossier = line.account.dossier
    said = Said(payer=payer.strip() or dossier.applicant.full_name, content=_content(dossier))
    return actions.give(dossier, line_id=line.pk, amount=Dong(line.amount), said=said, by=by, at=at)


def void_for(cancelled: Line, dossier: Dossier, *, why: str, by: Officer, at: datetime) -> None:
    """Make the receipt of a cancelled payment void, if there is one that is not."""
    for receipt in queries.list_receipts(dossier):
        if receipt.line_id == cancelled.pk and not receipt.is_void:
            actions.void(dossier, receipt_id=receipt.pk, why=why, by=by, at=at)
            _revoke(dossier, receipt, by=by, at=at)


@transaction.atomic
def replace(
    *, reference: str, receipt_id: int, payer: str, why: str, by: Officer, at: datetime
) -> Receipt:
    """Make a receipt void that names a wrong payer, and give another one for the same payment.

    Raises:
        DossierNotFound: if this officer may not see the dossier.
        NotTheTill: if the officer does not serve the desk that received it.
        InvalidInput: if payer or reason are missing.
        ReceiptNotFound, OwnReceipt, NoNumberLeft: as ``receipts.replace`` says.
    """
    dossier = dossier_actions.hold(reference=reference, by=by)
    dues_permissions.require_till(by, dossier)
    wrong = {
        "receipt-payer": (not payer.strip(), _("Ghi tên người nộp tiền cần có trên biên lai.")),
        "receipt-reason": (not why.strip(), _("Ghi lý do hủy biên lai.")),
    }
    require_right(wrong)
    old = queries.get_receipt(dossier, receipt_id)
    said = Said(payer=payer.strip(), content=_content(dossier))
    receipt = actions.replace(dossier, receipt_id=receipt_id, said=said, why=why, by=by, at=at)
    _revoke(dossier, old, by=by, at=at)
    return receipt


def _content(dossier: Dossier) -> str:
    """Return what is paid for, as a receipt has it."""
    live = dues.list_live(dues.list_lines(dossier))
    names = [one.name for one in live if one.kind == LineKind.CHARGE and one.amount]
    return f"{'; '.join(names)} – hồ sơ {dossier.number or dossier.reference}"


# --- the paper ------------------------------------------------------------------------------------


def show_to_officer(reference: str, receipt_id: int, by: Officer, *, at: datetime) -> Document:
    """Return the receipt as a paper with the agency's seal, issued now if nobody asked for it before.

    Raises:
        DossierNotFound: if this officer may not see the dossier.
        ReceiptNotFound: if it has no such receipt.
    """
    dossier = dossiers.get_for_officer(reference, by, purpose=PURPOSE)
    receipt = queries.get_receipt(dossier, receipt_id)
    return _find_paper(dossier, receipt) or _issue(reference, receipt_id, at=at)


def issue_given(reference: str, *, at: datetime) -> None:
    """Issue the papers of the receipts that nobody asked for yet, so that the applicant has them too."""
    dossier = dossiers.get(Subject(kind=dossiers.KIND, key=reference))
    for receipt in queries.list_receipts(dossier):
        if not receipt.is_void:
            _issue(reference, receipt.pk, at=at)


@transaction.atomic
def _issue(reference: str, receipt_id: int, *, at: datetime) -> Document:
    """Typeset the receipt as it was given, seal it, keep it. Two who ask at once find one paper."""
    dossier = dossier_actions.hold(reference=reference, by=results.WORKER)
    receipt = queries.get_receipt(dossier, receipt_id)
    kept = _find_paper(dossier, receipt)
    if kept is not None:
        return kept
    officer = identity.get_post(receipt.given_by)
    line = next(one for one in dues.list_lines(dossier) if one.pk == receipt.line_id)
    paper = issuing.Paper(
        owner=dossier.subject, agency=dossier.receiving_agency, kind=PaperKind.MONEY_RECEIPT,
        template=PaperKind.MONEY_RECEIPT.value, title=f"{TITLE} số {receipt}", number=str(receipt),
    )  # fmt: skip

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        return _values(dossier, receipt, line, officer=officer.name) | {
            "verification_url": signed["verification_url"],
            "verification_code": signed["verification_code"],
        }

    document_id = issuing.issue_paper(paper, fill=fill, by=results.WORKER, signatory=None, at=at)
    return document_queries.get_document(document_id, owner=dossier.subject)


def _values(dossier: Dossier, receipt: Receipt, line: Line, *, officer: str) -> dict[str, Any]:
    said = _said(dossier, receipt)
    agency = dossier.receiving_agency
    return {
        "agency": agency.name,
        "parent_agency": agency.parent.name if agency.parent else "",
        "number": queries.write_number("", receipt.number).strip(),
        "place": papers.place_of(agency),
        "issued_on": clock.day_in_vietnam(receipt.given_at),
        "form": receipt.book.form,
        "series": receipt.book.series,
        "payer": said.payer,
        "content": said.content,
        "amount": format_dong(Dong(receipt.amount)),
        "amount_in_words": vietnamese.amount_in_words(Dong(receipt.amount)),
        "way": str(Way(line.way).label),
        "officer": officer,
        "replaces": str(receipt.replaces) if receipt.replaces else "",
    }


def _said(dossier: Dossier, receipt: Receipt) -> Said:
    """Return what the receipt says, from the sealed words of the log."""
    entry = next(
        one
        for one in dossiers.timeline(dossier)
        if one.act == Act.GIVE_RECEIPT and one.payload["receipt"] == receipt.pk
    )
    return Said(payer=str(entry.words["payer"]), content=str(entry.words["content"]))


def _find_paper(dossier: Dossier, receipt: Receipt) -> Document | None:
    return document_queries.find_issued(
        dossier.subject, kind=PaperKind.MONEY_RECEIPT, number=str(receipt)
    )


def _revoke(dossier: Dossier, receipt: Receipt, *, by: Officer, at: datetime) -> None:
    """Declare the paper of a void receipt no longer good, if somebody printed it."""
    paper = _find_paper(dossier, receipt)
    if paper is not None:
        documents.revoke(document_id=paper.pk, owner=dossier.subject, reason=VOID, by=by.key, at=at)
