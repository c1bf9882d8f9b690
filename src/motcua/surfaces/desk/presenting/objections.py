"""What citizens ask about readings of their data, as who answers sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.domain.privacy import queries
from motcua.domain.privacy.enums import Finding
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field

if TYPE_CHECKING:
    from motcua.domain.privacy.models import Objection
    from motcua.foundation.kernel.errors import Refusal
    from motcua.surfaces.desk.record_form import Box


def rows(found: Sequence[Objection]) -> list[dict[str, Any]]:
    """Return questions as rows. At most one query, for the posts."""
    posts = identity.list_posts_by_id(sorted({one.post_id for one in found})) if found else {}
    return [
        {
            "objection": one,
            "post": posts[one.post_id].title,
            "purpose": queries.purpose_in_words(one.purpose),
            "is_late": one.answered_at is None and one.due_at < clock.now(),
            "finding": str(Finding(one.finding).label) if one.finding else "",
        }
        for one in found
    ]


def page(
    opened: queries.Opened, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return a question with what is known of the reading, and the boxes to answer in. Two queries."""
    asked = opened.objection
    boxes = () if asked.answered_at else _boxes(typed, wrong_by_field(refusal))
    (row,) = rows([asked])
    return {
        "opened": opened,
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
        "person": identity.get_person(asked.person_id).full_name,
        "limit": queries.find_limit(clock.day_in_vietnam(asked.asked_at)),
        **row,
    }


def _boxes(typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    purposes = sorted(queries.list_purposes().items(), key=lambda one: one[1])
    return (
        choose("finding", _("Kết luận"), Finding.choices, typed, wrong),
        choose("purpose", _("Nếu đúng mục đích: đọc để làm việc gì"), purposes, typed, wrong),
        box(
            "text", _("Trả lời người hỏi"), typed, wrong, kind="area",
            hint=_("Cán bộ đọc để làm việc gì, hồ sơ nào; hoặc cơ quan đã xử lý thế nào."),
        ),
    )  # fmt: skip
