"""Tables of exchange: systems, their tokens, every call, and the last word each is owed.

No personal value stands in any of them: calls hold keyed hashes, reports hold numbers and codes.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.capabilities.exchange.enums import Direction, ReportState, Scope
from motcua.foundation.kernel.subjects import Subject


class System(models.Model):
    """Another system of the state, registered by the operator."""

    code = models.CharField(max_length=40, unique=True)
    """How logs and addresses call it: ``cong-dvcqg``. Never given again."""
    name = models.CharField(max_length=150)
    """What people call it."""
    address = models.CharField(max_length=300, blank=True)
    """Where statuses are sent; empty if it only asks."""
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    agency = models.ForeignKey(
        "organisations.Agency", on_delete=models.PROTECT, null=True, related_name="+"
    )
    """Whose officers the system writes down; none if it does not."""
    calls_a_minute = models.PositiveIntegerField()
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="system_has_a_known_scope",
                condition=Q(scopes__len__gt=0, scopes__contained_by=list(Scope.values)),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Token(models.Model):
    """A secret by which a system proves itself; the secret itself is not kept."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="tokens")
    key_id = models.CharField(max_length=16, unique=True)
    digest = models.BinaryField(max_length=32)
    """HMAC-SHA-256 under the installation's key. The secret has 256 bits, so nothing slower is needed."""
    issued_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), null=True)
    """What a short-lived token is good for; None of the operator's: all that the system may."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="token_of_few_scopes_ends",
                condition=Q(scopes__isnull=True) | Q(ends_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.key_id


class SystemKey(models.Model):
    """A public key by which a system proves itself; the private one never leaves it."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="keys")
    key_id = models.CharField(max_length=200)
    jwk = models.JSONField()
    """Public members alone, with the algorithm it signs by (RFC 7517)."""
    added_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "exchange_system_key"
        constraints = [
            models.UniqueConstraint(name="system_key_named_once", fields=["system", "key_id"]),
        ]

    def __str__(self) -> str:
        return self.key_id


class UsedProof(models.Model):
    """What a system signed to prove itself, kept until it would prove nothing any more."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32)
    ends_at = models.DateTimeField()

    class Meta:
        db_table = "exchange_used_proof"
        constraints = [
            models.UniqueConstraint(name="proof_used_once", fields=["system", "digest"]),
        ]

    def __str__(self) -> str:
        return f"{self.system_id} {self.ends_at:%Y-%m-%d %H:%M}"


class Call(models.Model):
    """One call between a system and us, and what came of it. Only ever added.

    Keys are text without foreign keys, so that the log outlives what it speaks of.
    """

    append_only = True

    at = models.DateTimeField()
    system_code = models.CharField(max_length=40)
    direction = models.CharField(max_length=3, choices=Direction)
    operation = models.CharField(max_length=40)
    status = models.PositiveSmallIntegerField()
    """HTTP status; 0 if the other side did not answer."""
    code = models.CharField(max_length=80, blank=True)
    """Code of the refusal, or why there was no answer."""
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_key = models.CharField(max_length=80, blank=True)
    content_hash = models.BinaryField(max_length=32)
    """Keyed hash of what was sent: comparable here, meaningless elsewhere."""
    milliseconds = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["system_code", "at"], name="call_by_system"),
            models.Index(fields=["subject_kind", "subject_key"], name="call_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.system_code} {self.operation}: {self.status}"


class Report(models.Model):
    """The last word a system is owed on a subject: a newer one takes the place of one not yet sent."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    """Grows with each word on the subject, so that the other side can tell the newer."""
    content = models.JSONField()
    state = models.CharField(max_length=10, choices=ReportState)
    sent_seq = models.PositiveIntegerField(default=0)
    """The newest word the other side has confirmed."""
    wanted_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, default="")
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="report_one_a_subject", fields=["system", "subject_kind", "subject_key"]
            ),
            models.CheckConstraint(
                name="report_delivered_when_the_newest_was_sent",
                condition=~Q(state=ReportState.DELIVERED) | Q(sent_seq=F("seq")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "id"],
                name="report_undelivered",
                condition=~Q(state=ReportState.DELIVERED),
            )
        ]

    def __str__(self) -> str:
        return f"{self.system_id} {self.subject_kind}:{self.subject_key} {self.seq} {self.state}"

    @property
    def subject(self) -> Subject:
        """What the report is about."""
        return Subject(kind=self.subject_kind, key=self.subject_key)


class SimulatedWord(models.Model):
    """What the national portal that we play ourselves was told last of a number."""

    system = models.CharField(max_length=40)
    number = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    content = models.JSONField()

    class Meta:
        db_table = "exchange_simulated_word"
        constraints = [
            models.UniqueConstraint(
                name="simulated_word_one_a_number", fields=["system", "number"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.number} {self.sequence}"
