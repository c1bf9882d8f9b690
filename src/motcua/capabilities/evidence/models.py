"""Positions, the tree over them and its checkpoints, and readings in batches: all only ever added."""

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


class Subtree(models.Model):
    """A whole subtree of 2^height positions; the lowest that are kept hold the hashes of their leaves."""

    append_only = True

    pk = models.CompositePrimaryKey("height", "index")
    height = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    """How many subtrees of this height stand before it."""
    hash = models.BinaryField()
    leaves = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return f"{self.height}/{self.index}"


class Certificate(models.Model):
    """A certificate of the key that signs checkpoints."""

    append_only = True

    fingerprint = models.CharField(max_length=64, primary_key=True)
    """SHA-256 of the content, in hexadecimal digits."""
    content = models.BinaryField()
    """DER."""

    def __str__(self) -> str:
        return self.fingerprint


class Checkpoint(models.Model):
    """The root of the tree over all positions so far, signed and chained to the checkpoint before it."""

    append_only = True

    number = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField()
    """How many positions the tree has: the last one it covers."""
    root = models.BinaryField()
    previous_hash = models.BinaryField()
    hash = models.BinaryField()
    made_at = models.DateTimeField()
    signature = models.BinaryField()
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="checkpoint_covers_something", condition=models.Q(size__gt=0)
            ),
            models.UniqueConstraint(fields=["size"], name="checkpoint_covers_more_than_the_last"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.size}"


class TimeStamp(models.Model):
    """A token by which somebody else confirms that a checkpoint was there at a moment (RFC 3161)."""

    append_only = True

    checkpoint = models.OneToOneField(
        Checkpoint, on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    token = models.BinaryField()
    """DER, over the checkpoint's hash."""
    stamped_at = models.DateTimeField()
    """As the token says."""

    def __str__(self) -> str:
        return f"{self.checkpoint_id} {self.stamped_at:%Y-%m-%dT%H:%M:%SZ}"


class ReadingBatch(models.Model):
    """Readings of personal data that were closed together: which, and what each of them said.

    A batch has a position of its own, and so stands under the signed tree.
    """

    append_only = True

    number = models.BigIntegerField(primary_key=True)
    until = models.DateTimeField()
    """Every reading stored before this moment stands in this batch or an earlier one, or in one closed together with it."""
    count = models.PositiveIntegerField()
    rows = models.BinaryField()
    """Of each reading the moment of storing, the key and the hash, as ``rules.pack`` writes them."""
    hash = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.number}: {self.count}"
