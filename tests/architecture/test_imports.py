"""The import contracts catch what they are there for: each is broken once in a copy."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS_AND_ROOMS = ".importlinter"
FACES = ".importlinter-faces"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the package and of the contracts."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(
        ROOT / "src" / "motcua",
        folder / "motcua",
        ignore=lambda _, names: [name for name in names if "." in name and name[-3:] != ".py"],
    )
    for name in (FLOORS_AND_ROOMS, FACES):
        shutil.copy(ROOT / name, folder)
    return folder


def lint(folder, config):
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT / 'tools'}"}
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", "--config", config],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def add(copy):
    """Add lines to a module of the copy for one test."""
    originals = {}

    def write(module, lines):
        path = copy / "motcua" / module
        path.parent.mkdir(exist_ok=True)
        originals.setdefault(path, path.read_text("utf-8") if path.exists() else None)
        path.write_text((originals[path] or "") + "\n" + lines, "utf-8")

    yield write
    for path, text in originals.items():
        if text is not None:
            path.write_text(text, "utf-8")
            continue
        path.unlink()
        if not any(path.parent.iterdir()):
            path.parent.rmdir()


@pytest.mark.parametrize("config", [FLOORS_AND_ROOMS, FACES])
def test_the_product_keeps_its_contracts(copy, config):
    outcome = lint(copy, config)

    assert outcome.returncode == 0, outcome.stdout


UPWARDS = "from motcua.domain.dossiers import queries as broken\n"


@pytest.mark.parametrize(
    ("module", "lines", "contract"),
    [
        ("capabilities/forms/added.py", UPWARDS, "Floors depend downwards only"),
        (
            "capabilities/forms/added.py",
            f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {UPWARDS}",
            "Floors depend downwards only",
        ),
        (
            "capabilities/forms/added.py",
            f"def late() -> None:\n    {UPWARDS}",
            "Floors depend downwards only",
        ),
        ("domain/procedures/added.py", UPWARDS, "Rooms of the domain floor"),
        (
            "capabilities/forms/added.py",
            "import motcua.capabilities.workflow.queries\n",
            "Rooms of the capabilities floor",
        ),
        (
            "domain/dossiers/rules/added.py",
            "from motcua.domain.dossiers import models as broken\n",
            "What the law says reads no table and changes none",
        ),
        (
            "domain/procedures/queries.py",
            "from motcua.domain.procedures import actions as broken\n",
            "Every context has the same inside",
        ),
        ("domain/warehouse/__init__.py", "", "Rooms of the domain floor"),
        ("lonely/__init__.py", "", "Floors depend downwards only"),
        ("surfaces/ui/added.py", UPWARDS, "Components know no context"),
    ],
    ids=[
        "upwards", "upwards-for-types", "upwards-late", "upwards-in-a-floor", "sideways",
        "rules-read-tables", "queries-call-actions", "undeclared-context", "undeclared-floor",
        "components-know-a-context",
    ],
)  # fmt: skip
def test_a_broken_contract_is_named(copy, add, module, lines, contract):
    add(module, lines)

    outcome = lint(copy, FLOORS_AND_ROOMS)

    assert outcome.returncode == 1
    assert f"{contract}" in outcome.stdout.partition("Broken contracts")[2]


def test_a_circle_inside_a_context_is_seen(copy, add):
    add("foundation/identity/first.py", "import motcua.foundation.identity.second\n")
    add("foundation/identity/second.py", "import motcua.foundation.identity.first\n")

    outcome = lint(copy, FLOORS_AND_ROOMS)

    assert "No circle of imports anywhere" in outcome.stdout.partition("Broken contracts")[2]


def test_a_back_door_is_seen(copy, add):
    add("surfaces/cli/added.py", "from motcua.domain.dossiers.models import Dossier\n")

    outcome = lint(copy, FACES)

    assert outcome.returncode == 1
    assert "motcua.surfaces.cli.added imports motcua.domain.dossiers.models" in outcome.stdout


def test_a_model_may_be_named_in_an_annotation(copy, add):
    add(
        "surfaces/cli/added.py",
        "from typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from motcua.domain.dossiers.models import Dossier\n",
    )

    assert lint(copy, FACES).returncode == 0
