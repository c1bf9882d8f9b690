"""Verbs of notifications."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.template import Context, Engine
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from motcua.capabilities.notifications.channels import registry
from motcua.capabilities.notifications.channels.base import Letter, Postponed, Rejected
from motcua.capabilities.notifications.enums import ChannelKind, MessageState, Template
from motcua.capabilities.notifications.errors import NoSuchMessage
from motcua.capabilities.notifications.models import Message
from motcua.capabilities.notifications.rules import (
    MAX_ATTEMPTS,
    Recipient,
    message_id,
    require_values,
)
from motcua.foundation.kernel import clock, sealing
from motcua.foundation.kernel.subjects import Subject

__all__ = ["DELIVER", "Recipient", "deliver", "mark_read", "record_bounce", "send"]

DELIVER = "notifications.deliver"
"""Name of the job; ``tasks`` holds its body."""
_ADDRESS = "notifications.address"


def send(
    *,
    template: str,
    to: Recipient,
    subject: Subject,
    values: Mapping[str, object],
    at: datetime,
) -> Message:
    """Word the message in the person's language, keep it, and have it delivered after commit.

    Message and job are written in the caller's transaction: what is rolled back was never sent.
    Three statements; one for a person without an address.

    :raises TransactionManagementError: outside a transaction
    :raises WrongValues: if the values are not those of the template
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a message belongs to the change it tells of")
    kind = Template(template)
    require_values(kind, values)
    title, body = _word(kind, to.language, values)
    message = Message(
        person_id=to.person_id,
        subject_kind=subject.kind,
        subject_key=subject.key,
        template=kind,
        language=to.language,
        title=title,
        body=body,
        path=str(values["path"]),
        channel=ChannelKind.EMAIL if to.email else ChannelKind.INBOX,
        state=MessageState.WAITING if to.email else MessageState.KEPT,
        created_at=at,
    )
    if to.email:
        data_key = sealing.get_key(message.person)
        message.address = sealing.seal(data_key, [to.name, to.email], context=_ADDRESS)
    message.save(force_insert=True)
    if to.email:
        app.configure_task(DELIVER, lock=f"message:{message.pk}", queue="messages").defer(
            message_id=message.pk
        )
    return message


@transaction.atomic
def deliver(*, message_id: int, at: datetime) -> MessageState:
    """Try to hand the message over; return how far it is now.

    The row stays locked while the other side answers, so no two workers send it at once. A crash after
    the other side took it repeats it under the same Message-ID: SMTP promises no more.
    """
    message = Message.objects.select_for_update(of=("self",)).get(pk=message_id)
    if message.state != MessageState.WAITING:
        return MessageState(message.state)
    message.attempts += 1
    try:
        registry.get_channel(ChannelKind(message.channel)).deliver(_letter(message))
    except Postponed as reason:
        is_last = message.attempts >= MAX_ATTEMPTS
        message.state = MessageState.FAILED if is_last else MessageState.WAITING
        message.last_error = str(reason)[:300]
    except (Rejected, sealing.KeyErased) as reason:
        message.state = MessageState.FAILED
        message.last_error = (str(reason) or type(reason).__name__)[:300]
    else:
        message.state = MessageState.DELIVERED
        message.delivered_at = at
        message.last_error = ""
    message.save(update_fields=["state", "attempts", "last_error", "delivered_at"])
    return MessageState(message.state)


@transaction.atomic
def record_bounce(*, key: uuid.UUID, reason: str) -> None:
    """Note that a delivered message came back; unknown keys (forged bounces) change nothing."""
    Message.objects.filter(
        key=key, state__in=[MessageState.DELIVERED, MessageState.WAITING]
    ).update(state=MessageState.BOUNCED, last_error=reason[:300])


@transaction.atomic
def mark_read(*, message_id: int, person_id: int, at: datetime) -> None:
    """Note that the person opened a message of theirs; the first time counts.

    :raises NoSuchMessage: if the message is not this person's
    """
    mine = Message.objects.filter(pk=message_id, person_id=person_id)
    if not mine.filter(read_at__isnull=True).update(read_at=at) and not mine.exists():
        raise NoSuchMessage


def _word(kind: Template, language: str, values: Mapping[str, object]) -> tuple[str, str]:
    """Return title and body. The first line of a template is the title, the rest the body."""
    context = {
        **values,
        "link": settings.PUBLIC_URL + str(values["path"]),
        "installation": settings.INSTALLATION_NAME,
    }
    template = Engine.get_default().get_template(f"notifications/{kind}.{language}.txt")
    with translation.override(language), timezone.override(clock.VIETNAM):
        # Plain text: an ampersand stays an ampersand.
        text = template.render(Context(context, autoescape=False))
    title, _, body = text.strip().partition("\n")
    return title.strip(), body.strip() + "\n"


def _letter(message: Message) -> Letter:
    assert message.address is not None
    data_key = sealing.get_key(message.person)
    name, address = sealing.open_sealed(data_key, message.address, context=_ADDRESS)
    return Letter(
        message_id=message_id(key=str(message.key), sender=settings.DEFAULT_FROM_EMAIL),
        to_name=name,
        to_address=address,
        title=message.title,
        body=message.body,
        language=message.language,
    )
