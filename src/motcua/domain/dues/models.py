"""Tables of dues: the lines of each dossier's account, only ever added, and their sum beside them."""

from django.db import models
from django.db.models import F, Q

from motcua.domain.dues.enums import LineKind, Way
from motcua.domain.dues.rules import Balance
from motcua.foundation.kernel.money import Dong

_CHARGE, _CANCEL = Q(kind=LineKind.CHARGE), Q(kind=LineKind.CANCEL)
_MONEY = Q(kind__in=[LineKind.PAYMENT, LineKind.REFUND])
OPEN = ~Q(asked=F("paid") - F("returned"))
"""Accounts on which something is owed, one way or the other."""


class Account(models.Model):
    """What the lines of a dossier's account come to, in đồng; written with each of them."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    asked = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    returned = models.BigIntegerField(default=0)
    since = models.DateTimeField()
    """When something was asked for last."""
    proof_sent_at = models.DateTimeField(null=True)
    """When the applicant sent a document for a payment that nobody has confirmed yet (Article 22.3)."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_of_whole_sums",
                condition=Q(asked__gte=0, paid__gte=0, returned__gte=0, returned__lte=F("paid")),
            ),
        ]
        indexes = [models.Index(fields=["since", "dossier"], name="account_open", condition=OPEN)]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.asked} {self.paid} {self.returned}"

    @property
    def balance(self) -> Balance:
        """How the account stands."""
        return Balance(
            asked=Dong(self.asked),
            paid=Dong(self.paid),
            returned=Dong(self.returned),
            is_charged=True,
        )


class Line(models.Model):
    """A line of a dossier's account. Only ever added: what was wrong is cancelled by another line.

    Why something is less than usual, goes back or is cancelled may tell of the person: it stands sealed
    in the dossier's log.
    """

    append_only = True

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=8, choices=LineKind.choices)
    code = models.CharField(max_length=64, blank=True)
    """The fee of the record that is charged."""
    name = models.CharField(max_length=300, blank=True)
    amount = models.BigIntegerField()
    """In đồng; nothing, where the applicant is exempt."""
    way = models.CharField(max_length=8, choices=Way.choices, blank=True)
    proof = models.CharField(max_length=64, blank=True)
    """Number of the document that proves it (Article 22.3), or of the decision by which it goes back."""
    paid_on = models.DateField(null=True)
    post_id = models.BigIntegerField(null=True)
    """Who wrote it down; nobody, where the product reckoned anew after a supplement."""
    at = models.DateTimeField()
    cancels = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="cancelled_by"
    )

    class Meta:
        indexes = [models.Index(fields=["at"], name="line_of_day")]
        constraints = [
            models.CheckConstraint(
                name="line_of_a_known_kind", condition=Q(kind__in=LineKind.values)
            ),
            models.CheckConstraint(
                name="line_of_some_money",
                condition=Q(amount__gt=0) | (_CHARGE & Q(amount=0)) | (_CANCEL & Q(amount=0)),
            ),
            models.CheckConstraint(
                name="line_of_money_has_a_way",
                condition=(_MONEY & Q(way__in=Way.values, paid_on__isnull=False))
                | (~_MONEY & Q(way="", paid_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="line_that_cancels_names_one",
                condition=(_CANCEL & Q(cancels__isnull=False))
                | (~_CANCEL & Q(cancels__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind} {self.amount}"
