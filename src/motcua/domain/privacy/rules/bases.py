"""On what ground a state agency uses personal data for its work: dated rows. No table is read."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The law that lets a state agency use data for a procedure without asking for consent."""

    valid_from: date
    source: str
    is_verified: bool


GROUNDS: Final = (
    Ground(
        valid_from=date(2023, 7, 1), source="Điều 17.5 Nghị định 13/2023/NĐ-CP", is_verified=True
    ),
    Ground(
        valid_from=date(2026, 1, 1),
        source="Luật 91/2025/QH15 (chưa đối chiếu nguyên văn; trước đó là Điều 17.5 Nghị định 13/2023/NĐ-CP)",
        is_verified=False,
    ),
)


def find_ground(on: date) -> Ground:
    """Return the ground that holds on a day."""
    return max(
        (one for one in GROUNDS if one.valid_from <= on),
        key=lambda one: one.valid_from,
        default=GROUNDS[0],
    )
