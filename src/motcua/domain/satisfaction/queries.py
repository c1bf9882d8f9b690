"""Questions asked of the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from motcua.domain.dossiers.enums import State
from motcua.domain.satisfaction import rules
from motcua.domain.satisfaction.enums import Mark, Subject31
from motcua.domain.satisfaction.models import Answer

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


RATEABLE = frozenset(
    {State.DECIDED, State.HANDED_OVER, State.REJECTED, State.REFUSED, State.DIRECTED}
)
"""Invited with each result and refusal (Article 12.2 of Circular 01/2018/TT-VPCP)."""


def is_rated(dossier: Dossier) -> bool:
    """Say whether the dossier has its one answer."""
    return Answer.objects.filter(dossier=dossier).exists()


def list_unrated(found: Iterable[Dossier]) -> frozenset[int]:
    """Return which of these dossiers have an outcome to be rated and no answer yet. One query."""
    rateable = {dossier.pk for dossier in found if dossier.state in RATEABLE}
    rated = Answer.objects.filter(dossier__in=rateable).values_list("dossier_id", flat=True)
    return frozenset(rateable.difference(rated))


def list_answers(found: Iterable[Dossier]) -> list[Answer]:
    """Return what was answered of these dossiers, first answered first. One query."""
    answers = Answer.objects.filter(dossier__in=[one.pk for one in found])
    return list(answers.order_by("answered_at", "pk"))


def may_be_rated(dossier: Dossier) -> bool:
    """Say whether the dossier has an outcome to be rated and no answer yet."""
    return dossier.state in RATEABLE and not is_rated(dossier)


def read_marks(posted: Mapping[str, str], comment: str) -> dict[Subject31, Mark]:
    """Return the five marks that were given.

    Raises:
        InvalidInput: naming each question without an answer, and a comment that is too long.
    """
    return rules.read_marks(posted, comment)
