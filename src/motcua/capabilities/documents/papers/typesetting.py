"""Typst behind one function: a compiler kept warm, values as data, places for signatures as fields."""

import io
import json
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import fontpkg_noto_sans_khmer
import msgspec
import segno
import typst
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from motcua.capabilities.documents import apart
from motcua.capabilities.documents.papers.values import TYPES, Paper, Template
from motcua.foundation.kernel import clock

_KHMER: Final = Path(fontpkg_noto_sans_khmer.ROOT) / "files"
_TEMPLATES: Final = Path(__file__).resolve().parents[1] / "templates"
_LINKS: Final = ("tracking_url", "verification_url")
_lock = Lock()


class _Place(msgspec.Struct):
    """Where a template leaves room for a signature: points from the page's upper left corner."""

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float
    page_height: float


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Return the process's compiler: its fonts and Khmer, no system fonts, no files but the templates."""
    return typst.Compiler(root=_TEMPLATES, font_paths=[_KHMER], ignore_system_fonts=True)


def typeset(template: Template | str, values: Mapping[str, Any] | Paper, *, at: datetime) -> bytes:
    """Return the paper as a tagged PDF with an empty signature field at each place to sign.

    Raises:
        msgspec.ValidationError: if the values do not fit the paper (a defect, not a refusal).
    """
    template = Template(template)
    paper = _to_paper(template, values)
    values_read = _to_json(paper)
    pdf, places = compile_template(template.value, values_read, at=at)
    kept_apart = apart.current()
    if kept_apart is not None:
        kept_apart.typeset.append((template.value, values_read))
    return _with_fields(pdf, places) if places else pdf


def compile_template(name: str, values: str, *, at: datetime) -> tuple[bytes, list[_Place]]:
    """Return the PDF a template makes of a JSON text, and the places it leaves for signatures."""
    # One compiler serves the process; the places are asked of the document it compiled last.
    with _lock:
        compiler = _compiler()
        pdf = compiler.compile(
            input=_TEMPLATES / f"{name}.typ",
            format="pdf",
            sys_inputs={"values": values},
            timestamp=int(at.timestamp()),
        )
        found = compiler.query("<sign-place>", field="value", format="json")
    assert isinstance(pdf, bytes)
    return pdf, msgspec.json.decode(found, type=list[_Place])


def to_text(values: Mapping[str, Any]) -> str:
    """Return values as the JSON text a template reads: letters composed, as the fonts hold them."""
    return unicodedata.normalize("NFC", json.dumps(values, ensure_ascii=False))


def _to_paper(template: Template, values: Mapping[str, Any] | Paper) -> Paper:
    wanted = TYPES[template]
    if isinstance(values, Mapping):
        return msgspec.convert(dict(values), wanted)
    if type(values) is not wanted:
        raise TypeError(f"{template} is made of {wanted.__name__}, not {type(values).__name__}")
    return values


def _to_json(paper: Paper) -> str:
    values: dict[str, Any] = msgspec.to_builtins(paper, builtin_types=(datetime,))
    for name, value in values.items():
        if isinstance(value, datetime):
            values[name] = value.astimezone(clock.VIETNAM).isoformat()
    link = next((values[name] for name in _LINKS if values.get(name)), None)
    values["qr"] = _qr(link) if link else None
    values["demo"] = settings.DEMO
    values["practice"] = settings.PRACTICE
    values["rehearsal"] = apart.current() is not None
    return to_text(values)


def _qr(text: str) -> str:
    """Return a QR code as SVG; level M survives a fold or a stamp at its edge."""
    output = io.BytesIO()
    segno.make(text, error="m", micro=False).save(output, kind="svg", border=2, xmldecl=False)
    return output.getvalue().decode()


def _with_fields(pdf: bytes, places: list[_Place]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for place in places:
        top = place.page_height - place.y
        box = (
            round(place.x),
            round(top - place.height),
            round(place.x + place.width),
            round(top),
        )
        append_signature_field(
            writer,
            SigFieldSpec(
                sig_field_name=place.name,
                on_page=place.page - 1,
                box=box,
            ),
        )
    output = io.BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call]
    return output.getvalue()
