"""Tables of registries: the log of exchanges, and the data of the registries we play ourselves."""

import uuid

from django.db import models

from motcua.capabilities.registries.enums import Book, Operation, Outcome, System


class Exchange(models.Model):
    """One question put to a registry, and what came of it. Only ever added; holds no personal values.

    Keys are text without foreign keys, so that the log outlives what it speaks of.
    """

    append_only = True

    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    """``officer:12``: who asked."""
    agency_id = models.BigIntegerField(null=True)
    system = models.CharField(max_length=20, choices=System.choices)
    operation = models.CharField(max_length=30, choices=Operation.choices)
    purpose = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    """For whose matter it was asked."""
    correlation_id = models.UUIDField(default=uuid.uuid4, unique=True)
    idempotency_key = models.CharField(max_length=120, default="")
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    asked_hash = models.BinaryField(max_length=32)
    """Keyed hash of what was asked: comparable here, meaningless elsewhere."""
    answered_hash = models.BinaryField(max_length=32, null=True)
    milliseconds = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_key"], name="exchange_by_subject"),
            models.Index(fields=["at"], name="exchange_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.by} {self.system}.{self.operation}: {self.outcome}"


class SimulatedPerson(models.Model):
    """A row of the population database that we play ourselves."""

    pin = models.CharField(max_length=12, primary_key=True)
    record = models.JSONField()

    class Meta:
        db_table = "registries_simulated_person"

    def __str__(self) -> str:
        return self.pin


class SimulatedBirth(models.Model):
    """An entry of the birth books that we keep ourselves."""

    key = models.CharField(max_length=120, unique=True)
    book_number = models.CharField(max_length=40)
    entry_number = models.PositiveIntegerField()
    pin = models.CharField(max_length=12, unique=True)
    digest = models.BinaryField(max_length=32)
    record = models.JSONField()
    recorded_at = models.DateTimeField()
    corrections = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "registries_simulated_birth"
        constraints = [
            models.UniqueConstraint(
                fields=["book_number", "entry_number"], name="simulated_birth_numbered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book_number} no. {self.entry_number}"


class SimulatedEvent(models.Model):
    """An entry of the books of deaths and of marriages that we keep ourselves."""

    key = models.CharField(max_length=120, unique=True)
    book = models.CharField(max_length=20, choices=Book.choices)
    book_number = models.CharField(max_length=40)
    entry_number = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)
    record = models.JSONField()
    recorded_at = models.DateTimeField()
    corrections = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "registries_simulated_event"
        constraints = [
            models.UniqueConstraint(
                fields=["book", "book_number", "entry_number"],
                name="simulated_event_numbered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.book_number} no. {self.entry_number}"
