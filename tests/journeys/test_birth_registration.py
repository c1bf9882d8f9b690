"""A birth is registered through one door: the whole way, over both doors, in the order of the law.

Articles are of Decree 61/2018/NĐ-CP unless another source is named.
"""

import re

import pytest
import zxingcpp
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.documents.test_papers import picture_of, text_of
from tests.documents.test_signing import pdfsig
from tests.journeys.people import addresses_in, the_post_arrives, words
from tests.portal.lodging import browsing
from tests.portal.test_catalogue import results

from motcua.domain.satisfaction.enums import Subject31

pytestmark = pytest.mark.django_db

CHILD = "Phạm Nguyễn Bảo Ngọc"
BIRTH = "/thu-tuc/1.001193/"
QUEUE = "/can-bo/tiep-nhan/"
WORK = "/can-bo/viec/"
BOARD = "/can-bo/bang/"
PERSONAL = (CHILD, "Nguyễn Thị Hạnh", "Phạm Văn Đức", "099192000101", "Bến Đò")


def test_a_birth_is_registered_through_one_door(cast, at, tmp_path):
    find_the_procedure(cast.anybody)
    sign_in_to_lodge(cast.hanh)
    for stranger in (cast.lam, cast.strange_desk, cast.strange_registrar, cast.strange_chair):
        stranger.signs_in()

    at("08:20")
    draft = fill_in(cast)
    attach_the_papers(cast, draft)
    reference = lodge(cast, draft)

    at("09:00")
    number = take_in(cast, reference)

    at("09:40")
    check_the_papers(cast, reference)
    confirm_the_entry(cast, reference)
    send_back_once(cast, reference)
    sign(cast, reference)

    at("10:30")
    certificate = receive_the_result(cast, reference, number, tmp_path)
    verify(cast.anybody, certificate)
    look_up(cast, reference, number)
    rate(cast, reference)
    see_on_the_board(cast, reference)


def find_the_procedure(anybody):
    """Step 1: everyday words find it, and its page tells everything to know beforehand (Article 11)."""
    found = anybody.reads("/tim-kiem/", q="lam giay khai sinh cho con")
    assert results(found.text)[0] == "Đăng ký khai sinh"

    page = anybody.reads(BIRTH)
    for topic in ("papers", "channels", "steps", "who", "results", "law"):
        assert f'id="{topic}"' in page.text, topic
    anybody.is_led_to_a_door(f"{BIRTH}nop/")


def sign_in_to_lodge(hanh):
    """Step 2: the identity provider vouches for her, and she is where she wanted to be."""
    back = hanh.signs_in(on_the_way_to=f"{BIRTH}nop/")
    assert back["Location"] == f"{BIRTH}nop/"


def fill_in(cast):
    """Step 3: page by page; what is wrong is named at once, in the summary and beside its box."""
    draft = browsing.begin(cast.hanh.browser)
    assert "mc-known" in cast.hanh.reads(f"{draft}to-khai/nguoi-yeu-cau/").text

    wrong = browsing.send(
        cast.hanh.browser, draft, "con", child_full_name="", child_sex="",
        **{"child_birth_date-year": "2099"},
    )  # fmt: skip
    assert wrong.status_code == 422
    boxes = ["child_full_name", "child_birth_date-day", "child_sex"]
    assert re.findall(r'<li><a href="#([\w-]+)">', wrong.text) == boxes
    for box in boxes:
        assert f'id="{box}"' in wrong.text
    assert wrong.text.count('class="govuk-error-message"') == len(boxes)

    for page in browsing.PAGES:
        assert browsing.send(cast.hanh.browser, draft, page).status_code == 302, page

    for stranger in (cast.lam, cast.strange_desk):
        stranger.finds_nothing(f"{draft}to-khai/con/", f"{draft}giay-to/")
        assert stranger.browser.get(f"{draft}kiem-tra/").status_code == 404
    return draft


def attach_the_papers(cast, draft):
    """Step 4: the notice of birth (Civil Status Law, Article 16.1); a hostile file is not taken."""
    hostile = browsing.attach(cast.hanh.browser, draft, name="giay.pdf", content=b"MZ\x90 virus")
    assert hostile.status_code == 422
    assert browsing.attach(cast.hanh.browser, draft).status_code == 302

    page = cast.hanh.reads(f"{draft}giay-to/")
    assert "giay-chung-sinh.pdf" in page.text
    (paper,) = addresses_in(page, rf"{draft}giay-to/\d+/")
    assert cast.hanh.downloads(paper).startswith(b"%PDF-")
    assert cast.lam.browser.get(paper).status_code == 404


def lodge(cast, draft):
    """Step 5: lodged online (Article 16.3), once however often it is pressed; she is told so at once."""
    assert CHILD in words(cast.hanh.reads(f"{draft}kiem-tra/"))
    cast.hanh.is_refused(f"{draft}nop/", 422)  # nobody lodges without declaring it true
    assert cast.lam.browser.post(f"{draft}nop/", {"declared": "on"}).status_code == 404

    pressed = [browsing.lodge(cast.hanh.browser, draft) for _press in range(2)]
    assert len({answer["Location"] for answer in pressed}) == 1
    reference = browsing.reference_of(pressed[0])
    assert reference in words(cast.hanh.reads(pressed[0]["Location"]))
    assert addresses_in(cast.hanh.reads("/ho-so/"), r"/ho-so/NT-[^/]+/") == [f"/ho-so/{reference}/"]

    (letter,) = the_post_arrives()
    assert letter.subject == f"Đã nhận hồ sơ nộp trực tuyến {reference}"
    assert "Nguyễn Thị Hạnh" in letter.to[0]
    assert f"/ho-so/{reference}" in letter.body
    assert CHILD not in letter.body

    assert "Nộp hồ sơ" in words(cast.hanh.reads(f"/ho-so/{reference}/"))
    assert_nothing_for_strangers(cast, f"/ho-so/{reference}/")
    return reference


def take_in(cast, reference):
    """Step 6: complete and valid, it is accepted, numbered and receipted (Articles 17.2.b, 17.3 and 17.1.c)."""
    cast.desk.signs_in()
    intake = f"{QUEUE}{reference}/"
    assert addresses_in(cast.desk.reads(QUEUE), rf"{QUEUE}NT-[^/]+/") == [intake]
    page = cast.desk.reads(intake)
    assert CHILD in words(page)
    (paper,) = addresses_in(page, rf"/can-bo/ho-so/{reference}/giay-to/\d+/")
    assert cast.desk.downloads(paper).startswith(b"%PDF-")
    for stranger in (cast.strange_desk, cast.strange_registrar, cast.strange_chair, cast.lam):
        assert stranger.browser.get(intake).status_code == 404
        assert stranger.browser.get(paper).status_code == 404
        assert stranger.browser.post(f"{intake}tiep-nhan/").status_code == 404
    cast.anybody.is_led_to_a_door(QUEUE, intake, paper)

    accepted = cast.desk.sends(f"{intake}tiep-nhan/")
    number = "H99.101-20260316-0000001"
    assert number in words(accepted)
    assert "16/03/2026" in words(accepted)  # the same day (Civil Status Law, Article 16.2)
    cast.desk.is_refused(f"{intake}tiep-nhan/", 409)

    (address,) = addresses_in(accepted, rf"/can-bo/ho-so/{reference}/giay-tiep-nhan/")
    receipt = cast.desk.downloads(address)
    said = text_of(receipt)
    for expected in (number, "Trần Thị Bình", "Nguyễn Thị Hạnh", "09 giờ 00 phút"):
        assert expected in said, expected
    (code,) = zxingcpp.read_barcodes(picture_of(receipt))
    assert number in words(cast.anybody.reads(address_of(code)))

    (letter,) = the_post_arrives()
    assert letter.subject.startswith(f"Đã tiếp nhận hồ sơ {number}")
    hers = cast.hanh.reads(f"/ho-so/{reference}/")
    assert number in words(hers)
    papers = addresses_in(hers, rf"/ho-so/{reference}/giay-to/\d+/")
    assert receipt in [cast.hanh.downloads(paper) for paper in papers]
    return number


def check_the_papers(cast, reference):
    """Step 7: the data is with whose step it is (Articles 18.1 and 19.1): complete and fitting, says the officer."""
    cast.registrar.signs_in()
    cast.chair.signs_in()
    task = the_task_of(cast.registrar)
    assert CHILD in words(cast.registrar.reads(task))
    assert_not_their_step(cast, task, cast.desk, cast.chair)
    cast.registrar.sends(task, outcome="dat")
    (letter,) = the_post_arrives()
    assert f"/ho-so/{reference}" in letter.body


def confirm_the_entry(cast, reference):
    """The declarant reads the draft entry and stands by it (Civil Status Law, Article 16.2)."""
    entry = f"/ho-so/{reference}/du-thao/"
    page = cast.hanh.reads(entry)
    for fact in (CHILD, "01/03/2026", "Phạm Văn Đức"):
        assert fact in words(page)
    assert " checked" not in page.text
    assert_nothing_for_strangers(cast, entry)
    cast.hanh.sends(entry, outcome="dong_y")


def send_back_once(cast, reference):
    """The chair sees the paper, and sends it back with a reason; the step is done again (Article 19.2)."""
    task = the_task_of(cast.chair)
    assert CHILD in text_of(cast.chair.downloads(f"{task}ban-xem-truoc/"))
    assert_not_their_step(cast, task, cast.registrar)
    cast.chair.is_refused(task, 422, outcome="tra_lai", reason=" ")
    cast.chair.sends(task, outcome="tra_lai", reason="Xem lại nơi sinh.")

    again = the_task_of(cast.registrar)
    assert "Xem lại nơi sinh." in words(cast.registrar.reads(again))
    assert "Xem lại nơi sinh." not in words(cast.hanh.reads(f"/ho-so/{reference}/"))
    cast.registrar.sends(again, outcome="dat")
    the_post_arrives()
    confirm_the_entry(cast, reference)


def sign(cast, reference):
    """The chair of the commune signs, the committee seals (Article 19.2; Civil Status Law, Article 16.2)."""
    task = the_task_of(cast.chair)
    assert_not_their_step(cast, task, cast.registrar)
    cast.chair.sends(task, outcome="ky")
    cast.chair.is_refused(task, 409, outcome="ky")
    told = words(cast.desk.reads(f"/can-bo/ho-so/{reference}/"))
    assert "Ký ban hành kết quả" in told
    assert "Xem lại nơi sinh." in told


def receive_the_result(cast, reference, number, folder):
    """Step 8: the result lies among her papers (Articles 20.1 and 20.3), signed by two whom a stranger's tool finds."""
    letters = the_post_arrives()
    assert len(letters) == 2  # the result is ready; how was it?
    assert number in letters[0].subject
    assert "/danh-gia" in letters[1].body

    page = cast.hanh.reads(f"/ho-so/{reference}/")
    (address,) = re.findall(r'href="([^"]+)">Giấy khai sinh<', page.text)
    assert_nothing_for_strangers(cast, address)
    certificate = cast.hanh.downloads(address)
    assert CHILD in text_of(certificate)
    said = pdfsig(certificate, folder)
    assert said.count("Signature is Valid.") == 2
    assert said.count("- Total document signed") == 1
    return certificate


def verify(anybody, certificate):
    """What is kept is found by the code on the paper (Article 20.5): that it is genuine, and not whose it is."""
    (code,) = zxingcpp.read_barcodes(picture_of(certificate))
    page = anybody.reads(address_of(code))
    assert "Giấy tờ thật" in words(page)
    assert "Ủy ban nhân dân xã Sông Lam" in words(page)
    assert_not_personal(page)
    forged = certificate[:-40] + b"X" + certificate[-39:]
    assert anybody.browser.post("/xac-minh/", {"file": as_file(forged)}).status_code == 404


def look_up(cast, reference, number):
    """Step 11: the number tells how far it is (Article 17.3; Circular 01/2018/TT-VPCP, Article 16.2.d)."""
    for typed in (number, reference):
        page = cast.anybody.reads("/tra-cuu/", so=typed)
        assert number in words(page)
        assert "khai sinh" not in words(page).lower()
        assert_not_personal(page)
        told = cast.anybody.reads(f"/api/v1/dossiers/{typed}").json()
        assert (told["number"], told["own"]) == (number, None)
    assert CHILD in words(cast.hanh.reads(f"/ho-so/{reference}/"))


def rate(cast, reference):
    """Step 9: five questions, none answered beforehand, one answer a dossier (Article 31)."""
    address = f"/ho-so/{reference}/danh-gia/"
    assert " checked" not in cast.hanh.reads(address).text
    marks = {subject.value: "5" for subject in Subject31}
    assert cast.lam.browser.post(address, marks).status_code == 404
    cast.hanh.is_refused(address, 422, time="5")
    cast.hanh.sends(address, **marks)
    cast.hanh.is_refused(address, 409, **marks)
    the_post_arrives()


def see_on_the_board(cast, reference):
    """Step 10: the leader's board counts it, and each number opens its dossiers."""
    figures = figures_of(cast.chair)
    assert {key: figure.text for key, figure in figures.items()} == {
        "received": "1", "waiting": "0", "in-progress": "0", "due-soon": "0", "overdue": "0",
        "corrected": "0", "on-time": "100,0%", "satisfied": "100,0%", "likely-late": "0",
    }  # fmt: skip
    assert figures["satisfied"].note == "1 lượt trả lời"
    dossier = f"/can-bo/ho-so/{reference}/"
    for key, figure in figures.items():
        if not figure.href.startswith("/"):
            continue
        opened = addresses_in(cast.chair.reads(figure.href), r"/can-bo/ho-so/NT-[^/]+/")
        assert opened == ([dossier] if key in {"received", "on-time"} else []), key
    assert CHILD in words(cast.chair.reads(dossier))

    assert figures_of(cast.strange_chair)["received"].text == "0"
    assert cast.strange_chair.browser.get(BOARD, {"co-quan": "H99.101"}).status_code == 404
    assert cast.strange_chair.browser.get(dossier).status_code == 404
    assert cast.lam.browser.get(BOARD).status_code == 404


# --- What the chapters share ------------------------------------------------------------------------


def address_of(code):
    """Return the address in this installation to which a QR code leads."""
    assert code.text.startswith(settings.PUBLIC_URL)
    return code.text.removeprefix(settings.PUBLIC_URL)


def as_file(content):
    return SimpleUploadedFile("giay.pdf", content, "application/pdf")


def the_task_of(officer):
    """Return the address of the one step that waits for the officer."""
    (task,) = addresses_in(officer.reads(WORK), rf"{WORK}\d+/")
    return task


def figures_of(leader):
    """Return the figures of a leader's board by their names."""
    return {figure.key: figure for figure in leader.reads(BOARD).context["board"].figures}


def assert_not_their_step(cast, task, *colleagues):
    """Another role of the agency, another agency and a citizen find no such step."""
    others = (cast.strange_registrar, cast.strange_chair, cast.lam, cast.hanh)
    for one in (*colleagues, *others):
        assert one.browser.post(task, {"outcome": "dat"}).status_code == 404
        assert one.browser.get(f"{task}ban-xem-truoc/").status_code == 404


def assert_nothing_for_strangers(cast, address):
    """Another citizen and an officer find nothing on her pages; who has not signed in, a door."""
    for stranger in (cast.lam, cast.strange_desk):
        answer = stranger.browser.get(address)
        assert answer.status_code == 404
        assert_not_personal(answer)
    cast.anybody.is_led_to_a_door(address)


def assert_not_personal(answer):
    """No name, number or home of anybody stands on the page."""
    for personal in PERSONAL:
        assert personal not in answer.text, personal
