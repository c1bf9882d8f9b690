"""Result papers: by the template a record names, which paper it is and what stands on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.registries.queries import Registration, Spouse
from motcua.composition.casework import composed_papers, entries, papers
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.foundation.kernel import vietnamese

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


BIRTH_CERTIFICATE: Final = "birth-certificate"
LETTER: Final = "result"


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What a result is about: the dossier, what was declared, what stands in the book."""

    dossier: Dossier
    declared: papers.Declared
    registration: Registration | None


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A matter that stands in a book, with what its paper says beside that."""

    dossier: Dossier
    declared: papers.Declared
    registration: Registration
    signed: dict[str, str]
    at: datetime

    def frame(self) -> dict[str, Any]:
        """Return what every paper from a book carries."""
        number = papers.certificate_number(self.registration)
        return {
            **papers.common(self.dossier, number=number, at=self.at),
            **self.signed,
            "book": self.registration.book_number,
            "registered_on": self.registration.recorded_on,
            "registered_at": self.dossier.agency.name,
        }


@dataclass(frozen=True, kw_only=True)
class OfBook:
    """A paper made from an entry in a civil-status book."""

    kind: PaperKind
    fill: Callable[[Entered], dict[str, Any]]


def read(dossier: Dossier) -> Matter:
    """Return what the dossier's result is about. Three queries; two more once it was reopened."""
    recorded = dossiers.find_last(dossier, Act.RECORD_ENTRY)
    matter = Matter(
        dossier=dossier,
        declared=papers.read_declared(dossier),
        registration=None
        if recorded is None
        else Registration(
            book_number=recorded.payload["book"],
            entry_number=recorded.payload["entry"],
            pin=recorded.words.get("pin", ""),
            recorded_on=date.fromisoformat(recorded.payload["recorded_on"]),
        ),
    )
    # An error put right before the reopening is not made again.
    return matter if dossier.handling == 1 else with_corrections(matter)


def with_corrections(matter: Matter) -> Matter:
    """Return the matter with what was corrected since it was declared last (Article 21.1). Two queries."""
    now: dict[str, str] = {}
    for entry in dossiers.timeline(matter.dossier):
        if entry.act is Act.CORRECT:
            now |= entry.words["now"]
        elif entry.act is Act.SUPPLEMENT:
            now = {}
    return with_answers(matter, now)


def with_answers(matter: Matter, now: Mapping[str, str]) -> Matter:
    """Return the matter with these answers in place of those declared."""
    declared = matter.declared
    if not now or declared.version.form_definition_id is None:
        return matter
    answers = {**declared.answers, **now}
    form = forms.get_definition(declared.version.form_definition_id)
    corrected = replace(declared, answers=answers, texts=forms.texts(form, answers))
    return replace(matter, declared=corrected)


def template_of(matter: Matter) -> str:
    """Return the key of the paper's template: composed, of a book, or the general letter."""
    if composed_papers.find_template(matter.declared.version) is not None:
        return composed_papers.TEMPLATE
    return _book_template(matter) or LETTER


def kind_of(matter: Matter) -> PaperKind:
    """Return what kind of paper the result is."""
    book = OF_BOOKS.get(_book_template(matter) or "")
    return book.kind if book else PaperKind.RESULT


def _book_template(matter: Matter) -> str | None:
    if matter.registration is None:
        return None
    # Versions published before results named their template entered births alone.
    return matter.declared.version.result.template_key or BIRTH_CERTIFICATE


def fill(matter: Matter, *, number: str, signed: dict[str, str], at: datetime) -> dict[str, Any]:
    """Return the values of the result's paper under its template."""
    own = composed_papers.find_template(matter.declared.version)
    if own is not None:
        return composed_papers.fill(
            own, matter.dossier, matter.declared, matter.registration,
            number=number, signed=signed, at=at,
        )  # fmt: skip
    template = _book_template(matter)
    if template is not None:
        return of_book(template, matter, signed=signed, at=at)
    return papers.result_letter(
        matter.dossier, matter.declared, number=number, signed=signed, at=at
    )


def of_book(
    template: str, matter: Matter, *, signed: dict[str, str], at: datetime
) -> dict[str, Any]:
    """Return the values of a paper that is made from an entry in a book."""
    assert matter.registration is not None
    return OF_BOOKS[template].fill(
        Entered(
            dossier=matter.dossier,
            declared=matter.declared,
            registration=matter.registration,
            signed=signed,
            at=at,
        )
    )


def _birth_certificate(entered: Entered) -> dict[str, Any]:
    return papers.birth_certificate(
        entered.dossier,
        papers.birth_entry(entered.declared, entered.dossier.agency),
        entered.registration,
        signed=entered.signed,
        at=entered.at,
    )


def _death_extract(entered: Entered) -> dict[str, Any]:
    """Return the values of the death extract (Civil Status Law, Articles 34.2 and 62.1)."""
    entry = entries.death(entered.declared, entered.dossier.agency)
    return {
        **entered.frame(),
        "full_name": entry.full_name,
        "birth_year": str(entry.birth_year),
        "sex": str(entry.sex.label),
        "ethnicity": entry.ethnicity,
        "nationality": entry.nationality,
        "pin": entry.pin,
        "last_residence": entry.last_residence,
        "died_on": entry.died_on,
        "died_on_in_words": vietnamese.date_in_words(entry.died_on),
        "died_at": entry.died_at,
        "place_of_death": entry.place,
        "cause": entry.cause,
        "declarant": entry.registrant_name,
        "declarant_identity": _identity(entry.registrant_pin),
    }


def _marriage_certificate(entered: Entered) -> dict[str, Any]:
    """Return the values of the marriage certificate (Civil Status Law, Article 17.2)."""
    entry = entries.marriage(entered.declared, entered.dossier.agency)
    return {
        **entered.frame(),
        "wife": _spouse(entry.wife),
        "husband": _spouse(entry.husband),
    }


def _spouse(spouse: Spouse) -> dict[str, Any]:
    return {
        "name": spouse.full_name,
        "born_on": spouse.born_on,
        "ethnicity": spouse.ethnicity,
        "nationality": spouse.nationality,
        "residence": spouse.residence,
        "identity": _identity(spouse.pin),
    }


def _identity(pin: str) -> str:
    return f"Số định danh cá nhân {pin}"


OF_BOOKS: Final[Mapping[str, OfBook]] = {
    BIRTH_CERTIFICATE: OfBook(kind=PaperKind.BIRTH_CERTIFICATE, fill=_birth_certificate),
    "death-extract": OfBook(kind=PaperKind.DEATH_EXTRACT, fill=_death_extract),
    "marriage-certificate": OfBook(kind=PaperKind.MARRIAGE_CERTIFICATE, fill=_marriage_certificate),
}
"""By the template key of the record's result."""
