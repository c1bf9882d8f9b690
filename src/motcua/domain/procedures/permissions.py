"""Who may be asked for a procedure."""

from datetime import date

from motcua.domain.procedures import queries
from motcua.domain.procedures.errors import NotProvided
from motcua.domain.procedures.queries import Version


def require_provided(*, agency_id: int, version: Version, on: date) -> None:
    """Refuse unless the agency takes the procedure in on the day.

    :raises NotProvided: if it does not
    """
    if not queries.is_provided(agency_id=agency_id, procedure_id=version.procedure_id, on=on):
        raise NotProvided(procedure_code=version.code)
