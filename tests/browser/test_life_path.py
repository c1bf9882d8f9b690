"""A person answers a path's questions on a phone, ticks off, prints, and lets the page be read aloud."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.visiting import faults_of

ANSWERS = {
    "ngay-sinh": "qua-60-ngay", "chung-sinh": "co", "cach-lam": "mot-lan", "o-cung": "cha-me",
    "nguoi-lam": "cha-me", "bao-hiem": "co", "ban-sao": "co",
}  # fmt: skip
LIST = "/viec-doi/sinh-con/?" + "&".join(f"{name}={value}" for name, value in ANSWERS.items())
VOICE = """
    window.said = []
    const speech = {
        speaking: false, getVoices: () => [{ lang: "vi-VN", name: "Giọng thử" }],
        speak: one => { window.said.push(one.text); speech.speaking = true },
        cancel: () => { speech.speaking = false }, addEventListener: () => {},
    }
    Object.defineProperty(window, "speechSynthesis", { value: speech })
    window.SpeechSynthesisUtterance = class extends EventTarget {
        constructor(text) { super(); this.text = text }
    }
"""


def test_from_the_home_page_to_a_ticked_list(visit):
    visitor = visit(java_script_enabled=True)
    page = visitor.page
    page.goto("/")
    visitor.press("Có con")
    visitor.look("life-question")
    while page.locator('[name="hoi"]').count():
        question = page.locator('[name="hoi"]').get_attribute("value")
        page.check(f'[name="{question}"][value="{ANSWERS[question]}"]')
        visitor.press("Đi tiếp")
    visitor.look("life-list")
    page.check('[value="lien-thong.birth-notice"]')
    visitor.press("Lưu dấu tích")

    expect(page.locator('[value="lien-thong.birth-notice"]')).to_be_checked()
    assert "co=lien-thong.birth-notice" in page.url
    assert visitor.faults == []


def test_the_list_on_paper(visit):
    """Nothing to press, nothing cut, and the address to come back to."""
    visitor = visit(size={"width": 794, "height": 1123})
    page = visitor.page
    page.goto(LIST)
    page.emulate_media(media="print")

    expect(page.locator("main button:visible")).to_have_count(0)
    expect(page.locator(".mc-on-paper")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")


def test_a_page_is_read_aloud_where_the_browser_has_the_voice(visit):
    visitor = visit()
    visitor.context.add_init_script(VOICE)
    page = visitor.page
    page.goto("/thu-tuc/1.001193/")
    button = page.get_by_role("button", name="Nghe trang này")
    button.click()

    expect(page.get_by_role("button", name="Dừng đọc")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("window.said")[0] == "Đăng ký khai sinh"
    page.get_by_role("button", name="Dừng đọc").click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert list(faults_of(page)) == []


def test_nothing_is_offered_where_there_is_no_voice(visit):
    visitor = visit()
    visitor.context.add_init_script(re.sub(r"\[\{ lang.*?\}\]", "[]", VOICE))
    visitor.page.goto("/thu-tuc/1.001193/")

    expect(visitor.page.locator("[data-listen]")).to_be_hidden()


@pytest.mark.parametrize("path", ["/viec-doi/", "/viec-doi/sinh-con/?hoi=ngay-sinh", LIST])
def test_a_path_with_letters_twice_as_large(visit, path):
    visitor = visit()
    visitor.page.goto(path)

    visitor.page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert list(faults_of(visitor.page)) == []
