"""The pages of a scan: drawn once, kept sealed beside it, shown one by one."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pikepdf

from motcua.capabilities.documents import errors, rules
from motcua.capabilities.documents.cutting import SeenPage
from motcua.capabilities.documents.inspection import apart

SECONDS: Final = 30
_DRAWING: Final = Path(__file__).with_name("drawing.py")


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What was seen on each page, and the small pictures one after another."""

    pages: tuple[SeenPage, ...]
    sizes: tuple[int, ...]
    pictures: bytes


def draw(pdf: bytes, *, filename: str, seconds: int = SECONDS) -> Drawn:
    """Draw every page of a PDF that was inspected.

    Raises:
        TooManyPages: if it has more than one scan is cut into.
        TooMuchInside: if its pictures hold far more than pages do.
        SignedStaysWhole: if it bears a signature, which cutting would break.
        PagesUnreadable: if it cannot be drawn in time.
    """
    _require_drawable(pdf, filename)
    try:
        drawn = apart.run(_DRAWING, seconds, given=pdf, seconds=seconds)
    except apart.Fell as error:
        raise errors.PagesUnreadable(filename=filename) from error
    line, _newline, pictures = drawn.partition(b"\n")
    seen = json.loads(line)
    return Drawn(
        pages=tuple(SeenPage(is_blank=one["is_blank"], codes=tuple(one["codes"])) for one in seen),
        sizes=tuple(one["size"] for one in seen),
        pictures=pictures,
    )


def cut(pdf: bytes, pages: tuple[tuple[int, int], ...]) -> bytes:
    """Return these pages as a PDF of their own, each turned to the right by its degrees."""
    with pikepdf.open(io.BytesIO(pdf)) as source, pikepdf.new() as piece:
        for number, turn in pages:
            piece.pages.append(source.pages[number - 1])
            if turn:
                piece.pages[-1].rotate(turn, relative=True)
        output = io.BytesIO()
        piece.save(output)
    return output.getvalue()


def _require_drawable(pdf: bytes, filename: str) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if len(document.pages) > rules.MOST_CUT_PAGES:
            raise errors.TooManyPages(
                filename=filename, pages=len(document.pages), limit=rules.MOST_CUT_PAGES
            )
        dots = 0
        for item in document.objects:
            if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
                continue
            if "/ByteRange" in item:
                raise errors.SignedStaysWhole(filename=filename)
            if item.get("/Subtype") == "/Image":
                here = int(item.get("/Width", 0)) * int(item.get("/Height", 0))
                dots += here
                if here > rules.MAX_PIXELS or dots > rules.MOST_CUT_PIXELS:
                    raise errors.TooMuchInside(filename=filename)
