"""Questions asked of messages."""

from typing import TypeAlias

from django.db.models import QuerySet

from motcua.capabilities.notifications import rules
from motcua.capabilities.notifications.enums import MessageState
from motcua.capabilities.notifications.errors import NoSuchMessage
from motcua.capabilities.notifications.models import Message
from motcua.foundation.kernel.subjects import Subject

Spoken: TypeAlias = rules.Spoken
"""A message as it is read out."""


def list_messages(person_id: int) -> QuerySet[Message]:
    """Return the person's inbox, newest first. One query; cut it to the page that is shown."""
    return Message.objects.filter(person_id=person_id).defer("address").order_by("-pk")


def get_message(message_id: int, *, person_id: int) -> Message:
    """Return a message of this person. One query.

    Raises:
        NoSuchMessage: if there is none, or it is another person's.
    """
    message = list_messages(person_id).filter(pk=message_id).first()
    if message is None:
        raise NoSuchMessage
    return message


def count_unread(person_id: int) -> int:
    """Return how many messages the person has not opened. One query."""
    return Message.objects.filter(person_id=person_id, read_at__isnull=True).count()


def list_about(subject: Subject) -> QuerySet[Message]:
    """Return what was told about the subject, oldest first. One query."""
    return (
        Message.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
        .defer("address")
        .order_by("pk")
    )


def list_undelivered() -> QuerySet[Message]:
    """Return what could not be delivered, newest first, for the operator. One query."""
    return (
        Message.objects.filter(state__in=[MessageState.FAILED, MessageState.BOUNCED])
        .defer("address")
        .order_by("-pk")
    )


def speak(message: Message) -> Spoken:
    """Return what to say on the telephone in place of the message. No query."""
    return rules.speak(title=message.title, body=message.body, path=message.path)
