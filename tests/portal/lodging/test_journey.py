"""A birth, from the start page to the rating, over HTTP and without a script."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import intake
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.satisfaction.enums import Subject31

pytestmark = pytest.mark.django_db

START = "/thu-tuc/1.001193/nop/"
ADDRESS = {"detail": "Thôn Bến Đò", "commune": "Xã Sông Lam", "province": "Tỉnh Lam Giang"}


def address(name, **parts):
    return {f"{name}-{part}": value for part, value in (parts or ADDRESS).items()}


PAGES = {
    "nguoi-yeu-cau": {
        "requester_relation": "mother",
        "requester_phone": "0900000101",
        "requester_email": "hanh.nguyen@congdan.example",
        **address("requester_residence"),
    },
    "con": {
        "child_full_name": "Phạm Nguyễn Bảo Ngọc",
        "child_birth_date-day": "1",
        "child_birth_date-month": "3",
        "child_birth_date-year": "2026",
        "child_sex": "female",
        "child_ethnicity": "Kinh",
        "child_nationality": "Việt Nam",
    },
    "cha-me": {"parents_status": "married"},
    "me": {
        "mother_full_name": "Nguyễn Thị Hạnh",
        "mother_birth_year": "1992",
        "mother_pin": "099192000101",
        "mother_ethnicity": "Kinh",
        "mother_nationality": "Việt Nam",
        **address("mother_residence"),
    },
    "cha": {
        "father_full_name": "Phạm Văn Đức",
        "father_birth_year": "1990",
        "father_pin": "099090000102",
        "father_ethnicity": "Kinh",
        "father_nationality": "Việt Nam",
        **address("father_residence"),
    },
    "noi-sinh": {
        "birth_place_kind": "facility",
        "birth_facility": "Trạm Y tế xã Sông Lam",
        **address("birth_place", commune="Xã Sông Lam", province="Tỉnh Lam Giang"),
        "hometown_follows": "father",
        **address("child_hometown", commune="Xã Sông Lam", province="Tỉnh Lam Giang"),
    },
    "giay-to": {"birth_proof": "birth_notice"},
    "ket-qua": {"copies_wanted": "2", "result_channel": "electronic"},
}


def begin(browser):
    """Begin a birth registration at Sông Lam; return the address of the draft."""
    answer = browser.post(START, {"agency": "H99.101"})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"].partition("to-khai/")[0]


def send(browser, draft, page, **changed):
    """Post a page as it was drawn, with what a person types into it."""
    shown = browser.get(f"{draft}to-khai/{page}/").content.decode()
    revision = re.search(r'name="revision" value="(\d+)"', shown).group(1)
    return browser.post(
        f"{draft}to-khai/{page}/", {**PAGES[page], "revision": revision, **changed}
    )


def fill(browser):
    """Fill in every page; return the address of the draft."""
    draft = begin(browser)
    for page in PAGES:
        answer = send(browser, draft, page)
        assert answer.status_code == 302, (page, answer.content.decode())
    return draft


def attach(browser, draft, paper="birth-notice", name="giay-chung-sinh.pdf", content=None):
    """Attach a file by the plain form."""
    file = SimpleUploadedFile(name, content or people.a_pdf(), "application/pdf")
    return browser.post(f"{draft}giay-to/", {"paper": paper, "file": file})


def lodge(browser, draft):
    return browser.post(f"{draft}nop/", {"declared": "on"})


def test_a_birth_is_registered_without_a_script(hanh, province):
    draft = fill(hanh)
    assert attach(hanh, draft).status_code == 302
    assert "Phạm Nguyễn Bảo Ngọc" in hanh.get(f"{draft}kiem-tra/").content.decode()

    confirmed = lodge(hanh, draft)
    assert confirmed["Location"].endswith("/da-nop/")
    reference = confirmed["Location"].split("/")[2]
    assert reference in hanh.get(confirmed["Location"]).content.decode()

    # The desk asks for something; the mother supplies it.
    items = [{"what": "Giấy chứng sinh", "why": "Ảnh mờ, không đọc được tên."}]
    intake.request_supplement(
        reference=reference, items=items, reason="Thiếu giấy", by=province.desk, at=MONDAY
    )
    page = hanh.get(f"/ho-so/{reference}/").content.decode()
    assert "Ảnh mờ, không đọc được tên." in page
    supplement = hanh.post(f"/ho-so/{reference}/bo-sung/")["Location"]
    assert attach(hanh, supplement, name="ro-hon.pdf", content=people.a_pdf("rõ hơn")).status_code == 302
    assert lodge(hanh, supplement)["Location"] == f"/ho-so/{reference}/"

    # Accepted and checked, the draft entry comes back to her.
    dossier = dossiers.get_for_citizen(reference, province.hanh)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    assert "Xem và xác nhận" in hanh.get(f"/ho-so/{reference}/").content.decode()
    entry = hanh.get(f"/ho-so/{reference}/du-thao/").content.decode()
    assert "Phạm Nguyễn Bảo Ngọc" in entry
    assert hanh.post(f"/ho-so/{reference}/du-thao/", {"outcome": "dong_y"}).status_code == 302

    people.do(province.chair, dossier, "ky")
    people.settle()
    assert people.again(dossier).state == State.HANDED_OVER
    page = hanh.get(f"/ho-so/{reference}/").content.decode()
    papers = set(re.findall(rf"/ho-so/{reference}/giay-to/\d+/", page))
    assert len(papers) == 4  # two handed in, the receipt, the certificate
    for paper in papers:
        answer = hanh.get(paper)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")

    # She rates it, once.
    marks = {subject.value: "5" for subject in Subject31}
    assert hanh.post(f"/ho-so/{reference}/danh-gia/", marks).status_code == 302
    assert hanh.post(f"/ho-so/{reference}/danh-gia/", marks).status_code == 409
    assert "Bạn đã đánh giá" in hanh.get(f"/ho-so/{reference}/danh-gia/").content.decode()

    # Anybody with the paper learns that it is genuine, and not whose it is.
    certificate = next(
        document
        for document in documents.list_documents(dossier.subject)
        if document.paper_code == "birth_certificate"
    )
    assert b"%PDF" in documents.read_content(certificate)[:8]
