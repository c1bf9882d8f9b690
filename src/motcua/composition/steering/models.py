"""Rollups kept from events: a sum per agency, procedure and day of what happened on it."""

from django.db import models


class DayTally(models.Model):
    """What happened in one agency with one procedure on one day in Vietnam."""

    pk = models.CompositePrimaryKey("agency_id", "procedure_id", "on")
    agency_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    on = models.DateField()
    lodged = models.PositiveIntegerField(default=0)
    accepted = models.PositiveIntegerField(default=0)
    turned_away = models.PositiveIntegerField(default=0)
    """Directed elsewhere, refused at intake, withdrawn or stopped."""
    finished_on_time = models.PositiveIntegerField(default=0)
    finished_late = models.PositiveIntegerField(default=0)
    handed_over = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    """Results that were wrong by the agency's fault (Article 21.1 of Decree 61/2018)."""
    answers = models.PositiveIntegerField(default=0)
    marks = models.PositiveIntegerField(default=0)
    satisfied_marks = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["on"], name="daytally_by_day")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.procedure_id} {self.on}"
