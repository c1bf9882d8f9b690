"""Kinds and states of messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Template(models.TextChoices):
    """What a message tells; each has one text per language."""

    LODGED = "lodged", _("Đã nộp hồ sơ")
    ACCEPTED = "accepted", _("Đã tiếp nhận hồ sơ")
    SUPPLEMENT_REQUESTED = "supplement_requested", _("Cần bổ sung hồ sơ")
    DIRECTED_ELSEWHERE = "directed_elsewhere", _("Hướng dẫn nộp tại cơ quan khác")
    REFUSED = "refused", _("Từ chối hồ sơ")
    CONFIRM_DRAFT = "confirm_draft", _("Cần xác nhận bản dự thảo")
    RESULT_READY = "result_ready", _("Đã có kết quả")
    RATING_INVITATION = "rating_invitation", _("Mời đánh giá")
    WITHDRAWN = "withdrawn", _("Đã rút hồ sơ")
    EXTENDED = "extended", _("Xin lỗi và hẹn lại ngày trả kết quả")
    REDATED = "redated", _("Ngày hẹn thay đổi theo lịch làm việc")
    STOPPED = "stopped", _("Dừng giải quyết hồ sơ")
    PAPERS_LOST = "papers_lost", _("Xin lỗi vì làm mất, hư hỏng giấy tờ")
    RESULT_LOST = "result_lost", _("Trả lời về kết quả bị mất, hư hỏng khi gửi bưu chính")
    REOPENED = "reopened", _("Giải quyết lại hồ sơ")
    CORRECTED = "corrected", _("Thay kết quả có sai sót")
    REASSIGNED = "reassigned", _("Hồ sơ chuyển sang cơ quan kế thừa")
    VISIT_ARRANGED = "visit_arranged", _("Hẹn thẩm tra, xác minh")
    VISIT_CALLED_OFF = "visit_called_off", _("Hủy hẹn thẩm tra, xác minh")
    OPINION_OVERDUE = "opinion_overdue", _("Quá hạn lấy ý kiến")
    FEE_DUE = "fee_due", _("Cần nộp phí, lệ phí")
    OBLIGATION_DUE = "obligation_due", _("Cần thực hiện nghĩa vụ tài chính")
    GOING_ON = "going_on", _("Tiếp tục giải quyết hồ sơ")
    STEP_NAMED = "step_named", _("Được phân công xử lý hồ sơ")
    NOTE_MENTIONED = "note_mentioned", _("Được nhắc trong ghi chú nội bộ")
    FEEDBACK_MOVED = "feedback_moved", _("Phản ánh, kiến nghị có thay đổi")
    FEEDBACK_SENT_ON = "feedback_sent_on", _("Được chuyển phản ánh, kiến nghị")
    OBJECTION_ASKED = "objection_asked", _("Đã nhận câu hỏi về việc đọc dữ liệu")
    OBJECTION_SENT = "objection_sent", _("Có câu hỏi về việc đọc dữ liệu")
    OBJECTION_ANSWERED = "objection_answered", _("Đã trả lời câu hỏi về việc đọc dữ liệu")
    AUTHORISATION_MOVED = "authorisation_moved", _("Ủy quyền có thay đổi")
    PART_OVERDUE = "part_overdue", _("Quá hạn phần việc cùng giải quyết")


class Language(models.TextChoices):
    """Languages a person may have chosen."""

    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"


class ChannelKind(models.TextChoices):
    """Ways a message can leave the house."""

    INBOX = "inbox", _("Hộp thư trên cổng")
    EMAIL = "email", _("Thư điện tử")


class MessageState(models.TextChoices):
    """How far a message is."""

    KEPT = "kept", _("Có trong hộp thư trên cổng")
    WAITING = "waiting", _("Đang gửi")
    DELIVERED = "delivered", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")
    BOUNCED = "bounced", _("Bị trả lại")
