"""What officers do with feedback: screen, classify, send on, answer, publish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.feedback import permissions, queries
from motcua.domain.feedback.actions.log import (
    LONGEST,
    Entry,
    find_agency,
    find_procedure,
    lock,
    move,
    require_text,
)
from motcua.domain.feedback.enums import (
    Act,
    Ground,
    Kind,
    OtherLaw,
    Outcome,
    Side,
    State,
)
from motcua.domain.feedback.errors import (
    AskedAlready,
    StillPersonal,
)
from motcua.domain.feedback.models import Feedback, Publication
from motcua.domain.feedback.rules import life
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.errors import InvalidInput, list_problems, require_right


@dataclass(frozen=True, kw_only=True)
class Classified:
    """How the receiving agency classifies it (Article 9.1.d of Decree 20/2008)."""

    kind: str
    procedure_code: str = ""
    concerned_id: int | None = None


@transaction.atomic
def ask(*, feedback_id: int, text: str, by: Officer, at: datetime) -> Feedback:
    """Ask the sender, once, for what is missing (Articles 7 and 9.1.a of Decree 20/2008).

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
        AskedAlready: if they were asked before.
    """
    feedback = _begin(feedback_id, Act.ASK, by)
    if feedback.events.filter(act=Act.ASK).exists():
        raise AskedAlready
    require_text(text=(text, _("Ghi điều cần bổ sung.")))
    return move(feedback, _of(Act.ASK, by, at, words={"text": text}))


@transaction.atomic
def decline(*, feedback_id: int, ground: str, text: str, by: Officer, at: datetime) -> Feedback:
    """Refuse to accept it, on a ground of the decree and with words for the sender (Article 9.1.d of Decree 20/2008).

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
    """
    feedback = _begin(feedback_id, Act.DECLINE, by)
    require_text(
        ground=(ground in Ground.values, _("Chọn căn cứ không tiếp nhận.")),
        text=(text, _("Ghi lý do để người gửi hiểu.")),
    )
    entry = _of(Act.DECLINE, by, at, words={"text": text}, payload={"ground": ground})
    return move(feedback, entry)


@transaction.atomic
def lead_out(*, feedback_id: int, law: str, text: str, by: Officer, at: datetime) -> Feedback:
    """Show a complaint or a denunciation the way of its own law (Article 1 of Decree 20/2008).

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
    """
    feedback = _begin(feedback_id, Act.LEAD_OUT, by)
    require_text(
        law=(law in OtherLaw.values, _("Chọn khiếu nại hay tố cáo.")),
        text=(text, _("Ghi nơi nhận và cách gửi.")),
    )
    entry = _of(Act.LEAD_OUT, by, at, words={"text": text}, payload={"law": law})
    return move(feedback, entry)


@transaction.atomic
def accept(*, feedback_id: int, classified: Classified, by: Officer, at: datetime) -> Feedback:
    """Accept it as what it is (Article 9.1.d of Decree 20/2008).

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
    """
    feedback = _begin(feedback_id, Act.ACCEPT, by)
    concerned = find_agency(classified.concerned_id)
    procedure_id = find_procedure(classified.procedure_code, at)
    require_right(
        {
            "kind": (classified.kind not in Kind.values, _("Chọn nội dung phản ánh.")),
            "concerned": (
                classified.kind == Kind.CONDUCT and concerned is None,
                _("Chọn cơ quan có cán bộ bị phản ánh."),
            ),
            "procedure": (
                bool(classified.procedure_code.strip()) and procedure_id is None,
                _("Không có thủ tục mang mã này."),
            ),
        }
    )
    before = feedback.kind
    feedback.kind, feedback.concerned = classified.kind, concerned
    feedback.procedure_id = procedure_id
    feedback.save(update_fields=["kind", "concerned", "procedure"])
    return move(feedback, _of(Act.ACCEPT, by, at, payload={"was": before, "kind": feedback.kind}))


@transaction.atomic
def route(
    *, feedback_id: int, agency_id: int | None, text: str, by: Officer, at: datetime
) -> Feedback:
    """Send it to the agency that is competent; no clock begins anew (Article 9.1.d of Decree 20/2008).

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
        NotToThoseConcerned: if it speaks of that agency's people.
    """
    feedback = _begin(feedback_id, Act.ROUTE, by)
    agency = find_agency(agency_id)
    if agency is None:
        raise InvalidInput(list_problems({"agency": (True, _("Chọn cơ quan xử lý."))}))
    permissions.require_may_handle(feedback, agency)
    feedback.agency = agency
    entry = _of(
        Act.ROUTE, by, at, words={"text": text} if text.strip() else {},
        payload={"agency": agency.pk},
    )  # fmt: skip
    return move(feedback, entry, "agency")


@transaction.atomic
def give_back(*, feedback_id: int, text: str, by: Officer, at: datetime) -> Feedback:
    """Say that another agency is competent; the clock runs on (Article 4.5 of Decree 20/2008).

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
    """
    feedback = _begin(feedback_id, Act.GIVE_BACK, by)
    require_text(text=(text, _("Ghi vì sao không thuộc thẩm quyền, và cơ quan nào thì đúng.")))
    entry = _of(Act.GIVE_BACK, by, at, words={"text": text}, payload={"agency": feedback.agency_id})
    feedback.agency = None
    return move(feedback, entry, "agency")


@transaction.atomic
def answer(*, feedback_id: int, outcome: str, text: str, by: Officer, at: datetime) -> Feedback:
    """Answer the sender, saying what was decided (Articles 12.2, 14 and 15 of Decree 20/2008).

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
    """
    feedback = _begin(feedback_id, Act.ANSWER, by)
    require_text(
        outcome=(outcome in Outcome.values, _("Chọn kết quả xử lý.")),
        text=(text, _("Ghi câu trả lời.")),
    )
    feedback.answered_at, feedback.outcome = at, outcome
    entry = _of(Act.ANSWER, by, at, words={"text": text}, payload={"outcome": outcome})
    return move(feedback, entry, "answered_at", "outcome")


@transaction.atomic
def publish(
    *, feedback_id: int, question: str, answer: str, by: Officer, at: datetime
) -> Publication:
    """Publish both as the officer worded them, once nothing in them tells who anybody is (Articles 14.2.đ and 19 of Decree 20/2008).

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
        StillPersonal: naming what was found, beside the box in which it stands.
    """
    feedback = lock(feedback_id)
    sides = _require(feedback, Act.PUBLISH, by)
    texts = {"question": _plain(question), "answer": _plain(answer)}
    require_text(
        question=(texts["question"], _("Ghi nội dung phản ánh để công khai.")),
        answer=(texts["answer"], _("Ghi nội dung trả lời để công khai.")),
    )
    names = queries.list_names(queries.see(feedback, sides))
    for name, text in texts.items():
        found = queries.find_personal(text, names)
        if found:
            raise StillPersonal(field=name, found=", ".join(f"“{one}”" for one in found))
    published = Publication.objects.create(
        feedback=feedback, round=feedback.round, **texts,
        folded=vietnamese.fold(" ".join(texts.values())), published_at=at, published_by=by.post_id,
    )  # fmt: skip
    move(feedback, _of(Act.PUBLISH, by, at, payload={"publication": published.pk}))
    return published


@transaction.atomic
def withhold(*, feedback_id: int, text: str, by: Officer, at: datetime) -> Feedback:
    """Put on record why it is not published.

    Raises:
        FeedbackNotFound, ActRefused, InvalidInput
    """
    feedback = _begin(feedback_id, Act.WITHHOLD, by)
    require_text(text=(text, _("Ghi lý do không công khai.")))
    return move(feedback, _of(Act.WITHHOLD, by, at, words={"text": text}))


def _begin(feedback_id: int, act: Act, by: Officer) -> Feedback:
    feedback = lock(feedback_id)
    _require(feedback, act, by)
    return feedback


def _require(feedback: Feedback, act: Act, by: Officer) -> frozenset[Side]:
    sides = permissions.require_side(by, feedback)
    life.require(act, State(feedback.state), sides)
    return sides


def _of(
    act: Act, by: Officer, at: datetime, *,
    words: dict[str, str] | None = None, payload: dict[str, Any] | None = None,
) -> Entry:  # fmt: skip
    return Entry(
        act=act, by=by.key, at=at, agency_id=by.agency_id, words=words or {}, payload=payload or {}
    )


def _plain(text: str) -> str:
    """Return a text as the database takes it, no longer than there is room for."""
    return text.replace("\x00", "").strip()[:LONGEST]
