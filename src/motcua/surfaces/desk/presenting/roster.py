"""Files of officers on their pages: how one is written, what it would change, what became of it."""

import base64
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.foundation.identity import queries
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import RosterAct, RosterState
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.boxes import box
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field

TONES: Final = {
    RosterAct.JOIN: "success", RosterAct.MOVE: "progress", RosterAct.LEAVE: "attention",
    RosterAct.STAY: "progress",
}  # fmt: skip
STATES: Final = {
    RosterState.WAITING: "attention", RosterState.DONE: "success", RosterState.BACK: "danger",
}  # fmt: skip
SAMPLE: Final = (
    "ngoc.songlam;Phạm Thị Ngọc;099195000001;mot-cua;"
    "Công chức tiếp nhận;desk;01/12/2026;;Quyết định số 15/QĐ-UBND"
)


def page(
    by: Officer, plan: queries.Plan | None, content: bytes, refusal: Refusal | None, *,
    given: tuple[str, str],
) -> dict[str, Any]:  # fmt: skip
    """Return the page; without a plan, only how a file is written. Five queries.

    Args:
        by: who reads it
        plan: what a file would change
        content: the file
        refusal: why not
        given: the account that was given a first password, and the password
    """
    key, password = given
    waiting = queries.list_not_entered(by)
    return {
        "heading": ";".join(queries.ROSTER_COLUMNS),
        "sample": SAMPLE,
        "roles": [(str(role), role.label) for role in queries.ROSTER_ROLES],
        "refusal": refusal,
        "plan": plan,
        "rows": rows(plan),
        "content": base64.b64encode(content).decode() if plan else "",
        "files": [(one, one.state.label, STATES[one.state]) for one in queries.list_rosters(by)],
        "waiting": waiting,
        "given": next((one for one in waiting if password and str(one.account_id) == key), None),
        "password": password,
    }


def sent(
    found: queries.Sent,
    plan: queries.Plan | None,
    typed: Mapping[str, str],
    refusal: Refusal | None,
) -> dict[str, Any]:
    """Return the page of a file that was sent. No query."""
    boxes = [box("reason", _("Lý do trả lại"), typed, wrong_by_field(refusal))]
    return {
        "found": found,
        "label": found.state.label,
        "tone": STATES[found.state],
        "plan": plan,
        "rows": rows(plan),
        "boxes": boxes,
        "errors": errors(refusal, [one.name for one in boxes]),
    }


def rows(plan: queries.Plan | None) -> list[tuple[Any, str, str]]:
    """Return each line of a plan, with what it does in a word and its tone."""
    return [
        (one, str(one.act.label) if one.act else "", TONES[one.act] if one.act else "")
        for one in (plan.changes if plan else ())
    ]
