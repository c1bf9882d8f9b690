"""Legal documents as prose cites them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from motcua.domain.procedures.rules.published_text import amounts
from motcua.domain.procedures.rules.published_text.reading import Paragraph

_NUMBER: Final = re.compile(
    r"\b\d{1,5}/(?:\d{4}/)?[A-ZĐƯÔ]{2,}\d{0,2}(?:[-–&][A-ZĐƯÔ]{2,}[A-ZĐƯÔTtgh]*)*", re.UNICODE
)
_YEAR: Final = re.compile(r"/(\d{4})/|\bnăm (\d{4})\b|\b((?:19|20)\d{2})\b")
_DETAIL: Final = re.compile(r"^(?:Trích yếu|Ngày ban hành|Cơ quan ban hành)\s*:", re.IGNORECASE)
_ISSUER: Final = re.compile(
    r"(?:Cơ quan ban hành\s*:|của|bởi|–)\s+"
    r"((?:Thủ tướng|Quốc [Hh]ội|Ủy ban [Tt]hường vụ|Chính phủ|(?:Bộ trưởng |Liên )?Bộ |Ủy ban nhân dân"
    r"|UBND|Chủ tịch|HĐND|Hội đồng nhân dân)[^,.;()]*?)"
    r"(?=\s+(?:về|quy định|hướng dẫn|sửa đổi|ban hành|công bố|bãi bỏ|thông qua|tại)\b|[,.;()]|$)"
)
_BY_SIGN: Final = (
    (re.compile(r"QH\d*$"), "Quốc hội"),
    (re.compile(r"UBTVQH"), "Ủy ban Thường vụ Quốc hội"),
    (re.compile(r"NĐ-CP$"), "Chính phủ"),
    (re.compile(r"TTg$"), "Thủ tướng Chính phủ"),
)
NO_NUMBER: Final = "(nguồn không ghi số)"
_LONGEST_LINE: Final = 300


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A document as cited; ``basis`` is None when its date cannot be told at all."""

    text: str
    basis: dict[str, Any] | None
    guessed: tuple[str, ...]
    """What of it was not written there: "number", "issued_on", "issuer"."""


def cited_in(paragraphs: Iterable[Paragraph]) -> Iterator[Cited]:
    """Return each document cited; details told in lines of their own belong to the one before."""
    text = ""
    for paragraph in paragraphs:
        if text and _DETAIL.match(paragraph.text):
            text += f" {paragraph.text}"
            continue
        if text:
            yield _cited(text)
        text = paragraph.text
    if text:
        yield _cited(text)


def _cited(text: str) -> Cited:
    number = _NUMBER.search(text)
    issued_on, is_guessed = _issued_on(text)
    if issued_on is None or (number is None and is_guessed):
        return Cited(text=text, basis=None, guessed=())
    issuer = _ISSUER.search(text)
    by_sign = _issuer_by_sign(number[0]) if number else None
    basis = {
        "number": number[0] if number else NO_NUMBER,
        "title": line(text),
        "issued_on": issued_on,
        "issuer": line(issuer[1].strip()) if issuer else by_sign or "(nguồn không ghi)",
    }
    if basis["title"] != text:
        basis["note"] = text[:3000]
    guessed = (
        *(() if number else ("number",)),
        *(("issued_on",) if is_guessed else ()),
        *(() if issuer or by_sign else ("issuer",)),
    )
    return Cited(text=text, basis=basis, guessed=guessed)


def _issued_on(text: str) -> tuple[date | None, bool]:
    """Return the day it was issued, and whether only its year is written."""
    exact = next(amounts.dates_in(text), None)
    if exact is not None:
        return exact, False
    year = _YEAR.search(text)
    written = int(next(filter(None, year.groups()))) if year else 0
    return (date(written, 1, 1), True) if written else (None, True)


def _issuer_by_sign(number: str) -> str | None:
    return next((issuer for sign, issuer in _BY_SIGN if sign.search(number)), None)


def line(text: str) -> str:
    """Return the text cut at a word where it is too long for a line."""
    if len(text) <= _LONGEST_LINE:
        return text
    return text[: _LONGEST_LINE - 2].rsplit(" ", 1)[0] + " …"
