"""Papers as answers: always a PDF, shown inside the page (the views keep it out of caches)."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def show_pdf(content: bytes, *, filename: str) -> HttpResponse:
    """Return the PDF so that a browser shows it in place."""
    name = filename if filename.lower().endswith(".pdf") else f"{filename}.pdf"
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=False, filename=name)
            or "",
        },
    )
