"""Tables of receipts: books, the next number of each, receipts and those that are void."""

from django.db import models
from django.db.models import F, Q

from motcua.domain.receipts.rules import LARGEST, Numbers, write_number


class Book(models.Model):
    """Numbers under which an agency gives receipts for fees, as its notice of issue has them.

    Decree 123/2020, Chapter III; since 1 July 2026 Decree 254/2026. Neither could be read here: the marks are
    those that receipts in use bear.
    """

    append_only = True

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=20)
    """Mark of the form (mẫu số), as ``01BLP0-001``."""
    series = models.CharField(max_length=20)
    """Mark of the series (ký hiệu), as ``AA-26E``."""
    first = models.IntegerField()
    last = models.IntegerField()
    valid_from = models.DateField()
    basis = models.CharField(max_length=200)
    """The notice of issue."""
    entered_by = models.BigIntegerField()
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "valid_from", "id"], name="book_of_agency")]
        constraints = [
            models.CheckConstraint(
                name="book_of_some_numbers",
                condition=Q(first__gt=0, last__gte=F("first"), last__lte=LARGEST),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.series} {self.first}-{self.last}"

    @property
    def numbers(self) -> Numbers:
        """Its numbers."""
        return Numbers(first=self.first, last=self.last)


class Counter(models.Model):
    """The next number of a book; moved in the transaction that gives it, so that none is lost."""

    book = models.OneToOneField(
        Book, on_delete=models.PROTECT, primary_key=True, related_name="counter"
    )
    upcoming = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.book_id}: {self.upcoming}"


class Receipt(models.Model):
    """A receipt for one payment. Only ever added; a wrong one is void and another one takes its place.

    Who paid stands sealed in the dossier's log, with the receipt's key.
    """

    append_only = True

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="receipts")
    number = models.IntegerField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    line_id = models.BigIntegerField()
    """The payment, a line of the dossier's account."""
    amount = models.BigIntegerField()
    given_by = models.BigIntegerField()
    given_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="receipt_number_once"),
            models.UniqueConstraint(
                fields=["line_id"], name="receipt_once_for_a_payment",
                condition=Q(replaces__isnull=True),
            ),
            models.CheckConstraint(name="receipt_of_some_money", condition=Q(amount__gt=0)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return write_number(self.book.series, self.number)

    @property
    def is_void(self) -> bool:
        """Whether it is good no more. No query on what was fetched with its voiding."""
        return getattr(self, "voiding", None) is not None


class Voiding(models.Model):
    """That a receipt is void, by another person than gave it. Only ever added; why stands in the log."""

    append_only = True

    receipt = models.OneToOneField(
        Receipt, on_delete=models.PROTECT, primary_key=True, related_name="voiding"
    )
    given_by = models.BigIntegerField()
    voided_by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="receipt_void_by_another", condition=~Q(voided_by=F("given_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.at:%d/%m/%Y}"
