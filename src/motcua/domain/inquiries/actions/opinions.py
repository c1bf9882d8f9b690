"""Asking others for their opinion, and what becomes of it (Article 19.5 of Decree 61/2018).

Every act holds the dossier first, so that of two that come at once one finds what the other did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import ReasonNeeded
from motcua.domain.inquiries import permissions, queries, rules
from motcua.domain.inquiries.errors import (
    AnsweredAlready,
    AskedAlready,
    NotToOneself,
    OpinionNotFound,
    PassedOverAlready,
    QuestionWithdrawn,
    StillInTime,
)
from motcua.domain.inquiries.models import OPEN_OPINION, Opinion
from motcua.domain.inquiries.queries import Answered
from motcua.domain.inquiries.queries.opinions import ANSWER, QUESTION, with_names
from motcua.foundation.identity.actors import Actor, Officer, System
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.organisations.models import Agency, Unit


ITSELF: Final = System(name="inquiries")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom a question is put to: another agency, or a unit of the own one."""

    agency: Agency
    unit: Unit | None = None

    @property
    def name(self) -> str:
        """As the question and the timeline name it."""
        return f"{self.unit.name}, {self.agency.name}" if self.unit else self.agency.name


@transaction.atomic
def ask(
    *, reference: str, asked: Asked, question: str, paper_ids: Sequence[int], until: date,
    by: Officer, at: datetime,
) -> Opinion:  # fmt: skip
    """Put a question to another agency, with the day by which to answer (Article 19.5.a).

    The dossier's own clock goes on.

    :param paper_ids: of the dossier's papers, checked by the caller; the asked see these alone
    :raises DossierNotFound: if this officer may not see the dossier
    :raises NotYourTask, NotBeingHandled: if the officer does not handle it, or nobody does now
    :raises InvalidInput: if nothing is asked
    :raises NotToOneself, AskedAlready: if the wrong ones are asked
    :raises AnswerDayPast, AnswerDayNotWorked, AnswerDayAfterPromise: if the day will not do
    """
    dossier = dossiers.hold(reference=reference, by=by)
    permissions.require_inquiring(by, dossier)
    _require_words(question=question)
    if asked.agency.pk == by.agency_id and (asked.unit is None or asked.unit.pk == by.unit_id):
        raise NotToOneself(field="asked")
    due_at = rules.answer_due_at(
        until, at=at, promised=dossier.due_at,
        calendar=organisations.get_calendar(asked.agency.pk), asked=asked.agency.name,
    )  # fmt: skip
    if _asked(dossier, asked).exists():
        raise AskedAlready(field="asked", asked=asked.name)
    words = {"question": question.strip()}
    opinion = Opinion.objects.create(
        dossier=dossier,
        asking_agency_id=by.agency_id,
        asked_agency=asked.agency,
        asked_unit=asked.unit,
        asked_by_post_id=by.post_id,
        paper_ids=sorted(set(paper_ids)),
        sealed_question=_seal(dossier, words["question"], context=QUESTION),
        asked_at=at,
        due_at=due_at,
    )
    payload = {"papers": len(opinion.paper_ids), "until": due_at.isoformat()}
    _note(opinion, Act.ASK_OPINION, payload=payload, words=words, by=by, at=at)
    return opinion


@transaction.atomic
def answer(*, opinion_id: int, answered: Answered, by: Officer, at: datetime) -> Opinion:
    """Answer a question, once, before or after its day (Article 19.5.b).

    :raises OpinionNotFound: if this officer was not asked
    :raises AnsweredAlready, QuestionWithdrawn, NotBeingHandled: if no answer is wanted any more
    :raises InvalidInput: if nothing is said
    """
    opinion = _hold(opinion_id)
    permissions.require_asked(by, opinion)
    _require_unsettled(opinion)
    _require_words(content=answered.content)
    opinion.answered_at, opinion.answered_by_post_id = at, by.post_id
    opinion.stance = answered.stance
    words = {
        "content": answered.content.strip(),
        "paper_number": answered.paper_number.strip(),
        "paper_on": answered.paper_on.isoformat() if answered.paper_on else "",
    }
    opinion.sealed_answer = _seal(opinion.dossier, words, context=ANSWER)
    opinion.save(update_fields=["answered_at", "answered_by_post_id", "stance", "sealed_answer"])
    payload = {"stance": answered.stance.value, "is_late": at > opinion.due_at}
    _note(opinion, Act.GIVE_OPINION, payload=payload, words=words, by=by, at=at)
    return opinion


@transaction.atomic
def withdraw(*, opinion_id: int, reason: str, by: Officer, at: datetime) -> Opinion:
    """Take a question back that was not answered.

    :raises DossierNotFound, NotYourTask, NotBeingHandled: if the officer does not handle the dossier
    :raises AnsweredAlready, QuestionWithdrawn, PassedOverAlready: if there is nothing to take back
    :raises ReasonNeeded: if no reason is given
    """
    opinion = _hold(opinion_id)
    permissions.require_concluding(by, opinion.dossier)
    _require_unsettled(opinion)
    if opinion.passed_over_at is not None:
        raise PassedOverAlready
    _require_reason(reason)
    opinion.withdrawn_at = at
    opinion.save(update_fields=["withdrawn_at"])
    words = {"reason": reason.strip()}
    _note(opinion, Act.WITHDRAW_OPINION, payload={}, words=words, by=by, at=at)
    return opinion


@transaction.atomic
def pass_over(*, opinion_id: int, reason: str, by: Officer, at: datetime) -> Opinion:
    """Go on without an answer whose day has passed, and say why (Article 19.5.b).

    :raises DossierNotFound, NotYourTask, NotBeingHandled: if the officer does not handle the dossier
    :raises AnsweredAlready, QuestionWithdrawn, PassedOverAlready: if there is nothing to wait for
    :raises StillInTime: before the day is over
    :raises ReasonNeeded: if no reason is given
    """
    opinion = _hold(opinion_id)
    permissions.require_concluding(by, opinion.dossier)
    _require_unsettled(opinion)
    if opinion.passed_over_at is not None:
        raise PassedOverAlready
    if at <= opinion.due_at:
        raise StillInTime(due=opinion.due_at.astimezone(VIETNAM))
    _require_reason(reason)
    _note_silence(opinion, at=at)
    opinion.passed_over_at = at
    opinion.save(update_fields=["passed_over_at"])
    words = {"reason": reason.strip()}
    _note(opinion, Act.PASS_OVER_OPINION, payload={}, words=words, by=by, at=at)
    return opinion


@transaction.atomic
def note_silence(*, opinion_id: int, at: datetime) -> Opinion | None:
    """Put on record that the day passed without an answer; return the question, or None if it is so not.

    The caller tells the asker and the one-stop desk, in the same transaction (Article 19.5.b).
    """
    opinion = _hold(opinion_id)
    if opinion.answered_at or opinion.withdrawn_at or at <= opinion.due_at:
        return None
    if opinion.dossier.state not in queries.LIVE:
        return None
    return opinion if _note_silence(opinion, at=at) else None


def _note_silence(opinion: Opinion, *, at: datetime) -> bool:
    if opinion.silence_noted_at is not None:
        return False
    opinion.silence_noted_at = at
    opinion.save(update_fields=["silence_noted_at"])
    payload = {"until": opinion.due_at.isoformat()}
    _note(opinion, Act.NOTE_SILENCE, payload=payload, words=rules.NO_WORDS, by=ITSELF, at=at)
    return True


def _hold(opinion_id: int) -> Opinion:
    """Return the question as it is once its dossier is held."""
    known = Opinion.objects.filter(pk=opinion_id).values_list("dossier__reference").first()
    if known is None:
        raise OpinionNotFound
    dossiers.hold(reference=known[0], by=ITSELF)
    return with_names().get(pk=opinion_id)


def _asked(dossier: Dossier, asked: Asked) -> QuerySet[Opinion]:
    return Opinion.objects.filter(
        OPEN_OPINION, dossier=dossier, asked_agency=asked.agency, asked_unit=asked.unit
    )


def _require_unsettled(opinion: Opinion) -> None:
    if opinion.answered_at is not None:
        raise AnsweredAlready
    if opinion.withdrawn_at is not None:
        raise QuestionWithdrawn


def _require_words(**said: str) -> None:
    empty = [name for name, text in said.items() if not text.strip()]
    if empty:
        text = _("Không được để trống.")
        raise InvalidInput([FieldProblem(field=name, text=text, code="empty") for name in empty])


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded(field="reason")


def _seal(dossier: Dossier, words: object, *, context: str) -> bytes:
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    return sealing.seal(key, words, context=context)


def _note(
    opinion: Opinion, act: Act, *, payload: Mapping[str, object], words: Mapping[str, str],
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    asked = Asked(agency=opinion.asked_agency, unit=opinion.asked_unit)
    named = {"opinion": opinion.pk, "asked_agency_id": asked.agency.pk, "asked": asked.name}
    dossiers.note_heard(
        reference=opinion.dossier.reference, act=act, payload={**named, **payload}, words=words,
        by=by, at=at,
    )  # fmt: skip
