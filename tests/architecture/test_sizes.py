"""A module fits into a head, and nothing is left for later in a comment."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 400
WORDS = [word[::-1] for word in ("ODOT", "EMXIF", "KCAH")]
LATER = re.compile(rf"\b({'|'.join(WORDS)})\b")
NOT_OURS = {"package-lock.json", "requirements/dev.txt", "requirements/run.txt"}
TEXT = {
    ".py", ".html", ".txt", ".md", ".js", ".mjs", ".ts", ".scss", ".css", ".toml", ".yaml", ".yml",
    ".json", ".typ", ".bpmn", ".po", ".in", ".svg", "",
}  # fmt: skip


def tracked_files():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).is_file()]


def length(text):
    return len(text.splitlines())


def test_no_module_is_too_long():
    long = {
        str(name): lines
        for name in tracked_files()
        if name.suffix == ".py" and "migrations" not in name.parts
        if (lines := length((ROOT / name).read_text("utf-8"))) > LONGEST
    }

    assert long == {}


def test_nothing_is_left_for_later():
    found = [
        f"{name}:{number} {line.strip()[:80]}"
        for name in tracked_files()
        if name.suffix in TEXT and str(name) not in NOT_OURS
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), start=1)
        if LATER.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("word", WORDS)
def test_words_for_later_are_seen(word):
    assert LATER.search(f"# {word}: later")


@pytest.mark.parametrize("words", ["tô đỏ", "methodology", "hackathon", "todos los días"])
def test_other_words_are_not(words):
    assert not LATER.search(words)
