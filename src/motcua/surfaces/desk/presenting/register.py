"""The register by address: which desk, which year, which lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode

from motcua.composition.casework.register import Book, Checked
from motcua.domain.dossiers.queries import Sought, register_form_on
from motcua.domain.registers.errors import BookNotFound
from motcua.domain.registers.queries import FIRST_YEAR, Addition
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel.clock import VIETNAM
from motcua.surfaces.desk.presenting.door import (
    Door,
    read_day,
    read_key,
    show_procedures,
)

LAST_YEAR: Final = 9000
"""No calendar goes further; an address may name any number."""
MOST_ADDITIONS: Final = 200


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which lines an address asks for, and where its list goes on."""

    sought: Sought
    after: int
    since: date | None
    until: date | None


def read(asked: Mapping[str, str], by: Officer, *, on: date) -> Asked:
    """Return what an address asks for; what it does not spell rightly does not matter."""
    since, until = read_day(asked.get("tu", "")), read_day(asked.get("den", ""))
    year = read_key(asked.get("nam", ""))
    return Asked(
        sought=Sought(
            agency_id=read_key(asked.get("co-quan", "")) or by.agency_id,
            year=year if year and FIRST_YEAR <= year <= LAST_YEAR else on.year,
            procedure_id=read_key(asked.get("thu-tuc", "")),
            received_since=_midnight(since) if since else None,
            received_until=_midnight(until + timedelta(days=1))
            if until and until < date.max
            else None,
            is_open=asked.get("con-mo", "") == "1",
        ),
        after=read_key(asked.get("sau", "")) or 0,
        since=since,
        until=until,
    )


def whole(agency_id: int, year: int) -> Sought:
    """Return the whole register of a year.

    :raises BookNotFound: for a year that has none
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise BookNotFound
    return Sought(agency_id=agency_id, year=year)


def address(sought: Sought, name: str = "desk:register", **more: str) -> str:
    """Return the address of a desk's register of a year."""
    values = {"co-quan": str(sought.agency_id), "nam": str(sought.year), **more}
    return f"{reverse(name)}?{urlencode(values)}"


def page(asked: Asked, book: Book, *, on: date) -> dict[str, Any]:
    """Return what the page of the register shows."""
    sought, filters = asked.sought, _filters(asked)
    form = register_form_on(min(on, date(sought.year, 12, 31)))
    return {
        "book": book,
        "asked": asked,
        "form": form,
        "years": range(on.year, FIRST_YEAR - 1, -1),
        "procedures": show_procedures(Door(procedure_id=sought.procedure_id)),
        "print": address(sought, "desk:register-print", **filters),
        "sheet": address(sought, "desk:register-sheet", **filters),
        "next": address(sought, **filters, sau=str(book.next_after)) if book.next_after else "",
    }


def _filters(asked: Asked) -> dict[str, str]:
    sought = asked.sought
    values = {
        "thu-tuc": str(sought.procedure_id) if sought.procedure_id else "",
        "tu": asked.since.isoformat() if asked.since else "",
        "den": asked.until.isoformat() if asked.until else "",
        "con-mo": "1" if sought.is_open else "",
    }
    return {name: value for name, value in values.items() if value}


def checked(found: Checked) -> dict[str, Any]:
    """Return what the page says of a closed book beside the log; the last additions first."""
    additions: tuple[Addition, ...] = tuple(reversed(found.additions))
    return {
        "found": found,
        "seal": bytes(found.book.digest).hex(),
        "additions": additions[:MOST_ADDITIONS],
        "is_cut": len(additions) > MOST_ADDITIONS,
        "most": MOST_ADDITIONS,
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=VIETNAM)
