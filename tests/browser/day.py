"""A desk officer's day, act by act, as it is done at the pages: what each act asks of the hands."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace

from django.db import connections, transaction
from playwright.sync_api import expect
from tests.browser.test_register_and_custody import inside
from tests.casework import bringing, people
from tests.casework.province import find_people

from motcua.composition.casework import handling, paying, receipting
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Way
from motcua.domain.tills import actions as till_actions
from motcua.domain.tills import queries as tills
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.money import Dong

OFFLINE = "/can-bo/ngoai-tuyen/"
PATIENCE = 60_000
"""Milliseconds for what is fetched once in the morning."""
DAY_PASSWORD = "mat-khau-cua-ngay"
CARD = "099192000101||Nguyễn Thị Hạnh|14051992|Nữ|Thôn Đoài, Xã Sông Lam, Lam Giang|01012024"
LATE = people.ANSWERS | {"child_birth_date": "2025-03-01"}
MARITAL_CODE = "1.004873"
MARITAL = "Cấp Giấy xác nhận tình trạng hôn nhân"
ANSWERS = {
    "certified_person": "self",
    "person_ethnicity": "Kinh",
    "marital_status": "never_married",
    "lived_elsewhere": "no",
    "purpose": "other",
    "other_purpose": "Vay vốn ngân hàng",
    "is_renewal": "no",
    "result_channel": "counter",
}


# --- what the morning finds -----------------------------------------------------------------------


def prepare(product, *, supplements, results):
    """Let others bring it about that so many supplements are brought and so many results lie ready."""

    def work(cast, now):
        _close_drawers(cast, now)
        return (
            [_asked(cast, number, now) for number in range(supplements)],
            [_ready(cast, number, now) for number in range(results)],
            _paid_by_a_colleague(cast, now),
        )

    return _behind_the_scenes(product, work)


def take_over(product):
    """Let the chair count every counted drawer the same and take it over."""

    def work(cast, now):
        _take_over(cast, now)

    _behind_the_scenes(product, work)


def _behind_the_scenes(product, work):
    """Do what is not done at a page, in the product's own database."""

    def do():
        try:
            return work(find_people(), clock.now())
        finally:
            connections.close_all()

    with ExitStack() as stack:
        for part in inside(product):
            stack.enter_context(part)
        # Signing brings a loop of its own, and the browser's runs in this thread.
        with ThreadPoolExecutor(1) as another:
            return another.submit(do).result()


def _close_drawers(cast, now):
    """Count and empty what a day before left open: cash taken without a word opens a drawer by itself."""
    shift = tills.find_last_shift(cast.desk.post_id)
    if shift is None or shift.is_over:
        return
    counted = till_actions.Counted(
        notes={1_000: tills.expected_in(shift) // 1_000}, why="Cuối ngày"
    )
    till_actions.count_drawer(counted, by=cast.desk, at=now)
    _take_over(cast, now)


def _take_over(cast, now):
    for count in tills.list_counted(cast.chair):
        till_actions.take_over(
            shift_id=count.shift_id, counted=Dong(count.counted), by=cast.chair, at=now
        )


def _name(number):
    """Return another child's name for another number: names have letters alone."""
    return f"Phạm Nguyễn {chr(ord('A') + number // 6)}{'aeiouy'[number % 6]}"


@transaction.atomic
def _asked(cast, number, now):
    """Return the number of a dossier whose handler asked for a clearer paper."""
    answers = people.ANSWERS | {"child_full_name": _name(number)}
    dossier = bringing.taken_in(cast, answers=answers, at=now)
    items = [{"what": "Giấy chứng sinh", "why": "Bản chụp mờ"}]
    people.do(cast.registrar, dossier, handling.ASK, reason="Bản chụp mờ", items=items, at=now)
    return dossier.number


@transaction.atomic
def _ready(cast, number, now):
    """Return the number of a dossier whose result is signed and lies at the desk."""
    answers = people.ANSWERS | {
        "child_full_name": _name(number), "result_channel": "counter",
    }  # fmt: skip
    dossier = people.lodge(cast, answers=answers, at=now)
    people.accept(cast, dossier, at=now)
    people.do(cast.registrar, dossier, "dat", at=now)
    people.answer(cast.hanh, dossier, "dong_y", at=now)
    people.do(cast.chair, dossier, "ky", at=now)
    return people.again(dossier).number


@transaction.atomic
def _paid_by_a_colleague(cast, now):
    """Return the number of a dossier whose receipt names the wrong payer, given by the head who stood in."""
    dossier = people.accept(cast, people.lodge(cast, answers=LATE, at=now), at=now)
    if not receipting.queries.list_books(cast.desk):
        book = receipting.TypedBook(
            form="01BLP0-001", series="NG-26E", first=1, last=500,
            valid_from=clock.day_in_vietnam(now), basis="Thông báo số 03/TB-UBND",
        )  # fmt: skip
        receipting.enter_book(book, by=cast.desk, at=now)
    stand_in = replace(cast.desk, post_id=cast.registrar.post_id)
    money = Money(amount=Dong(5_000), way=Way.TRANSFER, paid_on=clock.today(), proof="FT1")
    paying.pay(reference=dossier.reference, money=money, by=stand_in, at=now)
    return dossier.number


# --- what the officer does ------------------------------------------------------------------------


def make_ready(hand, *, slips):
    """Make the counter ready to go on without a line, with so many numbers (for the whole day)."""
    page = hand.page
    page.goto(OFFLINE)
    _unlock(hand)
    hand.write("#f-name", f"Quầy {hand.__class__.__name__} {slips}")
    hand.write("#f-count", str(slips))
    hand.press(hand.find("Giữ số"))
    expect(page.locator("#line")).to_contain_text(f"Còn {slips} số", timeout=PATIENCE)
    expect(page.locator("#readiness")).to_contain_text("sẵn sàng", timeout=PATIENCE)
    expect(page.locator("#forms-kept")).to_contain_text("tờ khai", timeout=PATIENCE)


def _unlock(hand):
    expect(hand.page.locator("#f-password")).to_be_visible()
    hand.write("#f-password", DAY_PASSWORD)
    hand.press(hand.find("Mở quầy"))
    expect(hand.page.locator("#counter")).to_be_visible()


def open_in_the_dark(hand):
    """Open the counter that the browser keeps: the line is gone."""
    hand.page.goto(OFFLINE)
    _unlock(hand)
    expect(hand.page.locator("#line")).to_contain_text("Mất mạng")


def take_in_the_dark(hand):
    """Take papers in without a line, with their declaration, and give the slip out."""
    page = hand.page
    said_before = page.locator("#said").inner_text()
    hand.choose("#f-code", MARITAL_CODE)
    expect(page.locator(f'[name="{declaration_of("purpose")}"]')).not_to_have_count(0)
    hand.scan_into("#f-card", CARD)
    expect(page.locator("#f-full_name")).to_have_value("Nguyễn Thị Hạnh")
    hand.tick('[name="_identified"][value="card"]')
    # How she is reached her account says, which the server reads: that box stays empty.
    _answer(hand, declaration_of)
    for label in page.locator("#papers label", has_text="bắt buộc").all():
        hand.tick(f"#{label.get_attribute('for')}")
    hand.write("#f-_unscanned_reason", "Mất mạng")
    hand.look("day-dark")
    hand.press(hand.find("Nhận và in phiếu"))
    # Each slip has a number of its own; the sentence of the one before stands there until then.
    expect(page.locator("#said")).not_to_have_text(said_before)
    expect(page.locator("#said")).to_contain_text("Đã ghi phiếu")


def send_slips(hand, *, slips):
    """Send what was taken in, once the line is back."""
    hand.press(hand.find("Gửi ngay"))
    expect(hand.page.locator("#entries a")).to_have_count(slips, timeout=60_000)


def finish_slips(hand, *, slips):
    """Take in under their numbers what the declarations made whole, all with one press."""
    rows = hand.page.locator("#entries li[id]")
    expect(rows.filter(has_text="Đủ để tiếp nhận")).to_have_count(slips, timeout=60_000)
    hand.look("day-sent")
    hand.press(hand.find("Tiếp nhận cả" if slips > 1 else "Tiếp nhận"))
    expect(rows.filter(has_text="Đã trả lời")).to_have_count(slips, timeout=60_000)
    # The page that works without a line has no menu: the day goes on at the desk's own.
    hand.page.goto("/can-bo/nhan-giay/")


def take_in(hand):
    """Take a returning citizen's papers in and print the receipt (Article 17.1)."""
    page = hand.page
    page.goto("/can-bo/nhan-giay/")
    expect(page.locator("#f-card")).to_be_focused()
    hand.scan(CARD)
    hand.tick("#f-_identified-card")
    usual = page.get_by_role("button", name=MARITAL, exact=True)
    if not usual.locator("visible=true").count():
        hand.press(page.get_by_text("Mọi thủ tục cơ quan tiếp nhận"))
    hand.open(MARITAL)
    _finish(hand)


def _finish(hand):
    """Fill in what the person did not bring filled in, tick the papers, take them in."""
    _answer(hand)
    hand.open("Lưu")
    _answer(hand)
    hand.tick("#handed_all")
    hand.write("#f-_unscanned_reason", "Máy quét hỏng")
    hand.look("day-intake")
    hand.open("Tiếp nhận và in giấy hẹn")
    expect(hand.page.locator("main")).to_contain_text("Đã tiếp nhận hồ sơ")


def sheet_of(name):
    """Return the name of a box of the sheet: the question's own."""
    return name


def declaration_of(name):
    """Return the name of a box of the declaration that the browser asks without a line."""
    return f"d-{name}"


def _answer(hand, named=sheet_of):
    for question, value in ANSWERS.items():
        name = named(question)
        box = hand.page.locator(f'[name="{name}"]')
        if not box.count() or not box.first.is_visible():
            continue
        kind = box.first.evaluate("box => box.type")
        if kind == "radio":
            hand.tick(f'[name="{name}"][value="{value}"]')
        elif kind == "select-one":
            hand.choose(f'[name="{name}"]', value)
        else:
            hand.write(f'[name="{name}"]', value)


def take_supplement(hand, number):
    """Write down what was brought after the request (Article 19.4)."""
    hand.seek(number)
    hand.open("Nhận phần bổ sung nộp tại quầy")
    hand.tick("#handed_all")
    hand.write("#f-_unscanned_reason", "Máy quét hỏng")
    hand.look("day-supplement")
    hand.open("Nhận phần bổ sung")
    expect(hand.page.locator("main")).to_contain_text(number)


def hand_over(hand, number):
    """Take what is still owed in cash, hand the result over, write down what the receiver showed (Articles 20, 22)."""
    hand.seek(number)
    hand.open("Trả kết quả cho người nộp")
    hand.open("tiền mặt")
    hand.tick("#f-shown-card")
    hand.look("day-result")
    hand.open("Ghi đã trả kết quả")
    expect(hand.page.locator("main")).to_contain_text("Đã ghi việc trả kết quả")


def mend_receipt(hand, number):
    """Make a colleague's receipt void that names the wrong payer, and give the right one."""
    hand.seek(number)
    hand.open("Xem, ghi thu")
    hand.press(hand.page.get_by_text("Tên trên biên lai sai: hủy và lập lại").first)
    hand.write('[name="receipt-payer"]', "Phạm Văn Đức")
    hand.write('[name="receipt-reason"]', "Ghi sai tên người nộp")
    hand.look("day-receipt")
    hand.open("Hủy và lập biên lai mới")
    expect(hand.page.locator("main")).to_contain_text("Đã hủy biên lai cũ")


def open_shift(hand):
    """Open the drawer with the change that lies in it."""
    hand.page.goto("/can-bo/thu-phi/ca/")
    hand.write("#f-opening", "200.000")
    hand.open("Mở ca")


def close_shift(hand, *, taken):
    """Count the drawer at the end of the day: the change of the morning, and so many fees of 5,000 đồng."""
    hand.page.goto("/can-bo/thu-phi/ca/")
    hand.write("#f-note-200000", "1")
    hand.write("#f-note-5000", str(taken))
    hand.look("day-shift")
    hand.open("Chốt ca")
    expect(hand.page.locator("main")).to_contain_text("Đã chốt ca với")
