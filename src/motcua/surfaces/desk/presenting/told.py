"""What the timeline of a dossier says of opinions, visits and parts, beyond the name of the act."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils.translation import gettext as _

from motcua.domain.dossiers.enums import Act, Identified, ReopeningGround
from motcua.domain.dossiers.queries import BROUGHT, Happened
from motcua.domain.inquiries.enums import Finding, Stance
from motcua.foundation.kernel.clock import VIETNAM


def tell(happened: Happened) -> Iterator[str]:
    """Yield who was named; who was asked until when, what was answered; where a visit is; which agency does what."""
    payload, words = happened.payload, happened.words
    if "asked" in payload:
        yield _("Cơ quan, đơn vị được hỏi: {name}").format(name=payload["asked"])
    if "opinion" in payload and "until" in payload:
        yield _("Hạn trả lời: {until:%H:%M %d/%m/%Y}").format(until=_moment(payload["until"]))
    if words.get("named"):
        yield _("Người được phân công: {name}").format(name=words["named"])
    if "starts_at" in payload:
        yield _("Hẹn lúc: {at:%H:%M %d/%m/%Y}").format(at=_moment(payload["starts_at"]))
    if "stance" in payload:
        yield str(Stance(payload["stance"]).label)
    if "finding" in payload:
        yield str(Finding(payload["finding"]).label)
    if payload.get("is_late"):
        yield _("Sau hạn.")
    yield from _tell_parts(happened)
    yield from _tell_basis(happened)
    yield from _tell_brought(happened)
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


def _tell_brought(happened: Happened) -> Iterator[str]:
    """Yield how who stood at the counter was known, who helped them, and when it is said to have come."""
    if "claimed_at" in happened.payload and happened.act in BROUGHT:
        words = _(
            "Ghi là nhận lúc {at:%H:%M %d/%m/%Y}; tính từ lúc nhập cho đến khi người thứ hai xác nhận."
        )
        yield words.format(at=_moment(happened.payload["claimed_at"]))
    elif "claimed_at" in happened.payload:
        yield _("Giờ nhận: {at:%H:%M %d/%m/%Y}").format(at=_moment(happened.payload["claimed_at"]))
    if "identified" in happened.payload:
        yield str(Identified(happened.payload["identified"]).label)
    labels = {
        "bringer": _("Người nộp thay: {text}"),
        "bringer_authority": _("Căn cứ nộp thay: {text}"),
        "interpreter": _("Người phiên dịch: {text}"),
        "thumbprint": _("Điểm chỉ thay chữ ký, người làm chứng: {text}"),
        "unscanned_reason": _("Chưa quét vì: {text}"),
    }
    for name, label in labels.items():
        if happened.words.get(name):
            yield label.format(text=happened.words[name])


def _tell_parts(happened: Happened) -> Iterator[str]:
    payload, words = happened.payload, happened.words
    for sent in payload.get("parts", ()):
        yield f"{sent['agency']}: {sent['name']}"
    if "part" not in payload:
        return
    yield f"{payload['agency']}: {payload['name']}"
    if payload.get("due_at"):
        yield _("Hạn: {due:%H:%M %d/%m/%Y}").format(due=_moment(payload["due_at"]))
    if "from" in payload:
        yield _("Thay cho {agency}").format(agency=payload["from"])
    if words.get("label"):
        yield words["label"]
    if words.get("paper_number"):
        yield _("Văn bản: {number}").format(number=words["paper_number"])


def _tell_basis(happened: Happened) -> Iterator[str]:
    if happened.act is not Act.REOPEN:
        return
    yield str(ReopeningGround(happened.payload["ground"]).label)
    yield _("Số {number} ngày {day:%d/%m/%Y}, {issuer}").format(
        number=happened.words["number"],
        day=date.fromisoformat(happened.payload["issued_on"]),
        issuer=happened.words["issuer"],
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(VIETNAM)
