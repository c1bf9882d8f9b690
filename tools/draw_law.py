"""Articles 14 to 22 of Decree 61/2018 as a page: what the product does for each, where, and what proves it.

Read from docstrings that cite an article, so that a rule without its article is not on the page. Each clause and
point has its row; one that has neither a rule nor a reason is a gap, and so is a rule that no test is named after.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from law_clauses import CLAUSES, TITLES, Clause
from markdown_words import table

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCES: Final = ROOT / "src" / "motcua"
TESTS: Final = ROOT / "tests"
_NUMBER: Final = r"\d[\d.a-zđ-]*+"
CITED: Final = re.compile(
    rf"\bArticles? (?P<articles>{_NUMBER}(?:(?:, | and |; | or | to ){_NUMBER})*+)"
    r"(?! of (?:Decree (?!61/)|Circular|the |Law)|,? \(?(?:Civil Status Law|Law|Code|Circular|Decree (?!61/)))"
)
OTHERS: Final = re.compile(
    r"(?:Decree (?!61/)[\d/]+|Law(?: \d+)?|Code(?: \d+)?|Circular [\d/]+(?:/TT-\w+)?),? $"
)
"""What stands before an article that is not of this decree."""
NAMED: Final = re.compile(
    r"test_(?:article_)?(?P<clause>(?:1[4-9]|2[0-2])(?:_\d+)?(?:_(?:dd|[a-d]))?)_(?P<words>.+)"
)
INTRODUCTION: Final = """\
What the product does for each clause of Articles 14 to 22 of Decree 61/2018/NĐ-CP: the rule with the place in the code whose
docstring cites the clause, and the tests that are named after it or tell of it (those under `tests/journeys` go over HTTP, page by
page). What is not ours or not built says so. Decree 118/2025/NĐ-CP replaced the decree on 1 July 2025; its text could not be read, so
the articles are those of 2018. What the table of acts allows is drawn in [states](states.md); what is not built is in
[under way](../under-way.md).
"""
HEADS: Final = ("Khoản", "Nội dung", "What the product does", "Proved by")


@dataclass(frozen=True, kw_only=True)
class Found:
    """What code and tests say, by clause."""

    rules: Mapping[str, list[str]] = field(default_factory=dict)
    proofs: Mapping[str, list[str]] = field(default_factory=dict)


def draw() -> str:
    """Return the page."""
    found = read()
    lines = ["# Điều 14 đến 22 · The law of a dossier's life", "", INTRODUCTION]
    for number, title in TITLES.items():
        rows = [_row(one, found) for one in _clauses_of(number, found)]
        lines += [f"## Điều {number}. {title}", "", *table(HEADS, rows), ""]
    return "\n".join(lines)


def read() -> Found:
    """Return what docstrings and the names of tests say today."""
    return Found(rules=_read_rules(), proofs=_read_proofs())


def find_gaps(found: Found, clauses: Mapping[str, Clause] = CLAUSES) -> list[str]:
    """Return in words: each clause with neither rule nor reason, each rule unproved, each false citation."""
    gaps = []
    for name, clause in clauses.items():
        if clause.has_points:
            continue
        if name not in found.rules and not clause.lacking:
            gaps.append(f"Article {name} has neither a rule nor a reason in tools/law_clauses.py")
        if name in found.rules and name not in found.proofs:
            gaps.append(f"Article {name} has a rule, and no test is named after it")
    known = {*clauses, *(str(number) for number in TITLES)}
    for name in sorted({*found.rules, *found.proofs} - known, key=_order):
        places = [*found.rules.get(name, ()), *found.proofs.get(name, ())]
        gaps.append(f"Article {name} is cited and does not exist: {places[0]}")
    return gaps


def _clauses_of(number: int, found: Found) -> list[str]:
    """Return the clauses of an article in order; the article itself where something cites all of it."""
    whole = str(number)
    cited = [whole] if whole in found.rules or whole in found.proofs else []
    return [*cited, *(one for one in CLAUSES if _article(one) == number)]


def _row(name: str, found: Found) -> tuple[str, ...]:
    clause = CLAUSES.get(name, Clause(about="Cả điều"))
    rules = list(found.rules.get(name, ()))
    if clause.lacking:
        rules.append(f"*{clause.lacking}*")
    elif not rules and clause.has_points:
        rules.append("See its points.")
    return name, clause.about, _cell(rules), _cell(found.proofs.get(name, ()))


def _cell(entries: list[str] | tuple[str, ...]) -> str:
    return "<br>".join(f"• {one}" if len(entries) > 1 else one for one in entries)


def _read_rules() -> dict[str, list[str]]:
    """Return by clause: first line of the docstring that cites it, with module and name."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(SOURCES.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        module = ".".join(path.relative_to(SOURCES).with_suffix("").parts)
        for name, words in _docstrings(path):
            for clause in _cited_in(words):
                found[clause].append(f"{_first(words)} `{module}{name}`")
    return dict(found)


def _read_proofs() -> dict[str, list[str]]:
    """Return by clause: the tests that are named after it or whose docstring cites it; or their module."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        where = f"`{path.relative_to(ROOT)}`"
        tree = ast.parse(path.read_text("utf-8"))
        told: set[str] = set()
        for test in (one for one in tree.body if isinstance(one, ast.FunctionDef)):
            words = ast.get_docstring(test) or ""
            clause, name = _clause_in_name(test.name)
            cited = dict.fromkeys(([clause] if clause else []) + _cited_in(words))
            for one in cited:
                found[one].append(f"{name if one == clause else _first(words)} {where}")
            told |= set(cited)
        words = ast.get_docstring(tree) or ""
        for clause in _cited_in(words):
            if clause not in told:
                found[clause].append(f"{_first(words)} {where}")
    return dict(found)


def _clause_in_name(name: str) -> tuple[str, str]:
    """Return the clause after which a test is named, and the rest of its name in words."""
    match = NAMED.fullmatch(name)
    if match is None:
        return "", ""
    clause, words = match["clause"].replace("_dd", "_đ").replace("_", "."), match["words"]
    if clause not in CLAUSES and clause.rpartition(".")[0] in CLAUSES:
        # A letter that is no point of the clause is the article "a".
        clause, _dot, letter = clause.rpartition(".")
        words = f"{letter} {words}"
    return clause, words.replace("_", " ")


def _docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the names in a module that have docstrings, those of constants too, as they are imported."""
    tree = ast.parse(path.read_text("utf-8"))
    yield "", ast.get_docstring(tree) or ""
    for node, following in zip(tree.body, [*tree.body, None][1:], strict=True):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield f".{node.name}", ast.get_docstring(node) or ""
        is_told = (
            isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        )
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and is_told:
            yield f".{node.target.id}", following.value.value


def _cited_in(words: str) -> list[str]:
    """Return the clauses of Articles 14 to 22 that a text cites, each once."""
    text = " ".join(words.split())
    found = [
        clause.rstrip(".")
        for match in CITED.finditer(text)
        if not OTHERS.search(text[: match.start()])
        for clause in re.findall(r"\d[\d.a-zđ]*", match["articles"])
    ]
    return [clause for clause in dict.fromkeys(found) if _article(clause) in TITLES]


def _article(clause: str) -> int:
    return int(clause.partition(".")[0])


def _order(clause: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in clause.split(".")]


def _first(words: str) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join(words.strip().partition("\n\n")[0].split())
