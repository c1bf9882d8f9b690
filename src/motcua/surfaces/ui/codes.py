"""A QR code as a picture inside a page."""

import io
from typing import Final

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SCALE: Final = 5
QUIET: Final = 4
"""Modules of white around the code, as readers need."""


def draw(payload: str, label: str) -> SafeString:
    """Return the code as a picture, with what it is for as its name."""
    output = io.BytesIO()
    segno.make(payload, error="m", micro=False).save(
        output, kind="svg", scale=SCALE, border=QUIET, light="#fff", xmldecl=False, nl=False,
        omitsize=True,
    )  # fmt: skip
    # Drawn by segno; nothing that anybody typed is markup here.
    picture = mark_safe(output.getvalue().decode("utf-8"))  # noqa: S308
    return format_html('<div class="mc-qr" role="img" aria-label="{}">{}</div>', label, picture)
