"""Limits of what is taken, and the codes by which anyone verifies a paper. Pure."""

import secrets
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from motcua.capabilities.documents.enums import PaperKind

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
MAX_FILE_MEGABYTES: Final = MAX_FILE_BYTES // (1024 * 1024)
MAX_PIXELS: Final = 64_000_000
"""Above every usual phone photograph (50 million); decoded as RGB this is 192 MB of memory."""
MAX_PAGES: Final = 500
MAX_PDF_OBJECTS: Final = 200_000
MAX_DOCUMENTS_PER_OWNER: Final = 100
MAX_FILENAME: Final = 150

ORPHAN_AGE: Final = timedelta(days=1)
"""A file without a row is left alone this long: its row may be about to be committed."""
UPLOAD_AGE: Final = timedelta(days=3)
"""An unfinished upload can be resumed this long after its last piece."""

PHONE_REST: Final = timedelta(minutes=15)
"""A phone's inlet that nobody used for so long is closed."""
MOST_BY_PHONE: Final = 60
"""Files that one opening for a phone takes."""
UNSORTED: Final = "unsorted"
"""The paper code of what came in and was not yet laid to a paper."""
BUNDLE: Final = "bundle"
"""The paper code of a scan that was cut into papers, kept beside them."""
MOST_CUT_PAGES: Final = 60
"""Pages of one scan that is cut: what one person brings at a time."""
MOST_CUT_PIXELS: Final = 1_000_000_000
"""Dots of all pictures of such a scan: sixty sheets of A4 at 400 an inch."""

UNSIGNED_KINDS: Final = frozenset({PaperKind.RECEIPT, PaperKind.SUPPLEMENT, PaperKind.REJECTION})
"""What the one-stop counter hands out on the way; every result must be signed."""

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which people misread or dislike."""
_CODE_LENGTH: Final = 12
PRACTICE_BEGINS: Final = "TAP"
"""How the codes of papers begin that were made on the site for practising."""
PRACTICE_WORD: Final = "motcua-practice"
"""The keyword such papers bear as files (``lib.typ``)."""
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_verification_code(begins: str = "") -> str:
    """Return 60 random bits as 12 letters and digits that a person can read out.

    A beginning takes the place of some of them; that of practice is borne by papers of practice alone.
    """
    while True:
        drawn = (secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH - len(begins)))
        code = begins + "".join(drawn)
        if begins or not is_of_practice(code):
            return code


def is_of_practice(code: str) -> bool:
    """Return whether a code is of the kind that papers made for practice bear."""
    return code.startswith(PRACTICE_BEGINS)


def format_verification_code(code: str) -> str:
    """Return the code as it is printed: three groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def parse_verification_code(typed: str) -> str | None:
    """Return the code a person typed or scanned, forgiving case, spaces, dashes, O, I and L."""
    code = "".join(letter for letter in typed if letter not in " -\u00a0\u2013").upper()
    code = code.translate(_MISREAD)
    if len(code) != _CODE_LENGTH or any(letter not in _ALPHABET for letter in code):
        return None
    return code


def name_of_piece(filename: str, pages: Sequence[int]) -> str:
    """Return what a piece is called: the name of the scan, and from which page to which."""
    stem, dot, extension = filename.rpartition(".")
    span = f"{pages[0]}" if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
    return clean_filename(f"{stem if dot else extension}-tr{span}.pdf")


def clean_filename(filename: str) -> str:
    """Return the last part of a file's name, fit for showing: no path, no control letters."""
    name = unicodedata.normalize("NFC", filename).replace("\\", "/").rsplit("/", 1)[-1]
    # Cf holds the marks that turn the reading direction and so disguise "exe.pdf".
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C").strip(" .")
    if len(name) > MAX_FILENAME:
        stem, dot, extension = name.rpartition(".")
        keep = MAX_FILENAME - len(dot + extension)
        name = f"{stem[:keep]}{dot}{extension}" if stem and keep > 0 else name[:MAX_FILENAME]
    return name or "tep"
