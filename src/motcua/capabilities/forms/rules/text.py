"""Text as people type it, made comparable: one Unicode form, single spaces, nothing invisible."""

import re
import unicodedata

SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r" ?\n ?")
MANY_LINES = re.compile(r"\n{3,}")
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def one_line(text: str) -> str:
    """Return the text in NFC, without invisible characters, with single spaces."""
    if is_tidy(text):
        return text
    return SPACES.sub(" ", _visible(text).replace("\n", " ")).strip()


def is_tidy(text: str) -> bool:
    """Tell quickly whether the text is as ``one_line`` leaves it; most stored text is."""
    return (
        text.isprintable()
        and "  " not in text
        and text == text.strip()
        and unicodedata.is_normalized("NFC", text)
    )


def many_lines(text: str) -> str:
    """Return the text in NFC with its line breaks and single spaces inside the lines."""
    text = SPACES.sub(" ", _visible(text))
    return MANY_LINES.sub("\n\n", LINES.sub("\n", text)).strip()


def digits(text: str) -> str:
    """Return the text without what people put between digits, the digits as 0 to 9."""
    if text.isascii() and text.isdigit():
        return text
    plain = "".join(str(unicodedata.digit(c, None) if c.isdigit() else c) for c in one_line(text))
    return re.sub(r"(?<=[0-9])[ .\-]+(?=[0-9])", "", plain)


def lower_first(text: str) -> str:
    """Return the text as it stands inside a sentence: abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Return the text as it stands at the head of a sentence."""
    return text[:1].upper() + text[1:]


def _visible(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in INVISIBLE)
    return unicodedata.normalize("NFC", "".join(kept))
