"""One scan, many papers: which page begins which paper, and the sheets that say so by themselves. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

GOES_ON: Final = ""
"""A page that belongs to the paper of the page before it."""
OUT: Final = "out"
"""A page that belongs to no paper: blank, or a separator."""
TURNS: Final = (0, 90, 180, 270)
"""Degrees by which a page is turned to the right."""
SEPARATOR: Final = "motcua/to-ngan"
"""How the code on a separator sheet begins: procedure and paper follow."""


@dataclass(frozen=True, kw_only=True)
class SeenPage:
    """What was seen on a page of a scan."""

    is_blank: bool = False
    codes: tuple[str, ...] = ()
    """The texts of the QR codes on it."""


@dataclass(frozen=True, kw_only=True)
class Placed:
    """What an officer says of a page: the paper that begins there, or one of the words above; how it is turned."""

    starts: str = GOES_ON
    turn: int = 0


@dataclass(frozen=True, kw_only=True)
class Part:
    """A paper cut out of a scan: its pages in their order, each with its turn."""

    paper_code: str
    pages: tuple[tuple[int, int], ...]


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """What comes of a whole scan."""

    parts: tuple[Part, ...] = ()
    left_out: tuple[int, ...] = ()
    unplaced: tuple[int, ...] = field(default=())
    """Pages before the first paper, of which nobody has said what they are."""


def write_separator(procedure: str, paper_code: str) -> str:
    """Return what the code on the separator sheet of a paper says."""
    return f"{SEPARATOR}/{procedure}/{paper_code}"


def read_separator(text: str) -> tuple[str, str] | None:
    """Return the procedure and the paper that a code names; None if it is none of a separator sheet."""
    head, _slash, paper_code = text.rpartition("/")
    start, _slash, procedure = head.rpartition("/")
    return (procedure, paper_code) if start == SEPARATOR and procedure and paper_code else None


def group(placed: Sequence[Placed]) -> Grouped:
    """Return the papers of a scan: a page left out ends no paper, a paper named twice is two files."""
    parts: list[tuple[str, list[tuple[int, int]]]] = []
    left_out, unplaced = [], []
    for number, one in enumerate(placed, start=1):
        if one.starts == OUT:
            left_out.append(number)
        elif one.starts != GOES_ON:
            parts.append((one.starts, [(number, one.turn)]))
        elif parts:
            parts[-1][1].append((number, one.turn))
        else:
            unplaced.append(number)
    return Grouped(
        parts=tuple(Part(paper_code=code, pages=tuple(pages)) for code, pages in parts),
        left_out=tuple(left_out),
        unplaced=tuple(unplaced),
    )


def propose(pages: Sequence[SeenPage], *, procedure: str, papers: Collection[str]) -> list[Placed]:
    """Return what the scan says of itself: separators name the paper that follows, blank pages are left out.

    A separator of another procedure, or of a paper that this case does not ask for, names nothing: the page
    stays where it is, for the officer to judge.
    """
    found: list[Placed] = []
    named = GOES_ON
    for page in pages:
        paper = _named_by(page, procedure, papers)
        if paper is not None:
            named = paper
            found.append(Placed(starts=OUT))
        elif page.is_blank:
            found.append(Placed(starts=OUT))
        else:
            found.append(Placed(starts=named))
            named = GOES_ON
    return found


def recall(parts: Sequence[Part], *, pages: int) -> list[Placed]:
    """Return what was said of each page when the scan was cut into these parts."""
    found = [Placed(starts=OUT)] * pages
    for part in parts:
        for index, (number, turn) in enumerate(part.pages):
            starts = GOES_ON if index else part.paper_code
            found[number - 1] = Placed(starts=starts, turn=turn)
    return found


def _named_by(page: SeenPage, procedure: str, papers: Collection[str]) -> str | None:
    for text in page.codes:
        named = read_separator(text)
        if named is not None and named[0] == procedure and named[1] in papers:
            return named[1]
    return None
