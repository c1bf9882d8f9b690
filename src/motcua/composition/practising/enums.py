"""The exercises, and what may still be missing of one."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Exercise(TextChoices):
    """What is practised, in the order in which a desk's day asks for it."""

    TAKE_IN = "take_in", _("Nhận hồ sơ xin giấy xác nhận tình trạng hôn nhân")
    ASK_ONCE = "ask_once", _("Yêu cầu bổ sung, một lần cho đủ")
    GUIDE = "guide", _("Hướng dẫn một người và lưu nội dung hướng dẫn")
    HAND_OVER = "hand_over", _("Thu phí rồi trả kết quả")
    VOID_RECEIPT = "void_receipt", _("Hủy một biên lai ghi sai")
    CLOSE_DRAWER = "close_drawer", _("Đếm tiền và bàn giao ca thu")
    SIGN_THREE = "sign_three", _("Ký ba kết quả trong một lần")
    APOLOGISE = "apologise", _("Xin lỗi và hẹn lại ngày trả")


class Missing(TextChoices):
    """What was not seen in the log yet."""

    NOTHING_TAKEN_IN = "nothing_taken_in", _("Chưa có hồ sơ nào được tiếp nhận từ lúc bắt đầu tập.")
    OTHER_PROCEDURE = (
        "other_procedure",
        _("Đã tiếp nhận hồ sơ, nhưng là thủ tục khác. Hãy chọn thủ tục 1.004873."),
    )
    NOT_ASKED = "not_asked", _("Chưa có yêu cầu bổ sung nào được gửi từ lúc bắt đầu tập.")
    NOT_GUIDED = "not_guided", _("Chưa có hướng dẫn nào được lưu từ lúc bắt đầu tập.")
    NOT_HANDED_OVER = "not_handed_over", _("Chưa có kết quả nào được trả từ lúc bắt đầu tập.")
    NOTHING_PAID = (
        "nothing_paid",
        _("Đã trả kết quả, nhưng hôm nay chưa ghi khoản thu nào cho hồ sơ đã trả."),
    )
    NOT_VOIDED = (
        "not_voided",
        _("Chưa có biên lai nào bị hủy. Người lập biên lai không tự hủy: hãy đổi vai."),
    )
    NO_SHIFT = "no_shift", _("Chưa mở ca. Vào Thu phí, mục Ca thu, ghi tiền lẻ đầu ca.")
    NOT_COUNTED = "not_counted", _("Đã mở ca, chưa đếm và chốt.")
    NOT_TAKEN_OVER = (
        "not_taken_over",
        _("Đã chốt ca. Còn chờ người thứ hai nhận: hãy đổi sang vai lãnh đạo."),
    )
    NOT_SIGNED = "not_signed", _("Chưa có kết quả nào được ký từ lúc bắt đầu tập.")
    SIGNED_FEWER = (
        "signed_fewer",
        _("Đã ký, nhưng chưa đủ ba kết quả trong cùng một lần. Hãy chọn ba dòng rồi mới ký."),
    )
    NOT_EXTENDED = "not_extended", _("Chưa có phiếu xin lỗi nào được gửi từ lúc bắt đầu tập.")
