"""Each question asked of tills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from motcua.domain.tills import rules
from motcua.domain.tills.enums import Place
from motcua.domain.tills.errors import SettlementNotFound, ShiftNotFound
from motcua.domain.tills.models import Closing, Count, FeeAccount, Movement, Settlement, Shift
from motcua.domain.tills.rules import HELD, NOTES, PAID_FROM, Due, Quarter, quarter_of
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.money import Dong

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer

__all__ = ["HELD", "NOTES", "PAID_FROM", "Due", "Quarter", "quarter_of"]

RECENT: Final = 20


def find_account(agency_ids: Sequence[int], *, on: date) -> FeeAccount | None:
    """Return the account in force on the day, of the first of these agencies that has one. One query."""
    rows = FeeAccount.objects.filter(
        confirmation__isnull=False, agency_id__in=agency_ids, valid_from__lte=on
    )
    newest = rows.order_by("agency_id", "-valid_from", "-pk").distinct("agency_id")
    by_agency = {one.agency_id: one for one in newest}
    return next((by_agency[key] for key in agency_ids if key in by_agency), None)


def list_accounts(by: Officer) -> list[FeeAccount]:
    """Return every account that was entered for the officer's agency, the newest first. One query."""
    rows = FeeAccount.objects.select_related("confirmation").filter(agency_id=by.agency_id)
    return list(rows.order_by("-valid_from", "-pk"))


# --- drawers --------------------------------------------------------------------------------------


def find_last_shift(post_id: int) -> Shift | None:
    """Return the officer's newest shift with its takeover, if there is one. One query."""
    rows = Shift.objects.select_related("takeover").filter(post_id=post_id)
    return rows.order_by("-pk").first()


def find_open_shift(post_id: int) -> Shift | None:
    """Return the officer's shift into whose drawer cash goes: the newest, until it is counted. Two queries."""
    shift = find_last_shift(post_id)
    if shift is None or shift.is_over or shift.counts.exists():
        return None
    return shift


def list_open_shifts(agency_id: int) -> list[Shift]:
    """Return the desk's shifts whose money was not taken over, the oldest first. One query."""
    rows = Shift.objects.filter(agency_id=agency_id, takeover__isnull=True)
    return list(rows.order_by("pk"))


def list_counted(by: Officer) -> list[Count]:
    """Return the newest count of each drawer that waits to be taken over at the officer's desk. One query."""
    rows = Count.objects.select_related("shift").filter(
        shift__agency_id=by.agency_id, shift__takeover__isnull=True
    )
    return list(rows.order_by("shift_id", "-pk").distinct("shift_id"))


def list_over(by: Officer) -> list[Shift]:
    """Return the last shifts of the officer's desk that are over, the newest first. One query."""
    rows = Shift.objects.select_related("takeover__count").filter(
        agency_id=by.agency_id, takeover__isnull=False
    )
    return list(rows.order_by("-pk")[:RECENT])


def get_counted_shift(shift_id: int, by: Officer) -> Shift:
    """Return a counted shift of the officer's desk whose money was not taken over. One query.

    Raises:
        ShiftNotFound: if there is none.
    """
    rows = Shift.objects.select_related("takeover").filter(
        pk=shift_id, agency_id=by.agency_id, takeover__isnull=True, counts__isnull=False
    )
    found = rows.first()
    if found is None:
        raise ShiftNotFound
    return found


def last_count(shift: Shift) -> Count:
    """Return what was counted last in the drawer. One query."""
    return shift.counts.order_by("-pk")[0]


def find_count(shift: Shift) -> Count | None:
    """Return what was counted last in the drawer, if it was counted. One query."""
    return shift.counts.order_by("-pk").first()


def list_of_shift(shift: Shift) -> list[Movement]:
    """Return what went into the drawer and out of it, in order. One query."""
    rows = Movement.objects.select_related("dossier").filter(shift=shift)
    return list(rows.order_by("pk"))


def count_taken(shift: Shift) -> int:
    """Return how often a fee was put into the drawer. One query."""
    return shift.movements.filter(source=Place.PAYER).count()


def expected_in(shift: Shift) -> Dong:
    """Return what the drawer has to hold. One query."""
    return expected_of(list_of_shift(shift))


def expected_of(moved: Iterable[Movement]) -> Dong:
    """Return what these movements of one shift leave in its drawer."""
    return rules.in_drawer(one.move for one in moved)


def find_shift(shift_id: int, by: Officer) -> Shift | None:
    """Return a shift of the officer's desk with its takeover, if there is one. One query."""
    rows = Shift.objects.select_related("takeover__count").filter(agency_id=by.agency_id)
    return rows.filter(pk=shift_id).first()


# --- the cash book --------------------------------------------------------------------------------


def find_taken(line_id: int) -> Movement | None:
    """Return the movement by which the payment of a line came. One query."""
    rows = Movement.objects.select_related("shift").filter(line_id=line_id, source=Place.PAYER)
    return rows.first()


def find_closing(agency_id: int) -> Closing | None:
    """Return the desk's last balance, if there is one. One query."""
    return Closing.objects.filter(agency_id=agency_id).order_by("-pk").first()


def list_closings(by: Officer) -> list[Closing]:
    """Return the last balances of the officer's desk, the newest first. One query."""
    return list(Closing.objects.filter(agency_id=by.agency_id).order_by("-pk")[:RECENT])


def read_balances(closing: Closing | None) -> dict[Place, int]:
    """Return what lay at each place when the book was balanced; nothing before the first time."""
    kept = closing.balances if closing else {}
    return {Place(name): int(amount) for name, amount in kept.items()}


def list_since(agency_id: int, closing: Closing | None) -> list[Movement]:
    """Return what was written since the book was balanced, in order. One query."""
    rows = Movement.objects.select_related("dossier", "owner").filter(agency_id=agency_id)
    return list(rows.filter(pk__gt=closing.until_id if closing else 0).order_by("pk"))


def lies_at(place: Place, agency_id: int) -> Dong:
    """Return what lies at one place of a desk now. Two queries."""
    last = find_closing(agency_id)
    since = (one.move for one in list_since(agency_id, last))
    return Dong(rules.balances(since, read_balances(last))[place])


def dues_of(agency_id: int, quarter: Quarter) -> dict[int, tuple[str, Due]]:
    """Return by agency its name and what the desk took for it up to the end of a quarter and handed on. Two queries.

    What was settled for a later quarter, earlier ones with it, counts as handed on: nothing is settled twice.
    """
    begins, ends = _midnight(quarter.begins), _midnight(quarter.following.begins)
    came, went = Q(source=Place.PAYER), Q(target=Place.PAYER)
    fees = Movement.objects.filter(came | went, agency_id=agency_id, owner__isnull=False)
    taken = fees.filter(at__lt=ends).values("owner_id", "owner__name").annotate(
        before=_sum(came, at__lt=begins) - _sum(went, at__lt=begins),
        taken=_sum(came, at__gte=begins),
        returned=_sum(went, at__gte=begins),
    )  # fmt: skip
    earlier = Q(year__lt=quarter.year) | Q(year=quarter.year, quarter__lt=quarter.number)
    settled = Settlement.objects.filter(agency_id=agency_id).values("owner_id").annotate(
        earlier=_sum(earlier), handed=_sum(~earlier)
    )  # fmt: skip
    handed = {row["owner_id"]: (row["earlier"], row["handed"]) for row in settled}
    found = {}
    for row in taken:
        settled_earlier, settled_since = handed.get(row["owner_id"], (0, 0))
        due = Due(
            before=Dong(row["before"] - settled_earlier), taken=Dong(row["taken"]),
            returned=Dong(row["returned"]), handed=Dong(settled_since),
        )  # fmt: skip
        found[row["owner_id"]] = (row["owner__name"], due)
    return found


def list_settlements(by: Officer) -> list[Settlement]:
    """Return the last settlements of the officer's desk and those with its agency, the newest first. One query."""
    rows = Settlement.objects.select_related("agency", "owner", "arrival")
    mine = rows.filter(Q(agency_id=by.agency_id) | Q(owner_id=by.agency_id))
    return list(mine.order_by("-pk")[:RECENT])


def get_settlement(settlement_id: int, by: Officer) -> Settlement:
    """Return a settlement with the officer's agency. One query.

    Raises:
        SettlementNotFound: if there is none.
    """
    rows = Settlement.objects.select_related("agency", "arrival")
    found = rows.filter(pk=settlement_id, owner_id=by.agency_id).first()
    if found is None:
        raise SettlementNotFound
    return found


def _sum(of: Q, **limits: datetime) -> Coalesce:
    return Coalesce(Sum("amount", filter=of & Q(**limits)), 0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.VIETNAM)
