"""Each question asked of receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from motcua.domain.receipts import rules
from motcua.domain.receipts.errors import ReceiptNotFound
from motcua.domain.receipts.models import Book, Receipt, Voiding
from motcua.domain.receipts.rules import LARGEST, Numbers, Use, write_number

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer

__all__ = ["LARGEST", "Numbers", "Use", "write_number"]


def list_receipts(dossier: Dossier) -> list[Receipt]:
    """Return every receipt given for the dossier, the void ones too, the first first. One query."""
    rows = Receipt.objects.select_related("book", "voiding").filter(dossier=dossier)
    return list(rows.order_by("pk"))


def get_receipt(dossier: Dossier, receipt_id: int) -> Receipt:
    """Return a receipt of the dossier, void or not. One query.

    Raises:
        ReceiptNotFound: if there is none.
    """
    rows = Receipt.objects.select_related("book", "voiding").filter(dossier=dossier)
    found = rows.filter(pk=receipt_id).first()
    if found is None:
        raise ReceiptNotFound
    return found


def count_voided(post_ids: Collection[int], *, since: datetime) -> int:
    """Return how many receipts these officers declared void from then on. One query."""
    return Voiding.objects.filter(voided_by__in=sorted(post_ids), at__gte=since).count()


def list_books(by: Officer) -> list[tuple[Book, Use]]:
    """Return the books of the officer's agency, the newest first, each with what became of its numbers. One query."""
    rows = Book.objects.select_related("counter").filter(agency_id=by.agency_id)
    counted = rows.annotate(void=Count("receipts__voiding"))
    return [
        (book, rules.count_use(book.numbers, upcoming=book.counter.upcoming, void=book.void))
        for book in counted.order_by("-valid_from", "-pk")
    ]
