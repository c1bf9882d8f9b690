"""A residence dossier of the demo about which its police asks others: one has answered, one is still asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.composition.casework import consulting
from motcua.composition.casework.consulting import Wanted
from motcua.domain.inquiries import queries as inquiries
from motcua.domain.inquiries.enums import Stance
from motcua.domain.inquiries.queries import Answered
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.cli.demo import acts

if TYPE_CHECKING:
    from motcua.surfaces.cli.demo.world import World

RESIDENCE: Final = "1.004222"
CITIZEN: Final = "099079000107"
POLICE, WARD, DEPARTMENT = "cutru.ca.benthanhco", "hotich.benthanhco", "hotich.tuphap"
DESK: Final = "tiepnhan.ca.benthanhco"
QUESTIONS: Final = {
    WARD: "Gia đình có thực tế cư trú tại địa chỉ đã khai không?",
    DEPARTMENT: "Giấy tờ hộ tịch kèm theo có khớp với sổ hộ tịch không?",
}
ANSWER: Final = "Có. Tổ dân phố xác nhận gia đình đã ở đây từ đầu năm."
SEED: Final = 195
STEP: Final = timedelta(minutes=30)


@transaction.atomic
def tell(world: World, *, until: datetime) -> int:
    """Lodge, accept, ask two and let one answer; return how many were asked. Loading again adds nothing."""
    ward, police = world.officers[WARD], world.officers[POLICE]
    if inquiries.measure(ward.agency_id):
        return 0
    agency = organisations.get_agency(police.agency_id)
    at = acts.last_morning(organisations.get_calendar(agency.pk), until)
    dice = Random(SEED)  # noqa: S311 - a story, not a secret
    dossier = acts.lodge(RESIDENCE, agency, world.citizens[CITIZEN], at, dice=dice)
    acts.accept(dossier, world.officers[DESK], at + STEP)
    seen = consulting.look(dossier.reference, police, at=at + 2 * STEP)
    assert seen.proposed is not None
    asked = {}
    for login, question in QUESTIONS.items():
        wanted = Wanted(
            asked=f"{consulting.AGENCY}{world.officers[login].agency_id}", question=question,
            paper_ids=tuple(paper.pk for paper in seen.papers[:1]), until=seen.proposed,
        )  # fmt: skip
        asked[login] = consulting.ask(
            reference=dossier.reference, wanted=wanted, by=police, at=at + 2 * STEP
        )
    answered = Answered(stance=Stance.AGREES, content=ANSWER, paper_number="", paper_on=None)
    consulting.answer(
        opinion_id=asked[WARD].pk, answered=answered, file=None, by=ward, at=at + 3 * STEP
    )
    acts.settle()
    return len(asked)
