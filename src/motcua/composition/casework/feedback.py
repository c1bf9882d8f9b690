"""Feedback where contexts meet: its files, telling its sender, telling who has to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from motcua.capabilities.documents import actions as document_actions
from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.errors import FileRefused, TooManyDocuments
from motcua.capabilities.notifications import actions as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework.telling import tell_officers
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.actions import Classified, Received, Sent
from motcua.domain.feedback.enums import Act, State
from motcua.domain.feedback.errors import FeedbackNotFound
from motcua.domain.feedback.queries import Seen
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Actor, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.composition.casework.asked_files import File
    from motcua.domain.feedback.models import Feedback

MOST_FILES: Final = 5
PAPER: Final = "feedback"
"""The code under which files of feedback are kept; no paper of a procedure has it."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an officer decided, as typed; each act reads its own part."""

    text: str = ""
    choice: str = ""
    """Ground, law or outcome."""
    classified: Classified | None = None
    agency_id: int | None = None
    question: str = ""


@transaction.atomic
def send(sent: Sent, files: Sequence[File], *, by: Actor, at: datetime) -> Received:
    """Take feedback in with its files, and tell its sender.

    Raises:
        InvalidInput: naming all that is missing, and files that cannot be kept.
        NotFound, AboutOwnAgency: to officers, as ``receive`` says.
    """
    received = actions.receive(sent, by=by, at=at)
    _attach(received.feedback, files, by=by, at=at)
    _tell(received.feedback, at=at)
    return received


@transaction.atomic
def supplement(
    seen: Seen, *, text: str, files: Sequence[File], by: Actor, at: datetime
) -> Feedback:
    """Add what was asked for, with files.

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
    """
    feedback = actions.supplement(seen, text=text, by=by, at=at)
    _attach(feedback, files, by=by, at=at)
    return feedback


@transaction.atomic
def do(act: Act, *, feedback_id: int, said: Said, by: Officer, at: datetime) -> Feedback:
    """Do what an officer may do with feedback, and tell whom it concerns.

    Raises:
        FeedbackNotFound: if it is not for this officer.
        Refusal: as the act says.
    """
    text = said.text
    match act:
        case Act.ASK:
            feedback = actions.ask(feedback_id=feedback_id, text=text, by=by, at=at)
        case Act.DECLINE:
            feedback = actions.decline(
                feedback_id=feedback_id, ground=said.choice, text=text, by=by, at=at
            )
        case Act.LEAD_OUT:
            feedback = actions.lead_out(
                feedback_id=feedback_id, law=said.choice, text=text, by=by, at=at
            )
        case Act.ACCEPT:
            classified = said.classified or Classified(kind="")
            feedback = actions.accept(feedback_id=feedback_id, classified=classified, by=by, at=at)
        case Act.ROUTE:
            feedback = actions.route(
                feedback_id=feedback_id, agency_id=said.agency_id, text=text, by=by, at=at
            )
            _tell_handlers(feedback, at=at)
        case Act.GIVE_BACK:
            return actions.give_back(feedback_id=feedback_id, text=text, by=by, at=at)
        case Act.ANSWER:
            feedback = actions.answer(
                feedback_id=feedback_id, outcome=said.choice, text=text, by=by, at=at
            )
        case Act.PUBLISH:
            published = actions.publish(
                feedback_id=feedback_id, question=said.question, answer=text, by=by, at=at
            )
            feedback = published.feedback
        case Act.WITHHOLD:
            return actions.withhold(feedback_id=feedback_id, text=text, by=by, at=at)
        case _:
            raise FeedbackNotFound
    _tell(feedback, at=at)
    return feedback


def list_files(feedback: Feedback) -> list[Document]:
    """Return what was sent beside the words. One query."""
    return documents.list_documents(feedback.subject)


def get_file(feedback_id: int, document_id: int, by: Officer) -> Document:
    """Return a file of feedback to an officer who may see it; the reading is noted.

    Raises:
        FeedbackNotFound: if there is none, or the officer must not see it.
        NotFound: if it is another's.
    """
    seen = queries.open_for(by, feedback_id)
    return documents.get_document(document_id, owner=seen.feedback.subject)


def _attach(feedback: Feedback, files: Sequence[File], *, by: Actor, at: datetime) -> None:
    if len(files) > MOST_FILES:
        words = _("Gửi tối đa {number} tệp.").format(number=MOST_FILES)
        raise InvalidInput([FieldProblem(field="file", text=words, code="too-many")])
    problems = []
    for file in files:
        try:
            document_actions.add_file(
                owner=feedback.subject, paper_code=PAPER, title=_("Tệp kèm phản ánh, kiến nghị"),
                filename=file.name, content=file.content, by=by.key, at=at,
            )  # fmt: skip
        except (FileRefused, TooManyDocuments) as refusal:
            text = f"{file.name}: {refusal.text}"
            problems.append(FieldProblem(field="file", text=text, code=refusal.code))
    if problems:
        raise InvalidInput(problems)


def _tell(feedback: Feedback, *, at: datetime) -> None:
    """Tell the sender how it stands, if the product knows who it is."""
    if feedback.person_id is None:
        return
    person = identity.get_person(feedback.person_id)
    to = notifications.Recipient(person_id=person.id, email=person.email, name=person.full_name)
    with override(to.language):
        state = str(State(feedback.state).label)
    notifications.send(
        template=Template.FEEDBACK_MOVED, to=to, subject=feedback.subject, at=at,
        values={
            "number": feedback.number, "state": state, "path": f"/phan-anh/cua-toi/{feedback.pk}/",
        },
    )  # fmt: skip


def _tell_handlers(feedback: Feedback, *, at: datetime) -> None:
    assert feedback.agency_id is not None
    on = clock.day_in_vietnam(at)
    posts = identity.list_posts(feedback.agency_id, Role.LEADER, on=on)
    values = {
        "number": feedback.number,
        "due_at": feedback.answer_due_at,
        "path": f"/can-bo/phan-anh/{feedback.pk}/",
    }
    tell_officers(posts, Template.FEEDBACK_SENT_ON, subject=feedback.subject, values=values, at=at)
