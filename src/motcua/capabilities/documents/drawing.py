"""Draws the pages of a scan, a program of its own: a PDF in, what was seen and small pictures out.

The renderer is C++ that reads what came from outside: it runs under limits of memory and time, and a
fall of it is none of ours. Out comes one line of JSON, then the pictures one after another.
"""

import io
import json
import resource
import sys
from typing import Any, Final

import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter

MEMORY: Final = 1024 * 1024 * 1024
LONG_SIDE: Final = 1400
"""Dots of the longer side: 120 an inch of A4, enough for the code on a separator sheet."""
SMALL: Final = 440
QUALITY: Final = 60
MARGIN: Final = 0.04
"""Of each side, where scanners leave shadows."""
DARKER_BY: Final = 60
LEAST_INK: Final = 0.0002
"""Share of dark dots under which a page holds nothing: what is left of dust is less."""
QR: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


def main() -> int:
    """Draw the PDF on the standard input."""
    seconds = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    seen, pictures = [], []
    for number in range(len(document)):
        page = _draw(document, number)
        small = _small(page)
        seen.append({"size": len(small), "is_blank": _is_blank(page), "codes": _codes(page)})
        pictures.append(small)
    out = sys.stdout.buffer
    out.write(json.dumps(seen).encode() + b"\n")
    for small in pictures:
        out.write(small)
    out.flush()
    return 0


def _draw(document: Any, number: int) -> Image.Image:  # the library has no types
    page = document[number]
    longer = max(page.get_size()) or 1
    drawn: Image.Image = page.render(scale=LONG_SIDE / longer, grayscale=True).to_pil().convert("L")
    page.close()
    return drawn


def _small(page: Image.Image) -> bytes:
    small = page.copy()
    small.thumbnail((SMALL, SMALL))
    output = io.BytesIO()
    small.save(output, "JPEG", quality=QUALITY)
    return output.getvalue()


def _is_blank(page: Image.Image) -> bool:
    """Say whether hardly a dot is darker than the paper, single dots aside."""
    width, height = page.size
    left, top = round(width * MARGIN), round(height * MARGIN)
    inner = page.crop((left, top, max(left + 1, width - left), max(top + 1, height - top)))
    dots = inner.filter(ImageFilter.MedianFilter(3)).histogram()
    total = sum(dots)
    paper = max(range(len(dots)), key=dots.__getitem__)
    return sum(dots[: max(0, paper - DARKER_BY)]) < total * LEAST_INK


def _codes(page: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(page, formats=QR)]


if __name__ == "__main__":
    sys.exit(main())
