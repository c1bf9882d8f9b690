"""What a channel promises, held against SMTP and against its fake."""

import email
import email.policy
import socket
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller

from motcua.capabilities.notifications.channels.base import Letter, Postponed, Rejected
from motcua.capabilities.notifications.channels.email.client import EmailChannel
from motcua.capabilities.notifications.channels.email.fake import FakeMailbox

LETTER = Letter(
    message_id="<a1@lamgiang.example>",
    to_name="Trần Văn Ổi",
    to_address="oi@dan.example",
    title="Đã tiếp nhận hồ sơ",
    body="Hồ sơ của bạn đã được tiếp nhận.\n",
    language="vi",
)
GONE = "khong-co@dan.example"
FULL = "day@dan.example"


class Mailbox:
    """An SMTP server's behaviour towards its recipients."""

    def __init__(self):
        self.letters = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address == GONE:
            return "550 no such user"
        if address == FULL:
            return "452 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.letters.append(
            Letter(
                message_id=message["Message-ID"],
                to_name=message["To"].addresses[0].display_name,
                to_address=message["To"].addresses[0].addr_spec,
                title=message["Subject"],
                body=message.get_content().replace("\r\n", "\n"),
                language=message["Content-Language"],
            )
        )
        return "250 OK"


@pytest.fixture
def smtp(settings):
    mailbox = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield mailbox, controller
    if not controller.loop.is_closed():
        controller.stop()


@pytest.fixture(params=["smtp", "fake"])
def channel(request):
    """A channel, its mailbox, and how to take the other side down."""
    if request.param == "fake":
        fake = FakeMailbox()
        fake.unknown.add(GONE)
        return fake, fake, lambda: setattr(fake, "is_down", True)
    mailbox, controller = request.getfixturevalue("smtp")
    return EmailChannel(), mailbox, controller.stop


def to(address):
    return replace(LETTER, to_address=address)


def test_a_letter_arrives_word_for_word(channel):
    sender, mailbox, _take_down = channel

    sender.deliver(LETTER)

    assert mailbox.letters == [LETTER]


@pytest.mark.parametrize(
    "address", [GONE, "khong phai dia chi", "hai@dan.example\r\nBcc: x@y.example"]
)
def test_a_letter_nobody_will_take_is_rejected(channel, address):
    sender, mailbox, _take_down = channel
    if isinstance(sender, FakeMailbox):
        sender.unknown.add(address)

    with pytest.raises(Rejected):
        sender.deliver(to(address))
    assert mailbox.letters == []


def test_a_server_that_is_down_is_for_later(channel):
    sender, _mailbox, take_down = channel
    take_down()

    with pytest.raises(Postponed):
        sender.deliver(LETTER)


def test_a_full_mailbox_is_for_later(smtp):
    with pytest.raises(Postponed, match="452"):
        EmailChannel().deliver(to(FULL))


def test_a_letter_says_that_a_machine_wrote_it(mailoutbox):
    EmailChannel().deliver(LETTER)

    assert mailoutbox[0].message()["Auto-Submitted"] == "auto-generated"
