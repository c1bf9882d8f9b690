"""The same way without a script, without a mouse, and with letters twice as large."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser import birth
from tests.browser.visiting import faults_of

MOST_KEYS = 40
"""More presses of Tab than any page of the form has things to stop at."""
LONGEST_LIST = 80
"""More than there are peoples or provinces."""


def begin(visitor):
    """Begin a birth registration."""
    visitor.page.goto(birth.START)
    words = re.compile("^Bắt đầu")
    with visitor.page.expect_navigation():
        visitor.page.locator("main").get_by_role("button", name=words).click()


def test_lodging_without_a_script(visit, signed_in, tmp_path):
    photo = tmp_path / "giay-chung-sinh.jpg"
    photo.write_bytes(birth.photo())
    hanh = visit(java_script_enabled=False, storage_state=signed_in)
    page = hanh.page
    begin(hanh)
    for answers in birth.answers().values():
        hanh.fill(answers)
        hanh.press("Lưu và đi tiếp")
    page.set_input_files("#file-birth-notice", str(photo))
    hanh.press("Gửi tệp")
    expect(page.locator("#files-birth-notice")).to_contain_text(photo.name)
    hanh.press("Đi tiếp")
    page.check("#declared")
    hanh.press("Nộp hồ sơ")

    expect(page.locator("h1")).to_have_text("Đã nộp hồ sơ")
    assert hanh.faults == []


class Keyboard:
    """A person who has no mouse."""

    def __init__(self, page):
        self.page = page

    def go_to(self, selector):
        """Press Tab until the wanted box has the focus, which must be visible there."""
        for _press in range(MOST_KEYS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                assert self.page.evaluate("document.activeElement.matches(':focus-visible')")
                return
        raise AssertionError(f"Tab does not reach {selector} on {self.page.url}")

    def answer(self, name, value):
        """Answer one question, if the page asks it."""
        box = self.page.locator(f'[name="{name}"]')
        if not box.count():
            return
        kind = box.first.evaluate("box => box.type")
        self.go_to(f'[name="{name}"]')
        if kind == "radio":
            self._choose(f'[name="{name}"][value="{value}"]')
        elif kind == "select-one":
            self._go_down_to(box, value)
        else:
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.insert_text(value)

    def _choose(self, selector):
        """Choose with the space bar, and with the arrow where another stands first."""
        self.page.keyboard.press("Space")
        for _press in range(MOST_KEYS):
            if self.page.locator(selector).is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {selector}")

    def _go_down_to(self, box, value):
        """Go down the list from its top, unless the wanted line is the one chosen already."""
        if box.input_value() == value:
            return
        self.page.keyboard.press("Home")
        for _press in range(LONGEST_LIST):
            if box.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the list does not hold {value}")

    def send(self):
        """Press the button of the page."""
        self.go_to(".govuk-button-group button")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


def test_the_form_by_keyboard_alone(visit, signed_in):
    hanh = visit(storage_state=signed_in)
    begin(hanh)
    keyboard = Keyboard(hanh.page)

    for key, answers in birth.answers().items():
        hanh.page.wait_for_url(f"**/to-khai/{key}/")
        for name, value in answers.items():
            keyboard.answer(name, value)
        keyboard.send()

    hanh.page.wait_for_url("**/giay-to/")
    assert hanh.faults == []


@pytest.mark.parametrize(
    "path",
    ["/", "/thu-tuc/1.001193/", "/thu-tuc/1.001193/mau/", birth.START, "/ho-so/", "/tra-cuu/"],
)
def test_letters_twice_as_large_fit_a_phone(visit, signed_in, path):
    hanh = visit(storage_state=signed_in)
    hanh.page.goto(path)

    hanh.page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert list(faults_of(hanh.page)) == []


def test_the_form_with_letters_twice_as_large(visit, signed_in):
    hanh = visit(storage_state=signed_in)
    begin(hanh)
    for answers in birth.answers().values():
        hanh.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert list(faults_of(hanh.page)) == [], hanh.page.url
        hanh.fill(answers)
        hanh.press("Lưu và đi tiếp")
