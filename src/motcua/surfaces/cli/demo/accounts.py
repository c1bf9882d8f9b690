"""Fee accounts of the demo's agencies, at a bank that does not exist, and their books of receipts."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from motcua.capabilities.payments.queries import BankAccount
from motcua.composition.casework import receipting
from motcua.domain.tills import actions, queries
from motcua.domain.tills.actions import Named
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer
    from motcua.surfaces.cli.demo.world import World

NO_BANK: Final = "999999"
"""No bank of the network has this number."""
NAME: Final = "Ngân hàng Lam Giang (tưởng tượng)"
SINCE: Final = date(2026, 1, 1)
BASIS: Final = "Thông báo tưởng tượng, dùng để trình diễn"


def load(world: World, *, at: datetime) -> int:
    """Let each desk enter its agency's account and numbers of receipts, and its head confirm the account.

    Returns how many accounts were added. Receipts are given from today on: those of the past would have to be
    typeset and sealed, one by one, while somebody waits for the first start.
    """
    heads = {one.agency_id: one for one in _who(world, Role.LEADER)}
    added = 0
    for desk in _who(world, Role.DESK):
        head = heads.get(desk.agency_id)
        if head is None or head.post_id == desk.post_id or queries.list_accounts(desk):
            continue
        agency = organisations.get_agency(desk.agency_id)
        named = Named(
            account=BankAccount(bank=NO_BANK, number=f"99{agency.pk:08d}"), bank_name=NAME,
            holder=agency.name, valid_from=SINCE, basis=BASIS,
        )  # fmt: skip
        entered = actions.enter_account(named, by=desk, at=at)
        actions.confirm_account(account_id=entered.pk, by=head, at=at)
        _enter_book(desk, at=at)
        added += 1
    return added


def _enter_book(desk: Officer, *, at: datetime) -> None:
    typed = receipting.TypedBook(
        form="01BLP0-001", series=f"TT-{at:%y}E", first=1, last=5_000,
        valid_from=clock.day_in_vietnam(at), basis=BASIS,
    )  # fmt: skip
    receipting.enter_book(typed, by=desk, at=at)


def _who(world: World, role: Role) -> list[Officer]:
    return [one for one in world.officers.values() if role in one.roles]
