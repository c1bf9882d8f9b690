"""Who may be asked for a procedure, and who may write and publish its record."""

from datetime import date
from typing import TYPE_CHECKING

from motcua.domain.procedures import queries
from motcua.domain.procedures.enums import DesignKind, Owner
from motcua.domain.procedures.errors import (
    DraftNotFound,
    ExecutedElsewhere,
    NationalPart,
    NotProvided,
    OwnWriting,
)
from motcua.domain.procedures.queries import Version
from motcua.domain.procedures.rules import parts
from motcua.domain.procedures.rules.labels import label_of
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import has_role, require_role
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import AgencyLevel

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft


def require_provided(*, agency_id: int, version: Version, on: date) -> None:
    """Refuse unless the agency takes the procedure in on the day (Articles 14.1, 14.2 and 14.4).

    :raises NotProvided: if it does not
    """
    if not queries.is_provided(agency_id=agency_id, procedure_id=version.procedure_id, on=on):
        raise NotProvided(procedure_code=version.code)


def require_executed_here(*, procedure_id: int, on: date) -> None:
    """Refuse what another system takes in on the day. One query.

    :raises ExecutedElsewhere: if one does, with its name and address
    """
    elsewhere = queries.find_execution(procedure_id, on)
    if elsewhere is not None:
        raise ExecutedElsewhere(system=elsewhere.name, address=elsewhere.address)


def require_control(officer: Officer) -> None:
    """Refuse an officer whose post does not control procedures (Circular 01/2018, Article 8).

    :raises NotFound: if it does not
    """
    require_role(officer, Role.PROCEDURE_CONTROL)


def require_arranging(officer: Officer, agency_id: int) -> None:
    """Refuse who does not control procedures in the tree of codes that the agency belongs to.

    :raises NotFound: if the officer does not, or serves a commune
    """
    require_control(officer)
    own = organisations.get_agency(officer.agency_id)
    other = own if agency_id == own.pk else organisations.get_agency(agency_id)
    is_own_tree = organisations.root_of(own.code) == organisations.root_of(other.code)
    if own.level not in {AgencyLevel.MINISTRY, AgencyLevel.PROVINCE} or not is_own_tree:
        raise NotFound


def require_drafting(officer: Officer, draft: "RecordDraft") -> None:
    """Refuse who does not control procedures in the draft's agency, as if there were no draft.

    :raises DraftNotFound: if the officer does not
    """
    if draft.agency_id != officer.agency_id or not has_role(officer, Role.PROCEDURE_CONTROL):
        raise DraftNotFound


def require_designing(
    officer: Officer, draft: "RecordDraft", kind: DesignKind, *, on: date
) -> None:
    """Refuse who may not write such a design of the draft, as if there were no draft.

    Who controls procedures in the draft's agency writes every design. The internal process is written by
    the specialised agency of the field as well, since the law has it lead (Circular 01/2018/TT-VPCP,
    Article 8.2.a and 8.3.a); it writes nothing else, and neither sends nor agrees nor publishes.

    :raises DraftNotFound: if the officer may not
    """
    if not may_design(officer, draft, kind, on=on):
        raise DraftNotFound


def may_design(officer: Officer, draft: "RecordDraft", kind: DesignKind, *, on: date) -> bool:
    """Return whether the officer may write such a design of the draft. Three queries or fewer."""
    if draft.agency_id == officer.agency_id and has_role(officer, Role.PROCEDURE_CONTROL):
        return True
    if kind is not DesignKind.PROCESS or not has_role(officer, Role.SPECIALIST):
        return False
    return any(one.pk == draft.pk for one in queries.list_drafts_in_charge(officer.agency_id, on))


def require_other_eyes(officer: Officer, draft: "RecordDraft") -> None:
    """Refuse who wrote a word of the draft: two persons stand behind what is published.

    :raises OwnWriting: if the officer did
    """
    if not may_agree(officer, draft):
        raise OwnWriting


def may_agree(officer: Officer, draft: "RecordDraft") -> bool:
    """Return whether the officer is somebody else than those who wrote the draft. One query."""
    return officer.people.isdisjoint(queries.list_writers(draft.pk))


def owns_national_parts(officer: Officer) -> bool:
    """Return whether the officer's agency speaks for the whole country. One query."""
    return organisations.get_agency(officer.agency_id).level == AgencyLevel.MINISTRY


def require_own_fields(officer: Officer, changed: frozenset[str]) -> None:
    """Refuse a change of what is one for the country to an agency below it.

    :raises NationalPart: if such a field was changed (Decree 224/2026, Article 15.1.b)
    """
    national = [name for name in sorted(changed) if parts.owner_of(name) is Owner.NATION]
    if national and not owns_national_parts(officer):
        raise NationalPart(
            field=national[0],
            label=label_of("Record", national[0]),
            basis=parts.NATIONAL[national[0]],
        )
