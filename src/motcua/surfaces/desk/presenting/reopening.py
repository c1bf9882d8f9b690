"""The page on which a dossier that had ended is handled again, and what its page says of it afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.composition.casework.reopening import Ended
from motcua.domain.dossiers.enums import Act, Due, ReopeningGround, State
from motcua.domain.dossiers.queries import Basis, Happened, judge_handlings
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting import dossiers
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.ui.reading import require_day

LINE: Final = 300
LONGEST: Final = 5000
"""Letters of one box that are looked at."""


@dataclass(frozen=True, kw_only=True)
class Reopened:
    """One reopening, as the desk reads it on the dossier's page."""

    at: datetime
    ground: str
    number: str
    issuer: str
    issued_on: date
    reason: str
    file_id: int
    before: str
    """How the handling before kept its promise; empty if it ended without a result."""


def page(ended: Ended, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return how the dossier ended, what keeps it so if anything, and the boxes with what was typed."""
    wrong = wrong_by_field(refusal)
    grounds = [(ground.value, ground.label) for ground in ended.grounds]
    why = _(
        "Người dân đọc được lời này: nói rõ lần giải quyết trước sai ở đâu, lần này làm lại gì."
    )
    kept = _("PDF hoặc ảnh. Chỉ cán bộ đọc được tệp; người dân đọc số, ngày và nơi ban hành.")
    boxes = (
        choose("ground", _("Căn cứ"), grounds, typed, wrong),
        box("number", _("Số, ký hiệu văn bản"), typed, wrong),
        box("issued_on", _("Ngày ghi trên văn bản"), typed, wrong, kind="date"),
        box("issuer", _("Cơ quan, người ban hành"), typed, wrong),
        box("file", _("Tệp văn bản"), typed, wrong, kind="file", hint=kept),
        box("reason", _("Lý do"), typed, wrong, kind="area", hint=why),
    )
    version = procedures.get_version(ended.dossier.procedure_version_id)
    return {
        "dossier": ended.dossier,
        "procedure": dossiers.name_of(version),
        "state": State(ended.dossier.state).label,
        "is_above": ended.is_above,
        "barrier": ended.barrier,
        "errors": errors(refusal, [one.name for one in boxes]),
        "boxes": boxes,
    }


def read_basis(typed: Mapping[str, str]) -> Basis:
    """Return the document that was named.

    :raises InvalidInput: if the ground or the day is none, naming its box
    """
    ground = typed.get("ground", "")
    if ground not in ReopeningGround.values:
        text = _("Chọn căn cứ.")
        raise InvalidInput([FieldProblem(field="ground", text=text, code="empty")])
    return Basis(
        ground=ReopeningGround(ground),
        number=_line(typed, "number"),
        issued_on=require_day(typed.get("issued_on", ""), field="issued_on"),
        issuer=_line(typed, "issuer"),
    )


def read_reason(typed: Mapping[str, str]) -> str:
    """Return why, as it was typed."""
    return typed.get("reason", "").strip()[:LONGEST]


def list_reopened(happened: Iterable[Happened]) -> list[Reopened]:
    """Return the reopenings that a timeline tells of, newest first."""
    told = list(happened)
    reopenings = [entry for entry in told if entry.act is Act.REOPEN]
    verdicts = judge_handlings(told)[: len(reopenings)]
    return [
        Reopened(
            at=entry.at,
            ground=str(ReopeningGround(entry.payload["ground"]).label),
            number=entry.words["number"],
            issuer=entry.words["issuer"],
            issued_on=date.fromisoformat(entry.payload["issued_on"]),
            reason=entry.words["reason"],
            file_id=entry.payload["file_id"],
            before="" if verdict is Due.NONE else str(verdict.label),
        )
        for entry, verdict in zip(reopenings, verdicts, strict=True)
    ][::-1]


def _line(typed: Mapping[str, str], name: str) -> str:
    return " ".join(typed.get(name, "").split())[:LINE]
