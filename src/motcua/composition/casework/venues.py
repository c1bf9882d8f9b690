"""At which place away from the office the desk received papers: whether it could have been there."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from motcua.domain.procedures.enums import ReceptionPlace
from motcua.domain.venues import queries
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem

if TYPE_CHECKING:
    from motcua.composition.casework.filling import Filling
    from motcua.domain.dossiers.models import Draft
    from motcua.domain.dossiers.queries import Brought
    from motcua.domain.procedures.queries import Version

WHERE_DESKS_SIT = frozenset({ReceptionPlace.DESK, ReceptionPlace.MOBILE})
"""An applicant's home and a place that is inspected are no venues."""


def find_unfit_of(opened: Filling, *, at: datetime) -> list[FieldProblem]:
    """Return that the desk of the sheet cannot have received it where the sheet says."""
    return find_unfit(opened.version, opened.brought, agency_id=desk_of(opened.draft), at=at)


def desk_of(draft: Draft) -> int:
    """Return the agency whose desk receives."""
    return draft.desk_id or draft.agency_id


def find_unfit(
    version: Version, brought: Brought, *, agency_id: int, at: datetime
) -> list[FieldProblem]:
    """Return that the desk cannot have received it there. One query where a venue is named, else none.

    Sessions last longer than they are announced: the day counts, not the hour.

    :param agency_id: the agency whose desk received it
    """
    if brought.venue is None:
        return []
    venue = queries.find_venue(brought.venue)
    on = clock.day_in_vietnam(brought.occurred_at(at))
    is_over = venue is not None and venue.valid_to is not None and venue.valid_to <= on
    if venue is None or venue.agency_id != agency_id or venue.valid_from > on or is_over:
        text = _("Ngày nhận ấy cơ quan không tiếp nhận ở điểm này. Chọn điểm khác, hoặc để trống.")
    elif brought.place not in WHERE_DESKS_SIT:
        text = _("Nhận tại nhà hoặc nơi kiểm tra thì không chọn điểm tiếp nhận: để trống ô này.")
    elif venue.procedures and version.code not in venue.procedures:
        text = _(
            "Điểm này không nhận thủ tục ấy. Mời người nộp đến trụ sở, hoặc để trống nếu nhận tại trụ sở."
        )
    else:
        return []
    return [FieldProblem(field="venue", text=text, code="venue")]
