"""What another system sends when somebody lodged there: its shape, and what is wrong with one.

Changes of this shape are changes of the interface: fields may be added with a default, none renamed.
"""

from datetime import date, datetime
from typing import Any, Final

import msgspec

from motcua.foundation.identity.enums import Sex
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput

MALFORMED: Final = "casework.parcel-malformed"
LONGEST_NUMBER: Final = 64
"""Characters of another system's number."""


class ParcelApplicant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who lodged, as the other system has verified the identity."""

    identity_number: str
    """Personal identification number, 12 digits."""
    full_name: str
    birth_date: date
    assurance: int
    """Level of the electronic identity at the lodging: 2 or more (Decree 69/2024; to be verified)."""
    sex: Sex | None = None


class ParcelPaper(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper that was attached, under the code the procedure asks for it by."""

    code: str
    filename: str
    content: bytes
    """The file, base64. PDF, JPEG, PNG or HEIC."""


class Parcel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A dossier lodged in another system, for the agency here that decides it."""

    number: str
    """What the other system calls the dossier; it never changes."""
    procedure_code: str
    agency_code: str
    lodged_at: datetime
    """When the applicant lodged there."""
    applicant: ParcelApplicant
    answers: dict[str, Any]
    """What was declared, by the names of the form's questions."""
    papers: tuple[ParcelPaper, ...] = ()


def read(body: bytes) -> Parcel:
    """Return the parcel.

    Raises:
        InvalidInput: naming where its shape is wrong.
    """
    try:
        return msgspec.json.decode(body, type=Parcel)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidInput([shape_problem(error)]) from error


def shape_problem(error: Exception) -> FieldProblem:
    """Return where a document has another shape than it should have, and what is expected there."""
    text, _at, path = str(error).partition(" - at `$")
    field = path.rstrip("`").removeprefix(".")
    return FieldProblem(field=field or "$", text=text, code=MALFORMED)
