"""Positions and checkpoints: both only ever added."""

from django.db import models


class Position(models.Model):
    """The place of one committed log entry in the installation's single order, without a gap."""

    append_only = True

    position = models.BigIntegerField(primary_key=True)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    hash = models.BinaryField()
    sequenced_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_key", "seq"], name="position_of_an_entry_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.subject_kind}:{self.subject_key}/{self.seq}"


class Checkpoint(models.Model):
    """The Merkle root over a run of positions, chained to the checkpoint before it."""

    append_only = True

    number = models.BigIntegerField(primary_key=True)
    first_position = models.BigIntegerField()
    last_position = models.BigIntegerField()
    root = models.BinaryField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="checkpoint_covers_something",
                condition=models.Q(last_position__gte=models.F("first_position")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.first_position}-{self.last_position}"
