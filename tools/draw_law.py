"""Articles 14 to 22 of Decree 61/2018 as a page: what the product does for each, where, and what proves it.

Read from docstrings that cite an article, so that a rule without its article is not on the page.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from markdown_words import table

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCES: Final = (
    "src/motcua/domain/dossiers",
    "src/motcua/domain/inquiries",
    "src/motcua/domain/registers",
    "src/motcua/domain/custody",
    "src/motcua/domain/chains",
    "src/motcua/composition/casework",
)
TESTS: Final = ROOT / "tests"
TITLES: Final = {
    14: "Phạm vi tiếp nhận thủ tục hành chính tại Bộ phận Một cửa",
    15: "Hướng dẫn kê khai, chuẩn bị hồ sơ thực hiện thủ tục hành chính",
    16: "Cách thức tổ chức, cá nhân nộp hồ sơ, nhận kết quả giải quyết thủ tục hành chính",
    17: "Tiếp nhận hồ sơ thủ tục hành chính",
    18: "Chuyển hồ sơ đến cơ quan có thẩm quyền giải quyết",
    19: "Giải quyết thủ tục hành chính",
    20: "Trả hồ sơ, kết quả giải quyết thủ tục hành chính",
    21: (
        "Trách nhiệm của các cơ quan, tổ chức, cá nhân có liên quan trong việc giải quyết hồ "
        "sơ, kết quả bị sai, bị mất, bị thất lạc hoặc bị hư hỏng và trong chậm trả kết quả"
    ),
    22: "Phương thức nộp phí, lệ phí",
}
"""The headings of the decree."""
CITED: Final = re.compile(
    r"\bArticles? (?P<articles>\d[\d.a-z-]*+(?:(?:, | and |; | or )\d[\d.a-z-]*+)*+)"
    r"(?! of (?:Decree (?!61/)|Circular|the |Law))"
)
OTHERS: Final = re.compile(
    r"(?:Decree (?!61/)[\d/]+|Law(?: \d+)?|Code(?: \d+)?|Circular [\d/]+),? $"
)
"""What stands before an article that is not of this decree."""
NAMED: Final = re.compile(r"test_article_(\d+)((?:_(?:\d+|[a-d](?=_)))*)_(.+)")
INTRODUCTION: Final = """\
What the product does for each clause of Articles 14 to 22 of Decree 61/2018/NĐ-CP, from the docstrings that cite it: the rule, where it
stands, and the tests that are named after it. Decree 118/2025/NĐ-CP replaced the decree on 1 July 2025; its text could not be read, so the
articles are those of 2018. What the table of acts allows is drawn in [states](states.md); what is not built is in
[under way](../under-way.md).
"""


def draw() -> str:
    """Return the page."""
    rules, proofs = _read_rules(), _read_proofs()
    lines = ["# Điều 14 đến 22 · The law of a dossier's life", "", INTRODUCTION]
    for number, title in TITLES.items():
        lines += [f"## Điều {number}. {title}", ""]
        rows = sorted(rules[number], key=lambda row: (_order(row[0]), row[2]))
        if rows:
            lines += [*table(("Clause", "What the product does", "Where"), rows), ""]
        proved = sorted(proofs[number], key=lambda one: (_order(one[0]), one[1]))
        if proved:
            lines += ["Proved by:", "", *(f"- {clause}: {words}" for clause, words in proved), ""]
        if not rows and not proved:
            lines += ["Nothing cites it yet.", ""]
    return "\n".join(lines)


def _read_rules() -> defaultdict[int, list[tuple[str, str, str]]]:
    """Return by article: clause, first line of the docstring, module and name."""
    found: defaultdict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            module = ".".join(path.relative_to(ROOT / "src/motcua").with_suffix("").parts)
            for name, words in _docstrings(path):
                for clause in _cited_in(words):
                    row = (clause, _first(words), f"`{module}{name}`")
                    found[_article(clause)].append(row)
    return found


def _read_proofs() -> defaultdict[int, list[tuple[str, str]]]:
    """Return by article: clause, and the test's name in words; or the module that is all about it."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        where = path.relative_to(ROOT)
        tests = [
            node.name
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        ]
        for name in tests:
            match = NAMED.fullmatch(name)
            if match and int(match[1]) in TITLES:
                clause = (match[1] + match[2]).replace("_", ".")
                words = match[3].replace("_", " ")
                found[int(match[1])].append((clause, f"{words} (`{where}`)"))
        for clause in _cited_in(ast.get_docstring(tree) or ""):
            told = f"{_first(ast.get_docstring(tree) or '')} (`{where}`)"
            found[_article(clause)].append((clause, told))
    return found


def _docstrings(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the names in a module that have docstrings, those of constants too, as they are imported."""
    tree = ast.parse(path.read_text("utf-8"))
    yield "", ast.get_docstring(tree) or ""
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=True):
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
        for clause in re.findall(r"\d[\d.a-z]*", match["articles"])
    ]
    return [clause for clause in dict.fromkeys(found) if _article(clause) in TITLES]


def _article(clause: str) -> int:
    return int(clause.partition(".")[0])


def _order(clause: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in clause.split(".")]


def _first(words: str) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join(words.strip().partition("\n\n")[0].split()).replace("|", "\\|")
