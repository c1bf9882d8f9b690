"""Hand letters to the SMTP server of the installation."""

import smtplib
from email.headerregistry import Address

from django.core.mail import EmailMessage

from motcua.capabilities.notifications.channels.base import Letter, Postponed, Rejected

_PERMANENT = range(500, 600)


class EmailChannel:
    """SMTP by Django's mail settings."""

    def deliver(self, letter: Letter) -> None:
        """Return once the server has taken the letter."""
        try:
            _to_mail(letter).send()
        except smtplib.SMTPRecipientsRefused as error:
            answers = [code for code, _text in error.recipients.values()]
            raise _judged(min(answers, default=0), error) from error
        except smtplib.SMTPResponseException as error:
            raise _judged(error.smtp_code, error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Postponed(type(error).__name__) from error


def _judged(code: int, error: Exception) -> Postponed | Rejected:
    # RFC 5321, section 4.2.1: 4yz may pass later, 5yz never will.
    kind = Rejected if code in _PERMANENT else Postponed
    return kind(f"{type(error).__name__} {code}")


def _to_mail(letter: Letter) -> EmailMessage:
    try:
        to = str(Address(display_name=letter.to_name, addr_spec=letter.to_address))
    except ValueError as error:
        raise Rejected("not an address") from error
    return EmailMessage(
        subject=letter.title,
        body=letter.body,
        to=[to],
        headers={
            "Message-ID": letter.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )
