"""The record of a procedure: one document per version, decoded strictly, never changed.

Its parts follow Article 8.2 of Decree 63/2010 (name, steps, manner, papers and sets, time limit, who
may apply, agency, and where they exist forms, result, conditions, fees), the way the national
database publishes them. Money is in whole đồng.
"""

from datetime import date
from typing import Annotated, Literal

import msgspec

from motcua.domain.procedures.enums import (
    AgencyRole,
    Audience,
    AuthorityPlace,
    ChannelKind,
    ElectronicSource,
    FeeKind,
    FeeUnit,
    Level,
    OnlineBarrier,
    OnlineLevel,
    PaperHandling,
    ReceptionPlace,
    ResultKind,
    SignatureNeed,
    StepActor,
    SubjectKind,
)
from motcua.foundation.kernel.money import Dong
from motcua.foundation.kernel.worktime import TimeUnit

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Prose = Annotated[str, msgspec.Meta(min_length=1, max_length=3000)]
Key = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Code = Annotated[str, msgspec.Meta(pattern=r"^[1-9]\.\d{6}$")]
Question = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Amount = Annotated[Dong, msgspec.Meta(ge=0, le=1_000_000_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1000)]
AtLeastOne = Annotated[int, msgspec.Meta(ge=1, le=1000)]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the record: immutable, and strict about names it does not know."""


class Field(_Part, frozen=True, kw_only=True):
    """The sector (lĩnh vực) a procedure belongs to."""

    code: Key
    name: Line
    name_en: Line

    def __str__(self) -> str:
        return self.name


class Extension(_Part, frozen=True, kw_only=True):
    """How much longer it may take, and when."""

    amount: AtLeastOne
    unit: TimeUnit
    reason: Prose
    basis: Line


class Limit(_Part, frozen=True, kw_only=True):
    """The promised time, counted from acceptance of a complete dossier (Article 15.1.b of Decree 61/2018).

    With ``after_15_next_day`` a dossier taken in after 15:00 may be answered on the next working day.
    """

    amount: Count
    unit: TimeUnit
    after_15_next_day: bool = False
    extensions: tuple[Extension, ...] = ()
    note: Prose | None = None


class Fixed(_Part, frozen=True, kw_only=True, tag="fixed"):
    """So much for each dossier, or for each copy asked for; 0 is free of charge."""

    amount: Amount
    unit: FeeUnit


class PerPage(_Part, frozen=True, kw_only=True, tag="per-page"):
    """So much a page, less from some page on, never above a ceiling for one copy.

    Pages are those of the original.
    """

    first_pages: AtLeastOne
    first_amount: Amount
    further_amount: Amount
    ceiling: Amount


class Described(_Part, frozen=True, kw_only=True, tag="described"):
    """An amount that only the fee's note tells: good to read, not to compute with.

    Serves procedures that are published for information and lodged elsewhere.
    """


class Fee(_Part, frozen=True, kw_only=True):
    """One payment: its name, the rule that computes it, who need not pay (Article 15.1.c of Decree 61/2018)."""

    code: Key
    kind: FeeKind
    name: Line
    rule: Fixed | PerPage | Described
    case: Key | None = None
    """The case in which it is asked; in every case when there is none."""
    exemptions: tuple[Prose, ...] = ()
    basis: Line
    note: Prose | None = None


class Channel(_Part, frozen=True, kw_only=True):
    """One way of lodging, with its own time limit and fees."""

    kind: ChannelKind
    limit: Limit
    fees: tuple[Fee, ...] = ()
    note: Prose | None = None


class Elsewhere(_Part, frozen=True, kw_only=True):
    """A place beside the one-stop desk where a dossier is received, and what provides for it.

    Article 14.5 of Decree 61/2018 names two, each by a decision: procedures carried out on the move,
    and those received and answered where something is checked.
    """

    place: ReceptionPlace
    gives_result: bool = False
    """Whether the result is handed over there, too."""
    basis: Line | None = None
    note: Prose | None = None


class Obligation(_Part, frozen=True, kw_only=True):
    """What the applicant may owe the State by another agency's notice before there is a result.

    The time in which it is met is not the agency's: the sector's law named in ``basis`` says so.
    """

    name: Line
    name_en: Line
    payee: Line
    """Who gives the notice: "Cơ quan thuế"."""
    basis: Line


class Case(_Part, frozen=True, kw_only=True):
    """A situation in which papers or fees differ. Several may hold for one dossier."""

    code: Key
    name: Line
    name_en: Line
    description: Prose | None = None


class Authority(_Part, frozen=True, kw_only=True):
    """One rule of who is in charge: which kind of agency, of which place, and what says so."""

    code: Key
    name: Line
    """The place in words, as somebody is asked for it: "Nơi người cha hoặc người mẹ cư trú"."""
    name_en: Line
    agency: AgencyRole
    place: AuthorityPlace
    questions: tuple[Question, ...] = ()
    """The form's addresses that tell the place; where there are several, each will do."""
    case: Key | None = None
    """The case in which it holds; the rules of no case then step back."""
    is_fallback: bool = False
    """Whether it holds only where nobody can tell the place of the other rules."""
    basis: Line
    note: Prose | None = None

    def name_in(self, language: str) -> str:
        """Return the place in the language of the reader ("vi" or "en")."""
        return self.name_en if language == "en" else self.name


class Paper(_Part, frozen=True, kw_only=True):
    """A paper of the dossier: how many, and what may stand in for it (Article 15.1.a of Decree 61/2018)."""

    code: Key
    name: Line
    name_en: Line
    handling: PaperHandling = PaperHandling.SUBMIT
    case: Key | None = None
    """The case in which it is asked; in every case when there is none."""
    unless: tuple[Key, ...] = ()
    """The cases in which it is not asked although it otherwise would be."""
    is_required: bool = True
    originals: Count = 0
    copies: Count = 0
    channels: tuple[ChannelKind, ...] = ()
    """The ways of lodging in which it is asked; all when empty."""
    form_key: Key | None = None
    """The electronic form that replaces it online."""
    form_number: Line | None = None
    """What the statutory paper form is called, such as "Mẫu CT01"."""
    electronic_sources: tuple[ElectronicSource, ...] = ()
    """Where to look before asking for it (once only)."""
    earlier_results: tuple[Code, ...] = ()
    """Procedures whose result, in the applicant's documents, stands in for it."""
    note: Prose | None = None


class Step(_Part, frozen=True, kw_only=True):
    """One step as the applicant sees it (Article 15.1.b of Decree 61/2018)."""

    name: Line
    actor: StepActor
    text: Prose


class Lifetime(_Part, frozen=True, kw_only=True):
    """How long a result holds, counted from the day it is issued."""

    amount: AtLeastOne
    unit: Literal["day", "month", "year"]


class Result(_Part, frozen=True, kw_only=True):
    """What comes out."""

    kind: ResultKind
    name: Line
    name_en: Line
    validity: Prose
    holds_for: Lifetime | None = None
    """The same as a number; without one it holds for good."""
    template_key: Key | None = None
    """The paper's own template; the general letter serves when there is none."""
    statement: Prose | None = None
    """What the agency says on the general letter; ``{agency}`` and ``{applicant}`` stand for names."""
    shows: tuple[Question, ...] = ()
    """The form's questions whose answers stand on the general letter, in this order; all when empty."""
    finds: tuple[Question, ...] = ()
    """The steps of the process whose outcome stands there too, with what was noted: what a search of
    the records found, which number plate was drawn."""
    is_electronic: bool
    code: Line | None = None


class LegalBasis(_Part, frozen=True, kw_only=True):
    """A document the procedure rests on, for who asks for it (Article 15.1.d of Decree 61/2018)."""

    number: Line
    title: Line
    issued_on: date
    issuer: Line
    articles: Line | None = None
    note: Prose | None = None


class Linked(_Part, frozen=True, kw_only=True):
    """Another procedure people need before, after or instead."""

    code: Code
    name: Line
    why: Prose


class Member(_Part, frozen=True, kw_only=True):
    """One procedure of a one-lodging group (liên thông): handled by its own agency, in its own time."""

    code: Code
    name: Line
    agency: AgencyRole
    limit: Limit
    after: tuple[Code, ...] = ()
    """The members whose results it waits for."""


class Readiness(_Part, frozen=True, kw_only=True):
    """What only a person knows about going online as a whole; the rest follows from the record."""

    needs_presence: bool
    needs_field_check: bool
    signature: SignatureNeed
    are_units_trained: bool
    fallback: Prose
    """What people do when the system does not work."""
    is_paid_online: bool = False
    """Whether what it costs can be paid on the payment platform (Decree 224/2026, Article 15.1.đ)."""


class Decision(_Part, frozen=True, kw_only=True):
    """The decision that published the procedure (công bố)."""

    number: Line
    signed_on: date
    issuer: Line
    signer: Line
    is_imaginary: bool = False
    """Set for demonstration: no such decision exists."""


class Doubt(_Part, frozen=True, kw_only=True):
    """Something in the record to verify against the official text before use in service."""

    about: Line
    question: Prose
    source: Line


class Record(_Part, frozen=True, kw_only=True):
    """A procedure as published."""

    code: Code
    name: Line
    name_en: Line
    summary: Prose
    summary_en: Prose
    field: Field
    level: Level
    audience: Audience = Audience.PUBLIC
    essential: Annotated[int, msgspec.Meta(ge=1, le=25)] | None = None
    """Its place among the 25 essential services (Decision 06/QĐ-TTg of 2022)."""
    executing_agencies: Annotated[tuple[AgencyRole, ...], msgspec.Meta(min_length=1)]
    deciding_agencies: Annotated[tuple[AgencyRole, ...], msgspec.Meta(min_length=1)]
    delegated_agencies: tuple[AgencyRole, ...] = ()
    coordinating_agencies: tuple[AgencyRole, ...] = ()
    authorities: tuple[Authority, ...] = ()
    """Which of those agencies is in charge; unknown where there is no rule."""
    subjects: Annotated[tuple[SubjectKind, ...], msgspec.Meta(min_length=1)]
    subjects_note: Prose | None = None
    cases: tuple[Case, ...] = ()
    channels: Annotated[tuple[Channel, ...], msgspec.Meta(min_length=1)]
    elsewhere: tuple[Elsewhere, ...] = (Elsewhere(place=ReceptionPlace.HOME),)
    """Where it is received beside the desk; an officer may come home unless the record says otherwise."""
    obligations: tuple[Obligation, ...] = ()
    """What else may be owed, by notice of another agency, and for which the clock stops."""
    papers: Annotated[tuple[Paper, ...], msgspec.Meta(min_length=1)]
    sets: AtLeastOne = 1
    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=1)]
    conditions: tuple[Prose, ...] = ()
    results: Annotated[tuple[Result, ...], msgspec.Meta(min_length=1)]
    legal_bases: Annotated[tuple[LegalBasis, ...], msgspec.Meta(min_length=1)]
    linked: tuple[Linked, ...] = ()
    members: tuple[Member, ...] = ()
    """The procedures lodged at once by this one, when it is a one-lodging group."""
    keywords: tuple[Line, ...] = ()
    """What people call it, in their own words; searched like the name."""
    online_level: OnlineLevel
    online_reason: Prose | None = None
    """Why not all of it goes online; published with the level (Decree 224/2026, Article 14)."""
    online_barrier: OnlineBarrier | None = None
    """The lawful kind of that reason."""
    readiness: Readiness | None = None
    form_key: Key | None = None
    workflow_key: Key | None = None
    decision: Decision
    valid_from: date
    valid_to: date | None = None
    """The first day on which it holds no more."""
    repealed_by: Decision | None = None
    """The decision that announced its end (Decree 63/2010, Articles 14.2.c and 15.3)."""
    to_verify: tuple[Doubt, ...] = ()


def from_plain(plain: object) -> Record:
    """Return the record that plain values (of YAML or JSONB) describe.

    Raises:
        msgspec.ValidationError: at the first value that does not fit, with its path.
    """
    return msgspec.convert(plain, Record)


def to_json(record: Record) -> bytes:
    """Return the record as canonical JSON: the same content always gives the same bytes."""
    return msgspec.json.encode(record, order="sorted")
