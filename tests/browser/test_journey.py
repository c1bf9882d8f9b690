"""A birth is registered through one door, in a browser, from the search box to the leader's board."""

import re
import subprocess
import time

import zxingcpp
from PIL import Image
from playwright.sync_api import expect
from tests.browser import birth

from motcua.domain.satisfaction.enums import Subject31

BOARD_WITHIN = 5_000
"""Milliseconds from an event to the leader's board."""
SETTLED_WITHIN = 20
"""Seconds in which the worker has sent what there is to send."""


def find_and_sign_in(hanh):
    """Find the procedure with the words of every day, and sign in on the way."""
    page = hanh.page
    page.goto("/")
    hanh.look("home")
    page.fill("#search", "dang ky khai sinh")
    hanh.press("Tìm")
    hanh.look("search")
    expect(page.locator(".mc-result__title").first).to_have_text("Đăng ký khai sinh")
    hanh.press("Đăng ký khai sinh")
    hanh.look("procedure")
    page.select_option("#agency", "H99.101")
    hanh.press("Nộp hồ sơ trực tuyến")
    hanh.look("sign-in")
    page.locator(".govuk-button--start").click()
    page.wait_for_url(lambda address: not address.startswith(hanh.home))
    hanh.look("provider")
    hanh.choose_at_the_provider(birth.MOTHER)
    hanh.look("start")
    hanh.press("Bắt đầu")


def fill(hanh):
    """Fill in each page, the second one wrong at first."""
    page = hanh.page
    for key, answers in birth.answers().items():
        page.wait_for_url(f"**/to-khai/{key}/")
        hanh.look(f"form-{key}")
        if key == "con":
            answer_wrongly(hanh, answers)
        hanh.fill(answers)
        hanh.press("Lưu và đi tiếp")


def answer_wrongly(hanh, answers):
    """Give a birthday to come and no name: both are named at once, each with a way to its box."""
    page = hanh.page
    hanh.fill(answers | {"child_full_name": "", "child_birth_date-year": "2099"})
    hanh.press("Lưu và đi tiếp")
    hanh.look("form-con-wrong")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    expect(page.locator("p.govuk-error-message")).to_have_count(2)
    expect(page).to_have_title(re.compile("^Có chỗ cần sửa"))
    summary.get_by_role("link").first.click()
    expect(page.locator('[name="child_full_name"]')).to_be_focused()
    expect(page.locator('[name="child_birth_date-year"]')).to_have_value("2099")


def attach(hanh, file):
    """Attach the photo; a bar shows how far it is, then the file stands in the list."""
    page = hanh.page
    page.wait_for_url("**/giay-to/")
    hanh.look("papers-empty")
    page.evaluate(
        """() => new MutationObserver(changes => {
            for (const change of changes)
                for (const node of change.addedNodes)
                    if (node.querySelector?.("progress")) window.sawProgress = true
        }).observe(document.body, {childList: true, subtree: true})"""
    )
    page.set_input_files("#file-birth-notice", str(file))
    expect(page.locator("#files-birth-notice")).to_contain_text(file.name)
    assert page.evaluate("window.sawProgress")
    hanh.look("papers")
    hanh.press("Đi tiếp")


def lodge(hanh):
    """Check the answers, forget the declaration, lodge; return the reference."""
    page = hanh.page
    hanh.look("check")
    expect(page.locator("main")).to_contain_text(birth.CHILD)
    hanh.press("Nộp hồ sơ")
    hanh.look("check-undeclared")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.check("#declared")
    hanh.press("Nộp hồ sơ")
    hanh.look("lodged")
    reference = re.search(r"/ho-so/([^/]+)/da-nop/", page.url)[1]
    hanh.press("Theo dõi hồ sơ này")
    hanh.look("dossier-lodged")
    return reference


def accept(desk, reference):
    """Take the dossier in; return its number."""
    page = desk.page
    page.goto("/can-bo/tiep-nhan/")
    desk.look("queue")
    desk.press(reference)
    desk.look("intake")
    expect(page.locator("main")).to_contain_text(birth.CHILD)
    desk.press("Tiếp nhận hồ sơ")
    desk.look("accepted")
    number = page.locator(".govuk-panel .mc-code").inner_text()
    receipt = page.get_by_role("link", name=re.compile("^In giấy tiếp nhận")).get_attribute("href")
    assert desk.context.request.get(receipt).body().startswith(b"%PDF-")
    return number


def finish_step(officer, number, outcome, name):
    """Do the officer's step of the dossier."""
    page = officer.page
    page.goto("/can-bo/viec/")
    officer.look(f"work-{name}")
    officer.press(number)
    officer.look(f"task-{name}")
    page.check(f'[name="outcome"][value="{outcome}"]')
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Hoàn thành bước")).click()
    officer.look(f"done-{name}")


def confirm_entry(hanh, reference):
    """Read the draft entry and agree."""
    page = hanh.page
    page.goto(f"/ho-so/{reference}/")
    hanh.look("dossier-entry")
    hanh.press("Xem và xác nhận")
    hanh.look("entry")
    expect(page.locator("main")).to_contain_text(birth.CHILD)
    page.check('[name="outcome"][value="dong_y"]')
    hanh.press("Gửi ý kiến")
    hanh.look("dossier-confirmed")


def download(hanh, reference, folder):
    """Download the certificate once the worker has handed it over; return the file."""
    page = hanh.page
    until = time.monotonic() + SETTLED_WITHIN
    link = page.get_by_role("link", name="Đánh giá việc giải quyết hồ sơ")
    while True:
        page.goto(f"/ho-so/{reference}/")
        if link.count():
            break
        assert time.monotonic() < until, page.locator("main").inner_text()
        time.sleep(0.3)
    hanh.look("dossier-done")
    href = page.get_by_role("link", name=re.compile("^Giấy khai sinh")).first.get_attribute("href")
    file = folder / "certificate.pdf"
    file.write_bytes(hanh.context.request.get(href).body())
    return file


def assert_both_signatures_are_valid(certificate):
    said = subprocess.run(
        ["pdfsig", "-nocert", certificate], capture_output=True, text=True, timeout=30, check=False
    ).stdout
    assert said.count("Signature Validation: Signature is Valid.") == 2, said


def read_qr(certificate):
    """Return what the QR code on the certificate says."""
    picture = certificate.with_suffix("")
    subprocess.run(
        ["pdftoppm", "-png", "-r", "150", "-singlefile", certificate, picture],
        timeout=30, check=True,
    )  # fmt: skip
    return [code.text for code in zxingcpp.read_barcodes(Image.open(f"{picture}.png"))]


def verify(anybody, certificate):
    """Follow the QR code: the page says genuine, and not whose paper it is."""
    (address,) = read_qr(certificate)
    assert address.startswith(f"{anybody.home}/xac-minh/")
    anybody.page.goto(address)
    anybody.look("verified")
    words = anybody.page.locator("main").inner_text()
    assert "Giấy tờ thật" in words
    for personal in (birth.CHILD, birth.MOTHER, "Phạm Văn Đức", "099192000101", "Bến Đò"):
        assert personal not in words


def rate(hanh):
    """Answer the five questions; none has an answer beforehand."""
    page = hanh.page
    hanh.press("Đánh giá việc giải quyết hồ sơ")
    hanh.look("rating")
    expect(page.locator("input[type=radio]:checked")).to_have_count(0)
    hanh.press("Gửi đánh giá")
    hanh.look("rating-missing")
    expect(page.locator(".govuk-error-summary").get_by_role("link")).to_have_count(len(Subject31))
    hanh.fill({subject.value: "5" for subject in Subject31})
    hanh.press("Gửi đánh giá")


def track(anybody, number):
    """Ask how far a dossier is, as anybody may who knows its number."""
    page = anybody.page
    page.goto("/tra-cuu/")
    anybody.look("track")
    page.fill("#number", number)
    anybody.press("Tra cứu")
    anybody.look("tracked")
    words = page.locator("main").inner_text()
    assert number in words
    for personal in (birth.CHILD, birth.MOTHER, "Sông Lam"):
        assert personal not in words


def test_a_birth_is_registered_in_a_browser(visit, officer, tmp_path):
    photo = tmp_path / "giay-chung-sinh.jpg"
    photo.write_bytes(birth.photo())
    hanh = visit()
    find_and_sign_in(hanh)
    fill(hanh)
    attach(hanh, photo)
    reference = lodge(hanh)

    desk = officer("motcua.songlam", look=True)
    number = accept(desk, reference)
    registrar = officer("hotich.songlam")
    finish_step(registrar, number, "dat", "registrar")
    confirm_entry(hanh, reference)
    chair = officer("chutich.songlam")
    finish_step(chair, number, "ky", "chair")

    certificate = download(hanh, reference, tmp_path)
    assert_both_signatures_are_valid(certificate)
    anybody = visit()
    verify(anybody, certificate)

    chair.page.goto("/can-bo/bang/")
    chair.look("board-before")
    satisfied = chair.page.locator("#figure-satisfied")
    before = satisfied.inner_text()
    rate(hanh)
    expect(satisfied).not_to_have_text(before, timeout=BOARD_WITHIN)
    hanh.look("rated")
    chair.look("board")

    hanh.page.goto("/du-lieu-ca-nhan/ai-da-xem/")
    expect(hanh.page.locator("tbody").get_by_text("Tiếp nhận hồ sơ").first).to_be_visible()
    hanh.look("looks")

    track(anybody, number)
    faults = [fault for one in (hanh, desk, registrar, chair, anybody) for fault in one.faults]
    assert not faults, "\n".join(map(str, faults))
