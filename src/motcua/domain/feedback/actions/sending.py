"""What senders do: tell, add what is missing, rate the answer, ask that it be looked at again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.feedback import permissions, queries
from motcua.domain.feedback.actions.log import (
    LONGEST,
    LONGEST_LINE,
    Entry,
    find_agency,
    find_procedure,
    lock,
    move,
    put,
    require_text,
)
from motcua.domain.feedback.enums import (
    Act,
    Helped,
    Kind,
    State,
    Way,
)
from motcua.domain.feedback.errors import (
    RatedAlready,
    ReopenedAlready,
)
from motcua.domain.feedback.models import Feedback
from motcua.domain.feedback.queries import Seen, Words
from motcua.domain.feedback.rules import codes, life
from motcua.foundation.identity.actors import Actor, Citizen, Officer
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import require_right

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.organisations.models import Agency


ROUNDS: Final = 2
"""An answer is looked at again once."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent, as typed."""

    kind: str
    words: Words
    way: str = Way.PORTAL
    procedure_code: str = ""
    dossier: str = ""
    """Number or reference."""
    concerned_id: int | None = None
    hides_name: bool = False


@dataclass(frozen=True, kw_only=True)
class Received:
    """What was kept, and the code that its sender is given once."""

    feedback: Feedback
    code: str


@transaction.atomic
def receive(sent: Sent, *, by: Actor, at: datetime) -> Received:
    """Enter what somebody sent, or told an officer, into the book; give its code (Article 9.1.b, 9.1.c of Decree 20/2008).

    Raises:
        NotFound: to an officer who writes down nothing.
        AboutOwnAgency: to a desk of whose people it speaks.
        InvalidInput: naming all that is missing or is none.
    """
    if isinstance(by, Officer):
        permissions.require_intake(by, kind=sent.kind, concerned_id=sent.concerned_id)
    dossier = dossiers.find_visible(by, sent.dossier) if sent.dossier.strip() else None
    concerned = find_agency(sent.concerned_id)
    _require_sound(sent, dossier, concerned, by)
    if dossier is not None and concerned is None:
        concerned = dossier.agency
    code = codes.format_code(secrets.randbits(codes.BITS))
    digest = queries.digest_of(code)
    assert digest is not None
    feedback = Feedback.objects.create(
        kind=sent.kind, way=sent.way, state=State.RECEIVED, code_digest=digest,
        person_id=by.person_id if isinstance(by, Citizen) else None,
        hides_name=sent.hides_name, procedure_id=find_procedure(sent.procedure_code, at),
        dossier=dossier, concerned=concerned, sealed=b"", received_at=at,
    )  # fmt: skip
    words = _clipped(sent.words, by)
    key = sealing.create_key(feedback.subject)
    feedback.sealed = sealing.seal(key, msgspec.to_builtins(words), context=queries.WORDS)
    feedback.save(update_fields=["sealed"])
    entry = Entry(act=Act.RECEIVE, by=by.key, at=at, agency_id=_agency_of(by))
    put(feedback, entry, article=life.MOVES[Act.RECEIVE].article)
    return Received(feedback=feedback, code=code)


@transaction.atomic
def supplement(seen: Seen, *, text: str, by: Actor, at: datetime) -> Feedback:
    """Add what the sender was asked for; the clock begins with it (Article 7 of Decree 20/2008).

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
    """
    feedback = lock(seen.feedback.pk)
    life.require(Act.SUPPLEMENT, State(feedback.state), seen.sides)
    require_text(supplement=(text, _("Ghi nội dung bổ sung.")))
    return move(feedback, Entry(act=Act.SUPPLEMENT, by=by.key, at=at, words={"text": text}))


@transaction.atomic
def rate(seen: Seen, *, helped: str, text: str, by: Actor, at: datetime) -> Feedback:
    """Say whether the answer helped.

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
        RatedAlready: if the sender said so before.
    """
    feedback = lock(seen.feedback.pk)
    life.require(Act.RATE, State(feedback.state), seen.sides)
    if feedback.helped:
        raise RatedAlready
    require_text(helped=(helped in Helped.values, _("Chọn câu trả lời có giúp bạn hay không.")))
    feedback.helped = helped
    entry = Entry(
        act=Act.RATE, by=by.key, at=at, words={"text": text} if text.strip() else {},
        payload={"helped": helped, "round": feedback.round},
    )  # fmt: skip
    return move(feedback, entry, "helped")


@transaction.atomic
def reopen(seen: Seen, *, text: str, by: Actor, at: datetime) -> Feedback:
    """Ask, once and with a reason, that the answer be looked at again.

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
        ReopenedAlready: if it was looked at again before.
    """
    feedback = lock(seen.feedback.pk)
    life.require(Act.REOPEN, State(feedback.state), seen.sides)
    if feedback.round >= ROUNDS:
        raise ReopenedAlready
    require_text(reason=(text, _("Ghi vì sao câu trả lời chưa thỏa đáng.")))
    feedback.round += 1
    feedback.answered_at, feedback.outcome, feedback.helped = None, "", ""
    feedback.agency = None
    entry = Entry(act=Act.REOPEN, by=by.key, at=at, words={"text": text})
    return move(feedback, entry, "round", "answered_at", "outcome", "helped", "agency")


def _agency_of(by: Actor) -> int | None:
    return by.agency_id if isinstance(by, Officer) else None


def _clipped(words: Words, by: Actor) -> Words:
    """Return the words no longer than the book has room for, with the name of who signed in."""
    kept = {
        name: text.strip()[: LONGEST if name == "content" else LONGEST_LINE]
        for name, text in msgspec.to_builtins(words).items()
    }
    if isinstance(by, Citizen):
        kept["name"] = kept["name"] or by.name
    return Words(**kept)


def _require_sound(
    sent: Sent, dossier: Dossier | None, concerned: Agency | None, by: Actor
) -> None:
    is_named = isinstance(by, Citizen)
    require_right(
        {
            "kind": (sent.kind not in Kind.values, _("Chọn bạn muốn nói về điều gì.")),
            "way": (sent.way not in Way.values, _("Chọn cách người dân gửi đến.")),
            "content": (not sent.words.content.strip(), _("Ghi nội dung phản ánh, kiến nghị.")),
            "concerned": (
                sent.kind == Kind.CONDUCT and concerned is None,
                _("Chọn cơ quan có cán bộ mà bạn phản ánh."),
            ),
            "dossier": (
                is_named and bool(sent.dossier.strip()) and dossier is None,
                _("Không thấy số này trong các hồ sơ của bạn. Xem lại số, hoặc để trống."),
            ),
            "email": (
                bool(sent.words.email.strip()) and not _is_email(sent.words.email.strip()),
                _("Ghi thư điện tử như ten@vidu.vn, hoặc để trống."),
            ),
        }
    )  # fmt: skip


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
