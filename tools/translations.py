"""Merge the English parts into one compiled catalogue, and find what nobody translated.

Source text is Vietnamese. Its English stands in ``locale/en/LC_MESSAGES``: ``<name>.part.po`` for the words of
the sources, one part for each part of the product, and ``<name>.data.po`` for words that come with data, such as
the names of holidays. ``django.mo`` is built from them and not committed.

    python tools/translations.py           build
    python tools/translations.py --check   also name what is missing, doubled, unused or broken; exit 1 if any
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "src" / "motcua"
ENGLISH = SOURCES / "locale" / "en" / "LC_MESSAGES"
COMPILED = ENGLISH / "django.mo"
TEMPLATE_KINDS = ("*.html", "*.txt")

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "translate": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*(?:![rs])?(?::[^}]*)?\}")

Key = tuple[str | None, str]
"""A text and the context that tells it from the same words elsewhere."""


def main() -> int:
    """Build, and on request report; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="report what is wrong")
    wanted = parser.parse_args()
    catalog, doubled = merge()
    with COMPILED.open("wb") as file:
        write_mo(file, catalog)
    print(f"{len(catalog)} texts in English")
    if not wanted.check:
        return 0
    wrong = [*doubled, *find_missing(catalog), *find_unused(), *find_broken(catalog)]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def merge(parts: str = "*.po") -> tuple[Catalog, list[str]]:
    """Return the parts as one catalogue, and the texts that two of them translate differently."""
    merged = Catalog(locale="en", domain="django", charset="utf-8")
    origins: dict[Key, tuple[str, object]] = {}
    doubled = []
    for path in sorted(ENGLISH.glob(parts)):
        for message in _read(path):
            key = (message.context, _text(message))
            name, english = origins.setdefault(key, (path.name, message.string))
            if english != message.string:
                doubled.append(f"{name} and {path.name} differ on {_text(message)!r}")
                continue
            merged.add(message.id, message.string, context=message.context)
    return merged, doubled


def find_missing(catalog: Catalog) -> list[str]:
    """Return the texts of the sources that have no English, with where they stand."""
    known = {
        (message.context, _text(message)) for message in _entries(catalog) if _is_filled(message)
    }
    return sorted(
        f"{place}: no English for {key[1]!r}"
        for key, place in used_texts().items()
        if key not in known
    )


def find_unused() -> list[str]:
    """Return the entries for sources that no source uses any more."""
    catalog, _doubled = merge("*.part.po")
    used = used_texts()
    return sorted(
        f"no source says {_text(message)!r}"
        for message in _entries(catalog)
        if (message.context, _text(message)) not in used
    )


def find_broken(catalog: Catalog) -> list[str]:
    """Return the entries whose English lost or invented a placeholder."""
    return sorted(
        f"placeholders differ in {_text(message)!r}"
        for message in _entries(catalog)
        if _is_filled(message) and not _keeps_placeholders(message)
    )


def used_texts() -> dict[Key, str]:
    """Return each translatable text of the sources with one place where it stands."""
    texts: dict[Key, str] = {}
    for path in sorted(SOURCES.rglob("*.py")):
        if "migrations" not in path.parts:
            _collect(texts, path, path.read_bytes())
    for kind in TEMPLATE_KINDS:
        for path in sorted(SOURCES.rglob(kind)):
            if "dist" not in path.parts:
                _collect(texts, path, _as_python(path))
    return texts


def _collect(texts: dict[Key, str], path: Path, source: bytes) -> None:
    for line, function, found, _comments in extract_python(io.BytesIO(source), KEYWORDS, [], {}):
        if function not in KEYWORDS:
            continue
        context, text = _split(function, found)
        if text:
            texts.setdefault((context, text), f"{path.relative_to(ROOT)}:{line}")


def _split(function: str, found: object) -> Key:
    """Return context and text of a call; a call without a literal has no text."""
    words = found if isinstance(found, tuple) else (found,)
    if "pgettext" in function:
        return words[0], words[1] or ""
    return None, words[0] or ""


def _as_python(path: Path) -> bytes:
    """Return a template's texts as the calls that Django's own extraction makes of them."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    return templatize(path.read_text(encoding="utf-8"), origin=str(path)).encode()


def _read(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        yield from _entries(read_po(file, locale="en", abort_invalid=True))


def _entries(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _text(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _is_filled(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def _keeps_placeholders(message: Message) -> bool:
    wanted = set(PLACEHOLDER.findall(_text(message)))
    written = message.string if isinstance(message.string, tuple | list) else (message.string,)
    # The singular may say "one" instead of the number.
    return all(set(PLACEHOLDER.findall(text)) <= wanted for text in written) and (
        set(PLACEHOLDER.findall(written[-1])) == wanted
    )


if __name__ == "__main__":
    raise SystemExit(main())
