"""The verbs of receipts, and the only writers of their tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F

from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.receipts import permissions, queries, rules
from motcua.domain.receipts.errors import NoNumberLeft, NumbersGivenTwice, ReceiptNotFound
from motcua.domain.receipts.models import Book, Counter, Receipt, Voiding
from motcua.domain.receipts.rules import Numbers
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.money import Dong

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer


@dataclass(frozen=True, kw_only=True)
class Named:
    """A book as its notice of issue has it."""

    form: str
    series: str
    numbers: Numbers
    valid_from: date
    basis: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a receipt says beside its number."""

    payer: str
    content: str
    """What was paid for."""


@transaction.atomic
def enter_book(named: Named, *, by: Officer, at: datetime) -> Book:
    """Enter numbers under which the officer's agency gives receipts.

    Raises:
        NumbersGivenTwice: if one of them lies in another book of this form and series.
    """
    with connection.cursor() as cursor:
        # Two officers who enter the same notice wait for one another.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"receipts:{by.agency_id}"])
    like = Book.objects.filter(agency_id=by.agency_id, form=named.form, series=named.series)
    if rules.meet(named.numbers, [one.numbers for one in like]):
        raise NumbersGivenTwice(field="first")
    book = Book.objects.create(
        agency_id=by.agency_id, form=named.form, series=named.series,
        first=named.numbers.first, last=named.numbers.last, valid_from=named.valid_from,
        basis=named.basis, entered_by=by.post_id, entered_at=at,
    )  # fmt: skip
    Counter.objects.create(book=book, upcoming=book.first)
    return book


def give(
    dossier: Dossier, *, line_id: int, amount: Dong, said: Said, by: Officer, at: datetime
) -> Receipt | None:
    """Give the receipt for a payment, under the next number of the agency's books; none if they have none.

    The caller's transaction holds the dossier and has written the payment down.
    """
    return _give(dossier, line_id, amount, said, by=by, at=at)


@transaction.atomic
def void(dossier: Dossier, *, receipt_id: int, why: str, by: Officer, at: datetime) -> Receipt:
    """Make a receipt void because its payment was cancelled. The caller's transaction holds the dossier.

    Raises:
        ReceiptNotFound: if there is no such receipt of the dossier, or it is void.
        OwnReceipt: if the officer gave it.
    """
    receipt = queries.get_receipt(dossier, receipt_id)
    if receipt.is_void:
        raise ReceiptNotFound
    permissions.require_other(by, receipt)
    receipt.voiding = Voiding.objects.create(
        receipt=receipt, given_by=receipt.given_by, voided_by=by.post_id, at=at
    )
    payload = {"receipt": receipt.pk, "number": str(receipt), "amount": receipt.amount}
    words = {"reason": why.strip()}
    dossiers.remark(dossier, Act.VOID_RECEIPT, payload=payload, words=words, by=by, at=at)
    return receipt


@transaction.atomic
def replace(
    dossier: Dossier, *, receipt_id: int, said: Said, why: str, by: Officer, at: datetime
) -> Receipt:
    """Make a receipt void on which something is wrong, and give another one for the same payment.

    The caller's transaction holds the dossier.

    Raises:
        ReceiptNotFound: if there is no such receipt of the dossier, or it is void.
        OwnReceipt: if the officer gave it.
        NoNumberLeft: if the agency has no number for another one.
    """
    wrong = void(dossier, receipt_id=receipt_id, why=why, by=by, at=at)
    amount = Dong(wrong.amount)
    right = _give(dossier, wrong.line_id, amount, said, by=by, at=at, replaces=wrong)
    if right is None:
        raise NoNumberLeft
    return right


def _give(
    dossier: Dossier, line_id: int, amount: Dong, said: Said, *, by: Officer, at: datetime,
    replaces: Receipt | None = None,
) -> Receipt | None:  # fmt: skip
    counter = _next(by.agency_id, on=clock.day_in_vietnam(at))
    if counter is None:
        return None
    receipt = Receipt.objects.create(
        book=counter.book, number=counter.upcoming, dossier=dossier, line_id=line_id,
        amount=amount, given_by=by.post_id, given_at=at, replaces=replaces,
    )  # fmt: skip
    counter.upcoming += 1
    counter.save(update_fields=["upcoming"])
    payload = {
        "receipt": receipt.pk,
        "number": str(receipt),
        "line": line_id,
        "amount": amount,
        "replaces": str(replaces) if replaces else "",
    }
    words = {"payer": said.payer, "content": said.content}
    dossiers.remark(dossier, Act.GIVE_RECEIPT, payload=payload, words=words, by=by, at=at)
    return receipt


def _next(agency_id: int, *, on: date) -> Counter | None:
    """Return the counter of the agency's first book with a number left, held until the transaction ends.

    All books that may have one are held, so that who waited for the last number of one finds the next.
    """
    rows = Counter.objects.select_for_update(of=("self",)).select_related("book")
    open_ones = rows.filter(
        book__agency_id=agency_id, book__valid_from__lte=on, upcoming__lte=F("book__last")
    )
    return next(iter(open_ones.order_by("book__valid_from", "book_id")), None)
