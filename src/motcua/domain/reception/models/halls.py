"""Tables of how an agency receives people: its waiting room, lines of work and windows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.domain.reception.enums import Priority
from motcua.domain.reception.rules.labels import LETTERS


class Hall(models.Model):
    """The waiting room of one agency's one-stop desk, parted into windows by field (Article 13.2.b of Decree 61/2018).

    Its row is held while a number is given out or called: two windows never call the same number.
    """

    agency = models.OneToOneField(
        "organisations.Agency", on_delete=models.PROTECT, related_name="+"
    )
    kiosk_key = models.CharField(max_length=32, unique=True)
    """In the address of the kiosk: numbers are given out in the room, not to the whole world."""
    share = models.PositiveSmallIntegerField(default=3)
    """After so many of the first row one of the others is called."""
    firsts = ArrayField(models.CharField(max_length=12, choices=Priority.choices), default=list)
    """The groups that go first here."""
    elderly_from = models.PositiveSmallIntegerField(default=75)
    firsts_basis = models.CharField(max_length=200, blank=True, default="")
    """The document by which they do."""
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    days_ahead = models.PositiveSmallIntegerField(default=5)
    """How many working days ahead a time can be booked."""
    version = models.BigIntegerField(default=0)
    """Grows with every change that a display shows."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hall_lets_others_in_between", condition=Q(share__gte=1, share__lte=9)
            ),
            models.CheckConstraint(
                name="hall_slot_has_a_length",
                condition=Q(slot_minutes__gte=10, slot_minutes__lte=120),
            ),
        ]

    def __str__(self) -> str:
        return f"hall of {self.agency_id}"


class Line(models.Model):
    """A group of matters for which one takes a number: fields of procedures, or the handing over of results."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="lines")
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True, default="")
    fields = ArrayField(models.CharField(max_length=60), default=list)
    """Fields of procedures that belong to it."""
    is_results = models.BooleanField(default=False)
    """Whether results are handed over here."""
    places = models.PositiveSmallIntegerField(default=0)
    """How many people can book one slot; none if it takes no bookings."""
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="line_letter_once_a_hall", fields=["hall", "letter"]),
            models.CheckConstraint(name="line_letter_known", condition=Q(letter__in=LETTERS)),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"

    def name_in(self, language: str) -> str:
        """Return the name in the language of the reader, if it has one there."""
        return (language == "en" and self.name_en) or self.name


class Window(models.Model):
    """A place at which one officer serves one person at a time, and the lines whose numbers it calls."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="windows")
    number = models.PositiveSmallIntegerField()
    lines = models.ManyToManyField(Line, related_name="windows")
    is_open = models.BooleanField(default=True)
    post = models.ForeignKey("identity.Post", on_delete=models.PROTECT, related_name="+", null=True)
    """Who sits there now."""
    sat_at = models.DateTimeField(null=True)
    firsts_in_a_row = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="window_number_once_a_hall", fields=["hall", "number"]),
            models.UniqueConstraint(
                name="window_of_one_officer", fields=["post"], condition=Q(post__isnull=False)
            ),
            models.CheckConstraint(
                name="window_post_and_moment_together",
                condition=Q(post__isnull=True, sat_at__isnull=True)
                | Q(post__isnull=False, sat_at__isnull=False),
            ),
            models.CheckConstraint(
                name="window_number_sayable", condition=Q(number__gte=1, number__lte=99)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hall_id}/{self.number}"
