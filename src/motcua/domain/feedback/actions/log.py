"""The log of feedback: locking a row, moving it by the table, adding the entry, and what acts have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from motcua.domain.feedback import queries
from motcua.domain.feedback.enums import (
    Act,
)
from motcua.domain.feedback.errors import (
    FeedbackNotFound,
)
from motcua.domain.feedback.models import Feedback, FeedbackEvent
from motcua.domain.feedback.rules import life
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.foundation.kernel import clock, sealing
from motcua.foundation.kernel.errors import NotFound, require_right
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency


LONGEST: Final = 5000
LONGEST_LINE: Final = 200


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is put on record with an act."""

    act: Act
    by: str
    at: datetime
    agency_id: int | None = None
    words: dict[str, str] = field(default_factory=dict)
    payload: dict[str, Any] = field(default_factory=dict)


def lock(feedback_id: int) -> Feedback:
    rows = Feedback.objects.select_for_update(of=("self",)).select_related("concerned")
    feedback = rows.filter(pk=feedback_id).first()
    if feedback is None:
        raise FeedbackNotFound
    return feedback


def move(feedback: Feedback, entry: Entry, *changed: str) -> Feedback:
    """Change the state by the table, add the entry, and note what is due next."""
    row = life.find(entry.act)
    if isinstance(row, life.Move):
        feedback.state = row.target
    feedback.save(update_fields=["state", *changed])
    put(feedback, entry, article=row.article)
    return feedback


def put(feedback: Feedback, entry: Entry, *, article: str) -> None:
    sealed = None
    if entry.words:
        key = sealing.get_key(feedback.subject)
        words = {name: text.strip()[:LONGEST] for name, text in entry.words.items()}
        sealed = sealing.seal(key, words, context=queries.EVENT)
    before = queries.list_events(feedback)
    added = FeedbackEvent.objects.create(
        feedback=feedback, seq=len(before) + 1, act=entry.act, actor=entry.by,
        agency_id=entry.agency_id, article=article, payload=entry.payload, sealed=sealed,
        at=entry.at,
    )  # fmt: skip
    deadlines = queries.count_deadlines([*before, added])
    due = queries.find_next_due(deadlines)
    feedback.due_step = due.step if due else ""
    feedback.due_at = due.due_at if due else None
    feedback.answer_due_at = queries.answer_due_at(deadlines)
    feedback.save(update_fields=["due_step", "due_at", "answer_due_at"])


def find_agency(agency_id: int | None) -> Agency | None:
    if agency_id is None:
        return None
    try:
        return organisations.get_agency(agency_id)
    except NotFound:
        return None


def find_procedure(code: str, at: datetime) -> int | None:
    if not code.strip():
        return None
    try:
        return procedures.get_by_code(code.strip(), clock.day_in_vietnam(at)).procedure_id
    except ProcedureNotFound:
        return None


def require_text(**wanted: tuple[Any, str]) -> None:
    require_right(
        {
            name: (not (said.strip() if isinstance(said, str) else said), words)
            for name, (said, words) in wanted.items()
        }
    )
