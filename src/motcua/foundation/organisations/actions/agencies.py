"""Setting agencies and their units up, and closing them."""

from datetime import date

from django.db import IntegrityError, transaction

from motcua.foundation.organisations import queries
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel, UnitKind
from motcua.foundation.organisations.errors import AgencyCodeTaken, CodeHasNoOldLayout
from motcua.foundation.organisations.models import Agency, Unit
from motcua.foundation.organisations.rules import codes

ONE_OWNER = ("agency_code_of_a_current_one", "agency_code_per_time")
"""Constraints that say that a code is taken."""


@transaction.atomic
def create_agency(
    *,
    code: str,
    name: str,
    level: AgencyLevel,
    kind: AgencyKind,
    valid_from: date,
    parent_id: int | None = None,
    name_en: str = "",
    short_name: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
    province_code: str = "",
    commune_code: str = "",
    seal_name: str = "",
) -> Agency:
    """Set up an agency that exists from a date on.

    The code may come in either layout; both are kept where both exist.

    :raises InvalidAgencyCode: if the text is no code
    :raises AgencyCodeTaken: if a current agency has it
    """
    new_code = codes.to_new(code)
    agency = Agency(
        code=new_code,
        old_code=_old_code(new_code),
        name=name,
        name_en=name_en,
        short_name=short_name or name,
        level=level,
        kind=kind,
        parent_id=parent_id,
        address=address,
        phone=phone,
        email=email,
        province_code=province_code,
        commune_code=commune_code,
        seal_name=seal_name or name.upper(),
        valid_from=valid_from,
    )
    try:
        with transaction.atomic():
            agency.save(force_insert=True)
    except IntegrityError as error:
        if not any(name in str(error) for name in ONE_OWNER):
            raise
        raise AgencyCodeTaken(code=new_code) from error
    return agency


@transaction.atomic
def close_agency(*, agency_id: int, valid_to: date) -> Agency:
    """End an agency: the date is the first day on which it is no more."""
    agency = queries.get_agency(agency_id)
    agency.valid_to = valid_to
    agency.save(update_fields=["valid_to"])
    return agency


@transaction.atomic
def create_unit(*, agency_id: int, code: str, name: str, kind: UnitKind) -> Unit:
    """Set up a unit of an agency."""
    agency = queries.get_agency(agency_id)
    return Unit.objects.create(agency=agency, code=code, name=name, kind=kind)


def _old_code(code: str) -> str:
    try:
        return codes.to_old(code)
    except CodeHasNoOldLayout:
        return ""
