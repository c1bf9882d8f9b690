"""Asking why data was read, and answering."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.privacy import queries
from motcua.domain.privacy.enums import Act, Finding
from motcua.domain.privacy.errors import AnsweredAlready, AskedAlready, ObjectionNotFound
from motcua.domain.privacy.models import Objection, ObjectionEvent
from motcua.domain.privacy.queries import OFFICER, WORDS
from motcua.domain.privacy.rules import PURPOSES, answering
from motcua.foundation.identity.actors import Actor, Citizen, Officer
from motcua.foundation.kernel import clock, sealing
from motcua.foundation.kernel.errors import require_right
from motcua.foundation.organisations import queries as organisations

LONGEST: Final = 5000


@transaction.atomic
def ask(*, reading_id: UUID, text: str, by: Citizen, at: datetime) -> Objection:
    """Ask why a post read the citizen's data on a day for a purpose (Articles 9.1 and 9.8 of Decree 13/2023).

    Raises:
        ReadingNotFound: if no officer read anything of theirs so.
        AskedAlready: if they asked before.
        InvalidInput: if nothing is said.
    """
    found = queries.get_reading(by, reading_id)
    require_right({"text": (not text.strip(), _("Ghi điều bạn muốn hỏi."))})
    first = found[0]
    assert first.agency_id is not None
    objection, is_new = Objection.objects.get_or_create(
        person_id=by.person_id, read_on=first.on, reader=first.reader, purpose=first.purpose,
        defaults={
            "agency_id": first.agency_id,
            "post_id": int(first.reader.removeprefix(OFFICER)),
            "subjects": sorted(one.subject for one in found),
            "times": max(one.times for one in found),
            "first_at": min(one.first_at for one in found),
            "last_at": max(one.last_at for one in found),
            "asked_at": at,
            "due_at": answering.count_due(at, organisations.get_calendar(first.agency_id)),
        },
    )  # fmt: skip
    if not is_new:
        raise AskedAlready(number=objection.number)
    sealing.create_key(objection.subject)
    _put(objection, Act.ASK, text, {}, by=by, at=at)
    return objection


@transaction.atomic
def answer(
    *, objection_id: int, finding: str, purpose: str, text: str, by: Officer, at: datetime
) -> Objection:
    """Answer with a finding: for what the reading was needed, or what was done because it was not.

    :param purpose: the code of the purpose, where it was justified

    Raises:
        ObjectionNotFound: to who may not answer, and to whom it is about.
        AnsweredAlready: if somebody answered.
        InvalidInput: naming all that is missing.
    """
    objection = Objection.objects.select_for_update(of=("self",)).filter(pk=objection_id).first()
    if objection is None or not queries.may_answer(by, objection):
        raise ObjectionNotFound
    if objection.answered_at is not None:
        raise AnsweredAlready
    is_justified = finding == Finding.JUSTIFIED
    require_right(
        {
            "finding": (finding not in Finding.values, _("Chọn kết luận về lần đọc này.")),
            "purpose": (
                is_justified and purpose not in PURPOSES,
                _("Chọn công việc mà lần đọc này phục vụ."),
            ),
            "text": (
                not text.strip(),
                _("Ghi lời trả lời: cán bộ đọc để làm việc gì, hoặc cơ quan đã xử lý thế nào."),
            ),
        }
    )
    objection.finding, objection.answered_at = finding, at
    objection.save(update_fields=["finding", "answered_at"])
    payload = {"finding": finding} | ({"purpose": purpose} if is_justified else {})
    _put(objection, Act.ANSWER, text, payload, by=by, at=at)
    return objection


def _put(
    objection: Objection, act: Act, text: str, payload: dict[str, Any], *, by: Actor, at: datetime
) -> None:
    key = sealing.get_key(objection.subject)
    ObjectionEvent.objects.create(
        objection=objection, seq=ObjectionEvent.objects.filter(objection=objection).count() + 1,
        act=act, actor=by.key, agency_id=by.agency_id if isinstance(by, Officer) else None,
        article=answering.find_article(clock.day_in_vietnam(objection.asked_at)), payload=payload,
        sealed=sealing.seal(key, {"text": text.strip()[:LONGEST]}, context=WORDS), at=at,
    )  # fmt: skip
