"""What a scanner types of the QR code of an identity card. No table is read.

Number, former number, name, birth (ddmmyyyy), sex, residence, day of issue, with bars between them, as
cards have been seen to do: no specification is published. It is unsigned text, which anybody can
print: it fills boxes and proves nothing.

A hand scanner is a keyboard to the machine. What an input method for Vietnamese makes of its keys
can look like a name and be none, so whatever shows its traces is refused with what to change.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from motcua.foundation.identity import errors
from motcua.foundation.identity.enums import Sex
from motcua.foundation.identity.rules import LONGEST_NAME, LONGEST_RESIDENCE, is_pin

FIELDS: Final = 7
"""Fields on every card; newer ones append more, which are not read."""
LONGEST: Final = 1000
"""Letters that are looked at; no card holds half of them."""

_DAY: Final = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})", re.ASCII)
_SYMBOLOGY: Final = re.compile(r"^\][A-Za-z][0-9A-Za-z](?=[0-9]{12}\|)")
"""What some scanners put before a code to say of which kind it is (ISO/IEC 15424)."""
_OTHER_BARS: Final = re.compile(r"^[0-9]{12}[^0-9A-Za-z|\s]", re.ASCII)
"""Where a keyboard layout has another sign on the key of the bar."""
_SEXES: Final = {"nam": Sex.MALE, "nữ": Sex.FEMALE}
_LOST: Final = frozenset("?\ufffd")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VNI: Final = re.compile(r"[0-9]")
_BROKEN: Final = re.compile("á[º»]|Ä[‘’\u0090]|Æ[°¡]|[ÃÂ][\u00a0-\u00bf]")
"""Pairs that UTF-8 leaves of Vietnamese letters when it is read byte by byte."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What the QR code of an identity card says."""

    pin: str
    full_name: str
    born_on: date | None
    """None where the card has no whole day of birth."""
    sex: Sex | None
    residence: str


def read_card(text: str) -> Card:
    """Return what the QR code of an identity card says.

    Raises:
        CardUnreadable: of the kind that says what is wrong with it.
    """
    line = _SYMBOLOGY.sub("", _clean(text))
    fields = [" ".join(field.split()) for field in line.split("|")]
    if len(fields) < FIELDS:
        if _OTHER_BARS.match(line):
            raise errors.CardMistyped(field="card")
        raise errors.CardIncomplete(field="card", found=len(fields), needed=FIELDS)
    pin, _former, name, birth, sex, residence, _issued = fields[:FIELDS]
    if not is_pin(pin):
        raise errors.CardWithoutNumber(field="card")
    if not name or len(name) > LONGEST_NAME:
        raise errors.CardWithoutName(field="card")
    if _is_mistyped(name, sex) or _has_lost_letters(residence):
        raise errors.CardMistyped(field="card")
    return Card(
        pin=pin,
        full_name=name,
        born_on=_read_day(birth),
        sex=_SEXES.get(sex.lower()),
        residence=residence[:LONGEST_RESIDENCE],
    )


def is_number(text: str) -> bool:
    """Say whether somebody typed a personal identification number, in groups or at one go."""
    return is_pin("".join(_clean(text).split()))


def _clean(text: str) -> str:
    """Return the text with letters composed and without the keys that end a scan."""
    composed = unicodedata.normalize("NFC", text[:LONGEST])
    shown = (c if c.isprintable() or c == "\ufffd" else " " for c in composed)
    return "".join(shown).strip()


def _read_day(text: str) -> date | None:
    """Return the day of birth; None where only the year is known or nothing was written.

    Raises:
        CardDayWrong: if it is no day and cannot be a year alone.
    """
    written = _DAY.fullmatch(text)
    if written is None:
        if not text or (text.isascii() and text.isdigit() and len(text) == len("1960")):
            return None
        raise errors.CardDayWrong(field="card", written=text[:20])
    day, month, year = (int(written[part]) for part in ("day", "month", "year"))
    if not day or not month:
        return None
    try:
        return date(year, month, day)
    except ValueError as error:
        raise errors.CardDayWrong(field="card", written=text) from error


def _is_mistyped(name: str, sex: str) -> bool:
    """Say whether an input method or a wrong encoding has had its hands on what was scanned.

    The sex has two words only, so one that is neither shows what became of all marks; VNI leaves
    digits in a name, and a double mark over one letter is written by nobody.
    """
    if sex and sex.lower() not in _SEXES:
        return True
    return bool(_VNI.search(name)) or _has_lost_letters(name) or _has_two_tones(name)


def _has_lost_letters(text: str) -> bool:
    """Say whether letters became question marks, or UTF-8 was read as an encoding of one byte."""
    return bool(_LOST & set(text) or _BROKEN.search(text))


def _has_two_tones(text: str) -> bool:
    count = 0
    for letter in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(letter):
            count = 0
        elif letter in _TONES:
            count += 1
            if count > 1:
                return True
    return False
