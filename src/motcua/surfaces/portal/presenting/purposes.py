"""Why a page of a form asks what it asks, in words for who fills it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.capabilities.forms.queries import purposes
from motcua.domain.privacy import queries as privacy
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.composition.casework.filling import Filling


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A question with why it is asked, where it says so, and what of its answer is sensitive."""

    question: str
    purpose: str
    sensitive: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Why:
    """Under which documents a page asks, on what ground, and what stands out."""

    bases: tuple[str, ...]
    ground: str
    reasons: tuple[Reason, ...]


def explain(filling: Filling, page_key: str) -> Why:
    """Return why a page asks: the record's documents, and the questions that say more. No query."""
    return Why(
        bases=tuple(procedures.cite(one) for one in filling.version.legal_bases),
        ground=privacy.find_ground(clock.today()).source,
        reasons=tuple(
            Reason(
                question=str(one.label),
                purpose=str(one.purpose or ""),
                sensitive=tuple(str(kind.label) for kind in one.sensitive),
            )
            for one in purposes.list_asked(filling.form, page_key)
        ),
    )
