"""Which words count, and how they are chained. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from motcua.domain.mirrors.enums import NationalState
from motcua.foundation.kernel import chain

ENDED: Final = frozenset(
    {
        NationalState.REFUSED, NationalState.WITHDRAWN, NationalState.STOPPED,
        NationalState.DECIDED, NationalState.HANDED_OVER,
    }
)  # fmt: skip
"""States in which the other system handles the dossier no more."""
OPEN: Final = frozenset(NationalState) - ENDED


@dataclass(frozen=True, kw_only=True)
class Word:
    """What another system says of one of its dossiers at one of its moments; no personal values."""

    number: str
    sequence: int
    procedure_code: str
    agency_id: int
    state: NationalState
    words: str
    link: str
    lodged_at: datetime
    changed_at: datetime
    due_at: datetime | None
    finished_at: datetime | None

    def to_content(self) -> dict[str, object]:
        """Return the one spelling in which a word is kept and hashed."""
        return {
            "number": self.number,
            "sequence": self.sequence,
            "procedure_code": self.procedure_code,
            "agency_id": self.agency_id,
            "national_code": int(self.state),
            "words": self.words,
            "link": self.link,
            "lodged_at": _moment(self.lodged_at),
            "changed_at": _moment(self.changed_at),
            "due_at": _moment(self.due_at),
            "finished_at": _moment(self.finished_at),
        }


def link(previous: bytes, content: Mapping[str, object], *, place: int) -> bytes:
    """Return the hash that binds a word to all that came before it."""
    return chain.link(previous, {"place": place, "content": dict(content)})


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None
