"""The catalogue as a table for everybody: one row a procedure, UTF-8 with a mark that Excel needs."""

from collections.abc import Iterable, Iterator
from typing import Final

from motcua.domain.procedures.queries import Version
from motcua.foundation.kernel import sheets
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


def to_csv(versions: Iterable[Version], base: str) -> str:
    """Return the procedures as a table whose columns ``COLUMNS`` names."""
    return sheets.write_csv(COLUMNS, (_row(version, base.rstrip("/")) for version in versions))


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
