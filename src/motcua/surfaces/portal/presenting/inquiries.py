"""Opinions and visits as the applicant reads them: who is asked until when, when somebody comes.

What the agencies write to one another stays between them; what concerns the applicant is said in full.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.queries import Happened
from motcua.foundation.kernel.clock import VIETNAM

SETTLING: Final = frozenset({Act.GIVE_OPINION, Act.PASS_OVER_OPINION, Act.WITHDRAW_OPINION})


def tell(timeline: Sequence[Happened]) -> dict[int, tuple[str, str]]:
    """Return title and text of each entry about an opinion or a visit, by its place in the log."""
    settled = {one.payload["opinion"] for one in timeline if one.act in SETTLING}
    told = {}
    for one in timeline:
        if "opinion" in one.payload:
            told[one.seq] = _opinion(one, is_open=one.payload["opinion"] not in settled)
        elif "visit" in one.payload:
            told[one.seq] = _visit(one)
    return told


def _opinion(happened: Happened, *, is_open: bool) -> tuple[str, str]:
    asked = happened.payload["asked"]
    match happened.act:
        case Act.ASK_OPINION:
            words = (
                _("Đang lấy ý kiến của {asked}, hạn {until:%d/%m/%Y}")
                if is_open
                else _("Lấy ý kiến của {asked}, hạn {until:%d/%m/%Y}")
            )
            title = words.format(asked=asked, until=_moment(happened.payload["until"]))
            return title, _("Ngày hẹn trả kết quả của bạn không thay đổi.")
        case Act.GIVE_OPINION:
            return _("{asked} đã trả lời ý kiến").format(asked=asked), ""
        case Act.NOTE_SILENCE:
            title = _("{asked} chưa trả lời ý kiến đúng hạn").format(asked=asked)
            return title, _("Thời hạn giải quyết hồ sơ của bạn vẫn tính như đã hẹn.")
        case Act.PASS_OVER_OPINION:
            words = _("Cơ quan giải quyết tiếp khi chưa có ý kiến của {asked}")
            return words.format(asked=asked), ""
        case _:
            return _("Không cần lấy ý kiến của {asked} nữa").format(asked=asked), ""


def _visit(happened: Happened) -> tuple[str, str]:
    at, words = _moment(happened.payload["starts_at"]), happened.words
    match happened.act:
        case Act.ARRANGE_VISIT:
            title = _("Hẹn thẩm tra, xác minh lúc {at:%H:%M %d/%m/%Y}").format(at=at)
            lines = (
                _("Địa điểm: {text}").format(text=words["place"]),
                _("Thành phần: {text}").format(text=words["taking_part"]),
                _("Nội dung: {text}").format(text=words["content"]),
            )
            return title, "\n".join(lines)
        case Act.CALL_OFF_VISIT:
            title = _("Hủy buổi thẩm tra, xác minh hẹn lúc {at:%H:%M %d/%m/%Y}").format(at=at)
            return title, _("Lý do: {reason}").format(reason=words["reason"])
        case _:
            words_of = _("Đã ghi biên bản buổi thẩm tra, xác minh lúc {at:%H:%M %d/%m/%Y}")
            return words_of.format(at=at), ""


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(VIETNAM)
