"""The table of fee accounts: to which bank account an agency's fees are transferred, from which day on."""

from typing import Final

from django.db import models
from django.db.models import F, Q

CONFIRMED: Final = Q(confirmed_at__isnull=False)


class FeeAccount(models.Model):
    """A bank account for an agency's fees (Article 22.1.a of Decree 61/2018).

    Entered by one officer and confirmed by the head: one person alone never says where people's money goes.
    Rows are added and confirmed, never changed; the one with the last day that has come is in force.
    """

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    bank = models.CharField(max_length=6)
    """The bank's acceptance number."""
    bank_name = models.CharField(max_length=100)
    number = models.CharField(max_length=19)
    holder = models.CharField(max_length=200)
    """As the bank writes it: a payer compares it before paying."""
    valid_from = models.DateField()
    basis = models.CharField(max_length=200)
    """The document that names the account."""
    entered_by = models.BigIntegerField()
    entered_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fee_account_by_two",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("entered_by"))),
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "-valid_from", "-id"], name="fee_account_in_force",
                condition=CONFIRMED,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.bank_name} {self.number}"
