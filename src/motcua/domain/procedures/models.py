"""Tables of the catalogue: procedures, their published versions, who provides them, the index."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q


class Procedure(models.Model):
    """A procedure under its national code; what it asks stands in its versions."""

    code = models.CharField(max_length=8, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="procedure_code_is_national", condition=Q(code__regex=r"^[1-9]\.[0-9]{6}$")
            )
        ]

    def __str__(self) -> str:
        return self.code


class ProcedureVersion(models.Model):
    """What a procedure asks and promises from a date on. Only ever added: dossiers are pinned to it.

    On a day holds, of the versions that began by then, the one that began last (of those the one
    published last), unless that day has reached its ``valid_to``, the first day on which it is no more.
    """

    append_only = True

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    published_at = models.DateTimeField()
    record = models.JSONField()
    """The document that ``rules.record.Record`` describes."""
    sha256 = models.BinaryField(max_length=32)
    """Of the canonical record and the definitions it is used with."""
    form_definition = models.ForeignKey(
        "forms.FormDefinition", on_delete=models.PROTECT, null=True, related_name="+"
    )
    workflow_definition = models.ForeignKey(
        "workflow.Definition", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="procedure_version_numbered_once"
            ),
            models.CheckConstraint(
                name="procedure_version_numbered_from_one", condition=Q(number__gte=1)
            ),
            models.CheckConstraint(
                name="procedure_version_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["procedure", "-valid_from", "-number"], name="procedure_version_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number}"


class _DateRange(Func):
    """The days from the first to the one before the last."""

    function = "daterange"
    output_field = DateRangeField()


class Provision(models.Model):
    """An agency takes a procedure in between two dates; ``valid_to`` is the first day it does not."""

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="provisions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="provision_ends_after_it_begins",
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
            ),
            ExclusionConstraint(
                name="provision_once_at_a_time",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    ("procedure", RangeOperators.EQUAL),
                    (
                        _DateRange("valid_from", "valid_to", RangeBoundary()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
        indexes = [models.Index(fields=["procedure", "valid_from"], name="provision_by_procedure")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.procedure_id}"


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
