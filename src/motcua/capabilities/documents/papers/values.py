"""What each paper says. A value missing or too many is a defect of the caller and raises at once."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final, Literal

from motcua.capabilities.documents.papers.base import OfAgency, Signed, Values
from motcua.capabilities.documents.papers.slips import (
    ControlSlip,
    MoneyReceipt,
    TransferSlip,
)


class Template(StrEnum):
    """The papers that can be typeset; the value is the file's name."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REJECTION = "rejection"
    BIRTH_CERTIFICATE = "birth-certificate"
    CIVIL_STATUS_EXTRACT = "civil-status-extract"
    DEATH_EXTRACT = "death-extract"
    MARRIAGE_CERTIFICATE = "marriage-certificate"
    MARITAL_STATUS = "marital-status"
    RESULT = "result"
    COMPOSED = "composed"
    REGISTER = "register"
    CONTROL_SLIP = "control-slip"
    TRANSFER_SLIP = "transfer-slip"
    MONEY_RECEIPT = "money-receipt"
    RECEIPT_SLIP = "receipt-slip"


class Applicant(Values, frozen=True, kw_only=True):
    """Who handed the dossier in."""

    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    identity: str = ""
    """The number of the identity paper, with its kind."""


class HandedIn(Values, frozen=True, kw_only=True):
    """One line of the papers received."""

    name: str
    form: str
    """Original, certified copy, photograph, as the reader calls it."""
    quantity: int = 1


class Receipt(OfAgency, frozen=True, kw_only=True):
    """Form No. 01: the dossier was received and the result is promised for a moment.

    Article 9 of Circular 01/2018/TT-VPCP; the same form in Appendix I of Circular 03/2025.
    """

    office: str
    """The one-stop office that received it."""
    applicant: Applicant
    request: str
    """The content of the request: the procedure's name."""
    papers: tuple[HandedIn, ...]
    sets: int = 1
    dossier_owner: str = ""
    """Whom the dossier is about, when another person handed it in."""
    time_limit: str
    received_at: datetime
    due_at: datetime | None
    fee: str
    collect_at: str
    receiving_officer: str
    submitter: str
    tracking_url: str


class ReceiptSlip(OfAgency, frozen=True, kw_only=True):
    """What a roll of 80 mm says of a receipt: no address, no number of a person, nothing to sign."""

    office: str
    applicant: str
    """The name shortened: a slip is dropped and picked up by others."""
    request: str
    papers: tuple[HandedIn, ...]
    received_at: datetime
    due_at: datetime | None
    collect_at: str
    tracking_url: str


class SupplementItem(Values, frozen=True, kw_only=True):
    """One thing to hand in later, and why."""

    name: str
    reason: str


class Supplement(OfAgency, frozen=True, kw_only=True):
    """Form No. 02: what is missing, said once and completely."""

    office: str
    applicant: Applicant
    request: str
    items: tuple[SupplementItem, ...]
    reason: str
    guide: str
    """Who explains: name and telephone."""
    officer: str
    tracking_url: str


class Rejection(OfAgency, frozen=True, kw_only=True):
    """Form No. 03: the dossier is not received, and why."""

    office: str
    applicant: Applicant
    request: str
    reason: str
    officer: str
    submitter: str
    tracking_url: str


class Parent(Values, frozen=True, kw_only=True):
    """What a birth entry says of the mother or the father."""

    name: str
    birth_year: str = ""
    ethnicity: str = ""
    nationality: str = ""
    residence: str = ""


class BirthCertificate(Signed, frozen=True, kw_only=True):
    """The birth certificate: the content of a birth entry (Articles 4.6 and 14.1, Civil Status Law)."""

    book: str
    full_name: str
    sex: str
    born_on: date
    born_on_in_words: str
    birthplace: str
    hometown: str
    ethnicity: str
    nationality: str
    pin: str
    mother: Parent | None
    father: Parent | None
    declarant: str
    declarant_identity: str
    registered_on: date
    registered_at: str
    """The agency in whose book the birth stands."""


class CivilStatusExtract(BirthCertificate, frozen=True, kw_only=True):
    """A copy of the extract of a birth entry (Article 4.9, Civil Status Law)."""

    note: str = ""


class DeathExtract(Signed, frozen=True, kw_only=True):
    """The original of a death extract (Articles 4.9, 34.2 and 62.1, Civil Status Law)."""

    book: str
    full_name: str
    birth_year: str
    sex: str
    ethnicity: str
    nationality: str
    pin: str
    last_residence: str
    died_on: date
    died_on_in_words: str
    died_at: str
    """Hour and minute; empty where they are not known."""
    place_of_death: str
    cause: str
    declarant: str
    declarant_identity: str
    registered_on: date
    registered_at: str
    """The agency in whose book the death stands."""


class Spouse(Values, frozen=True, kw_only=True):
    """What a marriage certificate says of each of the two (Article 17.2.a, Civil Status Law)."""

    name: str
    born_on: date
    ethnicity: str
    nationality: str
    residence: str
    identity: str


class MarriageCertificate(Signed, frozen=True, kw_only=True):
    """The marriage certificate (Articles 4.7, 17.2 and 18.2, Civil Status Law)."""

    book: str
    wife: Spouse
    husband: Spouse
    registered_on: date
    registered_at: str
    """The agency in whose book the marriage stands."""


class MaritalStatus(Signed, frozen=True, kw_only=True):
    """A confirmation of marital status (Articles 21 to 23 of Decree 123/2015)."""

    full_name: str
    born_on: date
    sex: str
    ethnicity: str
    nationality: str
    identity: str
    residence: str
    residence_period: str
    status: str
    purpose: str
    valid_until: date | None


class Row(Values, frozen=True, kw_only=True):
    """A label and what stands beside it."""

    label: str
    text: str


class Result(Signed, frozen=True, kw_only=True):
    """A result without a form of its own: title, paragraphs, facts, who gets it.

    Without a signatory's name it is a confirmation under the agency's seal alone.
    """

    title: str
    subtitle: str = ""
    legal_bases: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    recipients: tuple[str, ...] = ()


class Drawn(Values, frozen=True, kw_only=True):
    """One block of a composed paper, in words; which of the rest it has follows from its kind."""

    kind: Literal["paragraph", "heading", "entry", "table", "bases"]
    text: str = ""
    label: str = ""
    align: Literal["justify", "left", "center"] = "justify"
    is_bold: bool = False
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Composed(Signed, frozen=True, kw_only=True):
    """A paper that an agency composed itself (``papers.composing``)."""

    title: str
    subtitle: str = ""
    blocks: tuple[Drawn, ...] = ()
    recipients: tuple[str, ...] = ()


class RegisterLine(Values, frozen=True, kw_only=True):
    """One dossier in the register, as it stood."""

    no: int
    number: str
    procedure: str
    papers: int
    applicant: str
    agency: str
    received: str
    due: str = ""
    finished: str = ""
    returned: str = ""
    """Moments as the book writes them; empty where there is none."""
    address: str = ""
    phone: str = ""
    way: str = ""
    """How the result was handed over."""
    note: str = ""


class Register(Signed, frozen=True, kw_only=True):
    """Form No. 06: the dossiers a one-stop desk took in (Articles 9 and 10 of Circular 01/2018/TT-VPCP).

    On A4 across. A book that is not closed bears neither number, hash nor signature.
    """

    office: str
    form: str
    period: str
    lines: tuple[RegisterLine, ...]
    seal: str = ""
    """The hash that the closed book seals."""


Paper = (
    Receipt
    | Supplement
    | Rejection
    | BirthCertificate
    | CivilStatusExtract
    | DeathExtract
    | MarriageCertificate
    | MaritalStatus
    | Result
    | Composed
    | Register
    | ControlSlip
    | TransferSlip
    | MoneyReceipt
    | ReceiptSlip
)

TYPES: Final[dict[Template, type[Paper]]] = {
    Template.RECEIPT: Receipt,
    Template.SUPPLEMENT: Supplement,
    Template.REJECTION: Rejection,
    Template.BIRTH_CERTIFICATE: BirthCertificate,
    Template.CIVIL_STATUS_EXTRACT: CivilStatusExtract,
    Template.DEATH_EXTRACT: DeathExtract,
    Template.MARRIAGE_CERTIFICATE: MarriageCertificate,
    Template.MARITAL_STATUS: MaritalStatus,
    Template.RESULT: Result,
    Template.COMPOSED: Composed,
    Template.REGISTER: Register,
    Template.CONTROL_SLIP: ControlSlip,
    Template.TRANSFER_SLIP: TransferSlip,
    Template.MONEY_RECEIPT: MoneyReceipt,
    Template.RECEIPT_SLIP: ReceiptSlip,
}
