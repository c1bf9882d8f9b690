"""Tables of breaches: each with its clock, and what happened to it.

Words are sealed under the breach's own key.
"""

from django.db import models
from django.db.models import F, Q

from motcua.domain.privacy.enums import BreachAct, BreachOutcome
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.kernel.subjects import Subject

BREACH = "breach"


class Breach(models.Model):
    """That personal data was handled against the rules, from its finding to its end (Article 23 of Decree 13/2023)."""

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    """Which entered it."""
    found_at = models.DateTimeField()
    happened_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    due_at = models.DateTimeField()
    """By when the authority is told."""
    kinds = models.JSONField()
    """Codes of kinds of data, in the order of the decree."""
    persons = models.PositiveIntegerField(null=True)
    notified_at = models.DateTimeField(null=True)
    """When the authority was told first."""
    told_at = models.DateTimeField(null=True)
    """When people concerned were told last."""
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=BreachOutcome.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="breach_happened_before_it_was_found_and_entered",
                condition=Q(found_at__lte=F("recorded_at"))
                & (Q(happened_at__isnull=True) | Q(happened_at__lte=F("found_at"))),
            ),
            models.CheckConstraint(
                name="breach_closed_has_outcome",
                condition=Q(closed_at__isnull=True, outcome="")
                | Q(closed_at__isnull=False) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="breach_handled_was_notified",
                condition=~Q(outcome=BreachOutcome.HANDLED) | Q(notified_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="breach_open_by_due",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(fields=["agency", "-recorded_at", "-id"], name="breach_by_agency"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What it is called."""
        return f"VPDL-{day_in_vietnam(self.recorded_at):%Y}-{self.pk:06d}"

    @property
    def subject(self) -> Subject:
        """Under which its words are sealed."""
        return Subject(kind=BREACH, key=str(self.pk))


class BreachEvent(models.Model):
    """What happened to a breach: who, when, under which article. Only ever added."""

    append_only = True

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=12, choices=BreachAct.choices)
    actor = models.CharField(max_length=80)
    agency_id = models.BigIntegerField()
    article = models.CharField(max_length=200)
    payload = models.JSONField()
    """Codes, moments and numbers; words are sealed."""
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["breach", "seq"], name="breach_event_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.breach_id}/{self.seq} {self.act}"
