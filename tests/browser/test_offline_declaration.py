"""The declaration is asked while the line is gone, kept sealed, sent with its slip and taken in with one press."""

from contextlib import suppress

import pytest
from playwright.sync_api import expect
from tests.browser.test_offline import PAGE, Counter, is_of_the_line

MARITAL = "1.004873"
CARD = "{pin}||{name}|02021995|Nữ|Thôn Đoài, Xã Sông Lam, Lam Giang|01012024"
CHOSEN = {
    "certified_person": "self", "marital_status": "never_married", "lived_elsewhere": "no",
    "purpose": "other", "is_renewal": "no", "result_channel": "counter",
}  # fmt: skip
LOAN = "Vay vốn ngân hàng"


@pytest.fixture
def counter(product, chromium, tmp_path):
    """Give one counter, ready for the day."""
    made = Counter(product, chromium, tmp_path, "Quầy Ba")
    made.prepare()
    yield made
    with suppress(Exception):
        made.context.close()
    made.line.close()


def test_what_is_declared_without_a_line_is_taken_in_with_one_press(product, counter):
    page = counter.page
    expect(page.locator("#forms-kept")).to_contain_text("Đã giữ tờ khai của", timeout=60_000)
    counter.line.cut()
    counter.unlock()
    expect(page.locator("#line")).to_contain_text("Mất mạng")

    numbers = [take_in_half_a_declaration(counter)]
    numbers += [
        take_in_whole(counter, "Đỗ Thị Hai", "099195700018", is_killed=True),
        take_in_whole(counter, "Lê Thị Ba", "099195700027", is_killed=False),
    ]
    come_back(counter)

    page = counter.page
    rows = page.locator("#entries li[id]")
    expect(rows.filter(has_text="Đủ để tiếp nhận")).to_have_count(2, timeout=60_000)
    half = rows.filter(has_text="Còn thiếu")
    expect(half).to_contain_text(numbers[0])
    expect(half).to_contain_text("Hãy chọn dân tộc")
    counter.visitor.look("declaration-sent")
    page.get_by_role("button", name="Tiếp nhận cả 2 hồ sơ đủ").click()
    expect(rows.filter(has_text="Đã trả lời")).to_have_count(2, timeout=60_000)
    assert taken_in(product, numbers) == sorted(numbers[1:])
    finish(counter, half)
    assert taken_in(product, numbers) == sorted(numbers)
    assert [fault for fault in counter.visitor.faults if not is_of_the_line(fault)] == []


def scan(counter, name, pin):
    """Choose the procedure, scan the card, say what was seen."""
    page = counter.page
    page.select_option("#f-code", MARITAL)
    expect(page.locator("#declaration [data-question]")).not_to_have_count(0)
    page.focus("#f-card")
    page.keyboard.insert_text(CARD.format(name=name, pin=pin))
    page.keyboard.press("Enter")
    expect(page.locator("#f-full_name")).to_have_value(name)
    page.check('[name="_identified"][value="card"]')
    for box in page.locator("#papers input[type=checkbox]").all():
        box.check()


def take_in_half_a_declaration(counter):
    """Take in what is half declared: what is wrong and missing is said, and holds nobody up."""
    page = counter.page
    scan(counter, "Cao Thị Mới", "099195700009")
    # What the card says is not asked again.
    expect(page.locator("#d-requester_full_name")).to_be_hidden()
    expect(page.locator("#d-requester_residence-commune")).to_be_hidden()
    expect(page.locator("#d-person_full_name")).to_be_visible()
    page.check('[name="d-certified_person"][value="self"]')
    expect(page.locator("#d-person_full_name")).to_be_hidden()
    expect(page.locator("#d-person_residence-commune")).to_be_hidden()
    page.fill("#d-requester_phone", "123")
    page.keyboard.press("Tab")
    beside = page.locator('[data-declared="requester_phone"]')
    expect(beside).to_contain_text("10 chữ số")
    page.fill("#d-requester_phone", "0912 345 678")
    page.keyboard.press("Tab")
    expect(beside).to_have_count(0)
    expect(page.locator("#declared-state")).to_contain_text("bắt buộc để trống")
    page.get_by_role("button", name="Xem ô còn thiếu").click()
    expect(page.locator("#d-person_ethnicity")).to_be_focused()
    counter.visitor.look("declaration-faults")
    page.fill("#f-_unscanned_reason", "Mất điện")
    return counter.take_in()


def take_in_whole(counter, name, pin, *, is_killed):
    """Take in what is wholly declared, perhaps after the power went while it was typed."""
    scan(counter, name, pin)
    page = counter.page
    for question, value in CHOSEN.items():
        page.check(f'[name="d-{question}"][value="{value}"]')
    page.fill("#d-requester_phone", "0912345678")
    page.fill("#d-other_purpose", LOAN)
    page.select_option("#d-person_ethnicity", "Kinh")
    page.fill("#f-_unscanned_reason", "Mất điện")
    expect(page.locator("#declared-state")).to_contain_text("Tờ khai đủ")
    expect(page.locator("#entry")).to_have_attribute("data-kept", "all")
    assert LOAN not in page.evaluate(KEPT)
    if is_killed:
        counter.kill()
        counter.open()
        counter.unlock()
        page = counter.page
        expect(page.locator("#said")).to_contain_text("Đã khôi phục")
        assert page.input_value("#d-other_purpose") == LOAN
        expect(page.locator("#declared-state")).to_contain_text("Tờ khai đủ")
        counter.visitor.look("declaration-whole")
    number = counter.take_in()
    # The next person's page holds nothing of this one's.
    assert LOAN not in page.content()
    assert page.input_value("#f-residence") == ""
    assert page.input_value("#f-_unscanned_reason") == "Mất điện"
    assert LOAN not in page.evaluate(KEPT)
    return number


def come_back(counter):
    """Mend the line, sign in and send."""
    counter.context.clear_cookies()
    counter.line.mend()
    counter.sign_in()
    counter.unlock()
    counter.page.get_by_role("button", name="Gửi ngay").click()


def finish(counter, row):
    """Write on the sheet what the declaration lacked; the page hears of it when it is shown again."""
    row.get_by_role("link", name="Ghi tiếp tờ khai").click()
    page = counter.page
    expect(page.locator("#requester_phone")).to_have_value("0912345678")
    page.select_option("#person_ethnicity", "Kinh")
    for question, value in CHOSEN.items():
        page.check(f'[name="{question}"][value="{value}"]')
    page.fill("#other_purpose", LOAN)
    page.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    expect(page.locator("main")).to_contain_text("Đã tiếp nhận hồ sơ")
    page.goto(PAGE)
    counter.unlock()
    expect(page.locator("#entries li[id]").filter(has_text="Đã trả lời")).to_have_count(3)


def taken_in(product, numbers):
    """Return those of the numbers that are dossiers' now."""
    return [number for (number,) in product.rows(TAKEN_IN, [numbers])]


TAKEN_IN = "SELECT number FROM dossiers_dossier WHERE number = ANY(%s) AND accepted_at IS NOT NULL ORDER BY number"
KEPT = """async () => {
    const open = indexedDB.open("motcua-offline", 1)
    const base = await new Promise(done => { open.onsuccess = () => done(open.result) })
    const all = name => new Promise(done => {
        const asked = base.transaction(name).objectStore(name).getAll()
        asked.onsuccess = () => done(asked.result)
    })
    const rows = [...await all("entries"), ...await all("meta")]
    base.close()
    const bytes = new TextDecoder()
    return JSON.stringify(rows, (name, value) => value instanceof ArrayBuffer ? bytes.decode(value) : value)
}"""
