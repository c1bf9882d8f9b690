"""Loading a province's or ministry's agencies from rows, again and again without harm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db import transaction

from motcua.foundation.organisations.actions.agencies import create_agency, create_unit
from motcua.foundation.organisations.actions.calendars import set_opening_hours
from motcua.foundation.organisations.errors import AgencyNotFound
from motcua.foundation.organisations.models import Agency, OpeningHours, Unit
from motcua.foundation.organisations.rules import codes
from motcua.foundation.organisations.rules.rows import AgencyFile, AgencyRow, UnitRow

DETAILS = (
    "name", "name_en", "short_name", "address", "phone", "email",
    "province_code", "commune_code", "seal_name",
)  # fmt: skip
"""What a later load may correct; code, level, kind and parent make another agency."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a load did."""

    created: int
    corrected: int
    unchanged: int


def read_agency_rows(yaml: bytes | str) -> tuple[AgencyRow, ...]:
    """Return the agencies of a YAML file.

    :raises msgspec.ValidationError: naming the first wrong place
    """
    return msgspec.yaml.decode(yaml, type=AgencyFile).agencies


@transaction.atomic
def load_agencies(rows: Sequence[AgencyRow], *, at: datetime) -> Loaded:
    """Bring the agencies into line with the rows; what is not in the rows stays untouched.

    :raises AgencyNotFound: if a parent neither exists nor comes earlier in the rows
    """
    outcomes = [_load(row, at=at) for row in rows]
    return Loaded(
        created=outcomes.count("created"),
        corrected=outcomes.count("corrected"),
        unchanged=outcomes.count("unchanged"),
    )


def _load(row: AgencyRow, *, at: datetime) -> str:
    agency = Agency.objects.filter(code=codes.to_new(row.code), valid_to=None).first()
    if agency is None:
        agency, outcome = _create(row), "created"
    else:
        outcome = "corrected" if _correct(agency, row) else "unchanged"
    changed = [_load_unit(agency, unit) for unit in row.units]
    changed.append(_load_hours(agency, row, at=at))
    return "corrected" if outcome == "unchanged" and any(changed) else outcome


def _create(row: AgencyRow) -> Agency:
    details = {name: getattr(row, name) for name in DETAILS}
    return create_agency(
        code=row.code,
        level=row.level,
        kind=row.kind,
        valid_from=row.valid_from,
        parent_id=_parent_id(row),
        **details,
    )


def _parent_id(row: AgencyRow) -> int | None:
    if row.parent is None:
        return None
    code = codes.to_new(row.parent)
    parent = Agency.objects.filter(code=code, valid_to=None).values_list("pk", flat=True).first()
    if parent is None:
        raise AgencyNotFound(agency=row.parent)
    return parent


def _correct(agency: Agency, row: AgencyRow) -> bool:
    """Write what differs; an empty value in the row means that the file does not say."""
    told = {name: getattr(row, name) for name in DETAILS if getattr(row, name)}
    differing = [name for name, value in told.items() if getattr(agency, name) != value]
    for name in differing:
        setattr(agency, name, told[name])
    if differing:
        agency.save(update_fields=differing)
    return bool(differing)


def _load_unit(agency: Agency, row: UnitRow) -> bool:
    unit = Unit.objects.filter(agency=agency, code=row.code).first()
    if unit is None:
        create_unit(agency_id=agency.pk, code=row.code, name=row.name, kind=row.kind)
        return True
    if (unit.name, unit.kind) == (row.name, row.kind):
        return False
    unit.name, unit.kind = row.name, row.kind
    unit.save(update_fields=["name", "kind"])
    return True


def _load_hours(agency: Agency, row: AgencyRow, *, at: datetime) -> bool:
    told = {
        (weekday, session.opens, session.closes, session.is_counted)
        for session in row.hours
        for weekday in session.weekdays
    }
    current = OpeningHours.objects.filter(agency=agency, valid_to=None)
    if not told or told == set(current.values_list("weekday", "opens", "closes", "is_counted")):
        return False
    set_opening_hours(
        agency_id=agency.pk,
        sessions=sorted(told),
        valid_from=row.valid_from,
        source=row.hours_source,
        at=at,
    )
    return True
