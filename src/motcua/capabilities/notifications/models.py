"""Tables of notifications."""

import uuid

from django.db import models
from django.db.models import Q

from motcua.capabilities.notifications.enums import ChannelKind, Language, MessageState, Template
from motcua.foundation.kernel.subjects import Subject


class Message(models.Model):
    """What a person was told, as it was worded then; also the person's inbox on the portal."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    """Becomes the Message-ID of every attempt."""
    person_id = models.BigIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=80)
    template = models.CharField(max_length=40, choices=Template.choices)
    language = models.CharField(max_length=5, choices=Language.choices)
    title = models.CharField(max_length=200)
    body = models.TextField()
    path = models.CharField(max_length=200)
    """Where on the portal the matter stands."""
    channel = models.CharField(max_length=10, choices=ChannelKind.choices)
    address = models.BinaryField(null=True)
    """Name and address, sealed under the person's key."""
    state = models.CharField(max_length=10, choices=MessageState.choices)
    created_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, default="")
    delivered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="message_delivered_at_says_so",
                condition=Q(delivered_at__isnull=True)
                | Q(state__in=[MessageState.DELIVERED, MessageState.BOUNCED]),
            ),
            models.CheckConstraint(
                name="message_leaves_only_with_address",
                condition=Q(
                    channel=ChannelKind.INBOX, address__isnull=True, state=MessageState.KEPT
                )
                | (~Q(channel=ChannelKind.INBOX) & Q(address__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "-id"], name="message_inbox"),
            models.Index(fields=["subject_kind", "subject_key"], name="message_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.template} {self.state}"

    @property
    def subject(self) -> Subject:
        """What the message is about."""
        return Subject(kind=self.subject_kind, key=self.subject_key)

    @property
    def person(self) -> Subject:
        """Whose key seals the address."""
        return Subject(kind="person", key=str(self.person_id))
