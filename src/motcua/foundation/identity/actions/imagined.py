"""People who exist on a stage alone: an applicant and officers of a rehearsal. They cannot sign in."""

from collections.abc import Iterable
from datetime import date, datetime

from motcua.foundation.identity.actions import people
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.identity.enums import Role, Sex
from motcua.foundation.identity.models import Post
from motcua.foundation.identity.personal import PersonalValues
from motcua.foundation.kernel import stage
from motcua.foundation.organisations import queries as organisations


def imagine_citizen(
    *,
    full_name: str,
    pin: str,
    born_on: date,
    sex: Sex,
    residence: str,
    assurance: int,
    at: datetime,
) -> Citizen:
    """Put an applicant on the stage, without e-mail or telephone: nothing can be sent to nobody.

    Raises:
        NotOnStage: outside a rehearsal
    """
    stage.require_set()
    values = PersonalValues(pin=pin, born_on=born_on, sex=sex, residence=residence)
    person = people.create_person(full_name=full_name, values=values, at=at)
    return Citizen(person_id=person.pk, name=full_name, assurance=assurance)


def imagine_officer(
    *,
    full_name: str,
    pin: str,
    unit_id: int,
    title: str,
    roles: Iterable[Role],
    valid_from: date,
    at: datetime,
) -> Officer:
    """Put the holder of a post on the stage, without an account.

    Raises:
        NotOnStage: outside a rehearsal
    """
    stage.require_set()
    unit = organisations.get_unit(unit_id)
    held = frozenset(roles)
    person = people.create_person(full_name=full_name, values=PersonalValues(pin=pin), at=at)
    post = Post.objects.create(
        person=person,
        agency_id=unit.agency_id,
        unit=unit,
        title=title,
        roles=sorted(held),
        valid_from=valid_from,
    )
    return Officer(
        person_id=person.pk,
        post_id=post.pk,
        agency_id=unit.agency_id,
        unit_id=unit.pk,
        unit_kind=unit.kind,
        roles=held,
        name=full_name,
        title=title,
    )
