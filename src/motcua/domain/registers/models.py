"""Tables of registers: books that were closed, and what each line of them bound. Only ever added to."""

from django.db import models
from django.db.models import Q

from motcua.domain.registers import rules
from motcua.foundation.kernel.subjects import Subject

KIND = "register"


class ClosedBook(models.Model):
    """The register of a one-stop desk for one year, closed and sealed."""

    append_only = True

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    """Whose one-stop desk."""
    year = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, unique=True)
    lines = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)
    number = models.CharField(max_length=80)
    """Of the signed paper."""
    document_id = models.BigIntegerField()
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "year"], name="book_closed_once_a_year"),
            models.CheckConstraint(name="book_closed_with_lines", condition=Q(lines__gt=0)),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def subject(self) -> Subject:
        """How capabilities know this book."""
        return Subject(kind=KIND, key=self.key)


class ClosedLine(models.Model):
    """One line of a closed book: how far its dossier's log went, bound by the hash of that entry."""

    append_only = True

    pk = models.CompositePrimaryKey("book_id", "no")
    book = models.ForeignKey(ClosedBook, on_delete=models.PROTECT, related_name="+")
    no = models.PositiveIntegerField()
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "dossier"], name="book_names_a_dossier_once")
        ]

    def __str__(self) -> str:
        return f"{self.book_id}/{self.no}"

    def to_sealed(self) -> rules.Sealed:
        """Return the line as it was sealed."""
        return rules.Sealed(
            no=self.no, dossier_id=self.dossier_id, seq=self.seq, hash=bytes(self.hash)
        )
