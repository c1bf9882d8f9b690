"""What a visitor's line has to carry: the first view of a portal page stays under 100 kB."""

import gzip
import re

import brotli
import pytest
from tools import build_assets

from motcua.surfaces.ui import gallery

BUDGET = 100_000
DIST = build_assets.DIST
LAZY = {"htmx", "upload", "rows", "viewer", "pages", "empty", "offline", "browser", "chunk"}
"""Parts that a page fetches only when it holds what they serve, and what parts share."""


def carried(name: str) -> int:
    """Return the bytes of a built file as the server sends it: fonts are compressed already."""
    content = (DIST / name).read_bytes()
    return len(content) if name.endswith(".woff2") else len(brotli.compress(content))


def needed_by(style: str) -> list[str]:
    """Return the built files behind a page: style, its fonts, the script and its everyday parts."""
    fonts = re.findall(r"url\(([^)]+\.woff2)\)", (DIST / style).read_text(encoding="utf-8"))
    parts = {
        path.name
        for path in DIST.glob("part-*.js")
        if not any(path.name.startswith(f"part-{name}-") for name in LAZY)
    }
    return [style, *fonts, *with_imports({"ui.js", *parts})]


def with_imports(scripts: set[str]) -> set[str]:
    """Return the scripts with all that they import before they run."""
    texts = [(DIST / name).read_text(encoding="utf-8") for name in scripts]
    found = {name for text in texts for name in re.findall(r'(?:from|import)"\./([^"]+)"', text)}
    return scripts if found <= scripts else with_imports(scripts | found)


@pytest.mark.parametrize("style", ["portal.css", "desk.css"])
def test_first_view_is_light(style, visitor):
    page = len(gzip.compress(visitor.get("/").content))
    logo = len(gzip.compress((gallery.FOLDER.parent / "static/ui/logo.svg").read_bytes()))

    weights = {name: carried(name) for name in needed_by(style)}

    assert page + logo + sum(weights.values()) < BUDGET, weights
    assert len([name for name in weights if name.endswith(".woff2")]) == 4


def test_styles_name_only_files_that_are_built():
    for style in DIST.glob("*.css"):
        named = re.findall(r"url\([\"']?([^)\"']+)", style.read_text(encoding="utf-8"))

        assert {
            name for name in named if not (DIST / name).is_file() and not name.startswith("data:")
        } == set()


NAMED_BY_THE_BOARD = {"www.omg.org", "motcua.example", "bpmn.io"}
"""Namespaces of BPMN 2.0 and of our own marks in it, and the link that bpmn-js's licence asks for."""


def test_nothing_comes_from_elsewhere():
    for path in [*DIST.glob("*.css"), *DIST.glob("*.js")]:
        hosts = set(re.findall(r"https?://([a-z0-9.-]+)", path.read_text(encoding="utf-8")))

        assert hosts <= {
            "www.w3.org",
            "tus.io",
            "github.com",
            "developer.mozilla.org",
            "htmx.org",
            *NAMED_BY_THE_BOARD,
        }, path.name


WITHIN_PAGES = {"board.css"}
"""Sheets that a page takes in beside its own, which brings the typeface."""


def test_no_crown_and_no_foreign_typeface():
    for style in DIST.glob("*.css"):
        text = style.read_text(encoding="utf-8")

        assert "GDS Transport" not in text
        assert "crown" not in text
        assert style.name in WITHIN_PAGES or "Be Vietnam Pro" in text


def named(pattern: str) -> set[str]:
    """Return what templates and scripts name by the pattern."""
    surfaces = gallery.FOLDER.parents[1]
    sources = [*surfaces.rglob("*.html"), *(gallery.FOLDER.parent / "assets/js").glob("*.js")]
    return {
        name for path in sources for name in re.findall(pattern, path.read_text(encoding="utf-8"))
    }


def styled(pattern: str) -> set[str]:
    """Return the classes of that pattern that a style sheet gives a look."""
    sheets = (path.read_text(encoding="utf-8") for path in DIST.glob("*.css"))
    return {name for sheet in sheets for name in re.findall(rf"\.({pattern})", sheet)}


def test_every_class_of_ours_has_a_style():
    made_up = named(r"mc-[a-z_-]*[a-z]") - styled(r"mc-[a-z_-]+") - {"mc-tag", "mc-has-keys"}

    assert made_up == set()


WITHOUT_LOOK = {"govuk-frontend", "govuk-frontend-supported"}
"""Names of the package and of a mark for scripts."""


def test_every_pattern_in_use_is_in_the_style_sheets():
    """A pattern that no sheet takes in looks broken; margins are set by our own rules."""
    used = {name for name in named(r"govuk-[a-z]+(?:-[a-z]+)*") if not name.startswith("govuk-js")}

    assert used - styled("govuk-[a-z]+(?:-[a-z]+)*") - WITHOUT_LOOK == set()


def test_no_override_utilities():
    assert named(r"govuk-!-[a-z0-9-]+") == set()
