"""A residence case under examination, and whom its police asks: shorthands for opinions and visits."""

from datetime import date, datetime, time, timedelta

from tests.casework import people, slow
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import consulting, visiting
from motcua.composition.casework.consulting import Wanted
from motcua.domain.inquiries.enums import Finding, Stance
from motcua.domain.inquiries.queries import Answered, Minutes, Plan
from motcua.foundation.kernel.clock import VIETNAM

PROMISED = date(2026, 3, 25)
"""Seven working days after Monday 16 March."""
ANSWER_ON = date(2026, 3, 19)
QUESTION = "Ông Thành có cư trú thực tế tại số 88 đường Lũy Tre không?"
CONTENT = "Đúng, gia đình ông đã chuyển đến từ tháng 2."


def on(day, hour=9, minute=0):
    return datetime.combine(day, time(hour, minute), VIETNAM)


AT = MONDAY + timedelta(hours=1)
IN_TIME = on(date(2026, 3, 18))
TOO_LATE = on(date(2026, 3, 20))
VISIT_AT = on(date(2026, 3, 18), 14, 30)


def handled():
    """Return the people of a residence case under examination."""
    player = slow.accepted()
    people.settle()
    return player


def ask(
    player, *, agency_id=None, asked=None, question=QUESTION, papers=(), until=ANSWER_ON, by=None,
    at=AT,
):  # fmt: skip
    wanted = Wanted(
        asked=asked or f"a{agency_id}", question=question, paper_ids=tuple(papers), until=until
    )
    return consulting.ask(
        reference=player.dossier.reference, wanted=wanted, by=by or player.officers["specialist"],
        at=at,
    )  # fmt: skip


def answer(opinion, *, by, content=CONTENT, stance=Stance.AGREES, file=None, at=IN_TIME, **said):
    answered = Answered(
        stance=stance, content=content, paper_number=said.get("paper_number", ""),
        paper_on=said.get("paper_on"),
    )  # fmt: skip
    return consulting.answer(opinion_id=opinion.pk, answered=answered, file=file, by=by, at=at)


def papers_of(player):
    return [
        paper for paper in documents.list_documents(player.dossier.subject) if not paper.is_issued
    ]


def arrange(player, *, starts_at=VISIT_AT, by=None, at=AT, **said):
    plan = Plan(
        starts_at=starts_at,
        place=said.get("place", "Số 88 đường Lũy Tre"),
        taking_part=said.get("taking_part", "Cảnh sát khu vực, chủ hộ"),
        content=said.get("content", "Chỗ ở thực tế"),
    )
    return visiting.arrange(
        reference=player.dossier.reference, plan=plan, by=by or player.officers["specialist"], at=at
    )


def keep_minutes(player, visit, *, by=None, at=VISIT_AT + timedelta(hours=1), file=None, **said):
    minutes = Minutes(
        finding=said.get("finding", Finding.AS_DECLARED),
        present=said.get("present", "Ông Thành, cảnh sát khu vực"),
        content=said.get("content", "Gia đình đang ở tại đây."),
        late_reason=said.get("late_reason", ""),
    )
    return visiting.keep_minutes(
        reference=player.dossier.reference, visit_id=visit.pk, minutes=minutes, file=file,
        by=by or player.officers["specialist"], at=at,
    )  # fmt: skip
