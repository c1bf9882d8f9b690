"""Files between the reader and the product: as they come in, and as the reader's viewer shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponse

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document


def show_pdf(document: Document, content: bytes) -> HttpResponse:
    """Answer with a paper to be shown in place, under its own name when it is saved."""
    response = HttpResponse(content, content_type="application/pdf")
    name = (
        document.filename
        if document.filename.lower().endswith(".pdf")
        else f"{document.filename}.pdf"
    )
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    # Somebody else's file: whatever it holds, it runs nothing and calls nobody.
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; object-src 'self'; plugin-types application/pdf;"
        " base-uri 'none'; frame-ancestors 'self'"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response
