"""The demo province before 1 July 2025, and how the reform of that day was applied to it.

Districts and smaller communes, officers who worked there, a few dossiers begun there: then the one
operation that ended and began them, written by one officer of procedure control and applied by another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

import msgspec

from motcua.capabilities.documents import actions as documents
from motcua.composition.casework import lodging, reorganisation, signing
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.procedures import actions as procedures
from motcua.foundation.identity import queries as people
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations import queries as organisation_queries
from motcua.foundation.organisations.actions import AgencyRow, Heading
from motcua.foundation.organisations.queries import Passing, Plan
from motcua.surfaces.cli.demo import acts

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

SINCE: Final = date(2021, 7, 1)
"""From when the past is told."""
WRITTEN_BEFORE: Final = timedelta(days=5)
SEED: Final = 2025
QUARTER: Final = timedelta(minutes=15)


class Placed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a person put what several could have taken over, and why."""

    to: str
    reason: str


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One dossier begun before the day."""

    citizen: str
    agency: str
    lodged_at: datetime
    fate: str
    placed: Placed | None = None


class Reform(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The file of the reorganisation."""

    title: str
    takes_effect: date
    basis: str
    article: str
    written_by: str
    applied_by: str
    begins: tuple[str, ...]
    passings: tuple[Passing, ...]
    provides: Mapping[str, tuple[str, ...]]
    posts: Mapping[str, str]
    dossiers: tuple[Told, ...]


def read(folder: Path) -> Reform:
    """Return the reform as the demo's file tells it."""
    return msgspec.yaml.decode((folder / "reorganisation.yaml").read_bytes(), type=Reform)


def load(folder: Path, reform: Reform, rows: tuple[AgencyRow, ...], *, at: datetime) -> None:
    """Load what stood before the day: agencies, the procedures of that time, and who took them in."""
    past = organisations.read_agency_rows((folder / "agencies.yaml").read_bytes())
    lasting = [row for row in rows if row.code not in reform.begins]
    organisations.load_agencies([*lasting, *past], at=at)
    procedures.import_catalogue(folder / "catalogue", at=at)
    for code, agencies in reform.provides.items():
        for agency_code in agencies:
            agency = organisation_queries.get_agency_by_code(agency_code)
            procedures.provide(agency_id=agency.pk, procedure_code=code, valid_from=SINCE)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who acts before the day, and where everybody works from that day on."""

    citizens: Mapping[str, Citizen]
    officers: Mapping[str, Officer]
    places: Mapping[str, str]
    """Codes of agencies by login."""


def tell(reform: Reform, cast: Cast, rows: tuple[AgencyRow, ...]) -> None:
    """Tell what happened before the day, on it, and to what was under way."""
    (code,) = reform.provides
    dice = Random(SEED)  # noqa: S311 - a story, not a secret
    told = [(one, _begin(code, one, cast, dice)) for one in reform.dossiers]
    # What was announced is delivered as it was then: before the agency is another.
    acts.settle()
    _reorganise(reform, cast, rows)
    by = cast.officers[reform.applied_by]
    _place_posts(cast, by, at=_on(reform, 6))
    for one, dossier in told:
        if one.placed is not None:
            _place(one.placed, dossier, by, at=_on(reform, 7))
    acts.settle()
    for one, dossier in told:
        _go_on(one, dossier, reform, cast.citizens[one.citizen])
    acts.settle()


def _begin(code: str, one: Told, cast: Cast, dice: Random) -> "Dossier":
    agency = organisation_queries.get_agency_by_code(one.agency)
    dossier = acts.lodge(code, agency, cast.citizens[one.citizen], one.lodged_at, dice=dice)
    if one.fate != "waiting":
        moment = one.lodged_at + QUARTER
        desk = _who(Role.DESK, dossier, moment)
        acts.accept(dossier, desk, moment)
    if one.fate == "handed_over":
        _finish(dossier, one.lodged_at + timedelta(days=1))
    return dossier


def _reorganise(reform: Reform, cast: Cast, rows: tuple[AgencyRow, ...]) -> None:
    heading = Heading(
        title=reform.title, on=reform.takes_effect, basis=reform.basis, article=reform.article
    )
    plan = Plan(
        begins=tuple(row for row in rows if row.code in reform.begins), passings=reform.passings
    )
    hand = reorganisation.hand_of(cast.officers[reform.written_by])
    at = _on(reform, 9) - WRITTEN_BEFORE
    one = organisations.begin_reorganisation(heading=heading, by=hand, at=at)
    organisations.save_plan(
        reorganisation_id=one.pk, plan=plan, seen_revision=one.revision, by=hand, at=at
    )
    organisations.send_plan(reorganisation_id=one.pk, by=hand, at=at)
    by = cast.officers[reform.applied_by]
    reorganisation.apply(reorganisation_id=one.pk, by=by, at=_on(reform, 0))


def _place(placed: Placed, dossier: "Dossier", by: Officer, *, at: datetime) -> None:
    reorganisation.place_dossier(
        reference=dossier.reference,
        to_agency_id=organisation_queries.get_agency_by_code(placed.to).pk,
        reason=placed.reason,
        by=by,
        at=at,
    )


def _place_posts(cast: Cast, by: Officer, *, at: datetime) -> None:
    """Put the officers of divided agencies where they work from that day on."""
    wanted = {officer.person_id: cast.places[login] for login, officer in cast.officers.items()}
    for waiting in reorganisation.list_undecided(by, at=at).posts:
        code = wanted[waiting.post.person_id]
        (agency,) = [one for one in waiting.candidates if one.code == code]
        reorganisation.place_post(post_id=waiting.post.id, to_agency_id=agency.pk, by=by, at=at)


def _go_on(one: Told, dossier: "Dossier", reform: Reform, citizen: Citizen) -> None:
    if one.fate == "handed_over":
        return
    if one.fate == "waiting":
        moment = _on(reform, 8)
        desk = _who(Role.DESK, dossier, moment)
        acts.accept(dossier, desk, moment)
        lodging.withdraw(
            reference=dossier.reference, reason="Tôi đã tìm thấy giấy cũ", by=citizen,
            at=moment + QUARTER,
        )  # fmt: skip
        return
    _finish(dossier, _on(reform, 9) + timedelta(days=1))


def _finish(dossier: "Dossier", at: datetime) -> None:
    acts.do(dossier, _who(Role.CIVIL_STATUS, dossier, at), "dat", at)
    leader = _who(Role.LEADER, dossier, at)
    _make_key(leader, at=at)
    acts.do(dossier, leader, "ky", at + QUARTER)


def _who(role: Role, dossier: "Dossier", at: datetime) -> Officer:
    """Return who holds that role where the dossier lies at that moment."""
    on = clock.day_in_vietnam(at)
    (post, *_others) = people.list_posts(dossiers.get(dossier.subject).agency_id, role, on=on)
    return people.get_officer(post.id, on=on)


def _make_key(leader: Officer, *, at: datetime) -> None:
    agency = organisation_queries.get_agency(leader.agency_id)
    documents.create_development_keys(
        agency_code=agency.code,
        agency_name=agency.name,
        signatories=[
            documents.Signatory(
                label=signing.label(leader.name), name=leader.name, title=leader.title
            )
        ],
        at=at,
    )


def _on(reform: Reform, hour: int) -> datetime:
    return datetime.combine(reform.takes_effect, time(hour), tzinfo=clock.VIETNAM)
