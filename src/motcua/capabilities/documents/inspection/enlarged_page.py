"""A page of a PDF as a picture, in a process of its own: PDFium draws what strangers sent, and may fall.

It imports nothing of the product and inherits no setting of it: what is read comes in, the picture goes out.
"""

import io
import resource
import sys
from typing import Final

import pypdfium2

_MEMORY: Final = 1 << 31
_SECONDS: Final = 10
_FIT: Final = 1000
"""Pixels across when the picture is to fit beside the form."""
_POINTS: Final = 72
_DOTS: Final = 96
_MOST_ACROSS: Final = 3200
_MOST_DOWN: Final = 6400
_QUALITY: Final = 78


def main() -> None:
    """Draw a page of the PDF that comes in: its number from 1, degrees to the right, per cent (0 to fit)."""
    for limit, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    number, turn, percent = map(int, sys.argv[1:])
    page = pypdfium2.PdfDocument(sys.stdin.buffer.read())[number - 1]
    across, down = page.get_size()
    if turn % 180:
        across, down = down, across
    wanted = _FIT / across if percent == 0 else _DOTS / _POINTS * percent / 100
    scale = min(wanted, _MOST_ACROSS / across, _MOST_DOWN / down)
    picture = page.render(scale=scale, rotation=turn).to_pil()
    drawn = io.BytesIO()
    picture.convert("RGB").save(drawn, "WEBP", quality=_QUALITY, method=2)
    sys.stdout.buffer.write(drawn.getvalue())


if __name__ == "__main__":
    main()
