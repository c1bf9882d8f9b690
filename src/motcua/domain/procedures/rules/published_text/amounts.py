"""Time limits, money and counts as prose tells them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.foundation.kernel.worktime import TimeUnit

_UNITS: Final = {
    "ngày làm việc": TimeUnit.WORKING_DAY,
    "ngày": TimeUnit.CALENDAR_DAY,
    "giờ làm việc": TimeUnit.WORKING_HOUR,
    "giờ": TimeUnit.WORKING_HOUR,
    "tháng": TimeUnit.MONTH,
}
_HOURS: Final = {
    TimeUnit.WORKING_HOUR: 1,
    TimeUnit.WORKING_DAY: 8,
    TimeUnit.CALENDAR_DAY: 6,
    TimeUnit.MONTH: 180,
}
"""What a unit weighs when the longest of several limits is looked for."""

_DATE_IN_WORDS: Final = re.compile(r"ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})", re.IGNORECASE)
_DATE: Final = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_ISO_DATE: Final = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_LIMIT: Final = re.compile(
    r"(?<![\d,./])(\d{1,3})\)?(?:\s*\([^()\d]*\))?\s*(ngày làm việc|ngày|giờ làm việc|giờ|tháng)\b",
    re.IGNORECASE,
)
_OF_THE_CLOCK: Final = re.compile(r"\b(?:sau|trước|vào|lúc|đến|từ)\s+\d{1,2}\s*(?:giờ|h)\b", re.IGNORECASE)  # fmt: skip
_SAME_DAY: Final = re.compile(r"trong ngày (?:làm việc|tiếp nhận)", re.IGNORECASE)
_AFTER_15: Final = re.compile(r"sau 15\s*(?:giờ|h)\b", re.IGNORECASE)
_MONEY: Final = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d{4,})\s*(?:đồng|VND|VNĐ|đ)\b", re.IGNORECASE)
_NOTHING: Final = re.compile(
    r"^[\s(\[]*(?:không|không có|không có lệ phí|không có phí|không thu phí|không thu|miễn phí|miễn)"
    r"[\s.)\]]*$",
    re.IGNORECASE,
)
_UNTOLD: Final = re.compile(
    r"^[\s(\[]*(?:(?:văn bản quy định lệ phí|thông tin)?[\s:(]*"
    r"(?:không có thông tin|chưa có thông tin|chưa cập nhật|đang cập nhật|không có).*"
    r"|văn bản quy định lệ phí[\s.:]*|không quy định(?: riêng)?[\s.]*|mô tả.*)$",
    re.IGNORECASE,
)
_SETS: Final = re.compile(r"^\D{0,6}\(?(\d{1,2})\)?\s*(?:\([^()]*\)\s*)?\(?bộ", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ReadLimit:
    """A time limit; ``others`` are those the text names beside it."""

    amount: int
    unit: TimeUnit
    after_15_next_day: bool = False
    others: int = 0


def limit_in(text: str) -> ReadLimit | None:
    """Return the longest limit that the text names, so that no promise is shortened by reading."""
    bare = _OF_THE_CLOCK.sub("", _DATE.sub("", _DATE_IN_WORDS.sub("", text)))
    named = {
        (int(amount), _UNITS[" ".join(unit.lower().split())])
        for amount, unit in _LIMIT.findall(bare)
        if int(amount)
    }
    if not named:
        if not _SAME_DAY.search(text):
            return None
        after_15 = _AFTER_15.search(text) is not None
        return ReadLimit(amount=0, unit=TimeUnit.SAME_DAY, after_15_next_day=after_15)
    amount, unit = max(named, key=lambda one: one[0] * _HOURS[one[1]])
    return ReadLimit(amount=amount, unit=unit, others=len(named) - 1)


def money_in(text: str) -> tuple[int, ...]:
    """Return the amounts that the text names, in đồng."""
    return tuple(int(re.sub(r"\D", "", amount)) for amount in _MONEY.findall(text))


def says_nothing_is_due(text: str) -> bool:
    """Return whether each line says that nothing is to be paid."""
    lines = [line for line in text.splitlines() if line.strip()]
    return bool(lines) and all(_NOTHING.match(line) for line in lines)


def is_untold(text: str) -> bool:
    """Return whether the text says no more than that it does not know."""
    return all(_UNTOLD.match(line) for line in text.splitlines() if line.strip())


def sets_in(text: str) -> int | None:
    """Return the number of sets asked for, when the text begins with one."""
    match = _SETS.match(text)
    return int(match[1]) or None if match else None


def dates_in(text: str) -> Iterator[date]:
    """Return the dates of the text that exist, those written out first."""
    for pattern, order in ((_DATE_IN_WORDS, (3, 2, 1)), (_ISO_DATE, (1, 2, 3)), (_DATE, (3, 2, 1))):
        for match in pattern.finditer(text):
            year, month, day = (int(match[place]) for place in order)
            try:
                yield date(year, month, day)
            except ValueError:
                continue
