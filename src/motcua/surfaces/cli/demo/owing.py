"""A sale of land in the demo that waits for its buyer to pay the registration fee (national state 6)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from django.db import transaction

from motcua.composition.casework import obligations
from motcua.composition.casework.obligations import Typed
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.queries import Wanted
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.money import Dong
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.cli.demo import acts

if TYPE_CHECKING:
    from motcua.surfaces.cli.demo.declarations import Answers, Declarant
    from motcua.surfaces.cli.demo.world import World

LAND: Final = "1.012765"
CITIZEN: Final = "099087000105"
DESK, SPECIALIST = "tiepnhan.datdai", "chuyenvien.datdai"
PRICE: Final = 1_450_000_000
REGISTRATION_FEE: Final = Dong(PRICE // 200)
"""Half a hundredth of the price, as Decree 10/2022 has it."""
TIME_TO_PAY: Final = timedelta(days=30)
SEED: Final = 197
STEP: Final = timedelta(minutes=30)


@transaction.atomic
def tell(world: World, *, until: datetime) -> int:
    """Lodge, accept, reckon and send the notice; return how many dossiers wait. Again adds nothing."""
    specialist = world.officers[SPECIALIST]
    wanted = Wanted(agency_id=specialist.agency_id, states=frozenset({State.AWAITING_OBLIGATION}))
    if dossiers.count_wanted(wanted, now=until):
        return 0
    agency = organisations.get_agency(specialist.agency_id)
    at = acts.last_morning(organisations.get_calendar(agency.pk), until)
    dice = Random(SEED)  # noqa: S311 - a story, not a secret
    dossier = acts.lodge(LAND, agency, world.citizens[CITIZEN], at, dice=dice, declare=_declare)
    acts.accept(dossier, world.officers[DESK], at + STEP)
    acts.do(dossier, specialist, "dat", at + 2 * STEP)
    acts.do(dossier, specialist, "co_nghia_vu", at + 3 * STEP)
    on = clock.day_in_vietnam(at)
    notice = Typed(
        items=(("Lệ phí trước bạ", REGISTRATION_FEE),), number=f"TB-{dossier.pk:05d}/TCT", on=on,
        pay_by=on + TIME_TO_PAY,
        pay_to="Kho bạc Nhà nước tỉnh Lam Giang (tưởng tượng), mã định danh khoản phải nộp 9906-0001",
    )  # fmt: skip
    obligations.ask(
        reference=dossier.reference, typed=notice, file=None, by=specialist, at=at + 4 * STEP
    )
    acts.settle()
    return 1


def _declare(who: Declarant, on: date, _dice: Random) -> Answers:
    """Return the purchase of a piece of land by the one who declares it."""
    commune = "Phường Bến Thành Cổ"
    home = {"detail": "Số 12 phố Hàng Thiếc", "commune": commune, "province": "Tỉnh Lam Giang"}
    return {
        "requester_full_name": who.name, "requester_pin": who.pin,
        "requester_birth_date": who.born_on.isoformat(), "requester_phone": who.phone,
        "requester_residence": home, "requester_role": "receiver",
        "certificate_number": "AA 01234567", "parcel_number": 215, "map_sheet": 14,
        "parcel_address": home | {"detail": "Tổ 3"}, "area": "120,5", "extent": "whole",
        "change_kind": "sale", "price": PRICE,
        "signed_on": (on - timedelta(days=14)).isoformat(), "is_mortgaged": "no",
        "giver_full_name": "Kiều Văn Sáng", "giver_pin": "099066000171",
        "receiver_full_name": who.name, "receiver_pin": who.pin, "receiver_residence": home,
        "relief": "none", "certificate_way": "note", "result_channel": "counter",
    }  # fmt: skip
