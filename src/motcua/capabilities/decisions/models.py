"""The table of the decision tables."""

from django.db import models
from django.db.models import Q


class Definition(models.Model):
    """One version of a file of decision tables. Only ever added: what was decided keeps its table."""

    append_only = True

    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    dmn = models.TextField()
    """The DMN file as it was handed in: the one stored form."""
    sha256 = models.BinaryField(max_length=32)
    """Of the canonical XML, so that white space makes no new version."""
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="decisions_one_per_version"),
            models.UniqueConstraint(fields=["key", "sha256"], name="decisions_stored_once"),
            models.CheckConstraint(
                name="decisions_version_counts_from_one", condition=Q(version__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"
