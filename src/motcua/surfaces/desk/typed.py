"""What an officer typed, kept so that a refusal redraws the page with it."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.surfaces.ui.reading import day_of, key_of

ROWS: Final = 3
"""Lines for what to supplement that a page offers at least."""
MORE: Final = 2
LARGEST: Final = 50
_TIME: Final = re.compile(r"([01]?\d|2[0-3])(?:\s*(?::|h|giờ)\s*([0-5]\d)?)?")
"""An hour as people write it: 14:30, 14h30, 14 giờ."""


def require_moment(day: str, time: str) -> datetime:
    """Return the moment of a day and an hour that were typed, by the clock of Vietnam.

    :raises InvalidInput: if either is none, naming the fields ``day`` and ``time``
    """
    found = _TIME.fullmatch(time.strip())
    problems = []
    if day_of(day) is None:
        words = _("Ghi ngày có thật, theo ngày/tháng/năm.")
        problems.append(FieldProblem(field="day", text=words, code="no-day"))
    if found is None:
        words = _("Ghi giờ và phút, như 14:30.")
        problems.append(FieldProblem(field="time", text=words, code="no-time"))
    on = day_of(day)
    if on is None or found is None:
        raise InvalidInput(problems)
    return datetime(on.year, on.month, on.day, int(found[1]), int(found[2] or 0), tzinfo=VIETNAM)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to supplement: what, and why."""

    what: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The fields of the desk's forms as they were posted."""

    outcome: str = ""
    reason: str = ""
    to_agency: str = ""
    items: tuple[Item, ...] = field(default=())
    wants_more: bool = False
    """Whether the button was pressed that adds lines, instead of the one that sends."""

    @classmethod
    def read(cls, posted: QueryDict) -> Self:
        """Return what was posted; lines beyond the largest number are not looked at."""
        pairs = zip(posted.getlist("what")[:LARGEST], posted.getlist("why")[:LARGEST], strict=False)
        return cls(
            outcome=posted.get("outcome", ""),
            reason=posted.get("reason", ""),
            to_agency=posted.get("to_agency", ""),
            items=tuple(Item(what=what.strip(), why=why.strip()) for what, why in pairs),
            wants_more="add" in posted,
        )

    @property
    def asked(self) -> list[dict[str, str]]:
        """The lines that say something."""
        return [
            {"what": item.what, "why": item.why} for item in self.items if item.what or item.why
        ]

    @property
    def rows(self) -> tuple[Item, ...]:
        """The lines to draw: those typed, and empty ones to type in."""
        more = MORE if self.wants_more else 0
        lines = max(ROWS, len(self.items) + more)
        return self.items + (Item(),) * (min(lines, LARGEST) - len(self.items))

    @property
    def agency_id(self) -> int | None:
        """The agency chosen, if the value is a key at all."""
        return key_of(self.to_agency)


NOTHING: Final = Typed()
