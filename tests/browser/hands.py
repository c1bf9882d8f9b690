"""The hands of an officer at a page: with a mouse or with the keyboard alone, every click and key counted.

A chord such as Alt+T counts as two keys.
"""

from dataclasses import dataclass, field

MOST_TABS = 90
"""More presses of Tab than any page of the desk has things to stop at."""
MOST_BOXES = 12
ALT = 1
SEARCH = "#dossier-search"
HERE = """wanted => {
    const here = document.activeElement
    return !here.matches('body, #main') && wanted.some(one => here.contains(one))
}"""
EMPTY = """wanted => wanted.length > 0 && wanted.every(one =>
    one.matches("main form :is(input:not([type=checkbox], [type=file]), select, textarea)")
    && (one.type === "radio" ? !one.checked : one.value === ""))"""
IN_MAIN = "wanted => wanted.some(one => one.closest('main'))"


@dataclass
class Effort:
    """What an act asked of the hands."""

    clicks: int = 0
    keys: int = 0
    pages: int = 0
    """Pages that were waited for."""

    def __add__(self, other):
        """Return both together."""
        return Effort(
            clicks=self.clicks + other.clicks, keys=self.keys + other.keys,
            pages=self.pages + other.pages,
        )  # fmt: skip


@dataclass
class Mouse:
    """Points and clicks; types where the cursor stands."""

    page: object
    see: object = None
    """Looks at a page under a name: axe, the console, the width."""
    effort: Effort = field(default_factory=Effort)
    seen: set = field(default_factory=set)

    def look(self, name):
        """Have the page looked at, the first time one comes there."""
        if self.see is not None and name not in self.seen:
            self.seen.add(name)
            focused = self.page.evaluate_handle("document.activeElement")
            self.see(name)
            focused.evaluate("one => one.focus()")

    def rest(self):
        """Return what was asked of the hands since the last rest."""
        spent, self.effort = self.effort, Effort()
        return spent

    def open(self, words):
        """Follow a link or press a button, and wait for where it leads."""
        target = self.find(words)
        self.effort.pages += 1
        with self.page.expect_navigation():
            self.press(target)

    def find(self, words):
        """Return the first button or link that says so."""
        main = self.page.locator("main")
        named = main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words))
        return named.locator("visible=true").first

    def press(self, target):
        """Press what was found."""
        self.effort.clicks += 1
        target.click()

    def tick(self, selector):
        """Tick a box or choose a circle, if it is not ticked."""
        target = self.page.locator(selector).first
        if not target.is_checked():
            self.effort.clicks += 1
            target.check()

    def write(self, selector, text):
        """Write into a box, unless it says so already."""
        box = self.page.locator(selector).first
        if box.input_value() == text:
            return
        if not self.is_there(selector):
            self.effort.clicks += 1
            box.click()
        self.effort.keys += len(text)
        box.fill(text)

    def choose(self, selector, value):
        """Choose in a list, unless it is chosen already."""
        box = self.page.locator(selector)
        if box.input_value() != value:
            self.effort.clicks += 2
            box.select_option(value)

    def scan(self, text):
        """Let a hand scanner type where the cursor stands; it ends with Enter and costs no key."""
        self.effort.pages += 1
        with self.page.expect_navigation():
            self.page.keyboard.insert_text(text)
            self.page.keyboard.press("Enter")

    def scan_into(self, selector, text):
        """Go to a box that a script reads, and let the scanner type."""
        box = self.page.locator(selector)
        if not self.is_there(selector):
            self.reach(box)
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")

    def reach(self, target):
        """Go to a box."""
        self.press(target)

    def seek(self, text):
        """Put a number into the box on every page, by a scanner."""
        if not self.is_there(SEARCH):
            self.effort.clicks += 1
            self.page.locator(SEARCH).click()
        self.scan(text)

    def is_there(self, selector):
        """Say whether the cursor stands there."""
        return self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector)


class Keyboard(Mouse):
    """Has no mouse, and knows the keys that the pages name.

    Alt and a letter do what a page says at its foot, F2 goes to the next empty box, a slash to the box on every
    page, Tab on, past the masthead by the first link of the page; Enter presses, the space bar ticks.
    """

    def press(self, target):
        """Strike its own keys, or go to it and press Enter."""
        letter = target.get_attribute("accesskey")
        if letter:
            self.strike_access_key(letter)
        else:
            self.go_to(target)
            self.strike("Enter")

    def tick(self, selector):
        """Tick a box, or go to a group of circles and on to the wanted one."""
        target = self.page.locator(selector).first
        if target.is_checked():
            return
        letter = target.get_attribute("accesskey")
        if letter:
            self.strike_access_key(letter)
            assert target.is_checked()
            return
        if target.get_attribute("type") == "radio":
            name = target.get_attribute("name")
            self.go_to(self.page.locator(f'[name="{name}"]'))
            self.strike("Space")
            while not target.is_checked():
                self.strike("ArrowDown")
            return
        self.go_to(target)
        self.strike("Space")

    def write(self, selector, text):
        """Go to a box and write into it."""
        box = self.page.locator(selector).first
        before = box.input_value()
        if before == text:
            return
        self.go_to(box)
        if before:
            self.strike("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)
        self.effort.keys += len(text)

    def choose(self, selector, value):
        """Go to a list and down to the wanted line."""
        box = self.page.locator(selector)
        if box.input_value() == value:
            return
        self.go_to(box)
        self.strike("Home")
        while box.input_value() != value:
            self.strike("ArrowDown")

    def reach(self, target):
        """Go to a box."""
        self.go_to(target)

    def seek(self, text):
        """Go to the box on every page with its key, and let the scanner type."""
        if not self.is_there(SEARCH):
            self.page.evaluate("document.activeElement.blur()")
            self.strike_until_heard("/")
            assert self.is_there(SEARCH)
        self.scan(text)

    def strike(self, key):
        """Press one key, or a chord of several."""
        self.effort.keys += key.count("+") + 1
        self.page.keyboard.press(key)

    def strike_access_key(self, letter):
        """Press Alt and a letter as a keyboard does: the browser hears it by the character, which Playwright leaves out."""
        self.effort.keys += 2
        session = self.page.context.new_cdp_session(self.page)
        for kind in ("rawKeyDown", "char", "keyUp"):
            session.send(
                "Input.dispatchKeyEvent",
                {
                    "type": kind, "modifiers": ALT, "key": letter, "code": f"Key{letter.upper()}",
                    "text": letter, "unmodifiedText": letter,
                    "windowsVirtualKeyCode": ord(letter.upper()),
                },
            )  # fmt: skip
        session.detach()

    def strike_until_heard(self, key):
        """Press a key that a script listens to: a person is slower than the script's coming, a test is not."""
        self.effort.keys += 1
        stood = self.page.evaluate_handle("document.activeElement")
        for _time in range(100):
            self.page.keyboard.press(key)
            if not stood.evaluate("one => one === document.activeElement"):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"nothing listens to {key} on {self.page.url}")

    def go_to(self, target):
        """Go to the wanted thing, visibly: by F2 where it is an empty box, else by Tab."""
        if self._is_at(target):
            return
        if target.evaluate_all(EMPTY):
            for _press in range(MOST_BOXES):
                self.strike_until_heard("F2")
                if self._is_at(target):
                    return
            raise AssertionError(f"F2 does not reach {target} on {self.page.url}")
        if self.is_there("body") and target.evaluate_all(IN_MAIN):
            self.strike("Tab")
            assert self.is_there(".govuk-skip-link")
            self.strike("Enter")
        for _press in range(MOST_TABS):
            if self._is_at(target):
                return
            self.strike("Tab")
        raise AssertionError(f"Tab does not reach {target} on {self.page.url}")

    def _is_at(self, target):
        if not target.evaluate_all(HERE):
            return False
        assert self.page.evaluate("document.activeElement.matches(':focus-visible')")
        return True
