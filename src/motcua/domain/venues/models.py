"""Tables of venues: the place, by which decision, from when until when, and its sessions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.domain.venues.enums import VenueKind
from motcua.domain.venues.rules import Hours, Span


class Venue(models.Model):
    """A place away from the office at which an agency receives. It is ended and never changed otherwise.

    Entries of dossiers name it by its key, and say for ever where their papers came.
    """

    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=VenueKind.choices)
    name = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    commune = models.ForeignKey(
        "organisations.Territory", on_delete=models.PROTECT, related_name="+"
    )
    basis = models.CharField(max_length=200)
    """The decision by which the desk receives there."""
    procedures = ArrayField(models.CharField(max_length=35), default=list)
    """Codes of what is received there; all that the agency receives if it is empty."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    """The first day on which it is no more."""
    recorded_by = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    ended_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="venue_ends_after_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="venue_end_said_by_somebody_with_a_reason",
                condition=Q(ended_by__isnull=True, ended_at__isnull=True, end_reason="")
                | (
                    Q(ended_by__isnull=False, ended_at__isnull=False, valid_to__isnull=False)
                    & ~Q(end_reason="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-valid_from"], name="venue_of_agency")]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """When a venue is open: every week on a weekday, or on one day."""

    append_only = True

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="sessions")
    weekday = models.PositiveSmallIntegerField(null=True)
    on = models.DateField(null=True)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_of_a_weekday_or_of_a_day",
                condition=Q(weekday__gte=1, weekday__lte=7, on__isnull=True)
                | Q(weekday__isnull=True, on__isnull=False),
            ),
            models.CheckConstraint(
                name="session_ends_after_it_begins", condition=Q(closes__gt=F("opens"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.span)

    @property
    def span(self) -> Span:
        """The session as the rules know it."""
        hours = Hours(opens=self.opens, closes=self.closes)
        return Span(weekday=self.weekday, on=self.on, hours=hours)
