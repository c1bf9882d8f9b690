"""Legal bases as official papers cite them.

Decree 30/2020, Appendix I, part II, 5: kind, number, day, issuer and content of each document, in
italics, each on a line of its own that ends in a semicolon, the last in a full stop.
"""

from collections.abc import Sequence
from typing import Final

from motcua.domain.procedures.rules.record import LegalBasis

_KINDS: Final = (
    ("/NĐ-", "Nghị định"),
    ("/TTLT-", "Thông tư liên tịch"),
    ("/TT-", "Thông tư"),
    ("/NQ-", "Nghị quyết"),
    ("/QĐ-", "Quyết định"),
)
_LAST_MONTH_WITH_A_NOUGHT: Final = 2
_SAY_THEMSELVES: Final = ("Luật ", "Bộ luật ", "Pháp lệnh ", "Hiến pháp", "Nghị quyết ")
_BEGIN_WITH_A_VERB: Final = ("Quy định ", "Sửa đổi ", "Hướng dẫn ", "Phân định ", "Bỏ ", "Bãi bỏ ")


def cite_all(bases: Sequence[LegalBasis]) -> list[str]:
    """Return the lines in which a paper cites these documents, in their order."""
    cited = [f"Căn cứ {cite(basis)}" for basis in bases]
    return [f"{line};" for line in cited[:-1]] + [f"{line}." for line in cited[-1:]]


def cite(basis: LegalBasis) -> str:
    """Return one document by kind, number, day, issuer and content; an act by its name and number."""
    if basis.title.startswith(_SAY_THEMSELVES):
        return f"{basis.title} số {basis.number}"
    kind = next((kind for mark, kind in _KINDS if mark in basis.number), "Văn bản")
    day = basis.issued_on
    # Days below ten and the months 1 and 2 are written with a nought before them.
    month = f"{day.month:02}" if day.month <= _LAST_MONTH_WITH_A_NOUGHT else str(day.month)
    content = basis.title[:1].lower() + basis.title[1:]
    link = "" if basis.title.startswith(_BEGIN_WITH_A_VERB) else "về "
    return (
        f"{kind} số {basis.number} ngày {day.day:02} tháng {month} năm {day.year}"
        f" của {basis.issuer} {link}{content}"
    )
