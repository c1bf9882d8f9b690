"""A sale of land whose buyer owes taxes: what tests of obligations have the people do."""

from datetime import date, timedelta

from tests.casework import people
from tests.casework.province import MONDAY
from tests.journeys.essential.cases import read_service
from tests.journeys.essential.play import Player

from motcua.composition.casework import obligations
from motcua.composition.casework.obligations import Typed
from motcua.foundation.kernel import clock

LAND = "1.012765"
ASKED = MONDAY + timedelta(days=2)  # Wednesday 18 March
MET = MONDAY + timedelta(days=9)  # Wednesday 25 March
NOTICE = Typed(
    items=(("Lệ phí trước bạ", 7_250_000), ("Thuế thu nhập cá nhân", 29_000_000)),
    number="TB-1203/CT", on=date(2026, 3, 17), pay_by=date(2026, 4, 16),
    pay_to="Kho bạc Nhà nước, mã định danh 1203",
)  # fmt: skip


def land(steps=3, *, pays=True):
    """Return the people of a sale of land that waits for the tax office; taken in on a Monday."""
    player = Player(LAND, read_service(LAND).cases[0], pays=pays)
    player.lodge(player.fill())
    player.go(player.case.way[:steps])
    return player


def ask(player, *, at=ASKED, typed=NOTICE, file=None, by=None):
    dossier = obligations.ask(
        reference=player.dossier.reference, typed=typed, file=file,
        by=by or player.officers["specialist"], at=at,
    )  # fmt: skip
    people.settle()
    return dossier


def confirm(player, *, at=MET, paid_on=None, proof="0012345", by=None):
    dossier = obligations.confirm(
        reference=player.dossier.reference, proof=proof,
        paid_on=paid_on or clock.day_in_vietnam(at), by=by or player.officers["specialist"], at=at,
    )  # fmt: skip
    people.settle()
    return dossier


def send(player, *, at, by=None, file=None):
    return obligations.send_proof(
        reference=player.dossier.reference, proof="0012345", paid_on=clock.day_in_vietnam(at),
        file=file, by=by or player.citizen, at=at,
    )  # fmt: skip
