"""Pages of papers as pictures: what an officer turns and enlarges beside the form."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import structlog

from motcua.capabilities.documents import errors

log = structlog.get_logger(__name__)
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
        done = subprocess.run(  # noqa: S603 - our own file, no shell
            [sys.executable, "-I", str(_DRAWN), str(page), str(turn), str(zoom)],
            input=pdf, capture_output=True, check=True, timeout=_SECONDS, env={},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("a page was not drawn", error=type(error).__name__)
        raise errors.CannotDraw from error
    return done.stdout
