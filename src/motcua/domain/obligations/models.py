"""The table of obligations: one row for each notice for which a dossier waited."""

from typing import Final

from django.db import models
from django.db.models import F, Q

OPEN: Final = Q(met_at__isnull=True, ended_at__isnull=True)
"""Obligations for which their dossier waits now."""


class Obligation(models.Model):
    """What a notice of another agency asks of an applicant, and whether it was met.

    It is none of the fees of the dossier's account: the money goes to the State, not to the desk.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
    items = models.JSONField()
    """What for and how much, in đồng: ``[{"name": ..., "amount": ...}]``."""
    total = models.BigIntegerField()
    issuer = models.CharField(max_length=200)
    """Who gave the notice."""
    notice = models.CharField(max_length=64)
    """Its number."""
    notice_on = models.DateField()
    pay_by = models.DateField(null=True)
    """Until when the notice wants it paid."""
    pay_to = models.CharField(max_length=500)
    """Where and how it is paid, as the notice says."""
    document_id = models.BigIntegerField(null=True)
    """The notice itself among the dossier's documents."""
    asked_at = models.DateTimeField()
    proof_sent_at = models.DateTimeField(null=True)
    """When the applicant sent a document for the payment that nobody has confirmed yet."""
    met_at = models.DateTimeField(null=True)
    """When the payment was confirmed."""
    ended_at = models.DateTimeField(null=True)
    """When it was asked for no more: dropped, or the dossier withdrawn or stopped."""

    class Meta:
        constraints = [
            models.UniqueConstraint(name="obligation_one_open", fields=["dossier"], condition=OPEN),
            models.CheckConstraint(name="obligation_of_money", condition=Q(total__gt=0)),
            models.CheckConstraint(
                name="obligation_ends_once",
                condition=Q(met_at__isnull=True) | Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="obligation_met_after_asked", condition=~Q(met_at__lt=F("asked_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["dossier", "id"], name="obligation_of_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.notice}"
