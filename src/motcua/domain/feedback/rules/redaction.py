"""What must not stand in a text that everybody reads: found by its shape, or known to be somebody's name."""

import re
from collections.abc import Iterable
from typing import Final

from motcua.foundation.kernel import vietnamese

_BETWEEN: Final = r"[\s.\-()]?"
_SHAPES: Final = (
    # Telephone numbers, personal and old identity numbers, accounts: nine digits or more, however they are grouped.
    re.compile(rf"(?<![\d/])\+?\d(?:{_BETWEEN}\d){{8,}}(?!\d)"),
    re.compile(r"(?<![\w.+-])[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    # Numbers and references of dossiers lead to a person.
    re.compile(r"\b(?:NT|PA)-[0-9A-Z]{5}(?:-[0-9A-Z]{5})+\b", re.IGNORECASE),
    re.compile(r"\b[A-Y]\d{2}(?:\.[0-9A-Z]+)+-\d{6,8}-\d{4,7}\b", re.IGNORECASE),
    re.compile(r"\b\d{2}[A-ZĐ]{1,2}\d?[\s.-]\d{3}[.]?\d{2}\b"),
)
LEAST_WORDS: Final = 2
"""Words that a name has: a name of one word is a word of the language too often."""


def find_personal(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """Return what tells who somebody is, as it stands there, each once.

    :param names: of the sender and of others the feedback speaks of
    """
    found = [match[0].strip() for shape in _SHAPES for match in shape.finditer(text)]
    said = f" {' '.join(vietnamese.fold(text).split())} "
    for name in names:
        words = vietnamese.fold(name).split()
        if len(words) >= LEAST_WORDS and _stands_in(" ".join(words), said):
            found.append(name)
    return tuple(dict.fromkeys(found))


def _stands_in(name: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None
