"""What can be done in a rehearsal, and how a repeated one came out."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MoveKind(TextChoices):
    """One move: something a person does, or time that passes."""

    ANSWER = "answer", _("Khai tờ khai")
    ATTACH = "attach", _("Đính kèm giấy tờ mẫu")
    LODGE = "lodge", _("Nộp hồ sơ")
    TURN = "turn", _("Vặn đồng hồ")
    ACCEPT = "accept", _("Tiếp nhận")
    ASK = "ask", _("Yêu cầu bổ sung")
    DIRECT = "direct", _("Hướng dẫn sang cơ quan khác")
    SUPPLEMENT = "supplement", _("Mở phần bổ sung")
    DO = "do", _("Hoàn thành bước")
    CONFIRM = "confirm", _("Người nộp trả lời bản dự thảo")
    WITHDRAW = "withdraw", _("Rút hồ sơ")
    RATE = "rate", _("Đánh giá")


class Outcome(TextChoices):
    """How a test came out when it was replayed."""

    FITS = "fits", _("Khớp")
    DIFFERS = "differs", _("Khác")
    FAILED = "failed", _("Không chạy được")


class Until(TextChoices):
    """A moment to which the clock can be turned."""

    DUE = "due", _("Hạn trả kết quả")
    INTAKE_DUE = "intake_due", _("Hạn trả lời tiếp nhận")
    TASK_DUE = "task_due", _("Hạn của bước đang chờ")
