"""Official papers: complete, in one typeface, tagged, and never a program."""

import io
import re
import subprocess

import msgspec
import pikepdf
import pytest
import typst
import zxingcpp
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from tests.documents import samples
from tests.documents.samples import MORNING

from motcua.capabilities.documents import actions, papers
from motcua.capabilities.documents.papers import typesetting

SIGNED = [
    papers.Template.BIRTH_CERTIFICATE,
    papers.Template.CIVIL_STATUS_EXTRACT,
    papers.Template.DEATH_EXTRACT,
    papers.Template.MARRIAGE_CERTIFICATE,
    papers.Template.MARITAL_STATUS,
    papers.Template.RESULT,
    papers.Template.COMPOSED,
]


@pytest.fixture(autouse=True)
def _in_earnest(settings):
    """Leave the demo's watermark out: it would lie across the text that is read back."""
    settings.DEMO = False


def typeset(template, values=None) -> bytes:
    return actions.typeset(template, values or samples.ALL_PAPERS[template](), at=MORNING)


def run(tool: str, pdf: bytes, *arguments: str) -> bytes:
    """Return what a machine tool says of the PDF."""
    return subprocess.run(
        [tool, *arguments, "-", "-"] if tool == "pdftotext" else [tool, *arguments, "-"],
        input=pdf,
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout


def text_of(pdf: bytes) -> str:
    return " ".join(run("pdftotext", pdf, "-layout").decode().split())


def picture_of(pdf: bytes) -> Image.Image:
    return Image.open(io.BytesIO(run("pdftoppm", pdf, "-r", "150", "-png", "-singlefile")))


@pytest.mark.parametrize("template", papers.Template)
def test_every_paper_fits_one_sheet_in_one_embedded_face(template):
    pdf = typeset(template)

    fonts = [line.split() for line in run("pdffonts", pdf).decode().splitlines()[2:]]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
    assert fonts
    for name, *_rest in fonts:
        assert "LibertinusSerif" in name
        # The bold italic lacks letters with horn and tone.
        assert "BoldItalic" not in name
    assert {line[-5] for line in fonts} == {"yes"}


@pytest.mark.parametrize("template", papers.Template)
def test_every_paper_is_tagged_titled_and_in_vietnamese(template):
    with pikepdf.open(io.BytesIO(typeset(template))) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.StructTreeRoot
        assert str(document.Root.Lang).startswith("vi")
        assert str(document.docinfo["/Title"])
        metadata = document.open_metadata()
        assert "pdfaid:part" not in metadata
        assert "pdfuaid:part" not in metadata


@pytest.mark.parametrize("template", papers.Template)
def test_every_paper_passes_the_typesetters_accessibility_checks(template):
    values = typesetting._to_json(samples.ALL_PAPERS[template]())
    root = typesetting._TEMPLATES
    compiler = typesetting._compiler()

    pdf, warnings = compiler.compile_with_warnings(
        input=root / f"{template.value}.typ",
        format="pdf",
        sys_inputs={"values": values},
        pdf_standards=["ua-1"],
    )

    assert pdf
    assert warnings == []


def test_a_receipt_is_a_half_sheet_that_says_everything():
    pdf = typeset(papers.Template.RECEIPT)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        width, height = (float(side) for side in document.pages[0].mediabox[2:])
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (148, 210)
    shown = text_of(pdf)
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu số 01",
        "H99.101-20261120-0001",
        "Nguyễn Thị Hồng Ngọc",
        "Căn cước số 099190000001",
        "Giấy chứng sinh",
        "1 (bộ)",
        "Trong ngày làm việc",
        "09 giờ 30 phút, ngày 20 tháng 11 năm 2026",
        "16 giờ 30 phút, ngày 20 tháng 11 năm 2026",
        "Miễn lệ phí",
        "Kho giấy tờ điện tử",
        "Trần Văn Bình",
    ):
        assert part in shown


def words_of(pdf: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """Return each word with its left, top, right and bottom, in millimetres."""
    found = re.findall(
        r'<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)</word>',
        run("pdftotext", pdf, "-bbox").decode(),
    )
    return [(one[4], tuple(float(side) / 72 * 25.4 for side in one[:4])) for one in found]


def size_of(pdf: bytes) -> tuple[float, float]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (page,) = document.pages
        left, bottom, right, top = (float(side) / 72 * 25.4 for side in page.mediabox)
    return right - left, top - bottom


LONG = "Cấp giấy phép môi trường cho dự án đầu tư có tiêu chí về môi trường như dự án nhóm II " * 3
SHEETS = {(210, 297), (297, 210), (148, 210), (210, 148)}
"""A4 and A5, upright and across, in millimetres."""
ALPHABET = "uùúũủụưừ"
"""A sample shows all letters in one word, which fits no line."""


def require_inside(pdf: bytes, *, margin: float) -> None:
    """Say that every word stands on the page, clear of the strip that printers leave white."""
    width, height = size_of(pdf)
    found = words_of(pdf)
    assert found
    for word, (left, top, right, bottom) in found:
        if ALPHABET in word:
            continue
        assert left >= margin, word
        assert top >= margin, word
        assert right <= width - margin, word
        assert bottom <= height - margin, word


@pytest.mark.parametrize("template", papers.Template)
def test_every_paper_is_of_a_size_that_printers_have_and_keeps_its_words_inside(template):
    pdf = typeset(template)

    width, height = size_of(pdf)
    if template is papers.Template.RECEIPT_SLIP:
        assert round(width) == 80
    else:
        assert (round(width), round(height)) in SHEETS
    require_inside(pdf, margin=4)


@pytest.mark.parametrize("papers_handed", [0, 1, 14])
def test_a_slip_is_as_wide_as_its_roll_and_as_long_as_what_it_says(papers_handed):
    handed = tuple(
        papers.HandedIn(name=LONG, form="Bản sao có chứng thực", quantity=3)
        for _one in range(papers_handed)
    )
    values = samples.receipt_slip(request=LONG, collect_at=LONG, papers=handed)

    pdf = typeset(papers.Template.RECEIPT_SLIP, values)

    assert round(size_of(pdf)[0]) == 80
    require_inside(pdf, margin=4)


def test_a_slip_says_what_one_needs_and_nothing_of_the_person():
    pdf = typeset(papers.Template.RECEIPT_SLIP)

    shown = text_of(pdf)
    for part in (
        "H99.101-20261120-0001", "Nguyễn T. H. Ngọc", "Đăng ký khai sinh", "Giấy chứng sinh",
        "16:30 ngày 20/11/2026", "Bộ phận Một cửa UBND xã Sông Lam", "mẫu số 01",
    ):  # fmt: skip
        assert part in shown
    (code,) = zxingcpp.read_barcodes(picture_of(pdf))
    assert code.text == samples.receipt_slip().tracking_url


def test_a_promise_is_shown_in_vietnams_time_whatever_zone_it_came_in():
    from datetime import UTC

    utc = MORNING.astimezone(UTC)

    shown = text_of(typeset(papers.Template.RECEIPT, samples.receipt(received_at=utc)))

    assert "09 giờ 30 phút, ngày 20 tháng 11 năm 2026" in shown


def test_a_receipt_without_a_limit_says_so():
    shown = text_of(typeset(papers.Template.RECEIPT, samples.receipt(due_at=None)))

    assert "thủ tục không quy định thời hạn" in shown


def test_the_receipts_code_leads_to_the_dossier():
    (code,) = zxingcpp.read_barcodes(picture_of(typeset(papers.Template.RECEIPT)))

    assert code.text == samples.receipt().tracking_url


@pytest.mark.parametrize("template", SIGNED)
def test_the_code_of_a_signed_paper_leads_to_its_verification(template):
    pdf = typeset(template)

    (code,) = zxingcpp.read_barcodes(picture_of(pdf))
    assert code.text == "http://127.0.0.1:8000/xac-minh/7K2M9Q4TX8WD"
    assert "7K2M-9Q4T-X8WD" in text_of(pdf)


def test_a_birth_certificate_holds_what_the_law_lists():
    shown = text_of(typeset(papers.Template.BIRTH_CERTIFICATE))

    for part in (
        "NGUYỄN GIA BẢO",
        "Nam",
        "03/02/2026",
        "Ngày mùng ba tháng hai",
        "Bệnh viện đa khoa tỉnh Lam Giang",
        "Xã Sông Lam, tỉnh Lam Giang",
        "Kinh",
        "Việt Nam",
        "NGUYỄN THỊ HỒNG NGỌC",
        "1995",
        "099226000123",
        "125/2026",
        "CHỦ TỊCH",
        "Lê Quang Minh",
    ):
        assert part in shown
    assert "người cha" not in shown


@pytest.mark.parametrize("template", SIGNED)
def test_a_signed_paper_has_two_places_apart(template):
    fields = list(enumerate_sig_fields(PdfFileReader(io.BytesIO(typeset(template)))))

    boxes = {name: list(field.get_object()["/Rect"]) for name, _value, field in fields}
    assert sorted(boxes) == ["Seal", "Signatory"]
    assert boxes["Seal"][2] <= boxes["Signatory"][0]
    for left, bottom, right, top in boxes.values():
        assert 0 < left < right < 596
        assert 0 < bottom < top < 842


@pytest.mark.parametrize("face", ["regular", "bold", "italic"])
def test_every_vietnamese_letter_is_in_the_face(face):
    styles = {"regular": "", "bold": 'weight: "bold",', "italic": 'style: "italic",'}
    source = (
        f'#set text(font: "Libertinus Serif", fallback: false, {styles[face]} size: 20pt)\n'
        "#for letter in json(bytes(sys.inputs.letters)) [#letter ]"
    )

    pdf, warnings = typst.compile_with_warnings(
        source.encode(),
        ignore_system_fonts=True,
        sys_inputs={"letters": msgspec.json.encode(list(samples.ALL_LETTERS)).decode()},
    )

    assert warnings == []
    assert text_of(pdf).replace(" ", "") == samples.ALL_LETTERS
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (font,) = document.pages[0].Resources.Font.values()
        widths = font.DescendantFonts[0].W
    assert len(widths) > 2


def test_decomposed_letters_are_composed():
    import unicodedata

    name = unicodedata.normalize("NFD", "Nguyễn Thị Hường")
    applicant = papers.Applicant(name=name)

    shown = text_of(typeset(papers.Template.RECEIPT, samples.receipt(applicant=applicant)))

    assert "Nguyễn Thị Hường" in shown


HOSTILE = [
    '#eval("1+1")',
    '#read("/etc/passwd")',
    '"); #panic("x") //',
    "$x^2$ *đậm* _nghiêng_ `mã` @nguon <nhan> = Tiêu đề",
    "\\#{}[]()~-- /* chú thích */ // hết",
    '{"values": null}',
    "${sys.inputs}",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_only_ever_text(name):
    applicant = papers.Applicant(name=name)

    shown = text_of(typeset(papers.Template.RECEIPT, samples.receipt(applicant=applicant)))

    # Where a long line breaks is the typesetter's business.
    assert "".join(name.split()) in shown.replace(" ", "")


@examples(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_breaks_a_paper(text):
    pdf = typeset(papers.Template.RECEIPT, samples.receipt(request=text, fee=text))

    assert pdf.startswith(b"%PDF-")


def test_a_demo_says_that_it_is_one(settings):
    settings.DEMO = True
    shown = text_of(typeset(papers.Template.BIRTH_CERTIFICATE))
    settings.DEMO = False
    earnest = text_of(typeset(papers.Template.BIRTH_CERTIFICATE))

    assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" in shown
    assert "KHÔNG CÓ GIÁ TRỊ PHÁP LÝ" not in earnest


def test_a_paper_is_the_same_bytes_for_the_same_values():
    assert typeset(papers.Template.RECEIPT) == typeset(papers.Template.RECEIPT)


def test_values_may_come_as_a_mapping():
    paper = samples.receipt()

    assert typeset("receipt", msgspec.to_builtins(paper)) == typeset("receipt", paper)


def test_a_missing_value_an_unknown_one_or_another_paper_is_a_defect():
    values = msgspec.to_builtins(samples.receipt())

    with pytest.raises(msgspec.ValidationError):
        typeset("receipt", {key: values[key] for key in values if key != "fee"})
    with pytest.raises(msgspec.ValidationError):
        typeset("receipt", values | {"surprise": 1})
    with pytest.raises(TypeError):
        typeset("receipt", samples.birth_certificate())
    with pytest.raises(ValueError, match="nothing"):
        typeset("nothing", values)


def test_a_death_extract_says_who_died_when_and_where():
    shown = text_of(typeset(papers.Template.DEATH_EXTRACT))

    for part in (
        "TRÍCH LỤC KHAI TỬ", "17/2026", "LÊ VĂN KHẾ", "vào lúc 04:30, ngày 18/11/2026",
        "Ngày mười tám tháng mười một năm", "Tuổi già", "Lê Thị Na",
    ):  # fmt: skip
        assert part in shown, part


def test_a_death_extract_without_the_hour_names_the_day_alone():
    shown = text_of(typeset(papers.Template.DEATH_EXTRACT, samples.death_extract(died_at="")))

    assert "Đã chết ngày 18/11/2026" in shown
    assert "vào lúc" not in shown


def test_a_marriage_certificate_names_both_and_that_both_signed():
    """Article 17.2 of the Civil Status Law."""
    shown = text_of(typeset(papers.Template.MARRIAGE_CERTIFICATE))

    for part in ("GIẤY CHỨNG NHẬN KẾT HÔN", "8/2026", "06/05/1998", "08/07/1996", "Thổ"):
        assert part in shown, part
    assert shown.count("HỒ THỊ SIM") == shown.count("VI VĂN BỨA") == 2
    assert shown.count("đã ký Sổ hộ tịch và Giấy chứng nhận") == 2
