"""Pages of papers as pictures: what an officer turns and enlarges beside the form."""

from pathlib import Path
from typing import Final

from motcua.capabilities.documents import errors
from motcua.capabilities.documents.inspection import apart

ZOOMS: Final = (0, 100, 150, 200)
"""Per cent of the paper's own size; 0 fits the room there is."""
MEDIA_TYPE: Final = "image/webp"
_DRAWN: Final = Path(__file__).with_name("enlarged_page.py")
_SECONDS: Final = 20


def draw_page(pdf: bytes, *, page: int, zoom: int, turn: int) -> bytes:
    """Return a page of the PDF, counted from 1, as a picture.

    Raises:
        CannotDraw: if it cannot be drawn, or not in the time and memory that a page may take.
    """
    try:
        return apart.run(_DRAWN, page, turn, zoom, given=pdf, seconds=_SECONDS)
    except apart.Fell as error:
        raise errors.CannotDraw from error
