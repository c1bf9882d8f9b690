"""The hands of an officer at a page: with a mouse or with the keyboard alone, every click and key counted."""

from dataclasses import dataclass, field

MOST_TABS = 90
"""More presses of Tab than any page of the desk has things to stop at."""
SEARCH = "#dossier-search"


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
    """Has no mouse: Tab goes on, Enter presses, the space bar ticks, a slash goes to the box on every page."""

    def press(self, target):
        """Go to what was found and press Enter."""
        self.go_to(target)
        self.effort.keys += 1
        self.page.keyboard.press("Enter")

    def tick(self, selector):
        """Go to a box and tick it, or to a group of circles and on to the wanted one."""
        target = self.page.locator(selector).first
        if target.is_checked():
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
        if box.input_value() == text:
            return
        self.go_to(box)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(text)
        self.effort.keys += 1 + len(text)

    def choose(self, selector, value):
        """Go to a list and down to the wanted line."""
        box = self.page.locator(selector)
        if box.input_value() == value:
            return
        self.go_to(box)
        self.strike("Home")
        while box.input_value() != value:
            self.strike("ArrowDown")

    def seek(self, text):
        """Go to the box on every page with its key, and let the scanner type."""
        if not self.is_there(SEARCH):
            self.page.evaluate("document.activeElement.blur()")
            self.strike("/")
            # A page listens to keys once its script is there: a person is slower than that, a test is not.
            for _time in range(20):
                if self.is_there(SEARCH):
                    break
                self.page.wait_for_timeout(100)
                self.page.keyboard.press("/")
            assert self.is_there(SEARCH), "the slash does not lead to the box"
        self.scan(text)

    def strike(self, key):
        """Press one key."""
        self.effort.keys += 1
        self.page.keyboard.press(key)

    def go_to(self, target):
        """Press Tab until the wanted thing has the focus, visibly."""
        asked = """wanted => {
            const here = document.activeElement
            return here !== document.body && wanted.some(one => here.contains(one))
        }"""
        for _press in range(MOST_TABS):
            if target.evaluate_all(asked):
                assert self.page.evaluate("document.activeElement.matches(':focus-visible')")
                return
            self.strike("Tab")
        raise AssertionError(f"Tab does not reach {target} on {self.page.url}")
