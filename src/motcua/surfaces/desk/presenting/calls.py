"""The values of the pages of calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.domain.calls import queries
from motcua.domain.calls.enums import Outcome, Way
from motcua.surfaces.desk import call_form
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field

if TYPE_CHECKING:
    from motcua.composition.casework.calling import Told, ToSay
    from motcua.domain.calls.queries import Listed
    from motcua.foundation.identity.actors import Officer
    from motcua.foundation.kernel.errors import Refusal


def rows(listed: Iterable[Listed]) -> list[dict[str, Any]]:
    """Return the calls as the list shows them."""
    return [
        {
            "id": one.id,
            "dossier": one.dossier,
            "about": one.about.label,
            "due_at": one.due_at,
            "standing": _standing(one),
        }
        for one in listed
    ]


def _standing(one: Listed) -> str:
    if one.is_letter_due:
        return _("Gửi thư")
    if one.holder:
        return _("{who} đang gọi").format(who=one.holder)
    if one.halves:
        words = _("Chưa liên lạc được: {halves} buổi")
        return words.format(halves=one.halves)
    return _("Chưa gọi")


def wishing(told: Told, posted: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return the values of the page on which a wish is written down: what holds, or what was typed."""
    wished = told.wished
    typed: Mapping[str, str] = posted
    if not posted and wished is not None:
        typed = {"way": wished.way.value, **(asdict(wished.reach) if wished.reach else {})}
    wrong = wrong_by_field(refusal)
    return {
        "dossier": told.dossier,
        "wished": wished,
        "calls": [
            {"id": call.pk, "title": call.message.title, "ended_at": call.ended_at}
            for call in told.calls
        ],
        "boxes": call_form.reach_boxes(typed, wrong),
        "errors": errors(refusal, ("way", *call_form.REACH)),
    }


def making(said: ToSay, officer: Officer, refusal: Refusal | None) -> dict[str, Any]:
    """Return the values of the page of one call."""
    call = said.call
    is_mine = call.holder_id == officer.post_id
    can_call = call.wished is not None and call.wished.way is not Way.NONE
    noted = (*(queries.OF_A_CALL if is_mine else ()), Outcome.TOLD_HERE)
    letter = (Outcome.LETTER_SENT,) if call.is_letter_due else ()
    return {
        "call": call,
        "dossier": call.dossier,
        "about": call.about.label,
        "items": said.items,
        "is_mine": is_mine,
        "can_call": can_call,
        "wished": call.wished,
        "holder": call.entries[-1].who if call.holder_id and not is_mine else "",
        "entries": [
            {"outcome": one.outcome.label, "at": one.at, "who": one.who} for one in call.entries
        ],
        "outcomes": [(one.value, one.label) for one in (*noted, *letter)],
        "halves_wanted": queries.HALVES,
        "errors": errors(refusal, ["outcome"]),
        "wrong": wrong_by_field(refusal).get("outcome", ""),
    }
