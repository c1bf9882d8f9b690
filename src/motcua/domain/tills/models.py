"""Tables of fee accounts: to which bank account an agency's fees are transferred, and who confirmed it."""

from django.db import models
from django.db.models import F, Q


class FeeAccount(models.Model):
    """A bank account for an agency's fees (Article 22.1.a of Decree 61/2018).

    Entered by one officer and confirmed by the head: one person alone never says where people's money goes.
    Rows are only ever added; of those confirmed the one with the last day that has come is in force.
    """

    append_only = True

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

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-valid_from", "-id"], name="fee_account_in_force")
        ]

    def __str__(self) -> str:
        return f"{self.bank_name} {self.number}"

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody else has confirmed it. No query on what was fetched with its confirmation."""
        return getattr(self, "confirmation", None) is not None


class Confirmation(models.Model):
    """That the head confirmed an account which somebody else entered. Only ever added."""

    append_only = True

    account = models.OneToOneField(
        FeeAccount, on_delete=models.PROTECT, primary_key=True, related_name="confirmation"
    )
    entered_by = models.BigIntegerField()
    confirmed_by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fee_account_by_two", condition=~Q(confirmed_by=F("entered_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.at:%d/%m/%Y}"
