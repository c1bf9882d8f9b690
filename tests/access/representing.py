"""Whom the applicant of the world lets act in their name: somebody who is none of the visitors."""

from datetime import date, timedelta

from motcua.composition.casework import representing
from motcua.domain.authorisations import actions
from motcua.domain.authorisations.enums import Act, Basis, Scope, Side
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import clock
from tests.casework.province import MONDAY


def let_act(province, applicant):
    """Let the desk's officer, as a citizen, act for the applicant."""
    pin = identity.get_person(province.desk.person_id).pin
    helper = Citizen(person_id=province.desk.person_id, name=province.desk.name, assurance=2)
    on = clock.day_in_vietnam(MONDAY)
    wanted = representing.Wanted(
        scopes=tuple(Scope), valid_from=on, last_day=on + timedelta(days=1000)
    )
    asked = representing.ask(
        asked_by=Side.REPRESENTED, pin=pin, wanted=wanted, by=applicant, at=MONDAY
    )
    given = actions.move(authorisation_id=asked.pk, act=Act.ACCEPT, by=helper, at=MONDAY)
    return {"authorisation": given.pk, "authority": see_papers(province).pk}


def see_papers(province):
    """Let the desk write down that a mother acts for her child, neither of whom visits anything."""
    on = clock.day_in_vietnam(MONDAY)
    return representing.record(
        represented=representing.Shown(
            pin="099220000701", full_name="Trần Bé Na", born_on=date(2020, 5, 1)
        ),
        representative=representing.Shown(
            pin="099190000702", full_name="Trần Thị Mẹ", born_on=date(1990, 5, 1)
        ),
        basis=Basis.PARENT,
        wanted=representing.Wanted(
            scopes=tuple(Scope), valid_from=on, last_day=on + timedelta(days=1000)
        ),
        paper="Giấy khai sinh số 12/2020",
        by=province.desk,
        at=MONDAY,
    )
