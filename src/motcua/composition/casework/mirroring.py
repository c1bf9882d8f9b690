"""What other systems tell of dossiers they handle, and what people here see of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.exchange import queries as exchange
from motcua.composition.casework.parcels import LONGEST_NUMBER, MALFORMED, shape_problem
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.mirrors import actions as mirrors
from motcua.domain.mirrors import queries
from motcua.domain.mirrors.enums import NationalState
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity.actors import Actor, Citizen, Officer, System
from motcua.foundation.identity.enums import Sex
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.domain.mirrors.models import Mirror

LONGEST_WORDS: Final = 200
LONGEST_LINK: Final = 300
HIGHEST: Final = 2**31 - 1
_PLACES: Final = {
    "identity.pin-malformed": "applicant.identity_number",
    "identity.person-differs": "applicant.full_name",
    "organisations.agency-not-found": "agency_code",
    "procedures.not-found": "procedure_code",
}


class MirrorApplicant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose dossier it is, as the other system knows the person."""

    identity_number: str
    full_name: str
    birth_date: date
    sex: Sex | None = None


class MirrorMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a dossier stands in the system that handles it."""

    number: str
    sequence: int
    """Grows with each message about the dossier; the higher is the newer, whatever comes first."""
    procedure_code: str
    agency_code: str
    applicant: MirrorApplicant
    national_code: int
    """1 to 10."""
    lodged_at: datetime
    changed_at: datetime
    state_words: str = ""
    """The system's own name of the state."""
    due_at: datetime | None = None
    finished_at: datetime | None = None
    link: str = ""
    """https address at which the applicant sees the dossier there."""


@dataclass(frozen=True, kw_only=True)
class Mirrored:
    """A dossier of another system as people here read it."""

    mirror: Mirror
    system: str
    """What people call the system."""
    procedure: str


def read(body: bytes) -> MirrorMessage:
    """Return the message.

    Raises:
        InvalidInput: naming where its shape is wrong.
    """
    try:
        return msgspec.json.decode(body, type=MirrorMessage)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidInput([shape_problem(error)]) from error


@transaction.atomic
def take(*, message: MirrorMessage, by: System, at: datetime) -> Mirror:
    """Keep what another system tells of a dossier; only its newest word is shown.

    Raises:
        InvalidInput: naming everything in the message that cannot be kept.
        SequenceTaken, AnotherPerson: if it contradicts what the system told before.
    """
    problems = _problems(message)
    if problems:
        raise InvalidInput(problems)
    on = clock.day_in_vietnam(at)
    try:
        agency = organisations.get_agency_by_code(message.agency_code, on=on)
        version = procedures.get_by_code(message.procedure_code, on=on)
        said = message.applicant
        person = identity.know_person(
            pin=said.identity_number,
            full_name=said.full_name.strip(),
            born_on=said.birth_date,
            sex=said.sex,
            at=at,
        )
    except Refusal as refusal:
        place = _PLACES.get(refusal.code, "$")
        problem = FieldProblem(field=place, text=refusal.text, code=refusal.code)
        raise InvalidInput([problem]) from refusal
    word = queries.Word(
        number=message.number,
        sequence=message.sequence,
        procedure_code=version.code,
        agency_id=agency.pk,
        state=NationalState(message.national_code),
        words=message.state_words,
        link=message.link,
        lodged_at=message.lodged_at,
        changed_at=message.changed_at,
        due_at=message.due_at,
        finished_at=message.finished_at,
    )
    return mirrors.take(word=word, person_id=person.pk, by=by, at=at)


def list_own(by: Citizen, *, on: date) -> list[Mirrored]:
    """Return the citizen's dossiers in other systems. Four queries at the most, for any number."""
    return _named(queries.list_of_citizen(by), on)


def get_own(mirror_id: int, by: Citizen, *, on: date) -> Mirrored:
    """Return one of them.

    Raises:
        MirrorNotFound: if there is none, or it is another person's.
    """
    return _named([queries.get_visible(mirror_id, by, purpose="")], on)[0]


def examine(mirror_id: int, by: Officer, *, on: date) -> Mirrored:
    """Return one to an officer of its agency; the reading is noted.

    Raises:
        MirrorNotFound: if there is none, or it is another agency's.
    """
    return _named([queries.get_visible(mirror_id, by, purpose="reading")], on)[0]


def find(typed: str, by: Actor) -> Mirror | None:
    """Return the one with this number that the actor may see; an officer's reading is noted."""
    return queries.find_visible(typed, by, purpose="search")


def list_of_people(
    person_ids: Sequence[int], by: Officer, *, on: date, limit: int
) -> list[Mirrored]:
    """Return these people's dossiers of the officer's agency in other systems; the reading is noted.

    One more than the limit comes if there are more. Three queries at the most, for any number.
    """
    found = queries.list_visible(person_ids, by, purpose="search", limit=limit)
    return _named(found, on)


def find_public(typed: str) -> tuple[str, str, NationalState] | None:
    """Return number, system and state to anybody with the number. Two queries."""
    progress = queries.find_public(typed)
    if progress is None:
        return None
    names = exchange.find_names([progress.system])
    return progress.number, names.get(progress.system, progress.system), progress.state


def _named(found: Sequence[Mirror], on: date) -> list[Mirrored]:
    names = exchange.find_names({mirror.system for mirror in found}) if found else {}
    codes = {mirror.procedure_code for mirror in found}
    known = procedures.list_in_force_by_code(codes, on) if codes else {}
    return [
        Mirrored(
            mirror=mirror,
            system=names.get(mirror.system, mirror.system),
            procedure=_title(mirror.procedure_code, known),
        )
        for mirror in found
    ]


def _title(code: str, known: Mapping[str, procedures.Version]) -> str:
    """Return the procedure's name; its code once the catalogue has it no more."""
    return known[code].name if code in known else code


def _problems(message: MirrorMessage) -> list[FieldProblem]:
    moments = (message.lodged_at, message.changed_at, message.due_at, message.finished_at)
    number = message.number
    is_number = 0 < len(number) <= LONGEST_NUMBER and bool(dossiers.lookup_key(number))
    is_link = not message.link or message.link.startswith("https://")
    checks = (
        ("number", is_number, _("Số hồ sơ dài từ 1 đến 64 ký tự, có chữ hoặc số.")),
        ("sequence", 0 < message.sequence <= HIGHEST, _("Số lần cập nhật là số nguyên dương.")),
        (
            "national_code",
            message.national_code in NationalState.values,
            _("Mã trạng thái quốc gia từ 1 đến 10."),
        ),
        (
            "applicant.full_name",
            bool(message.applicant.full_name.strip()),
            _("Cần họ và tên người nộp."),
        ),
        (
            "changed_at",
            all(moment is None or moment.tzinfo for moment in moments),
            _("Mọi thời điểm phải có múi giờ."),
        ),
        (
            "state_words",
            len(message.state_words) <= LONGEST_WORDS,
            _("Tên trạng thái dài quá 200 ký tự."),
        ),
        (
            "link",
            is_link and len(message.link) <= LONGEST_LINK,
            _("Đường dẫn bắt đầu bằng https:// và không quá 300 ký tự."),
        ),
    )
    return [
        FieldProblem(field=field, text=text, code=MALFORMED)
        for field, is_sound, text in checks
        if not is_sound
    ]
