"""The command lists its verbs and ends with a status that scripts can trust."""

import os
import pkgutil
import subprocess
import sys

import pytest

from motcua.surfaces.cli import main
from motcua.surfaces.cli.management import commands


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-m", "motcua.surfaces.cli.main", *arguments],
        env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_alone_it_lists_its_verbs(capsys):
    status = main.run([])

    said = capsys.readouterr().out
    assert status == main.FINE
    assert [f"  {verb.name} " in said for verb in main.VERBS] == [True] * len(main.VERBS)


def test_every_verb_is_listed_and_there():
    there = {module.name for module in pkgutil.iter_modules(commands.__path__)} | {"up", "restore"}

    assert {verb.name for verb in main.VERBS} == there


@pytest.mark.parametrize("language", ["vietnamese", "english"])
def test_every_verb_has_its_line_in_both_languages(language):
    assert all(getattr(verb, language) for verb in main.VERBS)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["help"], main.FINE),
        (["no-such-verb"], main.WRONG_USAGE),
        (["up", "--port", "abc"], main.WRONG_USAGE),
        (["restore"], main.WRONG_USAGE),
        (["backup"], main.WRONG_USAGE),
        (["migrate", "--database", "default"], main.REFUSED),
    ],
)
def test_the_status_tells_refusal_from_wrong_usage(arguments, status):
    assert run(*arguments).returncode == status


def test_a_missing_setting_is_named(tmp_path):
    outcome = run("status", MOTCUA_STATE_DIR=str(tmp_path))

    assert outcome.returncode == main.REFUSED
    assert outcome.stderr.startswith("MOTCUA_SECRET_KEY is not set")
