"""Two counters lose their lines, one its browser too; afterwards every number is explained and every time is true."""

import os
import signal
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import PASSWORD
from tests.browser.line import SLOW, Line
from tests.browser.visiting import CHROMIUM, DESKTOP, FLAGS, SCREENSHOTS, Visitor
from tests.casework.people import BIRTH, a_pdf

PAGE = "/can-bo/ngoai-tuyen/"
DAY_PASSWORD = "mat-khau-cua-ngay"
expect.set_options(timeout=15_000)
SEND = b"POST /can-bo/ngoai-tuyen/gui/"
SLIPS = """SELECT slip.id, block.numbers ->> (slip.counter - block.first), slip.came_at, slip.entered_at,
    slip.draft_id, slip.needs_second FROM reserves_slip slip JOIN reserves_block block ON block.id = slip.block_id
    WHERE block.name = ANY(%s) ORDER BY slip.came_at"""


class Counter:
    """One counter: a browser with its profile, a line of its own."""

    def __init__(self, product, chromium, folder, name):
        self.product, self.kind, self.folder, self.name = (
            product,
            chromium.browser_type,
            folder,
            name,
        )
        self.line = Line(port=product.port)
        self.context = None
        self.open()

    def open(self):
        """Start the browser on its profile, as somebody does after a power cut."""
        self.context = self.kind.launch_persistent_context(
            self.folder / self.name, executable_path=CHROMIUM, args=FLAGS,
            base_url=self.line.address, viewport=DESKTOP, locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )  # fmt: skip
        pictures = Path(SCREENSHOTS) if SCREENSHOTS else self.folder
        self.visitor = Visitor(
            context=self.context, home=self.line.address, folder=pictures, own_size=DESKTOP
        )
        self.page = self.visitor.page

    def kill(self):
        """Take the power away: the browser's process ends without a word."""
        profile = f"--user-data-dir={self.folder / self.name}"
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                said = (process / "cmdline").read_bytes().decode().split("\0")
                if profile in said and not any(one.startswith("--type=") for one in said):
                    os.kill(int(process.name), signal.SIGKILL)
        with suppress(Exception):
            self.context.close()

    def sign_in(self):
        """Sign in as the officer of the desk."""
        self.visitor.sign_in_as_officer("motcua.songlam", PASSWORD, self.product.code_of)

    def unlock(self):
        """Come to the page, from the line or from what the browser kept, and open it."""
        self.page.goto(PAGE)
        self.page.fill("#f-password", DAY_PASSWORD)
        self.page.get_by_role("button", name="Mở quầy").click()
        expect(self.page.locator("#counter")).to_be_visible()

    def prepare(self):
        """Make ready for the day: the page kept, five numbers reserved."""
        self.sign_in()
        self.unlock()
        self.page.fill("#f-name", self.name)
        self.page.fill("#f-count", "5")
        self.page.get_by_role("button", name="Giữ số").click()
        expect(self.page.locator("#said")).to_contain_text("Đã giữ 5 số")
        expect(self.page.locator("#line")).to_contain_text("Còn 5 số")
        expect(self.page.locator("#readiness")).to_contain_text("sẵn sàng")

    def type(self, name, pin):
        """Type one applicant, and tick the first paper."""
        self.page.select_option("#f-code", BIRTH)
        self.page.fill("#f-pin", pin)
        self.page.fill("#f-full_name", name)
        self.page.fill("#f-born_on", "02/02/1995")
        self.page.check('[name="_identified"][value="card"]')
        self.page.check("#handed-birth-notice")

    def take_in(self):
        """Press the button; return the number on the slip."""
        said = self.page.locator("#said")
        # The sentence of the slip before stands there until this one is kept.
        before = said.inner_text()
        self.page.get_by_role("button", name="Nhận và in phiếu").click()
        expect(said).not_to_have_text(before)
        expect(said).to_contain_text("Đã ghi phiếu")
        number = said.inner_text().split()[3].rstrip(".")
        expect(self.page.locator('[data-slip="number"]')).to_have_text(number)
        return number


@pytest.fixture
def counters(product, chromium, tmp_path):
    """Give two counters of one desk, each ready for the day."""
    made = [Counter(product, chromium, tmp_path, name) for name in ("Quầy Một", "Quầy Hai")]
    for one in made:
        one.prepare()
    yield made
    for one in made:
        with suppress(Exception):
            one.context.close()
        one.line.close()


def test_what_was_taken_in_without_a_line_arrives_once_under_its_number_and_time(
    product, counters, tmp_path
):
    scan = tmp_path / "giay-chung-sinh.pdf"
    scan.write_bytes(a_pdf(os.urandom(60_000).hex()))
    first, second = counters
    first.visitor.look("offline-ready")

    numbers = go_on_without_lines(first, second, scan)
    lose_an_answer(product, first)
    lose_a_session(second)
    for one, count in ((first, 2), (second, 1)):
        one.page.get_by_role("button", name="Gửi ngay").click()
        expect(one.page.locator("#entries a")).to_have_count(count, timeout=120_000)
        expect(one.page.locator("#line")).not_to_contain_text("chờ gửi", timeout=120_000)
    first.visitor.look("offline-sent")

    slips = product.rows(SLIPS, [[first.name, second.name]])
    assert sorted(number for _id, number, *_rest in slips) == sorted(numbers)
    assert len({draft for _id, _number, _came, _entered, draft, _second in slips}) == 3
    for _id, _number, came_at, entered_at, _draft, needs_second in slips:
        assert timedelta() < entered_at - came_at < timedelta(minutes=15)
        assert not needs_second
    assert product.rows(SCANS, [[str(slip[4]) for slip in slips]]) == [(scan.stat().st_size,)]
    # What was sealed is gone with what is on record, and each of the ten numbers is explained.
    assert first.page.evaluate(LEFT) == {"sealed": 0, "scans": 0}
    first.line.mend()
    for one in counters:
        give_back(first, one.name)
    assert product.rows(ENDED, [[first.name, second.name]]) == [(7,)]
    faults = [fault for one in counters for fault in one.visitor.faults]
    assert [fault for fault in faults if not is_of_the_line(fault)] == []


def is_of_the_line(fault):
    """Say whether the browser complains of the line alone, or of another page than this one."""
    return fault[0] == "console" and ("net::ERR_" in fault[2] or PAGE not in fault[1])


def go_on_without_lines(first, second, scan):
    """Cut both lines, take three people in, kill a browser in between; return the numbers on the slips."""
    for one in (first, second):
        one.line.cut()
    first.unlock()
    expect(first.page.locator("#line")).to_contain_text("Mất mạng")
    first.type("Cao Thị Mới", "099195000009")
    first.page.set_input_files("#scan-birth-notice", scan)
    expect(first.page.locator("#scans-birth-notice")).to_contain_text("giay-chung-sinh.pdf")
    numbers = [first.take_in()]
    first.visitor.look("offline-taken-in")
    second.type("Đỗ Văn Hai", "099195000018")
    numbers.append(second.take_in())
    first.type("Lê Thị Ba", "099195000027")
    # What was typed until a moment before the power went; the last key may be on its way to the disk.
    expect(first.page.locator("#entry")).to_have_attribute("data-kept", "all")
    first.kill()
    first.open()
    first.unlock()
    expect(first.page.locator("#said")).to_contain_text("Đã khôi phục")
    assert first.page.input_value("#f-full_name") == "Lê Thị Ba"
    assert first.page.is_checked("#handed-birth-notice")
    numbers.append(first.take_in())
    assert len(set(numbers)) == 3
    return numbers


def lose_an_answer(product, counter):
    """Cut the line after the product has heard and before the counter hears that it has; mend it as a slow one."""
    # The browser was killed, before or after it wrote its cookies down: one signs in again, and nothing is lost.
    counter.context.clear_cookies()
    counter.line.mend()
    counter.sign_in()
    counter.line.losing = SEND
    counter.unlock()
    for _second in range(30):
        counter.page.wait_for_timeout(1000)
        if counter.line.is_cut:
            break
    assert len(product.rows(SLIPS, [[counter.name]])) == 1
    counter.line.mend(rate=SLOW, delay=1)


def lose_a_session(counter):
    """Let the session end meanwhile, as by signing out elsewhere: the page locks, says so and keeps what it has."""
    counter.context.clear_cookies()
    counter.line.mend()
    counter.page.get_by_role("button", name="Gửi ngay").click()
    expect(counter.page.locator("#signed-out")).to_contain_text("Phiên làm việc đã hết")
    expect(counter.page.locator("#counter")).to_be_hidden()
    expect(counter.page.locator("#entries li")).to_have_count(0)
    # Whoever knows the day's password goes on without signing in; the page does not lock again and again.
    counter.page.fill("#f-password", DAY_PASSWORD)
    counter.page.get_by_role("button", name="Mở quầy").click()
    expect(counter.page.locator("#entries")).to_contain_text("Chờ gửi")
    expect(counter.page.locator("#counter")).to_be_visible()
    counter.sign_in()
    counter.unlock()


def give_back(counter, name):
    """Give back the numbers of a counter that nobody was given."""
    counter.page.goto("/can-bo/so-giu-truoc/")
    counter.visitor.look("reserves")
    counter.visitor.press(name)
    counter.visitor.look("reserve-block")
    counter.page.fill("#f-reason", "Hết giờ làm việc")
    counter.visitor.press("Trả lại")


SCANS = "SELECT size FROM documents_document WHERE owner_kind = 'draft' AND owner_key = ANY(%s)"
ENDED = """SELECT count(*) FROM reserves_fate fate JOIN reserves_block block ON block.id = fate.block_id
    WHERE block.name = ANY(%s) AND fate.kind = 'returned'"""
LEFT = """async () => {
    const open = indexedDB.open("motcua-offline", 1)
    const base = await new Promise(done => { open.onsuccess = () => done(open.result) })
    const all = name => new Promise(done => {
        const asked = base.transaction(name).objectStore(name).getAll()
        asked.onsuccess = () => done(asked.result)
    })
    const entries = await all("entries"), scans = await all("scans")
    base.close()
    return {sealed: entries.filter(one => one.sealed).length, scans: scans.length}
}"""
