"""For what personal data is read, in words for whose data it is. No table is read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PURPOSES: Final[Mapping[str, Promise]] = MappingProxyType(
    {
        "amends": _("Trả lời về giấy tờ bị mất, hư hỏng"),
        "call": _("Gọi điện báo tin cho người không đọc được thư"),
        "cash-book": _("Ghi sổ quỹ tiền phí, lệ phí"),
        "chain": _("Cùng giải quyết với cơ quan khác"),
        "consulting": _("Trả lời cơ quan hỏi ý kiến"),
        "correcting": _("Thay kết quả có sai sót"),
        "custody": _("Giao nhận giấy tờ bản giấy"),
        "day-book": _("Đối chiếu tiền thu trong ngày"),
        "authority": _("Ghi nhận giấy tờ ủy quyền, giám hộ tại quầy"),
        "extending": _("Xin lỗi và hẹn lại ngày trả kết quả"),
        "feedback": _("Xử lý phản ánh, kiến nghị"),
        "fees": _("Thu phí, lệ phí"),
        "guidance": _("Hướng dẫn tại quầy"),
        "handing-over": _("Trả kết quả"),
        "handling": _("Giải quyết hồ sơ"),
        "intake": _("Tiếp nhận hồ sơ"),
        "naming": _("Phân công người xử lý"),
        "note": _("Trao đổi nội bộ về hồ sơ"),
        "objection": _("Trả lời câu hỏi về việc đọc dữ liệu"),
        "obligations": _("Theo dõi nghĩa vụ tài chính"),
        "paper": _("Mở giấy tờ trong hồ sơ"),
        "queue": _("Xem danh sách hồ sơ chờ tiếp nhận"),
        "reading": _("Xem hồ sơ của cơ quan mình"),
        "receipt": _("Xuất biên lai"),
        "register": _("Ghi sổ theo dõi hồ sơ"),
        "reopening": _("Quyết định giải quyết lại"),
        "search": _("Tìm hồ sơ"),
        "representing": _("Làm thay bạn theo ủy quyền"),
        "stopping": _("Dừng giải quyết"),
        "taking-home": _("Tải dữ liệu của chính mình về"),
        "visiting": _("Hẹn thẩm tra, xác minh"),
    }
)
"""Each purpose that a reading is noted with; what is looked up in other registers says it in full."""


def purpose_in_words(purpose: str) -> str:
    """Return for what something was read, as whose data it is understands it."""
    return str(PURPOSES.get(purpose, purpose))
