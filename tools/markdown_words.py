"""Words and tables of the generated pages."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from babel.messages import Catalog
from django.utils import translation

import translations


def both(text: object) -> tuple[str, str]:
    """Return the text in Vietnamese and in English; the English is empty where nobody translated it."""
    with translation.override("vi"):
        vietnamese = str(text)
    message = _english().get(vietnamese)
    string = message.string if message else ""
    return vietnamese, string if isinstance(string, str) else string[0]


@lru_cache(maxsize=1)
def _english() -> Catalog:
    # From the sources of the translations: whether they were compiled must not change a page.
    catalog, _doubled = translations.merge()
    return catalog


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Return a table, line by line."""
    yield _line(heads)
    yield _line(["---"] * len(heads))
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def first_line(documented: object) -> str:
    """Return the first sentence of a docstring."""
    return (getattr(documented, "__doc__", None) or "").strip().partition("\n")[0]
