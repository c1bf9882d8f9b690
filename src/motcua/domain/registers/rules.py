"""What a closed register seals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.foundation.kernel import chain

FIRST_YEAR: Final = 2018
"""No register of this form is older (Article 9 of Circular 01/2018/TT-VPCP)."""


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """One line as it is sealed: its number, the dossier, and how far the dossier's log went."""

    no: int
    dossier_id: int
    seq: int
    hash: bytes
    """Of the log's last entry then, which binds all entries before it."""


def digest(key: str, lines: Iterable[Sealed]) -> bytes:
    """Return the hash that binds the book's name and all its lines, in their order."""
    link = chain.link(chain.GENESIS, {"book": key})
    for line in lines:
        link = chain.link(
            link,
            {
                "no": line.no,
                "dossier_id": line.dossier_id,
                "seq": line.seq,
                "hash": line.hash.hex(),
            },
        )
    return link


def is_over(year: int, on: date) -> bool:
    """Say whether the year has ended: only then is its register closed."""
    return on.year > year
