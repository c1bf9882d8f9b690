"""Tables of authorisations: between whom, for what, until when; and all that happened to each.

Words (papers seen, reasons) are sealed under the authorisation's own key; the log holds commitments to them.
"""

from datetime import UTC

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.domain.authorisations import rules
from motcua.domain.authorisations.enums import Act, Basis, Scope, Side, State
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.kernel.subjects import Subject

KIND = "authorisation"


class Authorisation(models.Model):
    """That one person may do some things in another's name, from day to day."""

    represented = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    representative = models.ForeignKey(
        "identity.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by = models.CharField(max_length=14, choices=Side.choices)
    asked_index = models.BinaryField(max_length=32)
    """The blind index of the personal number of who is asked; whether that is anybody's nobody is told.

    Empty where a desk saw papers: nobody is asked.
    """
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Whose desk saw the papers that it rests on; none where two agreed on the portal."""
    basis = models.CharField(max_length=8, choices=Basis.choices)
    scopes = ArrayField(models.CharField(max_length=8, choices=Scope.choices))
    procedures = ArrayField(models.BigIntegerField(), default=list)
    """For which procedures; none named is all of them."""
    valid_from = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    last_seq = models.PositiveIntegerField(default=0)
    last_hash = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="authorisation_given_between_two",
                condition=~Q(state__in=[State.GIVEN, State.CONTESTED])
                | Q(represented__isnull=False, representative__isnull=False),
            ),
            models.CheckConstraint(
                name="authorisation_of_another",
                condition=Q(represented__isnull=True)
                | Q(representative__isnull=True)
                | ~Q(represented=F("representative")),
            ),
            models.CheckConstraint(
                name="authorisation_ends_after_it_begins",
                condition=Q(last_day__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="authorisation_by_papers_seen_at_a_desk",
                condition=Q(basis=Basis.CONSENT, agency__isnull=True)
                | (~Q(basis=Basis.CONSENT) & Q(agency__isnull=False)),
            ),
            models.CheckConstraint(name="authorisation_for_something", condition=~Q(scopes=[])),
        ]
        indexes = [
            models.Index(
                fields=["representative", "represented"], name="authorisation_given",
                condition=Q(state=State.GIVEN),
            ),
            models.Index(fields=["represented", "-asked_at"], name="authorisation_by_represented"),
            models.Index(
                fields=["asked_index"], name="authorisation_asked", condition=Q(state=State.ASKED)
            ),
            models.Index(
                fields=["last_day"], name="authorisation_ending", condition=Q(state=State.GIVEN)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What it is called."""
        return f"UQ-{day_in_vietnam(self.asked_at):%Y}-{self.pk:06d}"

    @property
    def subject(self) -> Subject:
        """Under which its words are sealed, its entries placed and its messages kept."""
        return Subject(kind=KIND, key=str(self.pk))


class AuthorisationEvent(models.Model):
    """An entry of an authorisation's log. Only ever added, under its lock, chained by hash."""

    append_only = True

    authorisation = models.ForeignKey(Authorisation, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act.choices)
    by = models.CharField(max_length=80)
    agency_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    article = models.CharField(max_length=120)
    payload = models.JSONField()
    """Codes and keys."""
    commitment = models.CharField(max_length=64, blank=True)
    sealed = models.BinaryField(null=True)
    """Salt and words."""
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authorisation", "seq"], name="authorisation_event_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.authorisation_id}/{self.seq} {self.act}"

    def to_entry(self) -> rules.Entry:
        """Return the entry as it was hashed."""
        return rules.Entry(
            authorisation_id=self.authorisation_id,
            seq=self.seq,
            act=self.act,
            by=self.by,
            agency_id=self.agency_id,
            at=rules.moment(self.at.astimezone(UTC)),
            article=self.article,
            payload=self.payload,
            commitment=self.commitment,
        )
