"""Each question asked of accounts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q

from motcua.domain.dossiers.queries import FINAL_STATES
from motcua.domain.dues import rules
from motcua.domain.dues.enums import LineKind
from motcua.domain.dues.models import OPEN, Account, Line
from motcua.domain.dues.rules import LARGEST, NO_ACCOUNT, PROVED, Balance, Entry
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.money import Dong

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Officer

__all__ = ["LARGEST", "NO_ACCOUNT", "PROVED", "Balance"]

PAGE = 25


def list_lines(dossier: Dossier) -> list[Line]:
    """Return the lines of the dossier's account with the account, the first first. One query."""
    rows = Line.objects.select_related("account").filter(account=dossier.pk)
    return list(rows.order_by("pk"))


def balance_of(dossier: Dossier) -> Balance:
    """Return how the dossier's account stands; an empty one where nothing was ever asked. One query."""
    account = Account.objects.filter(pk=dossier.pk).first()
    return account.balance if account else NO_ACCOUNT


def list_live(lines: Collection[Line]) -> list[Line]:
    """Return the lines of one account that no other cancels."""
    gone = {line.cancels_id for line in lines}
    return [line for line in lines if line.pk not in gone]


def recount(lines: Collection[Line]) -> Balance:
    """Return what these lines of one account come to."""
    return rules.balance(_entry(line) for line in lines)


def _entry(line: Line) -> Entry:
    return Entry(
        key=line.pk, kind=LineKind(line.kind), amount=Dong(line.amount), cancels=line.cancels_id
    )


def list_owing(dossiers: Collection[Dossier]) -> dict[int, Balance]:
    """Return the accounts on which these dossiers' applicants owe something. One query; none for none."""
    if not dossiers:
        return {}
    found = Account.objects.filter(OPEN, pk__in=[one.pk for one in dossiers])
    return {one.pk: one.balance for one in found if one.balance.owed}


def list_moved(by: Officer, *, on: date) -> list[tuple[Line, int]]:
    """Return the day's lines of money at the officer's desk, each with what it changed. One query.

    What was written down that day, whenever it was paid: a desk answers for what it wrote.
    """
    day = datetime.combine(on, time(), tzinfo=clock.VIETNAM)
    money = Q(kind__in=[LineKind.PAYMENT, LineKind.REFUND])
    rows = Line.objects.select_related("account__dossier", "cancels").filter(
        money | Q(kind=LineKind.CANCEL, cancels__kind=LineKind.PAYMENT),
        at__gte=day, at__lt=day + timedelta(days=1),
        account__dossier__receiving_agency_id=by.agency_id,
    )  # fmt: skip
    return [
        (line, rules.moved(_entry(line), _entry(line.cancels) if line.cancels else None))
        for line in rows.order_by("at", "pk")
    ]


def list_open_accounts(
    by: Officer, *, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> list[Account]:
    """Return the open accounts of what the officer's desk received, oldest first. One query.

    What is over without a result is not dunned; what the agency has to give back stays.
    """
    ended = Q(dossier__state__in=sorted(FINAL_STATES), asked__gt=F("paid") - F("returned"))
    rows = Account.objects.select_related("dossier__applicant").filter(
        OPEN & ~ended, dossier__receiving_agency_id=by.agency_id
    )
    if after is not None:
        moment, key = after
        rows = rows.filter(Q(since__gt=moment) | Q(since=moment, pk__gt=key))
    return list(rows.order_by("since", "pk")[:limit])
