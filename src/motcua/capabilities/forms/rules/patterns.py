r"""A text that fits a pattern: for sample answers, where the bank of ready ones has none.

Understands what patterns of forms are made of: literals, classes, ``\d \w \s \p{…}``, groups,
alternatives (the first is taken) and counts. Whether the text really fits is for the validator to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST: Final = 200
"""Times that one part is repeated at the most."""
_CLASSES: Final = {"d": "1", "w": "a", "s": " ", "D": "a", "W": " ", "S": "a", "n": "\n", "t": "\t"}
_PROPERTIES: Final = {"L": "a", "Lu": "A", "Ll": "a", "M": "", "N": "1", "Nd": "1", "Z": " "}
_INSTEAD: Final = "a1A. -/_"
"""Of a class that says what may not stand there, the first of these that may."""


class NotUnderstood(ValueError):
    """The pattern uses something beyond what forms use."""


def write(pattern: str) -> Iterator[str]:
    """Yield texts that should fit, the shortest first; nothing for what is not understood."""
    for times in (1, 2, 3, 5, 8, 12, 30):
        try:
            yield _Writer(pattern, times).write()
        except (NotUnderstood, IndexError):
            return


@dataclass
class _Writer:
    pattern: str
    times: int
    """How often a part is repeated that may be repeated without end."""
    place: int = 0

    def write(self) -> str:
        text = self._alternatives()
        if self.place < len(self.pattern):
            raise NotUnderstood(self.pattern)
        return text

    def _alternatives(self) -> str:
        first = self._sequence()
        while self._next() == "|":
            self.place += 1
            self._sequence()
        return first

    def _sequence(self) -> str:
        parts = []
        while self._next() not in {"", "|", ")"}:
            if self._next() in "^$":
                self.place += 1
                continue
            part = self._part()
            parts.append(part * self._count())
        return "".join(parts)

    def _part(self) -> str:
        sign = self._take()
        match sign:
            case "(":
                if self._next() == "?":
                    if self.pattern[self.place + 1] != ":":
                        raise NotUnderstood(self.pattern)
                    self.place += 2
                inner = self._alternatives()
                if self._take() != ")":
                    raise NotUnderstood(self.pattern)
                return inner
            case "[":
                return self._class()
            case "\\":
                return self._escaped()
            case ".":
                return "a"
            case _:
                return sign

    def _class(self) -> str:
        is_negated = self._next() == "^"
        self.place += is_negated
        members: list[str] = []
        while self._next() != "]" or not members:
            members.append(self._escaped() if (sign := self._take()) == "\\" else sign)
            if self._next() == "-" and self.pattern[self.place + 1] != "]":
                self.place += 2  # a range: its first letter serves
        self.place += 1
        if is_negated:
            return next(sign for sign in _INSTEAD if sign not in members)
        return next((member for member in members if member), "")

    def _escaped(self) -> str:
        sign = self._take()
        if sign in "pP":
            end = self.pattern.index("}", self.place)
            name = self.pattern[self.place + 1 : end]
            self.place = end + 1
            return _PROPERTIES.get(name, "a")
        return _CLASSES.get(sign, sign)

    def _count(self) -> int:
        least, most = 1, 1
        match self._next():
            case "*":
                least, most = 0, MOST
            case "+":
                least, most = 1, MOST
            case "?":
                least, most = 0, 1
            case "{":
                end = self.pattern.index("}", self.place)
                low, comma, high = self.pattern[self.place + 1 : end].partition(",")
                least = int(low)
                most = (int(high) if high else MOST) if comma else least
                self.place = end
            case _:
                return 1
        self.place += 1
        if self._next() == "?":
            self.place += 1
        return min(max(least, self.times if most > 1 else least), most, MOST)

    def _next(self) -> str:
        return self.pattern[self.place] if self.place < len(self.pattern) else ""

    def _take(self) -> str:
        sign = self.pattern[self.place]
        self.place += 1
        return sign
