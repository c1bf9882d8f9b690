"""Photographs and scans that people hand in: whole, of sane size, upright, as a PDF page."""

import io
import re
from typing import Final

import img2pdf
import pillow_heif
from PIL import Image, ImageOps

from motcua.capabilities.documents import errors, rules

# We refuse by the size the header states, before any pixel is unpacked; Pillow's own guard warns
# where a person needs an answer.
Image.MAX_IMAGE_PIXELS = None
pillow_heif.register_heif_opener()

_A4: Final = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))
_LAYOUT: Final = img2pdf.get_layout_fun(_A4, fit=img2pdf.FitMode.into, auto_orient=True)
_JPEG_QUALITY: Final = 88
_LONGEST: Final = 3508
_SMALL: Final = 320
_MOST_SCANS: Final = 100
"""A photograph that shows by and by has some ten scans; each is unpacked over the whole of it."""
_MARK: Final = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
_SCAN: Final = b"\xda"
_END: Final = b"\xd9"


def jpeg_to_pdf(content: bytes, *, filename: str) -> bytes:
    """Return a page showing the photograph upright; its pixels are not encoded anew."""
    image = _open(content, ("JPEG", "MPO"), filename)
    return _page(content, image, filename)


def png_to_pdf(content: bytes, *, filename: str) -> bytes:
    """Return a page showing the picture, on white where it was transparent."""
    image = _open(content, ("PNG",), filename)
    if image.has_transparency_data:
        return _page(_encoded(_on_white(image), "PNG"), image, filename)
    return _page(content, image, filename)


def heic_to_pdf(content: bytes, *, filename: str) -> bytes:
    """Return a page showing the photograph, encoded anew as JPEG, which every reader knows."""
    image = _open(content, ("HEIF",), filename)
    return _page(_encoded(image.convert("RGB"), "JPEG"), image, filename)


def reduce(content: bytes, *, filename: str) -> bytes:
    """Return the photograph as a JPEG: upright, on white, at most 300 dots an inch of A4, without metadata."""
    image = _open(content, ("JPEG", "MPO", "PNG", "HEIF"), filename)
    upright = ImageOps.exif_transpose(image)
    plain = _on_white(upright) if upright.has_transparency_data else upright.convert("RGB")
    plain.thumbnail((_LONGEST, _LONGEST))
    return _encoded(plain, "JPEG")


def thumbnail(content: bytes) -> bytes:
    """Return a small picture of a photograph that was kept."""
    image = _open(content, ("JPEG", "MPO", "PNG", "HEIF"), "")
    small = ImageOps.exif_transpose(image).convert("RGB")
    small.thumbnail((_SMALL, _SMALL))
    return _encoded(small, "JPEG")


def _open(content: bytes, formats: tuple[str, ...], filename: str) -> Image.Image:
    """Return the image with all its pixels decoded, or refuse it."""
    try:
        image = Image.open(io.BytesIO(content), formats=formats)
        _require_sane_size(image, filename)
        if image.format in {"JPEG", "MPO"}:
            _require_few_scans(content, filename)
        image.load()
    except errors.FileRefused:
        raise
    except Exception as error:  # decoders raise anything on damaged bytes
        raise errors.BrokenFile(filename=filename) from error
    return image


def _require_sane_size(image: Image.Image, filename: str) -> None:
    if image.width * image.height > rules.MAX_PIXELS:
        raise errors.TooMuchInside(filename=filename)


def _require_few_scans(content: bytes, filename: str) -> None:
    """Refuse a JPEG that is unpacked again and again: a file of 20 MB may ask for hours."""
    scans, place = 0, 0
    while (mark := _MARK.search(content, place)) and mark[1] != _END:
        scans += mark[1] == _SCAN
        if scans > _MOST_SCANS:
            raise errors.TooMuchInside(filename=filename)
        place = mark.end() + int.from_bytes(content[mark.end() : mark.end() + 2])


def _page(encoded: bytes, image: Image.Image, filename: str) -> bytes:
    try:
        return _convert(encoded)
    except Exception:  # noqa: BLE001 - the library raises bare exceptions
        # The pixels could be read, but this colour space or layout cannot go into a PDF as it is.
        return _reencoded(image, filename)


def _reencoded(image: Image.Image, filename: str) -> bytes:
    try:
        return _convert(_encoded(image.convert("RGB"), "JPEG"))
    except Exception as error:
        raise errors.BrokenFile(filename=filename) from error


def _convert(encoded: bytes) -> bytes:
    page: bytes = img2pdf.convert(
        encoded, layout_fun=_LAYOUT, rotation=img2pdf.Rotation.ifvalid, nodate=True
    )
    return page


def _on_white(image: Image.Image) -> Image.Image:
    layered = image.convert("RGBA")
    white = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(white, layered).convert("RGB")


def _encoded(image: Image.Image, kind: str) -> bytes:
    output = io.BytesIO()
    image.save(output, kind, quality=_JPEG_QUALITY)
    return output.getvalue()
