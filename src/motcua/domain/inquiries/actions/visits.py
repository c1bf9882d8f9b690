"""Arranging visits, calling them off, keeping their minutes (Article 19.3 of Decree 61/2018)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import ReasonNeeded
from motcua.domain.inquiries import permissions, queries, rules
from motcua.domain.inquiries.errors import (
    LateReasonNeeded,
    VisitAfterPromise,
    VisitAhead,
    VisitArrangedAlready,
    VisitBegun,
    VisitNotAhead,
    VisitOver,
)
from motcua.domain.inquiries.models import Visit
from motcua.domain.inquiries.queries import Minutes, Plan
from motcua.domain.inquiries.queries.visits import MINUTES, PLAN
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


@transaction.atomic
def arrange(*, reference: str, plan: Plan, by: Officer, at: datetime) -> Visit:
    """Arrange a visit with its time, place, participants and purpose; the applicant is told.

    :raises DossierNotFound: if this officer may not see the dossier
    :raises NotYourTask, NotBeingHandled: if the officer does not handle it, or nobody does now
    :raises InvalidInput: naming what is missing
    :raises VisitNotAhead, VisitAfterPromise, VisitArrangedAlready: if the time will not do
    """
    dossier = dossiers.hold(reference=reference, by=by)
    permissions.require_inquiring(by, dossier)
    words = {"place": plan.place, "taking_part": plan.taking_part, "content": plan.content}
    words = _require_words(words)
    if plan.starts_at <= at:
        raise VisitNotAhead(field="day")
    if dossier.due_at is not None and plan.starts_at > dossier.due_at:
        raise VisitAfterPromise(field="day", due=dossier.due_at.astimezone(VIETNAM))
    if Visit.objects.filter(
        dossier=dossier, starts_at=plan.starts_at, called_off_at__isnull=True
    ).exists():
        raise VisitArrangedAlready(field="day")
    visit = Visit.objects.create(
        dossier=dossier,
        agency_id=dossier.agency_id,
        post_id=by.post_id,
        sealed=_seal(dossier, words, context=PLAN),
        starts_at=plan.starts_at,
        arranged_at=at,
    )
    _note(visit, Act.ARRANGE_VISIT, words=words, by=by, at=at)
    return visit


@transaction.atomic
def call_off(*, reference: str, visit_id: int, reason: str, by: Officer, at: datetime) -> Visit:
    """Call a visit off before it begins; the applicant is told.

    :raises DossierNotFound, NotYourTask, NotBeingHandled: if the officer does not handle the dossier
    :raises VisitNotFound, VisitOver, VisitBegun: if there is nothing to call off
    :raises ReasonNeeded: if no reason is given
    """
    visit = _hold(reference, visit_id, by)
    if visit.starts_at <= at:
        raise VisitBegun
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    visit.called_off_at = at
    visit.save(update_fields=["called_off_at"])
    _note(visit, Act.CALL_OFF_VISIT, words={"reason": reason.strip()}, by=by, at=at)
    return visit


@transaction.atomic
def keep_minutes(
    *, reference: str, visit_id: int, minutes: Minutes, by: Officer, at: datetime
) -> Visit:
    """Put on record what a visit found, once; late minutes say why they are late.

    :raises DossierNotFound, NotYourTask, NotBeingHandled: if the officer does not handle the dossier
    :raises VisitNotFound, VisitOver, VisitAhead: if there is nothing to put on record
    :raises InvalidInput: naming what is missing
    :raises LateReasonNeeded: after the working day that follows the visit, without a reason
    """
    visit = _hold(reference, visit_id, by)
    if at < visit.starts_at:
        raise VisitAhead
    words = _require_words({"present": minutes.present, "content": minutes.content})
    calendar = organisations.get_calendar(visit.agency_id)
    last = rules.minutes_due_at(visit.starts_at, calendar)
    is_late = at > last
    if is_late and not minutes.late_reason.strip():
        raise LateReasonNeeded(field="late_reason", last=last.astimezone(VIETNAM))
    words["late_reason"] = minutes.late_reason.strip() if is_late else ""
    visit.minutes_at, visit.minutes_by_post_id = at, by.post_id
    visit.finding = minutes.finding
    visit.sealed_minutes = _seal(visit.dossier, words, context=MINUTES)
    visit.save(update_fields=["minutes_at", "minutes_by_post_id", "finding", "sealed_minutes"])
    payload = {"finding": minutes.finding.value, "is_late": is_late}
    _note(visit, Act.KEEP_MINUTES, payload=payload, words=words, by=by, at=at)
    return visit


def _hold(reference: str, visit_id: int, by: Officer) -> Visit:
    dossier = dossiers.hold(reference=reference, by=by)
    permissions.require_concluding(by, dossier)
    visit = queries.get_visit(visit_id, dossier)
    if visit.called_off_at is not None or visit.minutes_at is not None:
        raise VisitOver
    return visit


def _require_words(said: Mapping[str, str]) -> dict[str, str]:
    words = {name: text.strip() for name, text in said.items()}
    empty = _("Không được để trống.")
    problems = [
        FieldProblem(field=name, text=empty, code="empty")
        for name, text in words.items()
        if not text
    ]
    if problems:
        raise InvalidInput(problems)
    return words


def _seal(dossier: Dossier, words: Mapping[str, str], *, context: str) -> bytes:
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    return sealing.seal(key, dict(words), context=context)


def _note(
    visit: Visit, act: Act, *, words: Mapping[str, str], by: Officer, at: datetime,
    payload: Mapping[str, object] = rules.NO_WORDS,
) -> None:  # fmt: skip
    named = {"visit": visit.pk, "starts_at": visit.starts_at.isoformat()}
    dossiers.note(
        reference=visit.dossier.reference, act=act, payload={**named, **payload}, words=words,
        by=by, at=at,
    )  # fmt: skip
