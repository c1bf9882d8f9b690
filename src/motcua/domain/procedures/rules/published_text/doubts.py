"""What a person must settle about a record, gathered while it is drafted."""

from collections.abc import Iterator
from typing import Any, Final

_LONGEST: Final = 2900


class Doubts:
    """The doubts of one record, all from one source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._found: list[dict[str, Any]] = []

    def add(self, about: str, question: str) -> None:
        """Name a doubt; one too long for a single entry continues in the next."""
        for piece in pieces(question):
            self._found.append({"about": about, "question": piece, "source": self.source})

    def plain(self) -> list[dict[str, Any]]:
        """Return them as the record holds them."""
        return list(self._found)


def pieces(text: str, longest: int = _LONGEST) -> Iterator[str]:
    """Return the text in pieces that a record can hold, cut between lines, else between words."""
    piece = ""
    for line in text.split("\n"):
        for part in _short(line, longest):
            if piece and len(piece) + len(part) + 1 > longest:
                yield piece
                piece = ""
            piece = f"{piece}\n{part}" if piece else part
    if piece.strip():
        yield piece


def _short(line: str, longest: int) -> Iterator[str]:
    while len(line) > longest:
        cut = line.rfind(" ", 1, longest)
        cut = cut if cut > 0 else longest
        yield line[:cut]
        line = line[cut:].lstrip()
    yield line
