"""Where a procedure runs online: here, or in another system of the state between two dates."""

from datetime import date

from django.db import IntegrityError, transaction

from motcua.domain.procedures.actions.finding import get_procedure
from motcua.domain.procedures.enums import ExecutingSystem
from motcua.domain.procedures.errors import (
    AlreadyExecutedElsewhere,
    BasisNeeded,
    NotProvided,
)
from motcua.domain.procedures.models import Execution


@transaction.atomic
def execute_elsewhere(
    *,
    procedure_code: str,
    system: ExecutingSystem,
    name: str,
    address: str,
    basis: str,
    valid_from: date,
    valid_to: date | None = None,
) -> Execution:
    """Let another system take the procedure in online (Decree 224/2026, Article 15.1.h-i).

    :raises ProcedureNotFound: if the catalogue has no such procedure
    :raises BasisNeeded: if no document says so
    :raises AlreadyExecutedElsewhere: if another system has it during part of that time
    """
    procedure = get_procedure(procedure_code)
    if not basis.strip():
        raise BasisNeeded(field="basis")
    try:
        with transaction.atomic():
            return Execution.objects.create(
                procedure=procedure,
                system=system,
                name=name,
                address=address,
                basis=basis.strip(),
                valid_from=valid_from,
                valid_to=valid_to,
            )
    except IntegrityError as error:
        if "execution_in_one_place_at_a_time" not in str(error):
            raise
        raise AlreadyExecutedElsewhere(procedure_code=procedure.code) from error


@transaction.atomic
def execute_here_again(*, procedure_code: str, valid_to: date) -> Execution:
    """End the other system's time on the day before ``valid_to``.

    :raises ProcedureNotFound: if the catalogue has no such procedure
    :raises NotProvided: if no other system has it then
    """
    procedure = get_procedure(procedure_code)
    execution = (
        Execution.objects.select_for_update(of=("self",))
        .filter(procedure=procedure, valid_from__lt=valid_to)
        .exclude(valid_to__lt=valid_to)
        .order_by("-valid_from")
        .first()
    )
    if execution is None:
        raise NotProvided(procedure_code=procedure.code)
    execution.valid_to = valid_to
    execution.save(update_fields=["valid_to"])
    return execution
