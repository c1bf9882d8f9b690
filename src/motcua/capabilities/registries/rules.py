"""Personal identification numbers and the values exchanged with registries."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final

from motcua.capabilities.registries.enums import Book, Sex

PIN_LENGTH: Final = 12
RANDOM_DIGITS: Final = 6
_FIRST_CENTURY: Final = 19


@dataclass(frozen=True, kw_only=True)
class Parent:
    """A parent as a birth entry names one (Article 14.1.b of the Law on Civil Status 2014)."""

    full_name: str
    birth_year: int | None = None
    ethnicity: str = ""
    nationality: str = ""
    residence: str = ""
    pin: str = ""


@dataclass(frozen=True, kw_only=True)
class BirthEntry:
    """What goes into the book (Article 14.1 of the Law on Civil Status 2014)."""

    full_name: str
    sex: Sex
    born_on: date
    birth_place: str
    home_place: str
    """Quê quán."""
    ethnicity: str
    nationality: str
    agency_code: str
    """The agency whose book it is."""
    province_code: str
    """Two digits: where the birth is registered; the PIN begins with it."""
    mother: Parent | None = None
    father: Parent | None = None
    registrant_name: str = ""
    registrant_pin: str = ""
    registrant_relation: str = ""


@dataclass(frozen=True, kw_only=True)
class DeathEntry:
    """What goes into the book of deaths (Article 34 of the Law on Civil Status 2014)."""

    book: ClassVar[Book] = Book.DEATH

    full_name: str
    sex: Sex
    birth_year: int
    ethnicity: str
    nationality: str
    last_residence: str
    died_on: date
    place: str
    cause: str
    agency_code: str
    """The agency whose book it is."""
    pin: str = ""
    died_at: str = ""
    """Hour and minute, where they are known."""
    registrant_name: str = ""
    registrant_pin: str = ""
    registrant_relation: str = ""


@dataclass(frozen=True, kw_only=True)
class Spouse:
    """One of the two as a marriage names them (Article 17.2.a of the Law on Civil Status 2014)."""

    full_name: str
    born_on: date
    ethnicity: str
    nationality: str
    residence: str
    pin: str


@dataclass(frozen=True, kw_only=True)
class MarriageEntry:
    """What goes into the book of marriages (Articles 17 and 18 of the Law on Civil Status 2014)."""

    book: ClassVar[Book] = Book.MARRIAGE

    wife: Spouse
    husband: Spouse
    agency_code: str


EventEntry = DeathEntry | MarriageEntry


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What the registries gave for an entry."""

    book_number: str
    """The book of the year: ``2026/H99.101``."""
    entry_number: int
    """Counted from 1 within the book, without gaps."""
    pin: str
    """The newborn child's; empty for other events."""
    recorded_on: date


@dataclass(frozen=True, kw_only=True)
class RegisteredPerson:
    """What the population database answers about a person."""

    pin: str
    full_name: str
    sex: Sex
    born_on: date
    birth_place: str = ""
    home_place: str = ""
    ethnicity: str = ""
    nationality: str = "Việt Nam"
    residence: str = ""
    commune_code: str = ""
    household_head_pin: str = ""
    marital_status: str = ""
    died_on: date | None = None
    """Set when the death is registered: the person's data are locked (Article 34.2)."""
    parent_pins: tuple[str, ...] = field(default_factory=tuple)


def pin_prefix(*, province_code: str, sex: Sex, born_on: date) -> str:
    """Return the first six digits of a PIN.

    Three for the province of birth registration, one for century and sex (0/1 male/female of the 1900s,
    2/3 of the 2000s, …), two for the year.
    """
    century = born_on.year // 100 - _FIRST_CENTURY
    if not province_code.isdecimal() or len(province_code) != 2:  # noqa: PLR2004 - as printed
        raise ValueError(f"a province code has two digits, not {province_code!r}")
    if not 0 <= century <= 4:  # noqa: PLR2004 - one digit serves five centuries
        raise ValueError(f"no digit stands for the century of {born_on}")
    return f"0{province_code}{2 * century + (sex is Sex.FEMALE)}{born_on.year % 100:02}"


def is_pin(text: str) -> bool:
    """Return whether the text has the form of a PIN; there is no check digit."""
    return len(text) == PIN_LENGTH and text.isascii() and text.isdecimal()


def fits_pin(pin: str, *, sex: Sex, born_on: date) -> bool:
    """Return whether sex and birth year are those the PIN was made of."""
    return is_pin(pin) and pin[3:6] == pin_prefix(province_code="00", sex=sex, born_on=born_on)[3:]
