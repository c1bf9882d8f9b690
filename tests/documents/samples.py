"""Files as people send them, good and bad, each made anew from bytes the tests can read."""

import io
import zipfile
import zlib
from datetime import date, datetime, timedelta

import pikepdf
import pillow_heif
from PIL import Image
from tests.documents import slips

from motcua.capabilities.documents import papers
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.subjects import Subject

pillow_heif.register_heif_opener()

MORNING = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
DRAFT = Subject(kind="draft", key="1")
DOSSIER = Subject(kind="dossier", key="7")
STRANGER = Subject(kind="draft", key="2")
CITIZEN = "citizen:7"
LETTERS = "".join("aàáãảạăằắẵẳặâầấẫẩậeèéẽẻẹêềếễểệiìíĩỉịoòóõỏọôồốỗổộơờớỡởợuùúũủụưừứữửựyỳýỹỷỵđ")
ALL_LETTERS = LETTERS + LETTERS.upper()


def image(kind: str, *, size=(320, 200), mode="RGB", color=None, **options) -> bytes:
    output = io.BytesIO()
    Image.new(mode, size, color if color is not None else "red").save(output, kind, **options)
    return output.getvalue()


def sideways_photo() -> bytes:
    """A photograph held sideways: 320 by 200 pixels that a viewer turns to stand upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return image("JPEG", exif=exif)


def noise(size=(300, 300)) -> Image.Image:
    return Image.effect_noise(size, 80).convert("RGB")


def truncated(kind: str) -> bytes:
    output = io.BytesIO()
    noise().save(output, kind)
    content = output.getvalue()
    return content[: len(content) * 2 // 3]


def pdf(change=None, **saving) -> bytes:
    """A PDF of one page, changed by the given function before it is saved."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 200))
    if change is not None:
        change(document)
    output = io.BytesIO()
    # The same PDF each time it is made, whatever the second; an encrypted one cannot be.
    document.save(output, deterministic_id="encryption" not in saving, **saving)
    return output.getvalue()


def opening(document: pikepdf.Pdf, **action) -> None:
    document.Root.OpenAction = pikepdf.Dictionary({f"/{k}": v for k, v in action.items()})


def with_script(document: pikepdf.Pdf) -> None:
    opening(document, S=pikepdf.Name.JavaScript, JS="app.alert('xin chào')")


def with_launch(document: pikepdf.Pdf) -> None:
    opening(document, S=pikepdf.Name.Launch, F="calc.exe")


def with_form_sent_off(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="http://example.org")
    document.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=action)]
    )


def with_attachment(document: pikepdf.Pdf) -> None:
    document.attachments["virus.exe"] = b"MZ"


def with_xfa(document: pikepdf.Pdf) -> None:
    document.Root.AcroForm = pikepdf.Dictionary(XFA="<xdp/>")


def with_film(document: pikepdf.Pdf) -> None:
    document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.RichMedia)])


def with_link(document: pikepdf.Pdf) -> None:
    target = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org")
    document.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=target)]
    )


def locked(**passwords) -> bytes:
    return pdf(encryption=pikepdf.Encryption(**passwords))


def behind_archive(content: bytes) -> bytes:
    """A file that is also a ZIP archive: archives are read from their end."""
    output = io.BytesIO(content)
    output.seek(0, io.SEEK_END)
    with zipfile.ZipFile(output, "a") as archive:
        archive.writestr("an.txt", "ẩn")
    return output.getvalue()


def archive() -> bytes:
    return behind_archive(b"")


def unpacking_to(size: int) -> bytes:
    """A small PDF with an object that unpacks to the given size."""
    packer = zlib.compressobj(9)
    packed = packer.compress(b"1 0 ") + b"".join(
        packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)
    )
    packed += packer.flush()
    body = bytearray(b"%PDF-1.5\n")
    places = []

    def write(number: int, content: bytes) -> None:
        places.append(len(body))
        body.extend(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    write(1, b"<</Type/Catalog/Pages 2 0 R>>")
    write(2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    write(3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources 5 0 R>>")
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(packed)
    write(4, head + b"stream\n" + packed + b"\nendstream")
    start = len(body)

    def row(kind: int, place: int) -> bytes:
        return bytes([kind]) + place.to_bytes(4, "big") + b"\0"

    rows = row(0, 0) + b"".join(row(1, place) for place in places) + row(2, 4) + row(1, start)
    index = b"<</Type/XRef/W[1 4 1]/Size 7/Root 1 0 R/Length %d>>" % len(rows)
    write(6, index + b"stream\n" + rows + b"\nendstream")
    return bytes(body) + b"startxref\n%d\n%%%%EOF\n" % start


# --- Papers -------------------------------------------------------------------------------------

_AGENCY = slips.AGENCY
_SIGNED = {
    "signatory_title": "Chủ tịch",
    "signatory_name": "Lê Quang Minh",
    "verification_url": "http://127.0.0.1:8000/xac-minh/7K2M9Q4TX8WD",
    "verification_code": "7K2M-9Q4T-X8WD",
}
_APPLICANT = papers.Applicant(
    name="Nguyễn Thị Hồng Ngọc",
    address="Thôn Đoài, xã Sông Lam, tỉnh Lam Giang",
    phone="0900000001",
    email="ngoc@lamgiang.example",
    identity="Căn cước số 099190000001",
)
_AT_THE_COUNTER = {
    **_AGENCY,
    "number": "H99.101-20261120-0001",
    "office": "Trung tâm Phục vụ hành chính công xã Sông Lam",
    "applicant": _APPLICANT,
    "request": "Đăng ký khai sinh",
    "tracking_url": "http://127.0.0.1:8000/tra-cuu?ma=H99.101-20261120-0001",
}


def receipt(**changes) -> papers.Receipt:
    values = {
        **_AT_THE_COUNTER,
        "papers": (papers.HandedIn(name="Giấy chứng sinh", form="Bản chính"),),
        "time_limit": "Trong ngày làm việc",
        "received_at": MORNING,
        "due_at": MORNING + timedelta(hours=7),
        "fee": "Miễn lệ phí",
        "collect_at": "Kho giấy tờ điện tử",
        "receiving_officer": "Trần Văn Bình",
        "submitter": "Nguyễn Thị Hồng Ngọc",
    }
    return papers.Receipt(**(values | changes))


def receipt_slip(**changes) -> papers.ReceiptSlip:
    values = {
        **_AT_THE_COUNTER,
        "applicant": "Nguyễn T. H. Ngọc",
        "papers": (
            papers.HandedIn(name="Giấy chứng sinh", form="Bản chính"),
            papers.HandedIn(name="Tờ khai đăng ký khai sinh", form="Bản chính", quantity=2),
        ),
        "received_at": MORNING,
        "due_at": MORNING + timedelta(hours=7),
        "collect_at": "Bộ phận Một cửa UBND xã Sông Lam",
    }
    return papers.ReceiptSlip(**(values | changes))


def supplement() -> papers.Supplement:
    return papers.Supplement(
        **_AT_THE_COUNTER,
        items=(papers.SupplementItem(name="Giấy chứng sinh", reason="ảnh mờ, không đọc được"),),
        reason="Thành phần hồ sơ chưa đầy đủ",
        guide="Trần Văn Bình, 0900000002",
        officer="Trần Văn Bình",
    )


def rejection() -> papers.Rejection:
    return papers.Rejection(
        **_AT_THE_COUNTER,
        reason="Việc này thuộc thẩm quyền của xã khác",
        officer="Trần Văn Bình",
        submitter="Nguyễn Thị Hồng Ngọc",
    )


_BIRTH = {
    **_AGENCY,
    **_SIGNED,
    "number": "125/2026",
    "book": "01/2026",
    "full_name": "NGUYỄN GIA BẢO",
    "sex": "Nam",
    "born_on": date(2026, 2, 3),
    "born_on_in_words": "Ngày mùng ba tháng hai năm hai nghìn không trăm hai mươi sáu",
    "birthplace": "Bệnh viện đa khoa tỉnh Lam Giang",
    "hometown": "Xã Sông Lam, tỉnh Lam Giang",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "pin": "099226000123",
    "mother": papers.Parent(name="NGUYỄN THỊ HỒNG NGỌC", birth_year="1995"),
    "father": None,
    "declarant": "Nguyễn Thị Hồng Ngọc",
    "declarant_identity": "Căn cước số 099190000001",
    "registered_on": date(2026, 11, 20),
    "registered_at": "Ủy ban nhân dân xã Sông Lam",
}


def birth_certificate(**changes) -> papers.BirthCertificate:
    return papers.BirthCertificate(**(_BIRTH | changes))


def extract() -> papers.CivilStatusExtract:
    return papers.CivilStatusExtract(**_BIRTH, note="Không")


def death_extract(**changes) -> papers.DeathExtract:
    values = {
        **_AGENCY,
        **_SIGNED,
        "number": "17/2026",
        "book": "2026/H99.101",
        "full_name": "LÊ VĂN KHẾ",
        "birth_year": "1939",
        "sex": "Nam",
        "ethnicity": "Kinh",
        "nationality": "Việt Nam",
        "pin": "099039000001",
        "last_residence": "Thôn Đoài, xã Sông Lam, tỉnh Lam Giang",
        "died_on": date(2026, 11, 18),
        "died_on_in_words": "Ngày mười tám tháng mười một năm hai nghìn không trăm hai mươi sáu",
        "died_at": "04:30",
        "place_of_death": "Thôn Đoài, xã Sông Lam, tỉnh Lam Giang",
        "cause": "Tuổi già",
        "declarant": "Lê Thị Na",
        "declarant_identity": "Số định danh cá nhân 099195000001",
        "registered_on": date(2026, 11, 20),
        "registered_at": "Ủy ban nhân dân xã Sông Lam",
    }
    return papers.DeathExtract(**(values | changes))


def spouse(name: str, born_on: date, pin: str) -> papers.Spouse:
    return papers.Spouse(
        name=name, born_on=born_on, ethnicity="Thổ", nationality="Việt Nam",
        residence="Thôn Đoài, xã Sông Lam, tỉnh Lam Giang",
        identity=f"Số định danh cá nhân {pin}",
    )  # fmt: skip


def marriage_certificate() -> papers.MarriageCertificate:
    return papers.MarriageCertificate(
        **_AGENCY,
        **_SIGNED,
        number="8/2026",
        book="2026/H99.101",
        wife=spouse("HỒ THỊ SIM", date(1998, 5, 6), "099198000002"),
        husband=spouse("VI VĂN BỨA", date(1996, 7, 8), "099096000003"),
        registered_on=date(2026, 11, 20),
        registered_at="Ủy ban nhân dân xã Sông Lam",
    )


def marital_status() -> papers.MaritalStatus:
    return papers.MaritalStatus(
        **_AGENCY,
        **_SIGNED,
        number="31/XNTTHN",
        full_name="PHẠM VĂN ĐỨC",
        born_on=date(1996, 5, 4),
        sex="Nam",
        ethnicity="Kinh",
        nationality="Việt Nam",
        identity="Căn cước số 099096000002",
        residence="Thôn Đoài, xã Sông Lam",
        residence_period="từ ngày 04/5/2014 đến nay",
        status="Chưa đăng ký kết hôn với ai",
        purpose="Đăng ký kết hôn",
        valid_until=date(2027, 5, 20),
    )


def result() -> papers.Result:
    return papers.Result(
        **_AGENCY,
        **_SIGNED,
        number="45/QĐ-UBND",
        title="Quyết định",
        subtitle="Về việc giải quyết hồ sơ",
        legal_bases=("Căn cứ quy định của pháp luật",),
        paragraphs=("Đồng ý giải quyết hồ sơ.",),
        rows=(papers.Row(label="Mã hồ sơ", text="H99.101-20261120-0001"),),
        recipients=("Người nộp hồ sơ", "Lưu: VT"),
    )


def composed(**changes) -> papers.Composed:
    values = {
        **_AGENCY,
        **_SIGNED,
        "number": "05/XN-H99.101",
        "title": "Giấy xác nhận",
        "blocks": (
            papers.Drawn(kind="bases", rows=(("Luật Cư trú 2020",),)),
            papers.Drawn(kind="heading", text="Điều 1. Xác nhận"),
            papers.Drawn(kind="paragraph", text=ALL_LETTERS, is_bold=True, align="center"),
            papers.Drawn(kind="entry", label="Họ tên", text="Nguyễn Thị Hạnh"),
            papers.Drawn(kind="table", head=("Mục", "Nội dung"), rows=(("Tên", "Hạnh"),)),
        ),
        "recipients": ("Nguyễn Thị Hạnh",),
    }
    return papers.Composed(**(values | changes))


def register() -> papers.Register:
    return papers.Register(
        **_AGENCY,
        **_SIGNED,
        number="01/SỔ-H99.101",
        office="Bộ phận Một cửa xã Sông Lam",
        form="Mẫu số 07",
        period="Năm 2026",
        lines=(
            papers.RegisterLine(
                no=1, number="H99.101-20261120-0000001", procedure="Đăng ký khai sinh", papers=2,
                applicant="Nguyễn Thị Hạnh", agency="UBND xã Sông Lam", received="09:30 20/11/2026",
                due="17:00 20/11/2026", finished="15:00 20/11/2026", returned="15:01 20/11/2026",
                way="Bản điện tử trên cổng",
            ),
            papers.RegisterLine(
                no=2, number="H99.101-20261120-0000002", procedure="Cấp bản sao trích lục", papers=0,
                applicant="Y Khăm", agency="UBND xã Sông Lam", received="10:00 20/11/2026",
                note="Đã rút hồ sơ",
            ),
        ),
        seal="0f" * 32,
    )  # fmt: skip


ALL_PAPERS = {
    papers.Template.RECEIPT: receipt,
    papers.Template.RECEIPT_SLIP: receipt_slip,
    papers.Template.SUPPLEMENT: supplement,
    papers.Template.REJECTION: rejection,
    papers.Template.BIRTH_CERTIFICATE: birth_certificate,
    papers.Template.CIVIL_STATUS_EXTRACT: extract,
    papers.Template.DEATH_EXTRACT: death_extract,
    papers.Template.MARRIAGE_CERTIFICATE: marriage_certificate,
    papers.Template.MARITAL_STATUS: marital_status,
    papers.Template.RESULT: result,
    papers.Template.COMPOSED: composed,
    papers.Template.REGISTER: register,
    papers.Template.CONTROL_SLIP: slips.control_slip,
    papers.Template.TRANSFER_SLIP: slips.transfer_slip,
    papers.Template.MONEY_RECEIPT: slips.money_receipt,
}
