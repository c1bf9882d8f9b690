"""Take the README's pictures from the running product: the journey of a birth, on phone and desktop.

    make run PORT=9000                                    in one terminal
    .venv/bin/python tools/screenshots.py --port 9000     in another

It signs in as the demo's people and lodges one dossier. Pictures go to docs/images/.

Those of the tutorial of a new procedure are what its browser test saw:

    MOTCUA_SCREENSHOTS=/tmp/pages .venv/bin/pytest tests/browser/test_new_procedure.py
    .venv/bin/python tools/screenshots.py --seen /tmp/pages
"""

import argparse
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[1]
IMAGES: Final = ROOT / "docs" / "images"
DESKTOP: Final = {"width": 1280, "height": 800}
PHONE: Final = {"width": 390, "height": 780}
LARGEST: Final = 200_000
COLOURS: Final = 128
WITHOUT: Final = ("--no-sandbox", "--disable-quic", "--disable-background-networking")
SEEN: Final = {
    "new-draft-empty-desktop": "new-draft",
    "new-form-desktop": "new-form",
    "new-fees-desktop": "new-fees",
    "new-sitting-handled-desktop": "new-rehearsal",
    "new-check-phone": "new-check-phone",
}
"""What a page of the browser test is called as a picture of the tutorial."""
BIRTH: Final = "/thu-tuc/1.001193/"
MOTHER: Final = "Nguyễn Thị Hạnh"
DESK, REGISTRAR, LEADER = "motcua.songlam", "hotich.songlam", "chutich.songlam"


def main() -> int:
    """Take them all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--seen", type=Path, help="a folder with the pages of the browser test")
    chosen = parser.parse_args()
    if chosen.seen:
        keep_seen(chosen.seen)
        return 0
    address = f"http://127.0.0.1:{chosen.port}"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=list(WITHOUT))
        try:
            take_portal(browser, address)
            take_desk(browser, address)
        finally:
            browser.close()
    return 0


def take_portal(browser: Browser, address: str) -> None:
    """What a citizen sees: the way in on a phone, the rest on a desktop."""
    with a_page(browser, address, PHONE) as phone:
        phone.goto("/")
        keep(phone, "home-phone")
        phone.goto("/tim-kiem/?q=lam giay khai sinh cho con")
        keep(phone, "search-phone")
        phone.goto(BIRTH)
        keep(phone, "procedure-phone")
        sign_citizen_in(phone)
        draft = begin(phone)
        keep(phone, "form-phone")
    with a_page(browser, address, DESKTOP) as desktop:
        desktop.goto("/")
        keep(desktop, "home")
        desktop.goto(BIRTH)
        keep(desktop, "procedure")
        sign_citizen_in(desktop)
        desktop.goto(f"{draft}kiem-tra/")
        keep(desktop, "check")
        desktop.goto("/ho-so/")
        desktop.locator("main a[href^='/ho-so/NT-']").first.click()
        keep(desktop, "tracking")


def take_desk(browser: Browser, address: str) -> None:
    """What officers and leaders see."""
    with an_officer(browser, address, DESK) as desk:
        desk.goto("/can-bo/tiep-nhan/")
        keep(desk, "queue")
        desk.locator("main a[href*='/can-bo/tiep-nhan/NT-']").first.click()
        keep(desk, "intake")
    with an_officer(browser, address, LEADER) as leader:
        leader.goto("/can-bo/viec/")
        keep(leader, "work")
        leader.locator("main a[href*='/can-bo/viec/']:not([href*='?'])").first.click()
        keep(leader, "signing")
        leader.goto("/can-bo/bang/")
        keep(leader, "board")


def sign_citizen_in(page: Page) -> None:
    """Come in through the identity provider."""
    page.goto("/dang-nhap/tiep-tuc/")
    page.get_by_role("button", name=re.compile(MOTHER)).click()
    page.wait_for_load_state()


def begin(page: Page) -> str:
    """Begin a birth registration and return the path of the draft."""
    page.goto(f"{BIRTH}nop/")
    page.get_by_role("button", name=re.compile("^Bắt đầu")).first.click()
    page.wait_for_load_state()
    found = re.search(r"/ban-nhap/[0-9a-f-]+/", page.url)
    if found is None:
        raise SystemExit(f"no draft at {page.url}")
    page.goto(found[0])
    page.locator("main a[href*='/to-khai/']").first.click()
    return found[0]


@contextmanager
def an_officer(browser: Browser, address: str, login: str) -> Iterator[Page]:
    """A desktop in which this officer has signed in."""
    people = msgspec.yaml.decode((ROOT / "demo" / "people.yaml").read_bytes())
    motcua = Path(sys.executable).with_name("motcua")
    with a_page(browser, address, DESKTOP) as page:
        page.goto("/can-bo/dang-nhap/")
        page.fill("#login", login)
        page.fill("#password", people["password"])
        page.locator("main form button").first.click()
        code = subprocess.run(
            [motcua, "demo", "code", login], check=True, capture_output=True, text=True
        )
        page.fill("#code", code.stdout.strip())
        page.locator("main form button").first.click()
        page.wait_for_load_state()
        yield page


@contextmanager
def a_page(browser: Browser, address: str, size: dict[str, int]) -> Iterator[Page]:
    """A browser of its own, with its own cookies."""
    context = browser.new_context(base_url=address, viewport=size, locale="vi-VN")  # type: ignore[arg-type]
    try:
        yield context.new_page()
    finally:
        context.close()


def keep(page: Page, name: str) -> None:
    """Keep what the page shows, in few enough colours to stay small."""
    page.wait_for_load_state("networkidle")
    store(Image.open(io.BytesIO(page.screenshot())), name, seen_at=page.url)


def keep_seen(folder: Path) -> None:
    """Keep the tutorial's pictures of what the browser test saw, as much as a window shows."""
    for seen, name in SEEN.items():
        whole = Image.open(folder / f"{seen}.png")
        height = PHONE["height"] if seen.endswith("-phone") else DESKTOP["height"]
        store(whole.crop((0, 0, whole.width, min(height, whole.height))), name, seen_at=seen)


def store(picture: Image.Image, name: str, *, seen_at: str) -> None:
    """Write the picture, or refuse one that is too large for a repository."""
    path = IMAGES / f"{name}.png"
    picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path.name} has {size} bytes, more than {LARGEST}")
    print(f"{path.name}: {size // 1000} kB, {seen_at}")


if __name__ == "__main__":
    raise SystemExit(main())
