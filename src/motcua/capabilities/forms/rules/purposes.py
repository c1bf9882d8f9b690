"""What a question asks of a person, by the kinds of Decree 13/2023 (Articles 2.3 and 2.4), and why.

What the question itself says counts; where it says nothing, the kind follows from how it is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from motcua.capabilities.forms.enums import FieldKind
from motcua.capabilities.forms.rules.anatomy import Document
from motcua.foundation.kernel.personal_data import DataKind, is_sensitive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.capabilities.forms.rules.shapes import Field, Page, Words

BY_LIST: Final = MappingProxyType(
    {
        "ethnicities": DataKind.ORIGIN,
        "countries": DataKind.NATIONALITY,
        "provinces": DataKind.PLACE,
    }
)
"""By the list that is chosen from."""
BY_SOURCE: Final = MappingProxyType(
    {"identity.birth_date": DataKind.LIFE_DATES, "identity.sex": DataKind.SEX}
)
"""By where the answer is known already."""
BY_CHECK: Final = MappingProxyType({"born": DataKind.LIFE_DATES, "sex": DataKind.SEX})
"""By what a check of a personal identification number compares it with."""
BY_KIND: Final = MappingProxyType(
    {
        FieldKind.NAME: DataKind.NAME,
        FieldKind.SIGNATURE: DataKind.NAME,
        FieldKind.PIN: DataKind.NUMBER,
        FieldKind.TAX_CODE: DataKind.NUMBER,
        FieldKind.PHONE: DataKind.NUMBER,
        FieldKind.EMAIL: DataKind.ACCOUNT,
        FieldKind.ADDRESS: DataKind.PLACE,
        FieldKind.PLACE: DataKind.PLACE,
    }
)
"""By how it is asked."""


def find_kinds(name: str, document: Document, hints: Document) -> tuple[DataKind, ...]:
    """Return the kinds of personal data in the answer to a question, of which there is always one."""
    if hints.get("data"):
        return tuple(DataKind(one) for one in hints["data"])
    if hints["kind"] == FieldKind.ADDRESS:
        return (DataKind.PLACE,)
    return (next(_guess(name, document, hints), DataKind.OTHER),)


def asks_sensitive(field: "Field") -> bool:
    """Say whether the answer to a question, or to one of its parts, is sensitive."""
    return any(is_sensitive(kind) for one in (field, *field.parts) for kind in one.data)


def _guess(name: str, document: Document, hints: Document) -> Iterator[DataKind]:
    options = hints.get("options")
    if isinstance(options, str) and options in BY_LIST:
        yield BY_LIST[options]
    for source in hints.get("sources", ()):
        if source["key"] in BY_SOURCE:
            yield BY_SOURCE[source["key"]]
    for check in document["hints"].get("checks", ()):
        for part, kind in BY_CHECK.items():
            if check.get(part) == name:
                yield kind
    if hints["kind"] in BY_KIND:
        yield BY_KIND[FieldKind(hints["kind"])]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question that says more of why it is asked than the form does, or whose answer is sensitive."""

    label: "Words"
    purpose: "Words | None"
    sensitive: tuple[DataKind, ...]


def list_asked(fields: "Mapping[str, Field]", page: "Page") -> tuple[Asked, ...]:
    """Return the questions of a page with a purpose of their own or a sensitive answer, in order."""
    found = []
    for name in page.fields:
        field = fields[name]
        for one in (field, *field.parts):
            sensitive = tuple(kind for kind in one.data if is_sensitive(kind))
            if sensitive or one.purpose:
                found.append(Asked(label=one.label, purpose=one.purpose, sensitive=sensitive))
    return tuple(found)
