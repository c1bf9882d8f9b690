"""The table of ASVS is whole and rests on what exists; the list of parts names all that is pinned."""

import importlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tools():
    """The tools of the repository by name."""
    sys.path.insert(0, str(ROOT / "tools"))
    yield importlib.import_module
    sys.path.remove(str(ROOT / "tools"))


@pytest.fixture(scope="module")
def every(tools):
    """Every requirement of the table."""
    return [one for chapter in tools("draw_asvs").read() for one in chapter.requirements]


def test_the_table_has_each_requirement_of_both_levels_once(every, tools):
    assert Counter(one.level for one in every) == tools("draw_asvs").STANDARD
    assert [
        number for number, count in Counter(one.number for one in every).items() if count > 1
    ] == []


def test_what_proves_a_requirement_exists(every):
    missing = {
        (one.number, str(proof))
        for one in every
        for proof in one.proofs
        if not (ROOT / proof).exists()
    }

    assert missing == set()


def test_what_is_kept_is_proved_and_what_is_not_says_why(every, tools):
    kept, partly = tools("draw_asvs").Standing.KEPT, tools("draw_asvs").Standing.PARTLY

    assert [one.number for one in every if one.standing in {kept, partly} and not one.proofs] == []
    assert [one.number for one in every if one.standing is not kept and not one.left] == []


def test_the_list_of_parts_names_all_that_is_pinned(tools):
    parts = {part["purl"]: part for part in tools("sbom").make()["components"]}
    pinned = re.findall(
        r"^([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)",
        (ROOT / "requirements/run.txt").read_text("utf-8"),
        re.MULTILINE,
    )
    built_in = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]

    assert len(pinned) > 50
    for name, version in pinned:
        purl = f"pkg:pypi/{re.sub('[-_.]+', '-', name).lower()}@{version}"
        assert all(len(one["content"]) == 64 for one in parts[purl]["hashes"]), purl
        assert parts[purl]["hashes"], purl
    assert set(built_in) <= {part["name"] for part in parts.values()}
