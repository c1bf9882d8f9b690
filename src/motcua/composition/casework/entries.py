"""What goes into the books of deaths and of marriages: from what was declared to the entry."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from motcua.capabilities.registries.enums import Sex
from motcua.capabilities.registries.queries import DeathEntry, MarriageEntry, Spouse

if TYPE_CHECKING:
    from motcua.composition.casework.papers import Declared
    from motcua.foundation.organisations.models import Agency


def death(declared: Declared, agency: Agency) -> DeathEntry:
    """Return the entry for the book of deaths (Civil Status Law, Article 34)."""
    answers, texts = declared.answers, declared.texts
    return DeathEntry(
        full_name=answers["deceased_full_name"],
        sex=Sex(answers["deceased_sex"]),
        birth_year=answers["deceased_birth_year"],
        ethnicity=texts["deceased_ethnicity"],
        nationality=texts["deceased_nationality"],
        pin=answers.get("deceased_pin") or "",
        last_residence=texts["last_residence"],
        died_on=date.fromisoformat(answers["died_on"]),
        died_at=answers.get("died_at") or "",
        place=texts["death_place"],
        cause=texts["death_cause"],
        agency_code=agency.code,
        registrant_name=answers["requester_full_name"],
        registrant_pin=answers.get("requester_pin") or "",
        registrant_relation=texts["requester_relation"],
    )


def marriage(declared: Declared, agency: Agency) -> MarriageEntry:
    """Return the entry for the book of marriages (Civil Status Law, Articles 17 and 18)."""
    return MarriageEntry(
        wife=_spouse("wife", declared),
        husband=_spouse("husband", declared),
        agency_code=agency.code,
    )


def _spouse(who: str, declared: Declared) -> Spouse:
    answers, texts = declared.answers, declared.texts
    return Spouse(
        full_name=answers[f"{who}_full_name"],
        born_on=date.fromisoformat(answers[f"{who}_birth_date"]),
        ethnicity=texts[f"{who}_ethnicity"],
        nationality=texts[f"{who}_nationality"],
        residence=texts[f"{who}_residence"],
        pin=answers[f"{who}_pin"],
    )
