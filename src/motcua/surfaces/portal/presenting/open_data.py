"""The catalogue as a table for everybody: one row a procedure, UTF-8 with a mark that Excel needs."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Final

from motcua.domain.procedures.queries import Version
from motcua.surfaces.portal.presenting.procedures import fee_in_short, limit_in_words

COLUMNS: Final = (
    "code",
    "name",
    "name_en",
    "field",
    "level",
    "online_level",
    "executing_agencies",
    "subjects",
    "channels",
    "limit",
    "fee",
    "papers",
    "results",
    "legal_bases",
    "decision",
    "valid_from",
    "to_verify",
    "page",
)
"""The names do not change: others' programs read them."""
BYTE_ORDER_MARK: Final = "\ufeff"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def to_csv(versions: Iterable[Version], base: str) -> str:
    """Return the procedures as a table whose columns ``COLUMNS`` names."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for version in versions:
        writer.writerow([_harmless(text) for text in _row(version, base.rstrip("/"))])
    return BYTE_ORDER_MARK + written.getvalue()


def _row(version: Version, base: str) -> Iterator[str]:
    yield from (version.code, version.name, version.name_en, version.field.name)
    yield from (version.level.value, version.online_level.value)
    yield "; ".join(str(role.label) for role in version.executing_agencies)
    yield "; ".join(str(subject.label) for subject in version.subjects)
    yield "; ".join(channel.kind.value for channel in version.channels)
    yield limit_in_words(version.channels[0].limit)
    yield fee_in_short(version.channels[0])
    yield "; ".join(paper.name for paper in version.papers)
    yield "; ".join(result.name for result in version.results)
    yield "; ".join(basis.number for basis in version.legal_bases)
    yield from (version.decision.number, version.valid_from.isoformat())
    yield str(len(version.to_verify))
    yield f"{base}/thu-tuc/{version.code}/"


def _harmless(text: str) -> str:
    """Keep a spreadsheet from computing what is meant to be read."""
    return f"'{text}" if text.startswith(_FORMULA) else text
