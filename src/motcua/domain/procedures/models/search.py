"""Tables of the search: what finds a version, and which procedure is opened after a query."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from motcua.domain.procedures.models.catalogue import Procedure, ProcedureVersion


class SearchEntry(models.Model):
    """What finds a version: folded words with weights, and what filters choose by. Can be rebuilt."""

    version = models.OneToOneField(
        ProcedureVersion, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    field = models.CharField(max_length=60)
    level = models.CharField(max_length=10)
    online_level = models.CharField(max_length=12)
    sort_key = models.TextField()
    """The name in Vietnamese alphabetical order."""
    names = models.TextField()
    """Name and keywords, folded; compared by trigrams when somebody mistypes."""
    words = SearchVectorField()
    """Weights: A name and code, B what people call it, C result and papers, D summary and cases."""

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            GinIndex(fields=["words"], name="search_entry_words"),
            GinIndex(fields=["names"], name="search_entry_names", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return str(self.version_id)


class Opening(models.Model):
    """On this day the procedure was opened after this query, by whomever and however often."""

    day = models.DateField()
    query = models.BinaryField(max_length=32)
    """A keyed digest of the folded query: it tells a query again, and cannot be read."""
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="opening_once_a_day", fields=["query", "procedure", "day"])
        ]
        indexes = [models.Index(fields=["day"], name="opening_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.procedure_id}"
