"""Who is in charge of a dossier that waits, as the desk sees it before it directs or takes in."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from motcua.composition.casework import authority
from motcua.composition.casework.examining import Examined
from motcua.foundation.kernel import clock


@dataclass(frozen=True, kw_only=True)
class ShownNamed:
    """An agency in charge, and why."""

    id: int
    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class InCharge:
    """What the rules come to for one dossier."""

    agencies: tuple[ShownNamed, ...]
    is_here: bool
    """Whether the agency that holds the dossier is among them."""
    is_unsettled: bool
    """Whether a place lies in a commune that was divided: only the applicant knows where."""

    @property
    def preselected(self) -> int | None:
        """The agency to direct to, where it is one alone and not this."""
        is_one = len(self.agencies) == 1 and not self.is_here
        return self.agencies[0].id if is_one else None


def weighed(examined: Examined, *, now: datetime) -> dict[str, object]:
    """Return the values of the page: who is in charge, and where the dossier can be directed."""
    found = authority.weigh(examined, on=clock.day_in_vietnam(now))
    return {
        "in_charge": _in_charge(found.answer, examined.dossier.agency_id),
        "agencies": found.others,
    }


def _in_charge(found: authority.Answer | None, held_by: int) -> InCharge | None:
    """Return who is in charge by what was declared; None where rules or places do not tell."""
    if found is None or not found.ruling.named:
        return None
    language = get_language() or "vi"
    return InCharge(
        agencies=tuple(
            ShownNamed(
                id=one.provider.id,
                name=one.provider.name_in(language),
                reason=found.reason_of(one, language),
            )
            for one in found.ruling.named
        ),
        is_here=held_by in found.agency_ids,
        is_unsettled=found.ruling.is_unsettled,
    )
