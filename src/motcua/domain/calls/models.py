"""Tables of calls: how an applicant wishes to be told, what is to be said, and every try."""

from django.db import models
from django.db.models import F, Q

from motcua.domain.calls.enums import Outcome, Way


class Wish(models.Model):
    """How the applicant wishes to be told of this dossier; the newest holds. Only ever added."""

    append_only = True

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=10, choices=Way.choices)
    by_post = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sealed = models.BinaryField()
    """Number, whom to ask for, hours: under the dossier's key."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="wish_way_known", condition=Q(way__in=Way.values))
        ]
        indexes = [models.Index(fields=["dossier", "-id"], name="wish_of_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.way}"


class Call(models.Model):
    """Something an applicant is to be told by telephone: what the message of the same moment says."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    message = models.OneToOneField(
        "notifications.Message", on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """When the entry was written that ends it; the entry says how."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="call_due_later", condition=Q(due_at__gte=F("asked_at"))),
            models.CheckConstraint(
                name="call_ended_later", condition=~Q(ended_at__lt=F("asked_at"))
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="call_open", condition=Q(ended_at__isnull=True)
            ),
            models.Index(fields=["dossier", "id"], name="call_of_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.pk}"


class Entry(models.Model):
    """Who did what about a call, and when. Only ever added."""

    append_only = True

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="entries")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    by_post = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                name="call_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
        ]
        indexes = [models.Index(fields=["call", "id"], name="entry_of_call")]

    def __str__(self) -> str:
        return f"{self.call_id}: {self.outcome}"
