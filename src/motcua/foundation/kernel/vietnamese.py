"""The Vietnamese language: folding for search, alphabetical order, numbers and dates in words.

The order is a computed key, because the database may lack a Vietnamese collation.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from motcua.foundation.kernel.money import Dong

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The 29 letters in order, with f, j, w and z where names of other tongues need them."""

_SYMBOLS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_END_OF_WORD: Final = _SYMBOLS[0]
_NUMBER: Final = _SYMBOLS[1]
_LETTER: Final = {letter: _SYMBOLS[2 + rank] for rank, letter in enumerate(ALPHABET)}
_FOREIGN: Final = _SYMBOLS[-1]

# Dictionaries go: level, huyền, hỏi, ngã, sắc, nặng.
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LEVEL: Final = "0"
_SHAPES: Final = frozenset("\u0306\u0302\u031b")
"""Breve, circumflex and horn make another letter; every other mark is a tone or foreign."""

_WORD: Final = re.compile(r"\d+|[^\W\d_]+")


class _Bare(dict[int, int | None]):
    """What becomes of each letter when marks are taken off; learnt as letters are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_BARE: Final = _Bare({ord("đ"): ord("d")})


def fold(text: str) -> str:
    """Return the text as people type it in haste: lower case, no diacritics, đ as d, one blank.

    The same for composed (NFC) and decomposed (NFD) input.
    """
    bare = unicodedata.normalize("NFD", text.casefold()).translate(_BARE)
    return " ".join(bare.split())


def _letters() -> Iterator[tuple[str, str]]:
    """Yield every letter of the language that bears a mark, with what ``fold`` makes of it."""
    toned = (vowel + tone for vowel in _VOWELS for tone in ("", *_TONES))
    for letter in (unicodedata.normalize("NFC", spelt) for spelt in ("đ", *toned)):
        if not letter.isascii():
            yield from ((letter, fold(letter)), (letter.upper(), fold(letter)))


_VOWELS: Final = "aăâeêioôơuưy"
_MARKED: Final = tuple(_letters())
MARKED: Final = "".join(letter for letter, _bare in _MARKED)
"""The marked letters, small and capital, in an order that ``UNMARKED`` keeps: for a database to fold by."""
UNMARKED: Final = "".join(bare for _letter, bare in _MARKED)


def is_said_by(name: str, typed: str) -> bool:
    """Say whether somebody who types so may mean this name: each word's marks, or none of that word.

    Where in its word a tone is set (``Hòa``, ``Hoà``) does not matter, nor does the case.
    """
    words, said = _composed(name).split(), _composed(typed).split()
    return len(words) == len(said) and all(map(_may_mean, said, words))


def _may_mean(typed: str, word: str) -> bool:
    return fold(typed) == fold(word) and _marks(typed) in ([], _marks(word))


def _marks(word: str) -> list[str]:
    spelt = unicodedata.normalize("NFD", word)
    return sorted(one for one in spelt if unicodedata.combining(one) or one == "đ")


@lru_cache(maxsize=20_000)
def sort_key(text: str) -> str:
    """Return a key whose plain order is Vietnamese alphabetical order.

    Word by word, as in a dictionary: letters first, tone second; numbers by value and before
    letters; case and punctuation do not matter. Only 0-9 and a-z occur, whose order every collation
    agrees on.
    """
    return "".join(_word_key(word) for word in _WORD.findall(_composed(text)))


def initials(name: str) -> str:
    """Return the first letters of a name, without tones: ``Đặng Thị Ổi`` gives ``ĐTÔ``."""
    words = (_composed(word) for word in name.split())
    return "".join(_split(word[0])[0].upper() for word in words if word[0].isalnum())


def shorten(name: str) -> str:
    """Return a name with the words between the first and the last as letters: ``Nguyễn T. H. Ngọc``.

    A name of one or two words stays whole: nothing of it can be left out.
    """
    words = name.split()
    middle = [f"{_composed(word)[0].upper()}." for word in words[1:-1]]
    return " ".join([*words[:1], *middle, *words[1:][-1:]])


def number_in_words(number: int) -> str:
    """Return the whole number in words: ``một trăm linh năm``.

    :raises ValueError: from a billion billions on
    """
    if number < 0:
        return "âm " + number_in_words(-number)
    if number >= 10**18:
        raise ValueError("no words for numbers of nineteen digits")
    return " ".join(_read(number)) if number else "không"


def amount_in_words(amount: Dong) -> str:
    """Return the amount as a receipt writes it out: ``Tám nghìn đồng``."""
    return _capitalised(f"{number_in_words(amount)} đồng")


def date_in_words(on: date) -> str:
    """Return the date in words, as certificates write a date of birth.

    ``Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu``. The first ten days of a month are
    *mùng*, the fourth month is *tư*.
    """
    day = number_in_words(on.day)
    if on.day <= _LAST_MUNG:
        day = f"mùng {day}"
    month = "tư" if on.month == _APRIL else number_in_words(on.month)
    return f"Ngày {day} tháng {month} năm {number_in_words(on.year)}"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())


def _split(letter: str) -> tuple[str, str]:
    """Return the letter without its tone, and the tone's rank."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), _LEVEL)
    shape = "".join(mark for mark in marks if mark in _SHAPES)
    return unicodedata.normalize("NFC", base + shape), tone


def _word_key(word: str) -> str:
    if word[0].isdecimal():
        digits = "".join(str(unicodedata.digit(digit)) for digit in word).lstrip("0")
        # The length goes first, so that 2 comes before 10.
        return f"{_NUMBER}{len(digits):02}{digits}"
    letters, tones = zip(*(_split(letter) for letter in word), strict=True)
    tone = next((rank for rank in tones if rank != _LEVEL), _LEVEL)
    return "".join(_letter_key(letter) for letter in letters) + _END_OF_WORD + tone


def _letter_key(letter: str) -> str:
    known = _LETTER.get(letter) or _LETTER.get(letter[0])
    return known or f"{_FOREIGN}{ord(letter[0]):06x}"


_LAST_MUNG: Final = 10
_APRIL: Final = 4
_THOUSAND: Final = 1000
_UNITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES: Final = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))


def _read(number: int) -> Iterator[str]:
    """Yield the words of a positive number."""
    is_first = True
    for scale, name in _SCALES:
        count, number = divmod(number, scale)
        if count:
            yield from _read_group(count, is_first=is_first)
            yield name
            is_first = False
    if number:
        yield from _read_group(number, is_first=is_first)


def _read_group(count: int, *, is_first: bool) -> Iterator[str]:
    """Yield the words of one group; a group that follows another names its empty hundreds."""
    if count >= _THOUSAND:
        yield from _read(count)
        return
    hundreds, rest = divmod(count, 100)
    if hundreds or not is_first:
        yield _UNITS[hundreds]
        yield "trăm"
    tens, units = divmod(rest, 10)
    if tens == 0 and units and (hundreds or not is_first):
        yield "linh"
    yield from _read_tens(tens, units)


def _read_tens(tens: int, units: int) -> Iterator[str]:
    if tens == 1:
        yield "mười"
    elif tens:
        yield _UNITS[tens]
        yield "mươi"
    if units == 0:
        return
    match tens, units:
        case (0, _):
            yield _UNITS[units]
        case (_, 5):
            yield "lăm"
        case (1, _):
            yield _UNITS[units]
        case (_, 1):
            yield "mốt"
        case (_, 4):
            yield "tư"
        case _:
            yield _UNITS[units]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
