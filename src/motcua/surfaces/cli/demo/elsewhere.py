"""What other systems of the state send to the demo province: dossiers lodged there, and news of their own.

Through the same acts as their calls. The portal that is told how its dossiers stand is one we play.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from motcua.capabilities.exchange import actions as exchange
from motcua.capabilities.exchange import queries as systems
from motcua.capabilities.exchange.enums import Scope
from motcua.composition.casework import arriving, mirroring, parcels
from motcua.domain.procedures import actions as catalogue
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ExecutingSystem
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen, System
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.surfaces.cli.demo import acts
from motcua.surfaces.cli.demo.declarations import DECLARATIONS

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.organisations.models import Agency
    from motcua.surfaces.cli.demo.world import World

PORTAL: Final = System(name="cong-dvcqg")
MINISTRY: Final = System(name="he-thong-bo")
SIMULATED: Final = "simulated://cong-dvcqg"
SEED: Final = 224

# Who lodged what on the national portal, by PIN and procedure; the first is accepted.
LODGED: Final = (("099192000101", "2.000635"), ("099061000103", "2.000635"))
MOVED: Final = "3.000333"
"""The procedure that in this story a ministry's system handles: criminal record certificates."""
# What that system tells of the demo's citizens: PIN, national state, its own words.
TOLD: Final = (
    ("099192000101", 4, "Đang tra cứu, xác minh"),
    ("099090000102", 10, "Đã trả kết quả điện tử"),
    ("099061000103", 5, "Chờ công dân bổ sung ảnh giấy tờ"),
)


def tell(world: World, *, until: datetime) -> int:
    """Let two systems send what they have; return how many dossiers and mirrors came of it.

    Loading again adds nothing: systems that are there have sent theirs.
    """
    if systems.find_names([PORTAL.name]):
        return 0
    _send(world, until)
    acts.settle()
    return len(LODGED) + len(TOLD)


@transaction.atomic
def _send(world: World, until: datetime) -> None:
    _register(until)
    dice = Random(SEED)  # noqa: S311 - a story, not a secret
    for place, (pin, code) in enumerate(LODGED):
        agency = _agency(world, code, until)
        dossier = _lodge_there(pin, code, agency, until, place=place, dice=dice)
        if place == 0:
            _accept(world, dossier, until)
    catalogue.execute_elsewhere(
        procedure_code=MOVED,
        system=ExecutingSystem.MINISTRY,
        name="Hệ thống tập trung của bộ (mô phỏng)",
        address="https://he-thong-bo.example/",
        basis="Văn bản tưởng tượng của bản trình diễn",
        valid_from=clock.day_in_vietnam(until),
    )
    for place in range(len(TOLD)):
        _tell_of(world, place, until)


def _register(at: datetime) -> None:
    exchange.register(
        code=PORTAL.name,
        name="Cổng Dịch vụ công quốc gia (mô phỏng)",
        address=SIMULATED,
        scopes=[Scope.ARRIVALS],
        at=at,
    )
    exchange.register(
        code=MINISTRY.name,
        name="Hệ thống tập trung của bộ (mô phỏng)",
        address="",
        scopes=[Scope.MIRRORS],
        at=at,
    )


def _lodge_there(
    pin: str, code: str, agency: Agency, until: datetime, *, place: int, dice: Random
) -> Dossier:
    citizen = _citizen(pin)
    declarant = acts.declarant(citizen, agency)
    lodged_at = until - timedelta(hours=2)
    parcel = {
        "number": f"000.00.00.G22-DEMO-{place + 1:04d}",
        "procedure_code": code,
        "agency_code": agency.code,
        "lodged_at": lodged_at.isoformat(),
        "applicant": {**_applicant(pin), "assurance": 2},
        "answers": DECLARATIONS[code](declarant, clock.day_in_vietnam(until), dice),
    }
    content = json.dumps(parcel, ensure_ascii=False).encode()
    return arriving.arrive(
        parcel=parcels.read(content), content=content, by=PORTAL, at=until - timedelta(hours=1)
    ).dossier


def _accept(world: World, dossier: Dossier, at: datetime) -> None:
    desk = next(
        officer
        for officer in world.officers.values()
        if officer.agency_id == dossier.agency_id and Role.DESK in officer.roles
    )
    acts.accept(dossier, desk, at)


def _tell_of(world: World, place: int, until: datetime) -> None:
    pin, state, words = TOLD[place]
    agency = _agency(world, MOVED, until)
    message = {
        "number": f"BCA-DEMO-{place + 1:04d}",
        "sequence": 1,
        "procedure_code": MOVED,
        "agency_code": agency.code,
        "applicant": _applicant(pin),
        "national_code": state,
        "state_words": words,
        "lodged_at": (until - timedelta(days=3 + place)).isoformat(),
        "changed_at": (until - timedelta(hours=5 + place)).isoformat(),
        "link": f"https://he-thong-bo.example/ho-so/{place + 1}",
    }
    read = mirroring.read(json.dumps(message, ensure_ascii=False).encode())
    mirroring.take(message=read, by=MINISTRY, at=until)


def _applicant(pin: str) -> dict[str, Any]:
    person = identity.find_person_by_pin(pin)
    assert person is not None
    assert person.born_on is not None
    return {
        "identity_number": pin,
        "full_name": person.full_name,
        "birth_date": person.born_on.isoformat(),
    }


def _citizen(pin: str) -> Citizen:
    person = identity.find_person_by_pin(pin)
    assert person is not None
    return Citizen(person_id=person.id, name=person.full_name, assurance=2)


def _agency(world: World, code: str, until: datetime) -> Agency:
    """Return an agency that takes the procedure in, one with a desk in the demo if there is one."""
    on = clock.day_in_vietnam(until)
    version = procedures.get_by_code(code, on=on)
    staffed = {
        officer.agency_id for officer in world.officers.values() if Role.DESK in officer.roles
    }
    providers = procedures.list_providers(version.procedure_id, on)
    return next((agency for agency in providers if agency.pk in staffed), providers[0])
