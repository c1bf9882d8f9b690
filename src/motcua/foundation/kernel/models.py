"""Tables of the kernel: the outbox, what consumers did, who read personal data, keys per subject."""

import uuid

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models.functions import Now


class OutboxMessage(models.Model):
    """An announced event, written in the transaction of the change it announces."""

    type = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    payload = models.JSONField()
    occurred_at = models.DateTimeField()
    is_delivered = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    last_error = models.TextField(default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["id"], name="outbox_waiting", condition=models.Q(is_delivered=False)
            ),
            models.Index(
                fields=["subject_kind", "subject_key", "id"],
                name="outbox_waiting_subject",
                condition=models.Q(is_delivered=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.type} {self.subject_kind}:{self.subject_key}"


class Delivery(models.Model):
    """A consumer's note that it has done its part for a message: written with the effect."""

    pk = models.CompositePrimaryKey("message_id", "consumer")
    message_id = models.BigIntegerField()
    consumer = models.CharField(max_length=200)
    delivered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.message_id} {self.consumer}"


class Reading(models.Model):
    """One request's reading of personal data: who read what, for which purpose. Only ever added.

    Keys are text without foreign keys, so that the log outlives what it speaks of. The primary key
    begins with the day so that the table can be partitioned by month without a rewrite.
    """

    append_only = True

    pk = models.CompositePrimaryKey("read_on", "id")
    read_on = models.DateField()
    id = models.UUIDField(default=uuid.uuid4)
    read_at = models.DateTimeField()
    reader = models.CharField(max_length=80)
    """``officer:12``, ``citizen:7``, ``system:worker``."""
    agency_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=80)
    subjects = models.JSONField()
    """A list of ``"kind:key"`` read in the request."""
    path = models.CharField(max_length=200)
    stored_at = models.DateTimeField(db_default=Now())
    """When the database took it in, by its own clock: by this readings are closed, in batches."""

    class Meta:
        indexes = [
            models.Index(fields=["reader", "read_at"], name="reading_by_reader"),
            GinIndex(fields=["subjects"], name="reading_by_subject"),
            BrinIndex(
                fields=["stored_at"], name="reading_by_storing", autosummarize=True,
                pages_per_range=32,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.read_at:%Y-%m-%d %H:%M} {self.reader} {self.purpose}"


class SubjectKey(models.Model):
    """The wrapped data key and salt of one subject; erasing the row erases what it sealed."""

    pk = models.CompositePrimaryKey("kind", "key")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    wrapped = models.BinaryField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class OfficerEntry(models.Model):
    """What an entry of a log says that officers write under a lock: who, when, why, under which article.

    Chained by hash. Each log adds what it is about, the act, and the states between which it moved.
    """

    append_only = True

    seq = models.PositiveIntegerField()
    by = models.CharField(max_length=80)
    """The actor's key, ``officer:12``: the post acts."""
    person_id = models.BigIntegerField()
    """The person in the post: two persons are asked for, not two posts."""
    by_name = models.CharField(max_length=200)
    agency_id = models.BigIntegerField()
    occurred_at = models.DateTimeField()
    article = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    previous_hash = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        abstract = True
