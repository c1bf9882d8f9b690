"""What a browser says it is, in two words people know. No table is read.

The User-Agent header is what the browser chose to say: it helps its owner to recognise a session and
proves nothing. Only the two words are kept.
"""

from dataclasses import dataclass
from typing import Final

from motcua.foundation.identity.enums import Browser, System

# The first sign that is there counts: nearly every browser also calls itself Chrome and Safari.
_BROWSERS: Final = (
    ("Zalo", Browser.ZALO),
    ("coc_coc_browser", Browser.COC_COC),
    ("Edg", Browser.EDGE),
    ("OPR/", Browser.OPERA),
    ("SamsungBrowser/", Browser.SAMSUNG),
    ("Firefox/", Browser.FIREFOX),
    ("FxiOS/", Browser.FIREFOX),
    ("CriOS/", Browser.CHROME),
    ("Chrome/", Browser.CHROME),
    ("Safari/", Browser.SAFARI),
)
_SYSTEMS: Final = (
    ("iPhone", System.IPHONE),
    ("iPad", System.IPAD),
    ("Android", System.ANDROID),
    ("CrOS", System.CHROME_OS),
    ("Windows", System.WINDOWS),
    ("Macintosh", System.MAC),
    ("Linux", System.LINUX),
)


@dataclass(frozen=True, kw_only=True)
class Device:
    """A browser and what it runs on."""

    browser: Browser
    system: System


def read_device(user_agent: str) -> Device:
    """Return what the header says, as far as it says something known."""
    return Device(
        browser=next((one for sign, one in _BROWSERS if sign in user_agent), Browser.OTHER),
        system=next((one for sign, one in _SYSTEMS if sign in user_agent), System.OTHER),
    )
