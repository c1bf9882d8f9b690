"""Stating what only people know of the impact of processing (Article 24 of Decree 13/2023)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.domain.privacy import queries
from motcua.domain.privacy.errors import ImpactNotFound
from motcua.domain.privacy.models import ImpactEntry
from motcua.foundation.kernel.errors import require_right

if TYPE_CHECKING:
    from motcua.foundation.identity.actors import Officer

LONGEST: Final = 5000


@transaction.atomic
def state_impact(
    *, name: str, procedure_code: str, text: str, holds_from: date | None, by: Officer, at: datetime
) -> ImpactEntry:
    """State something of the processing from a day on; what was stated before stays in the history.

    :param procedure_code: of which procedure; empty for the whole installation

    Raises:
        ImpactNotFound: if nothing is stated under this name, or to who does not lead the province's privacy.
        InvalidInput: naming all that is missing, or if nothing changes.
    """
    queries.get_impact_particular(name, procedure_code)
    if not queries.keep_as(by).keeps_all:
        raise ImpactNotFound
    text = text.strip()[:LONGEST].replace("\r\n", "\n")
    same = ImpactEntry.objects.filter(
        name=name, procedure_code=procedure_code, holds_from=holds_from
    ).order_by("-pk").values_list("text", flat=True).first() if holds_from else None  # fmt: skip
    require_right(
        {
            "text": (not text or text == same, _("Ghi nội dung, khác với lần ghi trước.")),
            "holds_from": (holds_from is None, _("Ghi ngày bắt đầu đúng, như 01/12/2026.")),
        }
    )
    assert holds_from is not None
    return ImpactEntry.objects.create(
        name=name, procedure_code=procedure_code, text=text, holds_from=holds_from,
        actor=by.key, agency_id=by.agency_id, at=at,
    )  # fmt: skip
