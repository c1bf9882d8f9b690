"""Somebody who has never seen the code adds a procedure, and a citizen lodges it: all in the browser."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser import birth, market
from tests.documents.test_papers import text_of
from tests.processes.harness import wait_until

SETTLED_WITHIN = 20
"""Seconds in which the worker has handed the result over."""


@pytest.fixture(scope="module")
def staffed(product):
    """The second controller and the commune's specialist can sign in too."""
    from tests.browser.conftest import PASSWORD

    product.set_password(PASSWORD, "truongphong.kiemsoat", "kinhte.songlam")


def write(visitor, values):
    """Type, choose and tick what the page asks, and press its buttons on the way."""
    page = visitor.page
    for name, value in values.items():
        if name.startswith("+"):
            with page.expect_navigation():
                page.locator(f'button[name="add"][value="{value}"]').click()
            continue
        if name == "!":
            visitor.press(value)
            continue
        box = page.locator(f'main [name="{name}"]')
        kind = box.first.evaluate("box => box.type")
        if kind == "select-one":
            box.select_option(value)
        elif kind in {"checkbox", "radio"}:
            ticked = [value] if isinstance(value, str) else value
            for one in ticked:
                (box if one == "on" else box.and_(page.locator(f'[value="{one}"]'))).check()
        else:
            box.fill(value)


def begin(control):
    """Find out where a new procedure begins, and give it its names."""
    control.press("Soạn thủ tục mới")
    control.look("new-begin")
    write(control, market.BEGINNING)
    control.press("Bắt đầu soạn")
    control.look("new-draft-empty")
    return control.page.url


def write_record(control):
    """Write the parts of the record; the page of the draft says which are still wrong."""
    for part, values in market.PARTS.items():
        control.press(part)
        write(control, values)
        control.look(f"new-part-{len(control.looked_at):02}")
        control.press("Lưu phần này")
        expect(control.page.locator(".govuk-notification-banner")).to_contain_text(
            f"Đã lưu: {part}."
        )


def build_form(control):
    """Build the form: a page of questions, a page of who asks, and when which paper is asked."""
    page = control.page
    control.press("Biểu mẫu điện tử")
    control.look("new-form-empty")
    control.press("Bắt đầu biểu mẫu mới")
    write(control, market.TITLE)
    control.press("Lưu")
    for title, english in (("Gian hàng", "The stall"), ("Người bán", "The seller")):
        control.press("Thêm trang")
        write(control, {"title.vi": title, "title.en": english})
        control.press("Lưu")
    for kind, values in market.QUESTIONS:
        section = page.locator("section").filter(has=page.get_by_role("heading", name="1. Gian"))
        with page.expect_navigation():
            section.get_by_role("link", name=re.compile("^Thêm câu hỏi")).click()
        page.get_by_label(kind, exact=True).check()
        control.press("Viết câu hỏi")
        write(control, values)
        control.press("Lưu câu hỏi")
    control.press("Thêm khối câu hỏi")
    control.look("new-form-block")
    write(control, {"block": "applicant", "page": "nguoi-ban"})
    control.press("Lưu")
    control.press("Thêm trường hợp")
    control.look("new-form-case")
    write(control, {"key": market.CASE, "when": market.FOOD})
    control.press("Lưu")
    expect(page.locator("#q-ten_gian_hang")).to_contain_text("Tên gian hàng")
    control.look("new-form")


def lay_out_process(control):
    """Begin with the usual steps, and call the first as this office does."""
    page = control.page
    control.press("Quy trình nội bộ")
    control.look("new-process-empty")
    control.press("Bắt đầu quy trình")
    with page.expect_navigation():
        page.locator("#buoc-kiem_tra").get_by_role("link", name=re.compile("^Sửa")).click()
    write(control, {"name": "Xem và xếp chỗ bán"})
    control.look("new-process-step")
    control.press("Lưu bước")
    expect(page.locator("#buoc-kiem_tra")).to_contain_text("Xem và xếp chỗ bán")
    control.look("new-process")


def tell_fees(control):
    """Tell who pays how much, and try a case."""
    page = control.page
    control.press("Bảng tính phí, lệ phí")
    control.look("new-fees-empty")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("^Lập bảng")).click()
    write(control, {"columns": ["answer_ban_ban_gi", "answer_so_met_mat_gian_hang"]})
    control.press("Đổi cột")
    write(control, market.FEES)
    control.look("new-fee")
    control.press("Lưu bảng")
    write(control, {"t-answer_ban_ban_gi": "do_an_thuc_uong", "t-answer_so_met_mat_gian_hang": "5"})
    control.press("Xem phải nộp bao nhiêu")
    tried = page.get_by_role("status").filter(has=page.get_by_role("table"))
    expect(tried).to_contain_text("100.000 đ")
    control.look("new-fees")


def compose_paper(control):
    """Compose the result's paper from fields of the form."""
    control.press("Mẫu giấy tờ")
    control.look("new-papers")
    control.press(market.RESULT)
    control.look("new-paper-empty")
    write(control, market.PAPER)
    control.press("Lưu mẫu")
    expect(control.page.get_by_role("article")).to_contain_text("[Tên gian hàng]")
    control.look("new-paper")


def rehearse(control):
    """Let a dossier that does not exist go all the way, and keep that as a test."""
    page = control.page
    control.press("Diễn tập bản soạn")
    control.look("new-rehearsal")
    control.press("Bắt đầu diễn tập")
    control.look("new-sitting")
    control.press("Điền dữ liệu mẫu")
    control.press("Đính kèm bản mẫu cho mọi giấy tờ")
    expect(page.get_by_role("region", name="Người dân thấy")).to_contain_text("Phí chỗ bán: ")
    control.press("Nộp hồ sơ")
    control.press("Thêm 1 giờ")
    control.press("Tiếp nhận hồ sơ")
    page.get_by_label("Đạt yêu cầu", exact=True).check()
    control.press("Hoàn thành bước")
    control.look("new-sitting-handled")
    page.get_by_label("Ký", exact=True).check()
    control.press("Hoàn thành bước")
    expect(page.get_by_role("link", name=market.RESULT)).to_be_visible()
    paper = page.get_by_role("link", name=market.RESULT).get_attribute("href")
    assert "Gian hàng:" in text_of(control.context.request.get(paper).body())
    write(control, {"name": "Bán đồ ăn, được cấp giấy"})
    control.look("new-sitting-done")
    control.press("Lưu bài diễn tập")
    expect(page.get_by_role("row").filter(has_text="Bán đồ ăn")).to_contain_text("Khớp")
    control.look("new-rehearsal-kept")


def publish(chief):
    """A second person agrees, a decision publishes, and the commune is told to take it in."""
    page = chief.page
    chief.press("Các bản soạn")
    chief.press(f"{market.CODE} {market.NAME}")
    chief.look("new-draft-review")
    chief.press("Đồng ý")
    chief.look("new-draft-agreed")
    write(chief, market.decision())
    chief.press("Công bố")
    expect(page.locator(".govuk-notification-banner")).to_contain_text("Đã công bố")
    chief.look("new-draft-published")
    page.goto(f"/can-bo/thu-tuc/{market.CODE}/")
    chief.look("new-versions")
    chief.press("Giao cơ quan, ghi hệ thống thực hiện")
    agency = page.get_by_label("Cơ quan", exact=True)
    agency.select_option(label="H99.101 Ủy ban nhân dân xã Sông Lam")
    write(chief, market.provision())
    chief.press("Giao tiếp nhận")
    chief.look("new-arrangement")


def lodge(hanh, photo):
    """Find the new procedure with words of every day, fill in and lodge; return the reference."""
    page = hanh.page
    page.goto("/")
    page.fill("#search", "thue cho ban hang o cho")
    hanh.press("Tìm")
    expect(page.locator(".mc-result__title").first).to_have_text(market.NAME)
    hanh.press(market.NAME)
    hanh.look("new-procedure")
    hanh.press("Nộp hồ sơ trực tuyến")
    hanh.press("Bắt đầu")
    hanh.look("new-filling")
    hanh.fill(market.ANSWERS)
    hanh.press("Lưu và đi tiếp")
    hanh.look("new-filling-known")
    hanh.press("Lưu và đi tiếp")
    page.set_input_files(f"#file-{market.PAPER_CODE}", str(photo))
    expect(page.locator(f"#files-{market.PAPER_CODE}")).to_contain_text(photo.name)
    hanh.look("new-filling-papers")
    hanh.press("Đi tiếp")
    expect(page.locator("main")).to_contain_text("100.000 đ")
    hanh.look("new-check")
    page.check("#declared")
    hanh.press("Nộp hồ sơ")
    return re.search(r"/ho-so/([^/]+)/da-nop/", page.url)[1]


def accept(desk, reference):
    """Take the dossier in at the desk, and the fee with it; return its number."""
    desk.page.goto("/can-bo/tiep-nhan/")
    desk.press(reference)
    expect(desk.page.locator("main")).to_contain_text(market.STALL)
    desk.look("new-intake")
    desk.press("Tiếp nhận hồ sơ")
    number = desk.page.locator(".govuk-panel .mc-code").inner_text()
    desk.page.get_by_role("link", name=re.compile("^Thu phí, lệ phí: ")).click()
    desk.look("new-fee")
    desk.press("Ghi đã thu")
    expect(desk.page.locator("main")).to_contain_text("Đã nộp đủ")
    return number


def finish_step(officer, number, outcome):
    """Do the officer's step of the dossier."""
    officer.page.goto("/can-bo/viec/")
    officer.press(number)
    officer.page.check(f'[name="outcome"][value="{outcome}"]')
    officer.look(f"new-task-{outcome}")
    with officer.page.expect_navigation():
        officer.page.get_by_role("button", name=re.compile("^Hoàn thành bước")).click()


def receive(hanh, reference):
    """Return the words of the paper that the citizen downloads once it has been handed over."""
    page = hanh.page
    paper = page.get_by_role("link", name=re.compile(f"^{market.RESULT}"))

    def is_there():
        page.goto(f"/ho-so/{reference}/")
        return paper.count()

    wait_until(is_there, within=SETTLED_WITHIN, what="the result")
    hanh.look("new-dossier")
    return text_of(hanh.context.request.get(paper.first.get_attribute("href")).body())


@pytest.mark.usefixtures("staffed")
def test_a_procedure_is_made_and_lodged_in_the_browser(visit, officer, signed_in, tmp_path):
    photo = tmp_path / "cam-ket.jpg"
    photo.write_bytes(birth.photo())
    control = officer("kiemsoat.lamgiang")
    draft = begin(control)
    write_record(control)
    for part in (build_form, lay_out_process, tell_fees, compose_paper, rehearse):
        part(control)
        control.page.goto(draft)
    control.look("new-draft-done")
    control.press("Gửi kiểm soát")
    expect(control.page.locator(".govuk-notification-banner")).to_contain_text("Đã gửi kiểm soát")

    chief = officer("truongphong.kiemsoat")
    publish(chief)
    hanh = visit(storage_state=signed_in)
    reference = lodge(hanh, photo)
    desk, specialist, chair = (
        officer(login) for login in ("motcua.songlam", "kinhte.songlam", "chutich.songlam")
    )
    number = accept(desk, reference)
    finish_step(specialist, number, "dat")
    finish_step(chair, number, "ky")

    words = receive(hanh, reference)
    assert market.RESULT.upper() in words
    assert f"{market.STALL}, 4 mét" in words
    assert "Nguyễn Thị Hạnh có chỗ bán" in words
    people = (control, chief, hanh, desk, specialist, chair)
    faults = [fault for one in people for fault in one.faults]
    assert not faults, "\n".join(map(str, faults))
