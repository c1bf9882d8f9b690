"""Numbers as they are written on slips, and as they are said aloud."""

from typing import Final

LAST: Final = 999
"""The largest number of a line and day."""
_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_LETTERS: Final = {
    "A": "a", "B": "bê", "C": "xê", "D": "dê", "E": "e", "G": "giê", "H": "hát", "K": "ca",
    "L": "lờ", "M": "mờ", "N": "nờ", "P": "pê", "Q": "quy", "R": "rờ", "S": "sờ", "T": "tê",
    "V": "vê", "X": "ích",
}  # fmt: skip
"""How the letters of lines are said; those that sound alike in Vietnamese are left out."""
LETTERS: Final = tuple(_LETTERS)
_TENS: Final = 10


def label(letter: str, number: int) -> str:
    """Return the number as it stands on the slip: ``A007``."""
    return f"{letter}{number:03d}"


def spoken_label(letter: str, number: int) -> str:
    """Return the number as it is said, digit by digit: ``a không không bảy``."""
    digits = " ".join(_DIGITS[int(digit)] for digit in f"{number:03d}")
    return f"{_LETTERS.get(letter, letter)} {digits}"


def spoken_number(number: int) -> str:
    """Return a window's number as it is said: ``ba``, ``mười hai``, ``hai mươi mốt``."""
    tens, ones = divmod(number, _TENS)
    if tens == 0:
        return _DIGITS[ones]
    words = ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 1 and tens > 1:
        words.append("mốt")
    elif ones == 5:  # noqa: PLR2004 - the digit
        words.append("lăm")
    elif ones:
        words.append(_DIGITS[ones])
    return " ".join(words)


def call(letter: str, number: int, window: int) -> str:
    """Return the sentence that calls a number to a window."""
    return f"Mời số {spoken_label(letter, number)}, đến quầy số {spoken_number(window)}."
