"""Load the imaginary province: agencies, catalogue, people, posts, keys. Loading again adds nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from django.db import transaction

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.registries import actions as registries
from motcua.capabilities.registries.enums import Sex
from motcua.capabilities.registries.queries import RegisteredPerson
from motcua.composition.casework import signing
from motcua.domain.procedures import actions as procedures
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import queries as people
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock, local
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations import queries as organisation_queries
from motcua.surfaces.cli.demo import before

if TYPE_CHECKING:
    from motcua.foundation.identity.models import Account
    from motcua.foundation.organisations.actions import TerritoryReform

FOLDER = local.CHECKOUT / "demo"
ISSUER = "https://demo.example/vneid"
ROOT = "H99"
PAST = "before-2025"
SINCE = date(2025, 7, 1)
"""The two-level local government began on this day."""


@dataclass(frozen=True, kw_only=True)
class World:
    """Who acts in the demo province, by login or PIN."""

    citizens: dict[str, Citizen]
    officers: dict[str, Officer]


def load(
    *, at: datetime, issuer: str = ISSUER, folder: Path = FOLDER, with_past: bool = True
) -> World:
    """Load the province, its past first unless it is to have none, and return who acts in it."""
    cast = yaml.load((folder / "people.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    rows = organisations.read_agency_rows((folder / "agencies.yaml").read_bytes())
    reform = before.read(folder / PAST)
    is_first = with_past and not organisation_queries.list_reorganisations(ROOT)
    if not with_past:
        organisations.load_agencies(rows, at=at)
    if is_first:
        before.load(folder / PAST, reform, rows, at=at)
    organisations.apply_territory_reform(
        organisations.read_packaged_reform() + _imaginary_territories(folder),
        on=SINCE,
        source=organisations.SOURCE_2025,
    )
    procedures.import_catalogue(at=at)
    posts = reform.posts if is_first else {}
    with transaction.atomic():
        registries.load_simulated([_registered(citizen) for citizen in cast["citizens"]])
        citizens = {row["pin"]: _citizen(row, issuer, at) for row in cast["citizens"]}
        password = identity.hash_password(cast["password"])
        officers = {
            row["login"]: _officer(row, password, at, posts.get(row["login"]))
            for row in cast["officers"]
        }
    if is_first:
        places = {row["login"]: row["agency"] for row in cast["officers"]}
        before.tell(reform, before.Cast(citizens=citizens, officers=officers, places=places), rows)
        officers = {login: _known_officer(login, at) for login in officers}
    organisations.load_agencies(rows, at=at)
    procedures.provide_to_competent_agencies(on=SINCE)
    # What came into force since then.
    procedures.provide_to_competent_agencies(on=clock.day_in_vietnam(at))
    _make_keys(officers, at)
    return World(citizens=citizens, officers=officers)


def load_published_elsewhere(*, at: datetime, folder: Path = FOLDER) -> procedures.Taken:
    """Add what another province published, for information; what the catalogue holds stays."""
    return procedures.import_published_text(folder / "catalogue" / "da-nang-174.yaml", at=at)


def find_cast(*, at: datetime, folder: Path = FOLDER) -> World:
    """Return who acts in a province that was loaded before. Writes nothing."""
    cast = yaml.load((folder / "people.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return World(
        citizens={row["pin"]: _known_citizen(row) for row in cast["citizens"]},
        officers={row["login"]: _known_officer(row["login"], at) for row in cast["officers"]},
    )


def _known_citizen(row: dict[str, Any]) -> Citizen:
    person = people.find_person_by_pin(row["pin"])
    if person is None:
        raise LookupError(f"{row['pin']} is not loaded")
    return Citizen(person_id=person.id, name=person.full_name, assurance=row["loa"])


def _known_officer(login: str, at: datetime) -> Officer:
    account = people.find_officer_account(login)
    if account is None:
        raise LookupError(f"{login} is not loaded")
    return _acting(account, at)


def _imaginary_territories(folder: Path) -> "TerritoryReform":
    """Return the communes of the imaginary province, before the reform and after."""
    rows = (folder / "territories.csv").read_text("utf-8").splitlines()
    return organisations.read_territory_reform(rows)


def _registered(row: dict[str, Any]) -> RegisteredPerson:
    return RegisteredPerson(
        pin=row["pin"],
        full_name=row["full_name"],
        sex=Sex(row["sex"]),
        born_on=date.fromisoformat(row["born_on"]),
        residence=row["residence"],
        commune_code=row["commune_code"],
    )


def _citizen(row: dict[str, Any], issuer: str, at: datetime) -> Citizen:
    claims = {
        "iss": issuer,
        "sub": row["pin"],
        "loa": row["loa"],
        "personal_identification_number": row["pin"],
        "name": row["full_name"],
        "birthdate": row["born_on"],
        "gender": row["sex"],
        "email": row.get("email", ""),
        "phone_number": row.get("phone", ""),
        "address": {"commune_code": row["commune_code"]},
    }
    account = identity.enrol_citizen_from_claims(claims, at=at)
    return Citizen(person_id=account.person_id, name=row["full_name"], assurance=account.assurance)


def _officer(
    row: dict[str, Any], password: identity.Hashed, at: datetime, past: str | None
) -> Officer:
    """Return the officer; a new one gets the post of before the reform, if there was one, and it lasts."""
    known = people.find_officer_account(row["login"])
    if known is not None:
        return _acting(known, at)
    agency = organisation_queries.get_agency_by_code(past or row["agency"])
    units = {unit.code: unit.pk for unit in organisation_queries.list_units(agency.pk)}
    post = identity.create_officer(
        login=row["login"],
        password=password,
        full_name=row["full_name"],
        pin=row["pin"],
        unit_id=units[row["unit"]],
        title=row["title"],
        roles=[Role(role) for role in row["roles"]],
        valid_from=before.SINCE if past else row.get("since", SINCE),
        at=at,
    )
    identity.enrol_demo_second_factor(row["login"])
    return people.get_officer(post.id, on=clock.day_in_vietnam(at))


def _acting(account: "Account", at: datetime) -> Officer:
    found = people.find_account(account.pk, on=clock.day_in_vietnam(at))
    actor = people.actor_of(found) if found else None
    if not isinstance(actor, Officer):
        raise LookupError(f"{account.login} holds no post on that day")  # noqa: TRY004
    return actor


def _make_keys(officers: dict[str, Officer], at: datetime) -> None:
    """Make each agency's seal and its signatories' keys, unless they are there."""
    by_agency: dict[int, list[Officer]] = {}
    for officer in officers.values():
        if Role.LEADER in officer.roles:
            by_agency.setdefault(officer.agency_id, []).append(officer)
    for agency_id, leaders in by_agency.items():
        agency = organisation_queries.get_agency(agency_id)
        documents.create_development_keys(
            agency_code=agency.code,
            agency_name=agency.name,
            signatories=[
                documents.Signatory(
                    label=signing.label(leader.name), name=leader.name, title=leader.title
                )
                for leader in leaders
            ],
            at=at,
        )
