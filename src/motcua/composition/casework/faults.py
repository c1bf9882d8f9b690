"""What keeps a sheet from being taken in, beside its answers: how it came, where, who was seen, what was not scanned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.composition.casework.filling import AskedPaper, Filling
from motcua.composition.casework.unsorted import UNSORTED_PAPER
from motcua.domain.dossiers.enums import PaperForm
from motcua.domain.dossiers.queries import OLDEST, Brought
from motcua.domain.procedures.enums import ChannelKind, ReceptionPlace
from motcua.domain.procedures.queries import Version
from motcua.foundation.kernel.errors import FieldProblem

UNSCANNED: Final = "unscanned_reason"


def find_faults(brought: Brought, *, at: datetime) -> list[FieldProblem]:
    """Return what is wrong with how it came: a moment that cannot be, a late note without a reason."""
    wrong = {}
    if brought.came_at is not None and brought.came_at > at:
        wrong["came_at"] = _("Thời điểm nhận không thể ở tương lai.")
    elif brought.came_at is not None and at - brought.came_at > OLDEST:
        wrong["came_at"] = _("Thời điểm nhận không quá 30 ngày trước.")
    elif brought.is_late(at) and not brought.late_reason:
        wrong["late_reason"] = _(
            "Hồ sơ nhận từ ngày trước: ghi vì sao nay mới nhập, và căn cứ (số bưu gửi, sổ giấy)."
        )
    if brought.bringer.name and not brought.bringer.authority:
        wrong["bringer_authority"] = _(
            "Ghi giấy ủy quyền hoặc dịch vụ mà người nộp thay xuất trình."
        )
    return [FieldProblem(field=name, text=text, code="brought") for name, text in wrong.items()]


def list_places(version: Version) -> tuple[ReceptionPlace, ...]:
    """Return where the procedure is received: at the desk, and where its record says besides."""
    return tuple(
        place
        for place in ReceptionPlace
        if place is ReceptionPlace.DESK or version.find_place(place) is not None
    )


def find_misplaced(version: Version, brought: Brought) -> list[FieldProblem]:
    """Return that it was received where its record does not provide for it (Article 14.5)."""
    if brought.place in list_places(version):
        return []
    text = _(
        "Thủ tục này không được tiếp nhận ở nơi ấy ({place}): bản ghi đang áp dụng không cho phép. "
        "Hãy mời người nộp đến Bộ phận Một cửa, hoặc đề nghị bộ phận kiểm soát thủ tục ghi nơi ấy."
    ).format(place=brought.place.label)
    return [FieldProblem(field="place", text=text, code="place")]


def find_unseen(way: ChannelKind, brought: Brought) -> list[FieldProblem]:
    """Return that nobody says how the person at the counter was known: a scanned code proves nothing."""
    if way is not ChannelKind.COUNTER or brought.identified is not None:
        return []
    text = _("Chọn đã nhận diện người nộp bằng gì: mã quét được không chứng minh ai đang ở quầy.")
    return [FieldProblem(field="identified", text=text, code="unseen")]


def find_unsorted(asked: Sequence[AskedPaper]) -> list[FieldProblem]:
    """Return that pictures are still to be laid to papers: nobody finds them in a dossier otherwise."""
    waiting = [one for one in asked if one.paper is UNSORTED_PAPER]
    if not waiting:
        return []
    text = _("Còn {count} ảnh chưa xếp. Chọn giấy tờ cho từng ảnh, hoặc bỏ ảnh.")
    count = len(waiting[0].attached)
    return [FieldProblem(field=waiting[0].field, text=text.format(count=count), code="unsorted")]


def find_unscanned(opened: Filling, asked: Sequence[AskedPaper]) -> list[FieldProblem]:
    """Return that papers were not scanned, which Article 17.1 asks for, unless it is said why."""
    unscanned = [
        one.paper.name
        for one in asked
        if one.handed is not None and one.handed.form is not PaperForm.SHOWN and not one.attached
    ]
    if not unscanned or opened.brought.unscanned_reason:
        return []
    text = _("Chưa quét: {papers}. Hãy quét, hoặc ghi lý do chưa quét được.")
    return [
        FieldProblem(field=UNSCANNED, text=text.format(papers="; ".join(unscanned)), code=UNSCANNED)
    ]
