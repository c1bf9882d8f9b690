"""Papers beside the form: pages as pictures, enlarged and turned by plain links, each reading noted."""

import io
import re

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import actions
from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.errors import CannotDraw
from motcua.capabilities.documents.inspection import enlarging
from motcua.foundation.kernel.models import Reading
from motcua.surfaces.desk.presenting.viewer import Look

pytestmark = pytest.mark.django_db
A4_ACROSS = 794
TWO_PAGES = 2


def pages_of(*sizes):
    """A PDF with an empty page of each size, in points."""
    pdf = pikepdf.new()
    for size in sizes:
        pdf.add_blank_page(page_size=size)
    content = io.BytesIO()
    pdf.save(content)
    return content.getvalue()


@pytest.fixture
def dossier(province):
    """A lodged birth with one more paper of two pages, the second lying across."""
    lodged = people.lodge(province)
    actions.add_file(
        owner=lodged.subject, paper_code="more", title="Giấy xác nhận", filename="xac-nhan.pdf",
        content=pages_of((595, 842), (842, 595)), by="person:1", at=MONDAY,
    )  # fmt: skip
    return lodged


def address(dossier, paper):
    return f"/can-bo/ho-so/{dossier.reference}/giay-to/{paper.pk}/hinh/"


def papers_of(dossier):
    return documents.list_documents(dossier.subject)


def sized(response):
    return Image.open(io.BytesIO(response.content)).size


def test_a_page_is_a_picture_that_fits_and_its_reading_is_noted(province, desk, dossier):
    paper = papers_of(dossier)[-1]

    response = desk.get(address(dossier, paper))

    assert response["Content-Type"] == "image/webp"
    assert "no-store" in response["Cache-Control"]
    assert sized(response)[0] == 1000
    reading = Reading.objects.filter(purpose="paper").get()
    assert (reading.reader, reading.subjects) == (province.desk.key, [str(dossier.subject)])


def test_a_picture_is_enlarged_turned_and_of_the_page_asked(desk, dossier):
    paper = papers_of(dossier)[-1]

    def picture(**asked):
        return sized(desk.get(address(dossier, paper), asked))

    upright = picture(phong=100)
    assert upright[0] == pytest.approx(A4_ACROSS, abs=1)
    assert picture(phong=200)[0] == pytest.approx(2 * A4_ACROSS, abs=2)
    assert picture(phong=100, xoay=90) == upright[::-1]
    assert picture(phong=100, xoay=180) == upright
    assert picture(phong=100, trang=2) == upright[::-1]


def test_behind_the_last_page_lies_the_last(desk, dossier):
    paper = papers_of(dossier)[-1]

    last, beyond = (desk.get(address(dossier, paper), {"trang": page}) for page in (2, 3))

    assert beyond.content == last.content


def test_a_paper_of_another_dossier_is_not_drawn(province, desk, dossier):
    other = papers_of(people.lodge(province, by=province.duc))[0]

    assert desk.get(address(dossier, other)).status_code == 404
    assert desk.get(address(dossier, other).replace("hinh", "xem")).status_code == 404


def test_what_cannot_be_drawn_is_refused_with_a_way_out():
    with pytest.raises(CannotDraw):
        enlarging.draw_page(b"%PDF-1.7 nothing", page=1, zoom=0, turn=0)


def test_a_page_of_monstrous_size_is_drawn_small():
    drawn = enlarging.draw_page(pages_of((14_400, 14_400)), page=1, zoom=200, turn=0)

    assert Image.open(io.BytesIO(drawn)).size[0] <= 3200


@pytest.fixture
def waiting(dossier):
    return f"/can-bo/tiep-nhan/{dossier.reference}/"


def test_each_change_is_a_link_to_the_same_page(desk, dossier, waiting):
    paper = papers_of(dossier)[-1]

    page = desk.get(waiting, {"giay-to": paper.pk, "phong": "150", "xoay": "90"})

    viewer = page.context["viewer"]
    assert viewer.picture == f"{address(dossier, paper)}?phong=150&xoay=90"
    assert [one.href for one in viewer.paging] == [
        f"{waiting}?giay-to={paper.pk}&trang=2&phong=150&xoay=90#papers"
    ]
    assert [one.href for one in viewer.turning] == [
        f"{waiting}?giay-to={paper.pk}&phong=150#papers",
        f"{waiting}?giay-to={paper.pk}&phong=150&xoay=180#papers",
    ]
    assert [(one.words, one.is_chosen) for one in viewer.zooms] == [
        ("Vừa khung", False), ("100%", False), ("150%", True), ("200%", False),
    ]  # fmt: skip
    before = papers_of(dossier)[-2]
    assert [one.href for one in viewer.papers] == [f"{waiting}?giay-to={before.pk}#papers"]
    assert f'src="{viewer.picture.replace("&", "&amp;")}"' in page.text


def test_the_paper_alone_leads_back_to_the_page_that_holds_it(desk, dossier, waiting):
    paper = papers_of(dossier)[-1]
    part = address(dossier, paper).replace("hinh", "xem")

    shown = desk.get(part, {"tai": waiting, "trang": "2"}).text

    assert "<html" not in shown
    hrefs = set(re.findall(r' href="([^"?]+)\?', shown))
    assert hrefs == {waiting}


@pytest.mark.parametrize("at", ["https://example.vn/", "//example.vn/can-bo/", "/can-bo/", "", "x"])
def test_the_paper_alone_leads_nowhere_else(at, desk, dossier):
    paper = papers_of(dossier)[-1]

    shown = desk.get(address(dossier, paper).replace("hinh", "xem"), {"tai": at}).text

    hrefs = set(re.findall(r' href="([^"?]+)\?', shown))
    assert hrefs == {f"/can-bo/ho-so/{dossier.reference}/"}


def test_a_page_beyond_the_last_shows_the_last(desk, dossier, waiting):
    paper = papers_of(dossier)[-1]

    page = desk.get(waiting, {"giay-to": paper.pk, "trang": "9"})

    assert page.context["viewer"].page == TWO_PAGES


@given(st.dictionaries(st.sampled_from(["trang", "phong", "xoay"]), st.text(max_size=6)))
def test_any_address_is_a_look_that_can_be_drawn(asked):
    look = Look.read(asked)

    assert look.page >= 1
    assert look.zoom in documents.ZOOMS
    assert look.turn in documents.TURNS
    assert Look.read(look.write()) == look
