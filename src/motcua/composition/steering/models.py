"""Rollups kept from events, and what the past says of the dossiers that are open."""

from django.db import models

from motcua.composition.steering.enums import Basis
from motcua.domain.dossiers.enums import Flagged


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


class Passage(models.Model):
    """A dossier on its way from a step to its result: what forecasts are learnt from.

    Written anew from the log and the process whenever the dossier moved; nothing else is kept of it.
    """

    pk = models.CompositePrimaryKey("dossier_id", "number")
    dossier_id = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    agency_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    step = models.CharField(max_length=60, blank=True)
    """The element of the process; empty for the way from the beginning of the count."""
    entered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """None while it is on its way."""
    is_finished = models.BooleanField()
    seconds = models.FloatField(null=True)
    """Working time it took, or after which it was cut off."""
    allowed = models.FloatField(null=True)
    """Working time there was from the step to the promise."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="passage_took_time_when_ended",
                condition=models.Q(ended_at__isnull=True, seconds__isnull=True, is_finished=False)
                | models.Q(ended_at__isnull=False, seconds__isnull=False),
            )
        ]
        indexes = [
            models.Index(
                fields=["procedure_id", "step", "agency_id", "-entered_at"], name="passage_by_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number} {self.step}"


class Forecast(models.Model):
    """When an open dossier is likely to be finished, and how likely it is late."""

    dossier_id = models.BigIntegerField(primary_key=True)
    agency_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    step_name = models.CharField(max_length=200, blank=True)
    step_name_en = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, blank=True)
    unit_kind = models.CharField(max_length=20, blank=True)
    """Where it lies now; empty between steps."""
    task_id = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    risk = models.FloatField(null=True)
    """Probability of being late, 0 to 1; None without enough of a past."""
    early_on = models.DateField(null=True)
    late_on = models.DateField(null=True)
    """The days between which half of the dossiers like it were finished."""
    basis = models.CharField(max_length=20, choices=Basis.choices, blank=True)
    finished = models.PositiveIntegerField(default=0)
    """How many finished dossiers it rests on."""
    longer = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="forecast_rests_on_something",
                condition=models.Q(risk__isnull=True, basis="")
                | models.Q(risk__range=(0, 1), finished__gt=0) & ~models.Q(basis=""),
            )
        ]
        indexes = [
            models.Index(
                "agency_id",
                models.F("risk").desc(nulls_last=True),
                "due_at",
                "dossier_id",
                name="forecast_by_risk",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.risk}"


class Sign(models.Model):
    """A flag in a dossier's log, to be counted beside the rates: written anew whenever the dossier moved."""

    pk = models.CompositePrimaryKey("dossier_id", "number")
    dossier_id = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    agency_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Flagged.choices)
    at = models.DateTimeField()
    """When the entry was recorded."""
    on = models.DateField()
    """The day in Vietnam."""

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "on", "kind"], name="sign_by_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.number} {self.kind}"


class Followed(models.Model):
    """Up to where in the installation's one order of entries the passages were written."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="followed_is_one_row", condition=models.Q(id=1))]

    def __str__(self) -> str:
        return str(self.position)
