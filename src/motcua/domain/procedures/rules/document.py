"""The catalogue as one JSON document, and the JSON Schema that describes it."""

from enum import Enum
from typing import Any, ClassVar, Literal

import msgspec

from motcua.domain.procedures.rules.record import Record


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Procedures as published, to be carried from one installation to another."""

    FORMAT: ClassVar = "motcua-catalogue/1"

    format: Literal["motcua-catalogue/1"] = "motcua-catalogue/1"
    procedures: tuple[Record, ...]


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the document, as the record's own types give it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": Document.FORMAT,
        **msgspec.json.schema(Document, schema_hook=_of_kinds),
    }


def _of_kinds(kind: type) -> dict[str, Any]:
    """Describe a kind with its words, which msgspec does not take for an enumeration."""
    if issubclass(kind, Enum):
        return {"type": "string", "enum": [one.value for one in kind]}
    raise NotImplementedError(kind)  # what msgspec asks of a hook, to name the type itself
