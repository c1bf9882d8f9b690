"""What a desk officer does with papers that are brought, in one line each, over HTTP without a script."""

import re
import subprocess
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people
from tests.portal.lodging.browsing import PAGES

from motcua.capabilities.documents import queries as documents
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.models import Dossier, DossierEvent, Draft

LIST = "/can-bo/nhan-giay/"
BEGIN = f"{LIST}thu-tuc/{people.BIRTH}/"
WHO = {
    "pin": "099192000101",
    "full_name": "Nguyễn Thị Hạnh",
    "born_on": "14/05/1992",
    "sex": "female",
    "way": "counter",
    "_identified": "card",
}
STRANGER = {**WHO, "pin": "099195000009", "full_name": "Cao Thị Mới", "born_on": "02/02/1995"}
ANSWERS = {
    name: value
    for page in PAGES.values()
    for name, value in page.items()
    if name not in {"requester_email", "result_channel"}
} | {"result_channel": "counter"}
HANDED = {
    "declaration": "original",
    "birth-notice": "original",
    "identity": "shown",
}


def begin(desk, **said):
    """Say who came; return the address of the sheet."""
    answer = desk.post(BEGIN, {**WHO, **said})
    assert answer.status_code == 302, answer.text
    return answer["Location"]


def revision_of(page):
    return re.search(r'name="revision" value="(\d+)"', page.text)[1]


def sheet_of(page, **changed):
    """Return what is sent with a sheet: every answer, every paper ticked, what is changed."""
    ticked = {}
    for code, form in HANDED.items():
        ticked |= {f"_handed-{code}": "on", f"_form-{code}": form, f"_quantity-{code}": "1"}
    scans = {
        f"_scan-{code}": SimpleUploadedFile(f"{code}.pdf", people.a_pdf(code), "application/pdf")
        for code, form in HANDED.items()
        if form != "shown"
    }
    sent = {**ANSWERS, **ticked, **scans, "revision": revision_of(page), **changed}
    return {name: value for name, value in sent.items() if value is not None}


def write(desk, sheet, then="save", **changed):
    """Send the sheet as it was drawn."""
    return desk.post(sheet, sheet_of(desk.get(sheet), then=then, **changed))


def written(desk, **said):
    """Begin a sheet and write everything down; return its address."""
    sheet = begin(desk, **said)
    # Some questions open only once others are answered.
    for _time in range(2):
        assert write(desk, sheet, **how_it_came(said)).status_code == 302
    return sheet


def how_it_came(said):
    """Return the boxes that stand on the sheet as on the page before it."""
    return {name: value for name, value in said.items() if name.startswith("_")}


def taken_in(desk, **said):
    """Take a birth registration in at the counter; return what the page leads to."""
    sheet = written(desk, **said)
    return write(desk, sheet, then="accept", **how_it_came(said))


def linked(answer):
    """Return what the summary of errors links to."""
    return re.findall(r'<li><a href="#([^"]+)">', answer.text)


def draft_of(sheet):
    return Draft.objects.get(pk=UUID(sheet.strip("/").rpartition("/")[2]))


def dossier():
    return dossiers.get(Dossier.objects.get().subject)


def entries(one):
    return {entry.act: entry for entry in DossierEvent.objects.filter(dossier=one).order_by("seq")}


def words(document, folder):
    pdf = folder / "phieu.pdf"
    pdf.write_bytes(documents.read_content(document))
    shown = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    )
    return " ".join(shown.stdout.split())
