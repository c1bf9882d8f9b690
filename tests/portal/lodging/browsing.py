"""What a citizen does in a browser, in one line each: every helper goes over HTTP, without a script."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people

START = "/thu-tuc/1.001193/nop/"
ADDRESS = {"detail": "Thôn Bến Đò", "commune": "Xã Sông Lam", "province": "Tỉnh Lam Giang"}


def address(name, **parts):
    """Return an address as its boxes are posted."""
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
    return browser.post(f"{draft}to-khai/{page}/", {**PAGES[page], "revision": revision, **changed})


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
    """Lodge the draft with the box ticked."""
    return browser.post(f"{draft}nop/", {"declared": "on"})


def reference_of(answer):
    """Return the reference that a confirmation leads to."""
    return answer["Location"].split("/")[2]


def lodged(browser):
    """Fill in, attach and lodge a birth; return the reference."""
    draft = fill(browser)
    attach(browser, draft)
    return reference_of(lodge(browser, draft))


def text_of(answer):
    """Return an answer's page as text."""
    return answer.content.decode()
