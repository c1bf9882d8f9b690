"""OWASP ASVS 5.0, levels 1 and 2, as a page: each requirement with what proves it, or why nothing does.

Read from ``asvs.txt``: number, level, standing, our own words, what proves it, what is left to say.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from markdown_words import table

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = Path(__file__).with_name("asvs.txt")
STANDARD: Final = {1: 70, 2: 183}
"""How many requirements of each level version 5.0.0 has."""
INTRODUCTION: Final = """\
Where the product stands with the [Application Security Verification Standard](https://owasp.org/www-project-application-security-verification-standard/)
5.0.0 of OWASP, levels 1 and 2. The numbers are the standard's; what each asks is told in a few words of ours, so read it there. Nobody but us
has looked: this is a reading of our own, with the tests it rests on. What an attacker tried is in the [attack log](../explanation/attack-log.md), what each
surface has to fear in [threats](../explanation/threats.md).
"""
HEADS: Final = ("No.", "L", "Stands", "In our words", "Proved by", "What is left to say")


class Standing(StrEnum):
    """How the product stands with a requirement."""

    KEPT = "kept"
    PARTLY = "partly"
    OPEN = "open"
    ELSEWHERE = "elsewhere"
    NONE = "none"


MEANINGS: Final = {
    Standing.KEPT: "what is asked holds, and something proves it",
    Standing.PARTLY: "some of it holds; what does not is said",
    Standing.OPEN: "it does not hold",
    Standing.ELSEWHERE: "the operator's, the proxy's or the language's to keep",
    Standing.NONE: "the product has nothing that it could be asked of",
}


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """One line of the standard."""

    number: str
    level: int
    standing: Standing
    about: str
    named: tuple[str, ...]
    left: str

    @cached_property
    def proofs(self) -> tuple[Path, ...]:
        """What proves it, as places in the repository: tests by their short names, pages by their paths."""
        return tuple(_place(name) for name in self.named)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter of the standard."""

    title: str
    requirements: tuple[Requirement, ...]


def draw() -> str:
    """Return the page."""
    chapters = read()
    every = [one for chapter in chapters for one in chapter.requirements]
    lines = ["# OWASP ASVS 5.0", "", INTRODUCTION, *_sums(every), ""]
    for chapter in chapters:
        lines += [f"## {chapter.title}", "", *table(HEADS, map(_row, chapter.requirements)), ""]
    return "\n".join(lines)


def read() -> list[Chapter]:
    """Return the chapters with their requirements."""
    chapters: list[tuple[str, list[Requirement]]] = []
    for line in SOURCE.read_text("utf-8").splitlines():
        if line.startswith("V"):
            chapters.append((line, []))
            continue
        number, level, standing, about, named, left = (part.strip() for part in line.split("|"))
        chapters[-1][1].append(
            Requirement(
                number=number, level=int(level), standing=Standing(standing), about=about,
                named=tuple(named.split()), left=left,
            )
        )  # fmt: skip
    return [Chapter(title=title, requirements=tuple(rows)) for title, rows in chapters]


def _sums(every: list[Requirement]) -> Iterator[str]:
    counted = Counter((one.standing, one.level) for one in every)
    rows = (
        (standing.value, meaning, str(counted[standing, 1]), str(counted[standing, 2]))
        for standing, meaning in MEANINGS.items()
    )
    yield from table(("Stands", "Meaning", "Level 1", "Level 2"), rows)


def _row(one: Requirement) -> tuple[str, ...]:
    links = (_link(name, place) for name, place in zip(one.named, one.proofs, strict=True))
    return (
        one.number, str(one.level), one.standing.value, one.about, ", ".join(links), one.left,
    )  # fmt: skip


def _link(name: str, place: Path) -> str:
    shown = name.rpartition("/")[2].removesuffix(".md") if name.endswith((".md", ".json")) else name
    return f"[{shown}](../../{place.as_posix()})"


def _place(name: str) -> Path:
    """Return where it lies: ``identity/test_access`` and ``reception`` are tests."""
    if name.endswith((".md", ".json")):
        return Path(name)
    whole = Path("tests", name)
    return whole if not whole.name.startswith("test_") or whole.suffix else whole.with_suffix(".py")
