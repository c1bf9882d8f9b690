"""Whose which part of a record is, and in which part each field is written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from motcua.domain.procedures.enums import Owner, Part

FIELDS: Final[Mapping[Part, tuple[str, ...]]] = MappingProxyType(
    {
        Part.NAMES: (
            *("code", "name", "name_en", "summary", "summary_en", "field"),
            *("level", "audience", "essential"),
        ),
        Part.SUBJECTS: ("subjects", "subjects_note"),
        Part.AGENCIES: (
            *("executing_agencies", "deciding_agencies"),
            *("delegated_agencies", "coordinating_agencies", "authorities"),
        ),
        Part.CASES: ("cases",),
        Part.CHANNELS: ("channels", "elsewhere", "obligations"),
        Part.PAPERS: ("papers", "sets"),
        Part.STEPS: ("steps",),
        Part.CONDITIONS: ("conditions",),
        Part.RESULTS: ("results",),
        Part.LAW: ("legal_bases",),
        Part.LINKED: ("linked", "members"),
        Part.KEYWORDS: ("keywords",),
        Part.ONLINE: (
            *("online_level", "online_barrier", "online_reason"),
            *("form_key", "workflow_key", "readiness"),
        ),
        Part.DOUBTS: ("to_verify",),
        Part.PUBLICATION: ("decision", "valid_from", "valid_to", "repealed_by"),
    }
)
"""Every field of ``rules.record.Record``, in exactly one part."""

WRITTEN: Final = tuple(part for part in Part if part is not Part.PUBLICATION)
"""The parts written by hand; the last is said by the decision that publishes."""

NATIONAL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "code": "Nghị định 224/2026/NĐ-CP, Điều 15.1.b",
        "name": "Nghị định 224/2026/NĐ-CP, Điều 15.1.b",
        "field": "Nghị định 224/2026/NĐ-CP, Điều 15.1.b",
        "members": "Nghị định 224/2026/NĐ-CP, Điều 15.1.b",
        "essential": "Quyết định 06/QĐ-TTg năm 2022",
    }
)
"""The fields that are one for the whole country, each with what makes it so.

An agency below the nation copies them from the national database and does not change them.
"""


def owner_of(field: str) -> Owner:
    """Return whose a field of the record is."""
    return Owner.NATION if field in NATIONAL else Owner.PUBLISHER


def part_of(field: str) -> Part:
    """Return the part in which a field of the record is written.

    Raises:
        StopIteration: if the record has no such field
    """
    return next(part for part, fields in FIELDS.items() if field in fields)
