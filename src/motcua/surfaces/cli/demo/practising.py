"""What exercises need on the site for practising: enough of each kind at the one commune they are done at."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Final

from motcua.foundation.kernel import worktime
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.cli.demo import acts
from motcua.surfaces.cli.demo.story import SEED, Teller
from motcua.surfaces.cli.demo.world import World

COMMUNE: Final = "H99.101"
CODE: Final = "1.004873"
FATES: Final[Sequence[str]] = (
    *("waiting",) * 5,
    *("checking",) * 3,
    *("signing",) * 5,
    *("to_hand_over",) * 4,
)


def tell(world: World, *, until: datetime) -> int:
    """Have the commune's people lodge what is practised on; return how many dossiers."""
    agency = organisations.get_agency_by_code(COMMUNE)
    teller = Teller(world, until, Random(SEED))  # noqa: S311 - a story, not a secret
    calendar = organisations.get_calendar(agency.pk)
    start = worktime.next_open(calendar, until - timedelta(days=2))
    people = [who for who in world.citizens.values() if who.assurance > 1]
    for number, fate in enumerate(FATES):
        who = people[number % len(people)]
        teller.tell_of(CODE, agency, who, fate, start=start)
    acts.settle()
    return len(FATES)
