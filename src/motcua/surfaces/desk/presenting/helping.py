"""Help for each page of the desk, read from files by topic: what it is for, what comes first, what goes wrong."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from motcua.foundation.kernel import vietnamese

FOLDER: Final = Path(__file__).resolve().parents[1] / "help"
FIRST: Final = "start"
"""The topic that stands first, and for pages that have none of their own."""


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic in one language."""

    title: str
    purpose: str
    first: list[str]
    """What to do, in order."""
    words: dict[str, str]
    """Words of the page, always in Vietnamese, and what they mean."""
    mistakes: list[str]


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic: the pages it is for, by the names of their addresses."""

    pages: list[str]
    article: str
    vi: Words
    en: Words

    def said_in(self, language: str) -> Words:
        """Return the topic in English, or else in Vietnamese."""
        return self.en if language == "en" else self.vi


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """Return every topic by its key, the first one first."""
    found = {
        path.stem: msgspec.toml.decode(path.read_bytes(), type=Topic)
        for path in sorted(FOLDER.glob("*.toml"))
    }
    return {FIRST: found.pop(FIRST), **found}


def topic_of(page: str) -> str:
    """Return the key of the topic that is for this page; the first one's for a page without."""
    return next((key for key, topic in topics().items() if page in topic.pages), FIRST)


def find(typed: str, language: str) -> list[tuple[str, Words]]:
    """Return the topics in which every word typed occurs, with or without marks; all for no word."""
    wanted = vietnamese.fold(typed).split()
    said = [(key, topic.said_in(language)) for key, topic in topics().items()]
    return [(key, words) for key, words in said if _holds(words, wanted)]


def _holds(words: Words, wanted: Sequence[str]) -> bool:
    explained = [part for pair in words.words.items() for part in pair]
    text = " ".join([words.title, words.purpose, *words.first, *words.mistakes, *explained])
    folded = vietnamese.fold(text)
    return all(word in folded for word in wanted)
