"""Who may close a register, and when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from motcua.domain.registers import queries, rules
from motcua.domain.registers.errors import BookClosed, NotYoursToClose, YearNotOver
from motcua.domain.registers.models import ClosedBook
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency

READERS = frozenset({Role.DESK, Role.LEADER})
"""Posts that read the register."""


def require_reader(by: Officer, agency_id: int) -> Agency:
    """Return the agency to who reads its register: its desk and its leaders.

    Raises:
        BookNotFound: for everybody else.
    """
    return queries.pick_desk(list_readable(by), agency_id)


def list_readable(by: Officer) -> list[Agency]:
    """Return the agencies whose register this officer may read, the own first; none to other posts."""
    return [] if by.roles.isdisjoint(READERS) else queries.list_desks(by.agency_id)


def find_barrier(by: Officer, year: int, closed: ClosedBook | None, *, on: date) -> Refusal | None:
    """Return what keeps a reader of the register from closing it, if anything.

    Article 10.2.a of Circular 01/2018/TT-VPCP names the head of the one-stop desk. No post is marked
    as head of a desk, so who signs for the agency closes it.
    """
    if Role.LEADER not in by.roles:
        return NotYoursToClose()
    if not rules.is_over(year, on):
        return YearNotOver(year=year)
    if closed is not None:
        return BookClosed(year=year, on=clock.day_in_vietnam(closed.closed_at))
    return None


def require_closable(by: Officer, agency_id: int, year: int, *, on: date) -> Agency:
    """Return the agency if this officer may close its register of that year.

    Raises:
        BookNotFound: if the officer may not read it.
        NotYoursToClose: if the officer does not sign for the agency.
        YearNotOver: while the year lasts.
        BookClosed: if it was closed before.
    """
    agency = require_reader(by, agency_id)
    barrier = find_barrier(by, year, queries.find_closed(agency_id, year), on=on)
    if barrier is not None:
        raise barrier
    return agency
