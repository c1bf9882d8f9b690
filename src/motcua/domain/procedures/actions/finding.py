"""The procedure that an action is about."""

from motcua.domain.procedures import queries
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.domain.procedures.models import Procedure


def get_procedure(code: str) -> Procedure:
    """Return the procedure of this code, however it is written. One query.

    :raises ProcedureNotFound: if the catalogue has no such procedure
    """
    procedure = Procedure.objects.filter(code=queries.to_code(code)).first()
    if procedure is None:
        raise ProcedureNotFound(procedure_code=code)
    return procedure
