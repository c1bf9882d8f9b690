"""Who read a person's data, and what was asked of it, as the person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.domain.privacy import queries
from motcua.domain.privacy.enums import Finding
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import clock
from motcua.surfaces.portal.presenting.boxes import Box, list_errors, read_wrong

if TYPE_CHECKING:
    from motcua.domain.privacy.models import Objection
    from motcua.foundation.kernel.audit import Seen
    from motcua.foundation.kernel.errors import Refusal

_MOMENT: Final = "%Y%m%dT%H%M%S%f"


def write_place(place: queries.Place) -> str:
    """Return a place in the list as it stands in an address."""
    moment = place.first_at.astimezone(UTC).strftime(_MOMENT)
    return f"{moment}.{place.first_id}.{place.subject}"


def read_place(text: str) -> queries.Place | None:
    """Return the place that an address holds; none where it holds none, which is the first page."""
    moment, _dot, rest = text.partition(".")
    key, _dot, subject = rest.partition(".")
    try:
        at = datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC)
        first_id = UUID(key)
    except ValueError:
        return None
    if at.year < 1970 or not subject.isprintable():  # noqa: PLR2004 - no reading is older
        return None
    return queries.Place(first_at=at, first_id=first_id, subject=subject)


def page(looks: queries.Looks, *, is_first: bool) -> dict[str, Any]:
    """Return a page of readings, with the way on."""
    way_on = f"?sau={write_place(looks.next)}" if looks.next else ""
    return {"looks": looks, "next": way_on, "is_first": is_first}


def asking(found: Sequence[Seen], text: str, refusal: Refusal | None) -> dict[str, Any]:
    """Return what was read and the box to ask in, with what was typed. One query."""
    wrong, first = read_wrong(refusal), found[0]
    box = Box(
        kind="textarea", name="text", label=_("Bạn muốn hỏi điều gì?"), value=text,
        hint=_("Ví dụ: ngày đó tôi không có hồ sơ nào, vì sao có người xem thông tin của tôi?"),
        error=wrong.get("text", ""),
    )  # fmt: skip
    return {
        "first_at": min(one.first_at for one in found),
        "last_at": max(one.last_at for one in found),
        "times": max(one.times for one in found),
        "purpose": queries.purpose_in_words(first.purpose),
        "post": identity.get_post(int(first.reader.removeprefix(queries.OFFICER))).title,
        "box": box,
        "errors": list_errors(wrong, {"text": box.id}),
        "limit": queries.find_limit(clock.today()),
    }


def row(one: Objection) -> dict[str, Any]:
    """Return a question with how it stands. No query."""
    is_late = one.answered_at is None and one.due_at < clock.now()
    if one.finding:
        state, tone = str(Finding(one.finding).label), "neutral"
    elif is_late:
        state, tone = _("Quá hạn trả lời"), "danger"
    else:
        state, tone = _("Chờ trả lời"), "progress"
    return {"objection": one, "state": state, "tone": tone, "is_late": is_late}


def opened(one: queries.Opened) -> dict[str, Any]:
    """Return a question with its words, by when it is answered, and the answer. One query."""
    asked = one.objection
    return {
        "opened": one,
        "purpose": queries.purpose_in_words(asked.purpose),
        "post": identity.get_post(asked.post_id).title,
        "limit": queries.find_limit(clock.day_in_vietnam(asked.asked_at)),
        **row(asked),
    }
