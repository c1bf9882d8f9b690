"""The clauses and points of Articles 14 to 22 of Decree 61/2018, each in a few words of our own.

What the product leaves to others or has not built says so here, so that no clause is passed over in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A clause or point: what it is about, and what of it is not ours or not built, if anything is."""

    about: str
    """In Vietnamese, as a jurist would look for it; never the decree's own sentence."""
    lacking: str = ""
    """In plain English; stands beside the rules where only some of it is built."""
    has_points: bool = False
    """Whether its rules stand at its points; the clause itself then needs none."""


TITLES: Final[Mapping[int, str]] = MappingProxyType(
    {
        14: "Phạm vi tiếp nhận thủ tục hành chính tại Bộ phận Một cửa",
        15: "Hướng dẫn kê khai, chuẩn bị hồ sơ thực hiện thủ tục hành chính",
        16: "Cách thức tổ chức, cá nhân nộp hồ sơ, nhận kết quả giải quyết thủ tục hành chính",
        17: "Tiếp nhận hồ sơ thủ tục hành chính",
        18: "Chuyển hồ sơ đến cơ quan có thẩm quyền giải quyết",
        19: "Giải quyết thủ tục hành chính",
        20: "Trả hồ sơ, kết quả giải quyết thủ tục hành chính",
        21: (
            "Trách nhiệm của các cơ quan, tổ chức, cá nhân có liên quan trong việc giải quyết hồ "
            "sơ, kết quả bị sai, bị mất, bị thất lạc hoặc bị hư hỏng và trong chậm trả kết quả"
        ),
        22: "Phương thức nộp phí, lệ phí",
    }
)
"""The headings of the decree."""

_UNDER_WAY: Final = "[under way](../under-way.md)"
_MINISTRIES: Final = (
    "A ministry's desk is an agency like any other: the same rule serves it. The province of the demo has none, so no"
    " journey tells of it."
)
_NO_DISTRICTS: Final = (
    "Districts ended on 1 July 2025: no agency of that level exists to receive for."
)
_UNPAID: Final = (
    f"Fees are shown and reckoned; nothing is paid in the product yet: see {_UNDER_WAY}."
)

CLAUSES: Final[Mapping[str, Clause]] = MappingProxyType(
    {
        "14.1": Clause(about="Cấp bộ", has_points=True),
        "14.1.a": Clause(about="Bộ phận Một cửa của bộ", lacking=_MINISTRIES),
        "14.1.b": Clause(about="Bộ phận Một cửa của tổng cục, cục", lacking=_MINISTRIES),
        "14.1.c": Clause(about="Cơ quan ngành dọc đóng tại địa phương"),
        "14.2": Clause(about="Cấp tỉnh", has_points=True),
        "14.2.a": Clause(about="Trung tâm Phục vụ hành chính công của tỉnh"),
        "14.2.b": Clause(about="Bộ phận Một cửa của sở, cơ quan chuyên môn"),
        "14.3": Clause(about="Cấp huyện", lacking=_NO_DISTRICTS),
        "14.4": Clause(about="Cấp xã"),
        "14.5": Clause(about="Thủ tục không tiếp nhận tại Bộ phận Một cửa", has_points=True),
        "14.5.a": Clause(about="Thủ tục làm lưu động"),
        "14.5.b": Clause(about="Nhận và trả ngay nơi kiểm tra, đánh giá"),
        "15.1": Clause(about="Nội dung phải hướng dẫn", has_points=True),
        "15.1.a": Clause(about="Giấy tờ phải nộp"),
        "15.1.b": Clause(about="Quy trình, thời hạn"),
        "15.1.c": Clause(about="Mức và cách nộp thuế, phí, lệ phí"),
        "15.1.d": Clause(about="Thông tin, tài liệu liên quan theo yêu cầu"),
        "15.2": Clause(about="Cách hướng dẫn; nội dung được lưu"),
        "15.2.a": Clause(about="Trực tiếp tại Bộ phận Một cửa"),
        "15.2.b": Clause(about="Qua tổng đài, số điện thoại chuyên dùng"),
        "15.2.c": Clause(about="Trực tuyến trên cổng"),
        "15.2.d": Clause(about="Bằng văn bản gửi bưu chính"),
        "15.2.đ": Clause(about="Bộ hồ sơ điền mẫu và cách khác"),
        "15.3": Clause(about="Bổ sung một lần, đầy đủ, chính xác"),
        "16.1": Clause(about="Nộp, nhận trực tiếp"),
        "16.2": Clause(about="Qua bưu chính công ích, dịch vụ, ủy quyền"),
        "16.3": Clause(about="Nộp, nhận trực tuyến"),
        "17.1": Clause(about="Xem xét, quét, lưu hồ sơ giấy"),
        "17.1.a": Clause(about="Chưa đủ: phiếu yêu cầu bổ sung"),
        "17.1.b": Clause(about="Không nhận: phiếu từ chối"),
        "17.1.c": Clause(about="Đủ: giấy tiếp nhận và hẹn trả"),
        "17.2": Clause(about="Xem xét hồ sơ trực tuyến"),
        "17.2.a": Clause(about="Chưa đủ hoặc sai thẩm quyền: thông báo một lần"),
        "17.2.b": Clause(about="Đủ, hợp lệ: tiếp nhận và chuyển"),
        "17.3": Clause(about="Mã số hồ sơ và tra cứu"),
        "17.4": Clause(about="Trả ngay: không phải lập giấy tiếp nhận"),
        "17.5": Clause(about="Người ở Bộ phận Một cửa được giao giải quyết"),
        "18.1": Clause(about="Chuyển dữ liệu hồ sơ trực tuyến"),
        "18.2": Clause(about="Chuyển hồ sơ giấy trong ngày, sau 15 giờ thì sáng hôm sau"),
        "18.3": Clause(about="Nhận thay, chuyển cho cơ quan có thẩm quyền khác"),
        "19.1": Clause(about="Phân công người xử lý"),
        "19.2": Clause(about="Không phải xác minh: thẩm định, trình, trả"),
        "19.3": Clause(about="Phải thẩm tra, xác minh", has_points=True),
        "19.3.a": Clause(about="Thẩm tra, xác minh rồi trình"),
        "19.3.b": Clause(about="Lập hồ sơ xác minh; hẹn người nộp có mặt"),
        "19.4": Clause(about="Chưa đủ điều kiện: trả lại trong 03 ngày, tính lại thời hạn"),
        "19.5": Clause(about="Lấy ý kiến cơ quan khác", has_points=True),
        "19.5.a": Clause(about="Nêu nội dung, thời hạn lấy ý kiến"),
        "19.5.b": Clause(about="Trả lời đúng hạn; chậm thì báo"),
        "19.6": Clause(about="Liên thông cùng cấp", has_points=True),
        "19.6.a": Clause(about="Hồ sơ giấy: thứ tự cơ quan, phiếu chuyển xử lý"),
        "19.6.b": Clause(about="Hồ sơ điện tử: gửi tất cả cơ quan tham gia"),
        "19.7": Clause(about="Liên thông khác cấp", has_points=True),
        "19.7.a": Clause(about="Chuyển hồ sơ và thông tin lên cấp trên"),
        "19.7.b": Clause(about="Cấp trên giải quyết, trả về nơi nhận"),
        "19.8": Clause(about="Không đủ điều kiện: thông báo không giải quyết"),
        "19.9": Clause(about="Quá hạn: xin lỗi, hẹn lại một lần"),
        "20.1": Clause(about="Kết quả trả đầy đủ"),
        "20.2": Clause(about="Trả bản chính, bản gốc"),
        "20.3": Clause(about="Nhận kết quả đúng lúc, đúng nơi, hoặc trực tuyến"),
        "20.4": Clause(about="Trả sớm, báo trước"),
        "20.5": Clause(about="Lưu kết quả để dùng, tra cứu"),
        "21.1": Clause(about="Kết quả sai: sửa, cơ quan chịu chi phí"),
        "21.2": Clause(about="Hồ sơ mất, thất lạc, hư hỏng: khắc phục, xin lỗi, chi trả"),
        "21.3": Clause(
            about="Mất khi trả qua bưu chính công ích",
            lacking="What the post owes by its own law beyond issuing again is settled with the post; the product carries no claim to it.",
        ),
        "22.1": Clause(about="Cách nộp phí, lệ phí", has_points=True),
        "22.1.a": Clause(about="Cho cơ quan có thẩm quyền"),
        "22.1.b": Clause(about="Qua doanh nghiệp bưu chính"),
        "22.1.c": Clause(about="Trực tuyến", lacking=_UNPAID),
        "22.2": Clause(about="Cách khác được chấp thuận"),
        "22.3": Clause(about="Chứng từ gửi kèm hồ sơ"),
    }
)  # fmt: skip
"""Each clause and point in the order of the decree."""
