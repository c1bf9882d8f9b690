"""Fee accounts of the demo's agencies, at a bank that does not exist: nobody may pay into them by mistake."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from motcua.capabilities.payments.queries import BankAccount
from motcua.domain.tills import actions, queries
from motcua.domain.tills.actions import Named
from motcua.foundation.identity.enums import Role
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
    """Let each desk enter its agency's account and its head confirm it; return how many were added."""
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
        added += 1
    return added


def _who(world: World, role: Role) -> list[Officer]:
    return [one for one in world.officers.values() if role in one.roles]
