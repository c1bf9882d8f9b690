"""Tables of who waits: tickets, the log of what happened to each, and booked times. No name stands here."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Q

from motcua.domain.reception.enums import BookingState, Happening, Origin, Priority, TicketState
from motcua.domain.reception.models.halls import Hall, Line, Window
from motcua.domain.reception.rules import labels

AT_A_WINDOW = (TicketState.CALLED, TicketState.SERVING)
OPEN = (TicketState.WAITING, *AT_A_WINDOW)


class Ticket(models.Model):
    """A number of one day, and where its holder is. Who that is, nobody asks."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    """The line in which it waits now; its letter stays that of the line it was taken for."""
    on = models.DateField()
    letter = models.CharField(max_length=1)
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=32, unique=True)
    """In the address of its page: whoever has it holds the ticket."""
    origin = models.CharField(max_length=8, choices=Origin.choices)
    priority = models.CharField(max_length=12, choices=Priority.choices, default=Priority.NONE)
    state = models.CharField(max_length=8, choices=TicketState.choices, default=TicketState.WAITING)
    taken_at = models.DateTimeField()
    since = models.DateTimeField()
    """Its place among those who wait."""
    booked_for = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="+", null=True)
    for_window = models.ForeignKey(Window, on_delete=models.PROTECT, related_name="+", null=True)
    """The one window that it was passed on to; others call it only when nobody sits there."""
    called_at = models.DateTimeField(null=True)
    calls = models.PositiveSmallIntegerField(default=0)
    """How often it was called, by which a display knows a new call."""
    absences = models.PositiveSmallIntegerField(default=0)
    serving_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="ticket_number_once_a_day", fields=["hall", "on", "letter", "number"]
            ),
            models.UniqueConstraint(
                name="ticket_one_at_a_window", fields=["window"],
                condition=Q(state__in=[state.value for state in AT_A_WINDOW]),
            ),
            models.CheckConstraint(
                name="ticket_number_on_the_slip",
                condition=Q(number__gte=1, number__lte=labels.LAST),
            ),
            models.CheckConstraint(
                name="ticket_at_a_window_names_it",
                condition=~Q(state__in=[state.value for state in AT_A_WINDOW])
                | Q(window__isnull=False, called_at__isnull=False),
            ),
            models.CheckConstraint(
                name="ticket_state_known", condition=Q(state__in=TicketState.values)
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["hall", "on", "state"], name="ticket_of_a_day"),
            models.Index(fields=["line", "-ended_at"], name="ticket_pace_of_a_line"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The number as it stands on the slip."""
        return labels.label(self.letter, self.number)

    @property
    def pace(self) -> timedelta | None:
        """How long it kept a window, once it is done."""
        if self.ended_at is None or self.called_at is None:
            return None
        return self.ended_at - self.called_at


class Entry(models.Model):
    """What happened to a ticket. Rows are only ever added: waiting times are counted from them."""

    append_only = True

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="entries")
    what = models.CharField(max_length=12, choices=Happening.choices)
    at = models.DateTimeField()
    line_id = models.BigIntegerField()
    window_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    """The post that did it; none if the holder did."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reception_entry_known", condition=Q(what__in=Happening.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.what}"


class Booking(models.Model):
    """A time at which somebody who signed in means to come."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    code = models.CharField(max_length=6)
    """Typed at the kiosk on arrival."""
    state = models.CharField(
        max_length=10, choices=BookingState.choices, default=BookingState.BOOKED
    )
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ticket = models.OneToOneField(
        Ticket, on_delete=models.PROTECT, related_name="booking", null=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="booking_code_once_a_hall", fields=["hall", "code"],
                condition=Q(state=BookingState.BOOKED),
            ),
            models.CheckConstraint(
                name="booking_came_with_a_ticket",
                condition=Q(state=BookingState.CAME, ticket__isnull=False)
                | (~Q(state=BookingState.CAME) & Q(ticket__isnull=True)),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["line", "starts_at"], name="booking_of_a_slot"),
            models.Index(fields=["person", "-starts_at"], name="booking_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.starts_at:%d/%m/%Y %H:%M}"
