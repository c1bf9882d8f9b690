"""Tables of tills: bank accounts, shifts, the cash book, its closings, what is settled with agencies."""

from django.db import models
from django.db.models import F, Q

from motcua.domain.tills.enums import Place
from motcua.domain.tills.rules import Move
from motcua.foundation.kernel.money import Dong


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


class Shift(models.Model):
    """That an officer opened a drawer, with so much change in it. It is over once its money was taken over."""

    append_only = True

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    post_id = models.BigIntegerField()
    opening = models.BigIntegerField()
    """Change in the drawer at the beginning, in đồng."""
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["post_id", "-id"], name="shift_of_post"),
            models.Index(fields=["agency", "-id"], name="shift_of_agency"),
        ]
        constraints = [
            models.CheckConstraint(name="shift_opens_with_money", condition=Q(opening__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.post_id} {self.opened_at:%d/%m/%Y %H:%M}"

    @property
    def is_over(self) -> bool:
        """Whether its money was taken over. No query on what was fetched with it."""
        return getattr(self, "takeover", None) is not None


class Count(models.Model):
    """What an officer counted in the drawer. The newest holds; counted again before it is taken over."""

    append_only = True

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="counts")
    notes = models.JSONField()
    """How many of each note, by worth."""
    counted = models.BigIntegerField()
    expected = models.BigIntegerField()
    """What the drawer had to hold by its movements."""
    why = models.CharField(max_length=500, blank=True)
    """Why it is not the same."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="count_that_differs_says_why",
                condition=Q(counted=F("expected")) | ~Q(why=""),
            ),
            models.CheckConstraint(name="count_of_some_notes", condition=Q(counted__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.counted}"


class Takeover(models.Model):
    """That somebody else counted the same and took the money over. Only ever added."""

    append_only = True

    shift = models.OneToOneField(
        Shift, on_delete=models.PROTECT, primary_key=True, related_name="takeover"
    )
    count = models.OneToOneField(Count, on_delete=models.PROTECT, related_name="+")
    given_by = models.BigIntegerField()
    taken_by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="drawer_taken_over_by_another", condition=~Q(taken_by=F("given_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shift_id} {self.at:%d/%m/%Y %H:%M}"


class Movement(models.Model):
    """A line of the cash book: money that went from one place to another. Only ever added."""

    append_only = True

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    """Whose desk holds it."""
    owner = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """The agency whose fee it is; none where money only changes its place."""
    source = models.CharField(max_length=10, choices=Place.choices)
    target = models.CharField(max_length=10, choices=Place.choices)
    amount = models.BigIntegerField()
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, null=True, related_name="movements")
    """Whose drawer, where one is concerned."""
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="+"
    )
    line_id = models.BigIntegerField(null=True)
    """The line of the dossier's account that this is the money of."""
    basis = models.CharField(max_length=200, blank=True)
    """The document by which it was moved, where no dossier says it."""
    post_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "id"], name="cash_book"),
            models.Index(
                fields=["line_id"], name="money_of_line", condition=Q(line_id__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="movement_of_money_between_two",
                condition=Q(
                    amount__gt=0, source__in=Place.values, target__in=Place.values
                )
                & ~Q(source=F("target")),
            ),
            models.CheckConstraint(
                name="movement_of_a_drawer_names_its_shift",
                condition=(Q(source=Place.DRAWER) | Q(target=Place.DRAWER))
                & Q(shift__isnull=False)
                | ~Q(source=Place.DRAWER) & ~Q(target=Place.DRAWER) & Q(shift__isnull=True),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.source}-{self.target} {self.amount}"

    @property
    def move(self) -> Move:
        """It as rules read it."""
        return Move(source=Place(self.source), target=Place(self.target), amount=Dong(self.amount))


class Closing(models.Model):
    """The cash book of a desk, balanced up to a movement. Only ever added; the next begins where it ends."""

    append_only = True

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    until_id = models.BigIntegerField()
    """The last movement counted."""
    balances = models.JSONField()
    """What lay at each place after it, in đồng."""
    closed_by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "-id"], name="closing_of_agency")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.at:%d/%m/%Y}"


class Settlement(models.Model):
    """What a desk hands on to an agency whose fees it took, up to the end of a quarter (Article 12.9)."""

    append_only = True

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.IntegerField()
    quarter = models.IntegerField()
    amount = models.BigIntegerField()
    source = models.CharField(max_length=10, choices=Place.choices)
    basis = models.CharField(max_length=200)
    """Number of the transfer or of the slip."""
    drawn_up_by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["owner", "-id"], name="settlement_of_owner")]
        constraints = [
            models.CheckConstraint(
                name="settlement_of_a_quarter",
                condition=Q(amount__gt=0, quarter__gte=1, quarter__lte=4)
                & ~Q(agency=F("owner")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.agency_id}-{self.owner_id} {self.quarter}/{self.year}"

    @property
    def is_confirmed(self) -> bool:
        """Whether the agency confirmed that the money came. No query on what was fetched with it."""
        return getattr(self, "arrival", None) is not None


class Arrival(models.Model):
    """That the agency confirmed that the settled money came. Only ever added."""

    append_only = True

    settlement = models.OneToOneField(
        Settlement, on_delete=models.PROTECT, primary_key=True, related_name="arrival"
    )
    confirmed_by = models.BigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.at:%d/%m/%Y}"
