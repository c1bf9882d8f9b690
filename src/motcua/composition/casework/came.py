"""By which other system a dossier came, as the first entry of its log tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.capabilities.exchange import queries as exchange
from motcua.domain.dossiers.queries import Happened


@dataclass(frozen=True, kw_only=True)
class CameFrom:
    """The other system and its number."""

    system: str
    """What people call it."""
    number: str


def came_from(happened: Sequence[Happened]) -> CameFrom | None:
    """Return by which system the dossier came, None if it was lodged here. One query, or none."""
    through = happened[0].payload.get("through") if happened else None
    if through is None:
        return None
    code = str(through["system"])
    return CameFrom(
        system=exchange.find_names([code]).get(code, code), number=str(through["number"])
    )
