"""Who provides a procedure and where it runs, as officers enter it: dated facts, each with its log entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.domain.procedures import permissions
from motcua.domain.procedures.actions.executions import execute_elsewhere, execute_here_again
from motcua.domain.procedures.actions.finding import get_procedure
from motcua.domain.procedures.actions.provisions import provide, stop_providing
from motcua.domain.procedures.enums import ArrangementAct, ExecutingSystem, ProvisionKind
from motcua.domain.procedures.errors import EndsBeforeItBegins
from motcua.domain.procedures.models import ArrangementEvent, Execution, Provision
from motcua.foundation.identity.actors import Officer


@dataclass(frozen=True, kw_only=True)
class Span:
    """From when something holds, until the day before ``valid_to`` or for good."""

    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def arrange_provision(
    *, procedure_code: str, agency_id: int, kind: ProvisionKind, basis: str, span: Span,
    by: Officer, at: datetime,
) -> Provision:  # fmt: skip
    """Let an agency of the officer's tree take the procedure in, by its decision (Articles 14.2 and 14.4).

    :raises NotFound: if the officer does not control procedures there
    :raises BasisNeeded, AlreadyProvided, EndsBeforeItBegins: as they say
    """
    permissions.require_arranging(by, agency_id)
    _require_order(span)
    row = provide(
        agency_id=agency_id,
        procedure_code=procedure_code,
        valid_from=span.valid_from,
        valid_to=span.valid_to,
        kind=kind,
        basis=basis,
    )
    told = {"agency_id": agency_id, "kind": kind.value, "basis": row.basis, **_days(span)}
    _note(procedure_code, ArrangementAct.PROVIDE, told, by=by, at=at)
    return row


@transaction.atomic
def end_provision(
    *, procedure_code: str, agency_id: int, valid_to: date, by: Officer, at: datetime
) -> Provision:
    """Let the agency's provision end on the day before ``valid_to``.

    :raises NotFound: if the officer does not control procedures there
    :raises NotProvided: if it does not provide the procedure then
    """
    permissions.require_arranging(by, agency_id)
    row = stop_providing(agency_id=agency_id, procedure_code=procedure_code, valid_to=valid_to)
    told = {"agency_id": agency_id, "valid_to": valid_to.isoformat()}
    _note(procedure_code, ArrangementAct.STOP, told, by=by, at=at)
    return row


@transaction.atomic
def arrange_execution(
    *, procedure_code: str, system: ExecutingSystem, name: str, address: str, basis: str,
    span: Span, by: Officer, at: datetime,
) -> Execution:  # fmt: skip
    """Let another system of the state take the procedure in online (Decree 224/2026, Article 15.1.h-i).

    :raises NotFound: if the officer does not control procedures for a province or ministry
    :raises BasisNeeded, AlreadyExecutedElsewhere, EndsBeforeItBegins: as they say
    """
    permissions.require_arranging(by, by.agency_id)
    _require_order(span)
    row = execute_elsewhere(
        procedure_code=procedure_code, system=system, name=name, address=address, basis=basis,
        valid_from=span.valid_from, valid_to=span.valid_to,
    )  # fmt: skip
    told = {"system": system.value, "name": name, "basis": row.basis, **_days(span)}
    _note(procedure_code, ArrangementAct.ELSEWHERE, told, by=by, at=at)
    return row


@transaction.atomic
def end_execution(*, procedure_code: str, valid_to: date, by: Officer, at: datetime) -> Execution:
    """Let the procedure run here again from the day on.

    :raises NotFound: if the officer does not control procedures for a province or ministry
    :raises NotProvided: if no other system has it then
    """
    permissions.require_arranging(by, by.agency_id)
    row = execute_here_again(procedure_code=procedure_code, valid_to=valid_to)
    told = {"valid_to": valid_to.isoformat()}
    _note(procedure_code, ArrangementAct.HERE, told, by=by, at=at)
    return row


def _require_order(span: Span) -> None:
    if span.valid_to is not None and span.valid_to <= span.valid_from:
        raise EndsBeforeItBegins(field="valid_to", valid_from=span.valid_from)


def _days(span: Span) -> dict[str, str | None]:
    return {
        "valid_from": span.valid_from.isoformat(),
        "valid_to": span.valid_to.isoformat() if span.valid_to else None,
    }


def _note(
    procedure_code: str, act: ArrangementAct, told: Mapping[str, object], *, by: Officer,
    at: datetime,
) -> None:  # fmt: skip
    ArrangementEvent.objects.create(
        procedure=get_procedure(procedure_code),
        act=act,
        payload=dict(told),
        by=by.key,
        by_name=by.name,
        person_id=by.person_id,
        agency_id=by.agency_id,
        occurred_at=at,
    )
