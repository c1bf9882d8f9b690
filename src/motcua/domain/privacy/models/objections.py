"""Tables of privacy: what people ask about readings of their data, and what happened to it.

Words are sealed under the question's own key.
"""

from django.db import models
from django.db.models import Q

from motcua.domain.privacy.enums import Act, Finding
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.kernel.subjects import Subject

OBJECTION = "objection"


class Objection(models.Model):
    """That a person asks why a post read their data on a day for a purpose."""

    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    """The agency whose post read."""
    reader = models.CharField(max_length=80)
    post_id = models.BigIntegerField()
    """The post that read: it never answers."""
    read_on = models.DateField()
    purpose = models.CharField(max_length=80)
    """For what, as the log of readings has it."""
    subjects = models.JSONField()
    """What of the person was read, ``"kind:key"``."""
    times = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    """How often and between when, by the time it was asked."""
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=12, choices=Finding.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "read_on", "reader", "purpose"], name="objection_once_per_reading"
            ),
            models.CheckConstraint(
                name="objection_answered_has_finding",
                condition=Q(answered_at__isnull=True, finding="")
                | Q(answered_at__isnull=False) & ~Q(finding=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="objection_open_by_due",
                condition=Q(answered_at__isnull=True),
            ),
            models.Index(fields=["agency", "-asked_at", "-id"], name="objection_by_agency"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What it is called."""
        return f"DLCN-{day_in_vietnam(self.asked_at):%Y}-{self.pk:06d}"

    @property
    def subject(self) -> Subject:
        """Under which its words are sealed, and its messages kept."""
        return Subject(kind=OBJECTION, key=str(self.pk))


class ObjectionEvent(models.Model):
    """What happened to a question: who, when, under which article. Only ever added."""

    append_only = True

    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act.choices)
    actor = models.CharField(max_length=80)
    agency_id = models.BigIntegerField(null=True)
    """The agency of the officer who did it; none if it was who asks."""
    article = models.CharField(max_length=200)
    payload = models.JSONField()
    """Codes; words are sealed."""
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["objection", "seq"], name="objection_event_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.objection_id}/{self.seq} {self.act}"
