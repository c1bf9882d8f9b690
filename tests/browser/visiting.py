"""A person's browser, which looks at every page it is shown to: axe, the console, the width."""

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=vi",
]  # fmt: skip
AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCRIPTED = "body[data-scripted]"
"""A page whose script has begun in all its parts."""
WIDEST = """[...document.querySelectorAll('main *, header *, footer *')]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth && (!one.children.length || one.matches("select, button, a, summary")))
    .slice(0, 5).map(one => one.outerHTML.slice(0, 200))"""
"""What reaches out of the window, for who mends it."""
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
SCREENSHOTS = os.environ.get("MOTCUA_SCREENSHOTS")
"""Where to put the pictures of the pages, instead of the test's own folder."""


@dataclass
class Visitor:
    """One person at one device, and what was wrong with the pages."""

    context: object
    home: str
    folder: Path
    own_size: dict
    faults: list = field(default_factory=list)
    looked_at: set = field(default_factory=set)
    SIZES: ClassVar = {"phone": PHONE, "desktop": DESKTOP}

    def __post_init__(self):
        self.context.set_default_timeout(15_000)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self.faults.append(("script", str(error.error))))
        self.page = self.context.new_page()
        wait_for_scripts(self.page)

    def _note_console(self, message):
        """Keep what the browser complains of; a page that answers "please correct" is no complaint.

        A page within the page is a page too.
        """
        own = {frame.url.partition("#")[0] for frame in self.page.frames}
        is_own_page = message.location.get("url", "").partition("#")[0] in own
        if message.type == "error" and not (is_own_page and " 422 " in message.text):
            self.faults.append(("console", self.page.url, message.text, message.location))

    def look(self, name):
        """Look at the page in hand on a phone and on a desktop, and take a picture of each."""
        self.looked_at.add(name)
        for device, size in self.SIZES.items():
            self.page.set_viewport_size(size)
            self.page.screenshot(path=self.folder / f"{name}-{device}.png", full_page=True)
            self.faults += [(name, device, *fault) for fault in faults_of(self.page)]
        self.page.set_viewport_size(self.own_size)

    def press(self, words):
        """Press the button or follow the link that says so, and wait for the page it leads to."""
        main = self.page.locator("main")
        with self.page.expect_navigation():
            main.get_by_role("button", name=words, exact=True).or_(
                main.get_by_role("link", name=words, exact=True)
            ).first.click()

    def fill(self, answers):
        """Answer the questions that the page in hand asks; what is known is left as it is."""
        for name, value in answers.items():
            box = self.page.locator(f'[name="{name}"]')
            if not box.count():
                continue
            kind = box.first.evaluate("box => box.type")
            if kind == "radio":
                self.page.locator(f'[name="{name}"][value="{value}"]').check()
            elif kind == "select-one":
                box.select_option(value)
            else:
                box.fill(value)

    def choose_at_the_provider(self, name):
        """Say at the identity provider who one is."""
        with self.page.expect_navigation(url=f"{self.home}/**"):
            self.page.get_by_role("button", name=name).click()

    def sign_in_as_officer(self, login, password, code_of, *, look=False):
        """Sign in with the password and the code that the authenticator shows."""
        self.page.goto("/can-bo/")
        if look:
            self.look("sign-in-officer")
        self.page.fill("#login", login)
        self.page.fill("#password", password)
        self.press("Tiếp tục")
        if look:
            self.look("sign-in-code")
        self.page.fill("#code", code_of(login))
        self.press("Đăng nhập")
        assert not self.page.locator("#code").count(), self.page.locator("main").inner_text()


def scripted(page):
    """Wait until the page in hand hears what its script is to hear, where a key or a press of its own led to it."""
    page.wait_for_selector(SCRIPTED, state="attached")


def wait_for_scripts(page):
    """Let whoever comes to a page wait until its parts have come too: no person is quicker than they are."""
    goto, reload, expect_navigation = page.goto, page.reload, page.expect_navigation

    def settled(answer=None):
        page.wait_for_selector(f"body:not(.js-enabled), {SCRIPTED}", state="attached")
        return answer

    @contextmanager
    def expect_settled(**wishes):
        with expect_navigation(**wishes) as found:
            yield found
        settled()

    page.goto = lambda *args, **wishes: settled(goto(*args, **wishes))
    page.reload = lambda **wishes: settled(reload(**wishes))
    page.expect_navigation = expect_settled


def faults_of(page):
    """Return what axe finds in the page, and whether it is wider than its window."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations'], iframes: false})",
        RULES,
    )
    for violation in found["violations"]:
        nodes = [node["html"][:200] for node in violation["nodes"]]
        yield violation["id"], violation["help"], nodes
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield (
            "wider than the window",
            page.evaluate("document.documentElement.scrollWidth"),
            page.evaluate(WIDEST),
        )
