"""Tables of reserved numbers: the block, the slip on which one was given out, its time, its end.

Rows are only ever added. A number that was given out and one that was not are both explained: nothing
in the day's row of numbers is missing without a row here that says why.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from motcua.domain.reserves.enums import BlockKind, FateKind, VerdictKind
from motcua.foundation.kernel.subjects import Subject


class Block(models.Model):
    """Numbers of one day that the day's counter stepped over for one device or one pad."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey("organisations.Agency", on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    kind = models.CharField(max_length=8, choices=BlockKind.choices)
    device = models.UUIDField(null=True)
    """The browser that holds them; none for a pad."""
    name = models.CharField(max_length=60)
    """What people call the counter or the pad."""
    first = models.PositiveIntegerField()
    numbers = models.JSONField()
    """The numbers as they are written, in order."""
    taken_by = models.BigIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "received_on", "first"], name="block_begins_once"
            ),
            models.CheckConstraint(
                name="block_of_a_device_or_a_pad",
                condition=Q(kind=BlockKind.DEVICE, device__isnull=False)
                | Q(kind=BlockKind.PAD, device__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-received_on"], name="block_of_agency")]

    def __str__(self) -> str:
        return f"{self.name} {self.received_on:%d/%m/%Y}"

    @property
    def counters(self) -> range:
        """The places of its numbers in the day's row."""
        return range(self.first, self.first + len(self.numbers))

    def number_of(self, counter: int) -> str:
        """Return the number as it is written."""
        return str(self.numbers[counter - self.first])

    def pairs(self) -> Iterator[tuple[int, str]]:
        """Return each place with its number."""
        return zip(self.counters, self.numbers, strict=True)


def subject_of(slip_id: uuid.UUID) -> Subject:
    """Return how capabilities know a slip, also before it is on record."""
    return Subject(kind="slip", key=str(slip_id))


class Slip(models.Model):
    """Papers that came before they were written down, mostly with a number given out for them.

    Its id is made where it is written; of what an ordinary counter writes down late it is the sheet's.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    block = models.ForeignKey(Block, on_delete=models.PROTECT, null=True, related_name="+")
    counter = models.PositiveIntegerField(null=True)
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Whose desk wrote it down late without a number; of a number it is its block's."""
    is_pictured = models.BooleanField(default=True)
    """Whether a picture proves it; devices send none."""
    draft_id = models.UUIDField(unique=True)
    """The sheet of the desk on which the rest is written down."""
    came_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    """What the device's own clock said; none for a pad."""
    offset_ms = models.BigIntegerField(null=True)
    """By how much that clock was behind ours when the two were last compared before."""
    drift_ms = models.BigIntegerField(null=True)
    """By how much the comparison at sending differed."""
    needs_second = models.BooleanField()
    entered_by = models.BigIntegerField()
    entered_person = models.BigIntegerField()
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["block", "counter"], name="slip_one_a_number"),
            models.CheckConstraint(
                name="slip_of_a_number_or_late_at_a_desk",
                condition=Q(block__isnull=False, counter__isnull=False, agency__isnull=True)
                | Q(block__isnull=True, counter__isnull=True, agency__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block_id or self.draft_id} {self.counter or ''}"

    @property
    def subject(self) -> Subject:
        """How capabilities know this slip: its picture is kept under it."""
        return subject_of(self.pk)

    @property
    def number(self) -> str:
        """The number that was given out; empty if none was. No query on what was fetched with its block."""
        if self.block is None or self.counter is None:
            return ""
        return self.block.number_of(self.counter)

    @property
    def proven_at(self) -> datetime | None:
        """When it came, as far as that counts: with a second person's word, where one is needed.

        No query on what was fetched with its verdict.
        """
        verdict = getattr(self, "verdict", None)
        if verdict is None:
            return None if self.needs_second else self.came_at
        return self.came_at if verdict.kind == VerdictKind.CONFIRMED else None


class Verdict(models.Model):
    """What a second person said of a slip's time of receipt."""

    append_only = True

    slip = models.OneToOneField(
        Slip, on_delete=models.PROTECT, primary_key=True, related_name="verdict"
    )
    kind = models.CharField(max_length=10, choices=VerdictKind.choices)
    reason = models.CharField(max_length=300, blank=True)
    entered_person = models.BigIntegerField()
    by_person = models.BigIntegerField()
    by_post = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="verdict_by_a_second_person", condition=~Q(by_person=F("entered_person"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.slip_id} {self.kind}"


class Fate(models.Model):
    """How one reserved number ended."""

    append_only = True

    block = models.ForeignKey(Block, on_delete=models.PROTECT, related_name="+")
    counter = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=FateKind.choices)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    by = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["block", "counter"], name="fate_one_a_number"),
            models.CheckConstraint(
                name="fate_says_why",
                condition=Q(kind=FateKind.USED, dossier__isnull=False)
                | (~Q(kind=FateKind.USED) & Q(dossier__isnull=True) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block_id} {self.counter} {self.kind}"
