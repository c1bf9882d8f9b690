"""What the small closed languages of officers share: conditions, formulas, cells, results.

Officers write them, so each is data with a grammar of its own; nothing is handed to Python. Each is
read by recursive descent with one token of look-ahead, within bounds on length, depth and size.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

END: Final = "end"
"""The kind of the token behind the last."""


class Misplaced(ValueError):
    """The text is not of the language; what stands at ``position`` does not belong there."""

    def __init__(self, position: int, found: str) -> None:
        self.position = position
        self.found = found
        super().__init__(f"unexpected {found or 'end'!r} at {position}")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: its kind is the group of the pattern that matched."""

    kind: str
    text: str
    position: int


class Reader:
    """Reads one text from left to right; a language derives its grammar from it."""

    pattern: ClassVar[re.Pattern[str]]
    """Of one token, white space before it included; every way to match is a named group."""
    refusal: ClassVar[type[Misplaced]] = Misplaced
    longest: ClassVar[int]
    """Characters of a text."""
    deepest: ClassVar[int] = 20
    """Of parentheses and signs in one another."""
    most: ClassVar[int] = 1_000
    """Tokens of a text."""

    def __init__(self, text: str) -> None:
        if len(text) > self.longest:
            raise self.refusal(self.longest, text[self.longest : self.longest + 10])
        self.tokens = self._split(text.rstrip())
        if len(self.tokens) > self.most:
            raise self.refusal(self.tokens[self.most].position, self.tokens[self.most].text)
        self.index = 0
        self.depth = 0

    def _split(self, text: str) -> list[Token]:
        tokens, position = [], 0
        while position < len(text):
            found = self.pattern.match(text, position)
            if found is None:
                raise self.refusal(position, text[position : position + 10])
            kind = found.lastgroup or ""
            tokens.append(Token(kind, found[kind], found.start(kind)))
            position = found.end()
        return [*tokens, Token(END, "", len(text))]

    @property
    def ahead(self) -> Token:
        """The token that has not been taken yet."""
        return self.tokens[self.index]

    def unexpected(self) -> Misplaced:
        """Return the refusal of the token ahead, to be raised."""
        return self.refusal(self.ahead.position, self.ahead.text)

    def advance(self) -> str:
        """Take the token ahead, whatever it is; return its text."""
        text = self.ahead.text
        self.index += 1
        return text

    def take(self, *texts: str) -> str:
        """Take the token ahead if it is one of these words or signs; return it, or nothing."""
        is_one = self.ahead.kind in {"word", "sign"} and self.ahead.text in texts
        return self.advance() if is_one else ""

    def take_kind(self, kind: str) -> str:
        """Take the token ahead, which must be of this kind; return its text."""
        if self.ahead.kind != kind:
            raise self.unexpected()
        return self.advance()

    def expect(self, text: str) -> None:
        """Take the token ahead, which must be this word or sign."""
        if not self.take(text):
            raise self.unexpected()

    def expect_end(self) -> None:
        """Refuse anything that is left."""
        if self.ahead.kind != END:
            raise self.unexpected()

    def deeper(self) -> None:
        """Go down one level; whoever calls it comes up again by ``depth``."""
        self.depth += 1
        if self.depth > self.deepest:
            raise self.unexpected()
