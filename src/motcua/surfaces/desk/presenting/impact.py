"""The record of the impact of processing as who keeps it sees it, and the boxes of what is stated by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.domain.privacy import queries
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.personal_data import is_sensitive
from motcua.surfaces.desk.boxes import box
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from motcua.composition.casework.impact import Impact, Processing
    from motcua.domain.privacy.queries import Stated
    from motcua.domain.privacy.rules.impact import Particular
    from motcua.foundation.kernel.errors import Refusal


def page(impact: Impact, *, may_state: bool) -> dict[str, Any]:
    """Return the record of the installation. At most one query."""
    return {
        "installation": settings.INSTALLATION_NAME,
        "impact": impact,
        "rows": [_row(one) for one in impact.procedures],
        "stated": _stated(impact.stated),
        "retentions": queries.list_retentions(impact.on),
        "may_state": may_state,
        "code": "",
    }


def procedure(one: Processing, *, may_state: bool) -> dict[str, Any]:
    """Return what one procedure does. At most one query."""
    return {
        **_row(one),
        "ground": queries.find_ground(clock.today()).source,
        "questions": [
            {
                "label": ask.label, "purpose": ask.purpose,
                "kinds": [str(kind.label) for kind in ask.kinds],
                "is_sensitive": any(is_sensitive(kind) for kind in ask.kinds),
            }
            for ask in one.questions
        ],
        "stated": _stated(one.stated),
        "may_state": may_state,
        "code": one.code,
    }  # fmt: skip


def stating(
    particular: Particular, code: str, posted: QueryDict, refusal: Refusal | None
) -> dict[str, Any]:
    """Return the boxes of a statement, with what was typed and what is wrong. No query."""
    wrong = wrong_by_field(refusal)
    typed = {name: posted.get(name, "") for name in posted}
    typed.setdefault("holds_from", f"{clock.today():%d/%m/%Y}")
    boxes = (
        box("text", str(particular.label), typed, wrong, kind="area",
            hint=_("Điều {article} Nghị định 13/2023/NĐ-CP").format(article=particular.article)),
        box("holds_from", _("Đúng từ ngày"), typed, wrong, kind="date"),
    )  # fmt: skip
    return {
        "title": str(particular.label), "boxes": boxes, "code": code,
        "errors": errors(refusal, [one.name for one in boxes]),
    }  # fmt: skip


def _row(one: Processing) -> dict[str, Any]:
    return {
        "one": one,
        "kinds": [str(kind.label) for kind in one.kinds],
        "sensitive": [str(kind.label) for kind in one.sensitive],
    }


def _stated(stated: Sequence[Stated]) -> list[dict[str, Any]]:
    holders = {entry.actor for one in stated for entry in one.history}
    ids = sorted(int(actor.removeprefix(queries.OFFICER)) for actor in holders)
    posts = identity.list_posts_by_id(ids) if ids else {}
    return [
        {
            "particular": one.particular,
            "holding": one.holding,
            "earlier": [
                {
                    "entry": entry,
                    "post": posts[int(entry.actor.removeprefix(queries.OFFICER))].title,
                }
                for entry in one.history
            ],
        }
        for one in stated
    ]
