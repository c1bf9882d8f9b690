"""One entry of a dossier's log as its applicant reads it: what happened, by whom, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from motcua.composition.casework.following import Line
from motcua.composition.casework.histories import TOLD_WHY
from motcua.domain.dossiers.enums import Act, ReopeningGround, ResultWay
from motcua.domain.dossiers.queries import Happened
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.surfaces.portal.presenting import amends


def show_line(line: Line, told: Mapping[int, tuple[str, str]]) -> dict[str, Any]:
    """Return an entry as its applicant, or who represents, reads it. No query."""
    happened = line.happened
    title = happened.label
    if happened.act is Act.FINISH_STEP and happened.payload.get("step"):
        title = _("Xong bước: {step}").format(step=happened.payload["step"])
    reason = str(happened.words.get("reason", "")) if happened.act in TOLD_WHY else ""
    if happened.act is Act.HAND_OVER:
        title, reason = _handed_over(happened)
    if happened.act is Act.REOPEN:
        title, reason = _reopened(happened)
    if happened.act in amends.TOLD:
        reason = "\n".join(amends.tell(happened))
    if "early_for" in happened.payload:
        reason = _early(happened)
    title, reason = told.get(happened.seq, (title, reason))
    return {
        "title": title,
        "at": happened.at,
        "by": _by(line),
        "text": reason,
        "language": "vi",
    }


def _by(line: Line) -> str:
    if line.is_own:
        return _("Bạn")
    if "authorisation" in line.happened.payload:
        return _("{name}, làm thay").format(name=line.person)
    return line.person or line.officer


def _early(happened: Happened) -> str:
    """Return that the result is there before its day, and that the applicant was told (Article 20.4)."""
    promised = datetime.fromisoformat(happened.payload["early_for"])
    return _("Sớm hơn ngày hẹn {day:%d/%m/%Y}. Đã báo trước cho bạn qua hộp thư.").format(
        day=day_in_vietnam(promised)
    )


def _reopened(happened: Happened) -> tuple[str, str]:
    """Return by which document the dossier is handled again, and why."""
    ground = ReopeningGround(happened.payload["ground"])
    basis = _("Văn bản số {number} ngày {day:%d/%m/%Y}, {issuer}.").format(
        number=happened.words["number"],
        day=date.fromisoformat(happened.payload["issued_on"]),
        issuer=happened.words["issuer"],
    )
    return f"{happened.label}: {ground.label}", f"{basis}\n{happened.words['reason']}"


def _handed_over(happened: Happened) -> tuple[str, str]:
    """Return how the result was handed over, and to whom or under which number of the post."""
    way = ResultWay(happened.payload["way"])
    title = f"{happened.label}: {way.label}"
    if way is ResultWay.POST:
        return title, _("Mã bưu gửi: {tracking}").format(tracking=happened.words["tracking"])
    return title, str(happened.words.get("receiver", ""))
