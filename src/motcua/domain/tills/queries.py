"""Each question asked of fee accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from motcua.domain.tills.models import FeeAccount

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer


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
