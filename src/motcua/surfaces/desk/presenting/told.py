"""What the timeline of a dossier says of opinions and visits, beyond the name of the act."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.domain.dossiers.queries import Happened
from motcua.domain.inquiries.enums import Finding, Stance
from motcua.foundation.kernel.clock import VIETNAM


def tell(happened: Happened) -> Iterator[str]:
    """Yield whom was asked until when, what was answered; where a visit is and what it found."""
    payload, words = happened.payload, happened.words
    if "asked" in payload:
        yield _("Cơ quan, đơn vị được hỏi: {name}").format(name=payload["asked"])
    if "opinion" in payload and "until" in payload:
        yield _("Hạn trả lời: {until:%H:%M %d/%m/%Y}").format(until=_moment(payload["until"]))
    if "starts_at" in payload:
        yield _("Hẹn lúc: {at:%H:%M %d/%m/%Y}").format(at=_moment(payload["starts_at"]))
    if "stance" in payload:
        yield str(Stance(payload["stance"]).label)
    if "finding" in payload:
        yield str(Finding(payload["finding"]).label)
    if payload.get("is_late"):
        yield _("Sau hạn.")
    labels = {
        "question": _("Nội dung hỏi: {text}"),
        "place": _("Địa điểm: {text}"),
        "taking_part": _("Thành phần: {text}"),
        "present": _("Có mặt: {text}"),
        "content": _("Nội dung: {text}"),
        "late_reason": _("Lý do ghi muộn: {text}"),
    }
    is_ours = "opinion" in payload or "visit" in payload
    for name, label in labels.items():
        if is_ours and words.get(name):
            yield label.format(text=words[name])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(VIETNAM)
