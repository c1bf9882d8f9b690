"""A birth of the demo lodged once for three agencies: its police has done its part, the insurer has not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import chain_parts, chains, handling
from motcua.domain.chains import queries as parts
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.cli.demo import acts, declarations

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.surfaces.cli.demo.declarations import Answers, Declarant
    from motcua.surfaces.cli.demo.world import World

ONE_LODGING: Final = "2.002621"
CITIZEN: Final = "099192000101"
DESK, REGISTRAR, POLICE = "motcua.songlam", "hotich.songlam", "cutru.ca.songlam"
RESIDENCE: Final = "thuong_tru"
SEED: Final = 196
STEP: Final = timedelta(minutes=30)


@transaction.atomic
def tell(world: World, *, until: datetime) -> int:
    """Lodge, accept, enter the birth and let the police do its part; return how many parts there are.

    Loading again adds nothing.
    """
    registrar, police = world.officers[REGISTRAR], world.officers[POLICE]
    if parts.measure(police.agency_id, now=until):
        return 0
    agency = organisations.get_agency(registrar.agency_id)
    at = acts.last_morning(organisations.get_calendar(agency.pk), until)
    citizen = world.citizens[CITIZEN]
    dice = Random(SEED)  # noqa: S311 - a story, not a secret
    dossier = acts.lodge(ONE_LODGING, agency, citizen, at, dice=dice, declare=_declare)
    acts.accept(dossier, world.officers[DESK], at + STEP)
    acts.do(dossier, registrar, "dat", at + 2 * STEP)
    handling.answer_draft_entry(
        reference=dossier.reference, outcome=handling.CONFIRM, reason="", by=citizen,
        at=at + 3 * STEP,
    )  # fmt: skip
    task = workflow.find_open_task(dossier.subject, RESIDENCE)
    part = chain_parts.find_of_task(task.pk, police) if task else None
    assert part is not None
    chains.finish(
        part_id=part.pk, outcome="da_dang_ky", reason="", paper_number="", paper_on=None, file=None,
        by=police, at=at + 4 * STEP,
    )  # fmt: skip
    acts.settle()
    return _count(dossier)


def _count(dossier: Dossier) -> int:
    return len(parts.list_of_dossier(dossier))


def _declare(who: Declarant, on: date, dice: Random) -> Answers:
    """Return the registration of a birth with what police and insurer need of it."""
    birth = declarations.birth(who, on, dice)
    return birth | {
        "home_of": "mother", "home_address": birth["mother_residence"],
        "head_full_name": birth["father_full_name"], "head_pin": "099090000102",
        "head_relation": "child", "clinic": f"Trạm Y tế {who.commune}", "card_way": "electronic",
    }  # fmt: skip
