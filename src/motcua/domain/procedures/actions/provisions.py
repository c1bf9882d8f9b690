"""Which agency takes which procedure in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from motcua.domain.procedures import queries
from motcua.domain.procedures.actions.finding import get_procedure
from motcua.domain.procedures.enums import ProvisionKind
from motcua.domain.procedures.errors import (
    AlreadyProvided,
    BasisNeeded,
    NotProvided,
)
from motcua.domain.procedures.models import Provision
from motcua.domain.procedures.queries.versions import in_force
from motcua.domain.procedures.rules.competence import COMPETENT
from motcua.foundation.organisations import queries as organisations


@transaction.atomic
def provide(
    *,
    agency_id: int,
    procedure_code: str,
    valid_from: date,
    valid_to: date | None = None,
    kind: ProvisionKind = ProvisionKind.COMPETENT,
    basis: str = "",
) -> Provision:
    """Let the agency take the procedure in from the day on, until the day before ``valid_to``.

    :raises ProcedureNotFound: if the catalogue has no such procedure
    :raises BasisNeeded: if it is decentralised or delegated and no document says so
    :raises AlreadyProvided: if the agency takes it in during part of that time already
    """
    procedure = get_procedure(procedure_code)
    if kind is not ProvisionKind.COMPETENT and not basis.strip():
        raise BasisNeeded(field="basis")
    try:
        with transaction.atomic():
            return Provision.objects.create(
                agency_id=agency_id,
                procedure=procedure,
                valid_from=valid_from,
                valid_to=valid_to,
                kind=kind,
                basis=basis.strip(),
            )
    except IntegrityError as error:
        if "provision_once_at_a_time" not in str(error):
            raise
        raise AlreadyProvided(procedure_code=procedure.code) from error


@transaction.atomic
def stop_providing(*, agency_id: int, procedure_code: str, valid_to: date) -> Provision:
    """End the provision that holds on the day before ``valid_to``.

    :raises NotProvided: if none does
    """
    procedure = get_procedure(procedure_code)
    provision = (
        Provision.objects.select_for_update(of=("self",))
        .filter(agency_id=agency_id, procedure=procedure, valid_from__lt=valid_to)
        .exclude(valid_to__lt=valid_to)
        .order_by("-valid_from")
        .first()
    )
    if provision is None:
        raise NotProvided(procedure_code=procedure.code)
    provision.valid_to = valid_to
    provision.save(update_fields=["valid_to"])
    return provision


@dataclass(frozen=True, kw_only=True)
class Carried:
    """How many provisions ended, and how many began with successors."""

    ended: int
    begun: int


@transaction.atomic
def carry_provisions(
    *, from_agency_id: int, on: date, basis: str, whither: Callable[[str], Sequence[int]]
) -> Carried:
    """End what an agency provides on the day, and let its successors go on with it.

    By what right they provide it stays; the basis is the document that reorganises the agencies.

    :param whither: the agencies that take a procedure over, by its national code
    """
    rows = (
        Provision.objects.select_for_update(of=("self",))
        .select_related("procedure")
        .filter(agency_id=from_agency_id)
        .exclude(valid_to__lte=on)
        .order_by("procedure__code", "valid_from")
    )
    ended = begun = 0
    for row in rows:
        since, until = max(row.valid_from, on), row.valid_to
        if row.valid_from < on:
            row.valid_to = on
            row.save(update_fields=["valid_to"])
        else:
            row.delete()
        ended += 1
        for agency_id in whither(row.procedure.code):
            begun += _begin_for_successor(row, agency_id, since, until, basis)
    return Carried(ended=ended, begun=begun)


def _begin_for_successor(
    row: Provision, agency_id: int, since: date, until: date | None, basis: str
) -> int:
    """Begin the provision unless the successor has it during some of that time already."""
    held = Provision.objects.filter(agency_id=agency_id, procedure_id=row.procedure_id)
    if until is not None:
        held = held.filter(valid_from__lt=until)
    if held.exclude(valid_to__lte=since).exists():
        return 0
    Provision.objects.create(
        agency_id=agency_id,
        procedure_id=row.procedure_id,
        valid_from=since,
        valid_to=until,
        kind=row.kind,
        basis=basis,
    )
    return 1


@transaction.atomic
def provide_to_competent_agencies(*, on: date) -> list[Provision]:
    """Give every agency the procedures in force that the law puts into its hands; return what is new.

    A procedure lies with the kinds of agencies its record names as executing. What has no process is
    published for information: no agency can take it in here.
    """
    agencies = list(organisations.list_agencies(on=on))
    held = set(Provision.objects.filter(in_force(on)).values_list("agency_id", "procedure__code"))
    return [
        provide(agency_id=agency.pk, procedure_code=version.code, valid_from=on)
        for version in queries.list_in_force(on)
        if version.workflow_key is not None
        for agency in agencies
        if (agency.level, agency.kind) in _competent_kinds(version)
        and (agency.pk, version.code) not in held
    ]


def _competent_kinds(version: queries.Version) -> set[tuple[str, str]]:
    return {COMPETENT[role] for role in version.executing_agencies if role in COMPETENT}
