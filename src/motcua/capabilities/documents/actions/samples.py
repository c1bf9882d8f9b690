"""A file that stands for a paper somebody would hand in."""

import io
from datetime import datetime

import pikepdf

_A4 = (595, 842)
"""Points."""


def sample_pdf(title: str, *, at: datetime) -> bytes:
    """Return an empty page that bears the title in its description: genuine, and about nobody."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=_A4)
    pdf.docinfo["/Title"] = title
    pdf.docinfo["/CreationDate"] = f"D:{at:%Y%m%d%H%M%S}"
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()
