"""One scan with many papers: cut at the counter, over HTTP without a script."""

import io
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.desk.counter import draft_of, linked
from tests.documents import scans

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.models import Document, Leaves, Piece
from motcua.composition.casework import trays
from motcua.composition.casework.asked_files import File
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db

SEPARATOR = f"motcua/to-ngan/{people.BIRTH}/birth-notice"


@pytest.fixture(scope="module")
def scan():
    """Declaration of two pages, a separator, a blank page, the notice of birth."""
    return scans.pdf(
        scans.written(mark=1), scans.written(mark=2), scans.separator(SEPARATOR), scans.blank(),
        scans.written(mark=3),
    )  # fmt: skip


@pytest.fixture
def sheet(province, desk):
    return counter.written(desk)


def bring(desk, sheet, content, name="tap.pdf"):
    """Send a whole scan with the sheet; return the address of its pages."""
    sent = SimpleUploadedFile(name, content, "application/pdf")
    return counter.write(desk, sheet, then="split-new", _bundle=sent)


@pytest.fixture
def pages(desk, sheet, scan):
    answer = bring(desk, sheet, scan)
    assert answer.status_code == 302, answer.text
    return answer["Location"]


def chosen_on(page):
    """Return what stands chosen for each page."""
    boxes = re.findall(
        r'<select class="govuk-select" id="page-\d+".*?</select>', page.text, re.DOTALL
    )
    return [(re.findall(r'value="([^"]*)" selected', box) or [None])[0] for box in boxes]


def pieces_of(sheet):
    """Return paper, pages and turns of what was cut, by the pieces' order."""
    owner = draft_of(sheet).subject
    return [
        (one.document.paper_code, one.pages)
        for one in Piece.objects.select_related("document")
        .filter(document__owner_key=owner.key)
        .order_by("pk")
    ]


def turns_of(document):
    with pikepdf.open(io.BytesIO(documents.read_content(document))) as pdf:
        return [int(page.get("/Rotate", 0)) for page in pdf.pages]


def test_a_scan_tells_where_papers_begin_and_the_officer_says_the_rest(desk, pages):
    drawn = desk.get(pages)

    assert chosen_on(drawn) == ["", "", "out", "out", "birth-notice"]
    assert "Tờ ngăn" in drawn.text
    assert "Trang trắng" in drawn.text


def test_a_scan_becomes_papers_and_stays_beside_them_until_the_desk_answers(desk, sheet, pages):
    before = Document.objects.count()

    answer = desk.post(
        pages,
        {"page-1": "declaration", "turn-2": "90", "page-3": "out", "page-4": "out",
         "page-5": "birth-notice"},
    )  # fmt: skip

    assert answer.status_code == 302, answer.text
    assert pieces_of(sheet) == [
        ("declaration", [[1, 0], [2, 90]]), ("birth-notice", [[5, 0]]),
    ]  # fmt: skip
    assert Document.objects.count() == before + 2
    first = Document.objects.get(pk=Piece.objects.order_by("pk").first().pk)
    assert turns_of(first) == [0, 90]
    assert "Tách lại" in desk.get(sheet).text

    assert counter.write(desk, sheet, then="accept").status_code == 302
    kept = documents.list_documents(Dossier.objects.get().subject)
    assert documents.BUNDLE not in {one.paper_code for one in kept}
    assert {one.filename for one in kept} >= {"tap-tr1-2.pdf", "tap-tr5.pdf"}
    assert not Leaves.objects.exists()


def test_a_sheet_with_a_scan_that_was_not_cut_is_not_taken_in(desk, sheet, pages):
    answer = counter.write(desk, sheet, then="accept")

    assert (answer.status_code, linked(answer)) == (422, ["paper-unsorted"])


def test_cutting_anew_replaces_what_was_cut_and_loses_no_page(desk, sheet, pages):
    desk.post(pages, {"page-1": "declaration", "page-5": "birth-notice"})
    said = chosen_on(desk.get(pages))

    desk.post(pages, {"page-1": "identity", "page-2": "birth-notice"})

    assert said == ["declaration", "", "", "", "birth-notice"]
    assert pieces_of(sheet) == [
        ("identity", [[1, 0]]), ("birth-notice", [[2, 0], [3, 0], [4, 0], [5, 0]]),
    ]  # fmt: skip


def test_a_scan_that_is_put_together_again_waits_as_before(desk, sheet, pages, scan):
    desk.post(pages, {"page-1": "declaration"})

    desk.post(pages, {"then": "join"})

    assert pieces_of(sheet) == []
    (whole,) = [
        one for one in documents.list_documents(draft_of(sheet).subject)
        if one.paper_code == documents.UNSORTED
    ]  # fmt: skip
    assert documents.read_original(whole) == scan


def test_pages_that_belong_to_nothing_are_named_and_what_was_chosen_stays(desk, sheet, pages):
    answer = desk.post(pages, {"page-2": "khong-co", "page-3": "identity", "turn-3": "180"})

    assert (answer.status_code, linked(answer)) == (422, ["page-1", "page-2"])
    assert chosen_on(answer) == ["", None, "identity", "", ""]
    assert 'data-turn="180"' in answer.text
    assert pieces_of(sheet) == []


def test_a_separator_of_another_procedure_says_so_and_names_nothing(desk, sheet):
    other = scans.separator("motcua/to-ngan/9.999999/birth-notice")

    drawn = desk.get(bring(desk, sheet, scans.pdf(other, scans.written()))["Location"])

    assert "Tờ ngăn của giấy tờ không có trong hồ sơ này" in drawn.text
    assert chosen_on(drawn) == ["", ""]


def test_leaving_every_page_out_is_refused(desk, pages):
    answer = desk.post(pages, {f"page-{number}": "out" for number in range(1, 6)})

    assert (answer.status_code, linked(answer)) == (422, ["page-1"])


def test_a_scan_of_the_tray_is_fetched_and_cut(province, desk, sheet, scan):
    waiting = trays.put(
        agency_id=province.agency_id, file=File(name="khay.pdf", content=scan), at=MONDAY
    )

    answer = counter.write(desk, sheet, then=f"split-tray-{waiting.pk}")

    assert answer.status_code == 302
    assert chosen_on(desk.get(answer["Location"]))[-1] == "birth-notice"
    assert trays.list_tray(province.desk) == []


def test_a_page_is_shown_small_and_its_reading_noted(desk, pages):
    desk.get(pages)

    picture = desk.get(f"{pages}trang/5/")

    assert picture["Content-Type"] == "image/jpeg"
    assert "no-store" in picture["Cache-Control"]
    assert Reading.objects.filter(path=f"{pages}trang/5/").exists()
    assert desk.get(f"{pages}trang/6/").status_code == 404


def test_pages_are_drawn_once(desk, pages, monkeypatch):
    desk.get(pages)
    monkeypatch.setattr("sys.executable", "/nonexistent")

    assert desk.get(pages).status_code == 200


def test_another_desk_finds_no_scan(province, sign_in, pages):
    stranger = sign_in(province.stranger)

    assert stranger.get(pages).status_code == 404
    assert stranger.post(pages, {"page-1": "identity"}).status_code == 404


def test_a_scan_with_too_many_pages_is_refused_with_a_sentence_and_kept(desk, sheet):
    page = scans.blank()

    answer = bring(desk, sheet, scans.pdf(*[page] * 61))
    told = desk.get(answer["Location"], follow=True)

    assert "có 61 trang; mỗi lần tách được nhiều nhất 60 trang" in told.text
    assert "tap.pdf" in told.text


def test_pictures_that_hold_far_too_much_are_refused_before_they_are_unpacked(desk, sheet):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(
                I=pikepdf.Stream(
                    pdf,
                    b"",
                    Type=pikepdf.Name.XObject,
                    Subtype=pikepdf.Name.Image,
                    Width=60000,
                    Height=60000,
                    BitsPerComponent=8,
                    ColorSpace=pikepdf.Name.DeviceGray,
                )
            )
        )
        output = io.BytesIO()
        pdf.save(output)

    told = desk.get(bring(desk, sheet, output.getvalue())["Location"], follow=True)

    assert "quá nhiều điểm ảnh hoặc quá nhiều trang" in told.text


def test_a_signed_file_is_not_cut(desk, sheet):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array(
                [
                    pdf.make_indirect(
                        pikepdf.Dictionary(
                            V=pdf.make_indirect(pikepdf.Dictionary(ByteRange=pikepdf.Array([0, 1])))
                        )
                    )
                ]
            )
        )
        output = io.BytesIO()
        pdf.save(output)

    told = desk.get(bring(desk, sheet, output.getvalue())["Location"], follow=True)

    assert "có chữ ký số" in told.text


def test_what_is_no_scan_is_refused_beside_its_box(desk, sheet):
    answer = bring(desk, sheet, b"MZ virus")

    assert (answer.status_code, linked(answer)) == (422, ["_bundle"])


def test_the_separators_of_a_procedure_are_printed_with_their_codes(desk):
    page = desk.get(f"{counter.LIST}thu-tuc/{people.BIRTH}/to-ngan/")

    assert SEPARATOR in page.text
    assert page.text.count('class="mc-separator"') == page.text.count("data:image/svg+xml")
