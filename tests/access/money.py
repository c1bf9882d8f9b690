"""A fee of which a part was paid: its receipt, and the shift of the drawer it lies in."""

from motcua.composition.casework import paying, receipting
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Way
from motcua.domain.receipts import queries as receipts
from motcua.domain.tills import queries as tills
from tests.casework.province import MONDAY


def take_fee(province, charged):
    """Take a part of what is owed in cash; return the receipt for it and the shift of the drawer."""
    if not receipts.list_books(province.desk):
        book = receipting.TypedBook(
            form="01BLP0-001", series="AA-26E", first=1, last=500, valid_from=MONDAY.date(),
            basis="Thông báo số 03/TB-UBND",
        )  # fmt: skip
        receipting.enter_book(book, by=province.desk, at=MONDAY)
    money = Money(amount=1_000, way=Way.CASH, paid_on=MONDAY.date())
    paying.pay(reference=charged.reference, money=money, by=province.desk, at=MONDAY)
    (receipt,) = receipts.list_receipts(charged)
    return receipt, tills.find_open_shift(province.desk.post_id)
