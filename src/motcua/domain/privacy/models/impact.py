"""What people stated of the impact of processing. Only ever added: what was stated before is the history."""

from django.db import models


class ImpactEntry(models.Model):
    """One statement, from a day on; the latest that has begun holds (Article 24 of Decree 13/2023)."""

    append_only = True

    name = models.CharField(max_length=20)
    """Of the particular."""
    procedure_code = models.CharField(max_length=20, blank=True)
    """Of which procedure; empty where it is of the whole installation."""
    text = models.TextField()
    holds_from = models.DateField()
    actor = models.CharField(max_length=80)
    agency_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["procedure_code", "name", "-holds_from", "-id"], name="impact_entry_holding"
            )
        ]
        constraints = [
            models.CheckConstraint(name="impact_entry_says_something", condition=~models.Q(text=""))
        ]

    def __str__(self) -> str:
        return f"{self.procedure_code}/{self.name} {self.holds_from}"
