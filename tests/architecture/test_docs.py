"""The docs say what the code does: generated pages are current, links lead somewhere, facts agree."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
NOTHING_REACHED = {
    "MOTCUA_STATE_DIR": "/nonexistent",
    "MOTCUA_SECRET_KEY": "none",
    "MOTCUA_MASTER_KEY": "none",
    "MOTCUA_DATABASE_HOST": "none",
    "MOTCUA_DATABASE_PASSWORD": "none",
}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)?(?:#([^)\s]+))?\)")
VERB = re.compile(r"(?:^|[`/ ])motcua ([a-z]+)")


@pytest.fixture(scope="module")
def redrawn(tmp_path_factory):
    """The reference pages as the code would have them now."""
    folder = tmp_path_factory.mktemp("reference")
    program = (
        "import sys, pathlib; sys.path.insert(0, 'tools'); import reference;"
        f"[pathlib.Path({str(folder)!r}, name).write_text(text, encoding='utf-8')"
        " for name, text in reference.pages().items()]"
    )
    subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, **NOTHING_REACHED}, check=True
    )
    return folder


@pytest.mark.parametrize(
    "name",
    [
        "api", "asvs", "commands", "events", "law", "permissions", "processes", "refusals", "settings",
        "states",
    ],
)  # fmt: skip
def test_a_reference_page_is_what_the_code_says(redrawn, name):
    committed = ROOT / "docs" / "reference" / f"{name}.md"

    assert committed.read_text("utf-8") == (redrawn / f"{name}.md").read_text("utf-8"), "make docs"


def test_no_reference_page_tells_of_the_machine_it_was_made_on(redrawn):
    assert not [page for page in redrawn.iterdir() if str(Path.home()) in page.read_text("utf-8")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_a_page_lead_somewhere(page):
    broken = [
        f"{path}#{anchor}"
        for path, anchor in LINK.findall(page.read_text("utf-8"))
        if not leads_somewhere(page, path, anchor)
    ]

    assert broken == []


def leads_somewhere(page, path, anchor):
    target = (page.parent / path) if path else page
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in anchors_of(target)


def anchors_of(page):
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_only_verbs_that_exist(page):
    from motcua.surfaces.cli.main import VERBS

    blocks = re.findall(r"```sh\n(.*?)```|`([^`\n]*)`", page.read_text("utf-8"), re.DOTALL)
    named = {verb for block in blocks for part in block for verb in VERB.findall(part)}

    assert named - {verb.name for verb in VERBS} - DJANGO_VERBS == set()


DJANGO_VERBS = {"shell", "collectstatic"}


def test_a_target_that_a_page_names_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"`make ([a-z-]+)", page.read_text("utf-8"))
    }

    assert named - targets == set()


def test_every_decision_stands_in_the_list_of_decisions():
    folder = ROOT / "docs" / "adr"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text("utf-8"))

    assert listed == sorted(path.name for path in folder.glob("[0-9]*.md"))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "docs" / "adr").glob("[0-9]*.md")), ids=lambda path: path.stem
)
def test_a_decision_tells_context_decision_and_consequences(path):
    headings = re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)

    assert headings == ["Context", "Decision", "Consequences"]


def test_one_word_stands_for_a_thing_in_the_glossary():
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \|",
        (ROOT / "docs" / "glossary.md").read_text("utf-8"),
        re.MULTILINE,
    )
    words = [english.strip() for _vietnamese, english in rows]

    assert len(words) == len(set(words))


def test_all_say_the_same_licence():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["license"]
    assets = json.loads((ROOT / "package.json").read_text("utf-8"))["license"]
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))["legal"]["license"]

    assert {project, assets, public} == {"EUPL-1.2"}
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in (ROOT / "LICENSE").read_text("utf-8")


def test_all_say_the_same_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))["softwareVersion"]

    assert project == public
    assert f"## {project}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_screenshots_are_small_and_shown():
    pages = [ROOT / "README.md", *(ROOT / "docs" / "tutorial").glob("*.md")]
    shown = "".join(page.read_text("utf-8") for page in pages)
    images = sorted((ROOT / "docs" / "images").glob("*.png"))

    assert [image.name for image in images if image.stat().st_size > 200_000] == []
    assert [image.name for image in images if f"/images/{image.name})" not in shown] == []
