"""What became of a question about a reading, and what can be done with it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Finding(TextChoices):
    """What who looked into a reading found."""

    JUSTIFIED = "justified", _("Đọc đúng mục đích")
    UNJUSTIFIED = "unjustified", _("Đọc không đúng mục đích")


class Act(TextChoices):
    """What happens to a question."""

    ASK = "ask", _("Hỏi vì sao đọc dữ liệu")
    ANSWER = "answer", _("Trả lời")


class BreachAct(TextChoices):
    """What happens to a breach of data protection in the register."""

    RECORD = "record", _("Ghi vào sổ")
    SUPPLEMENT = "supplement", _("Bổ sung thông tin")
    NOTIFY = "notify", _("Thông báo cho cơ quan chuyên trách")
    TELL = "tell", _("Báo cho người bị ảnh hưởng")
    CLOSE = "close", _("Kết thúc")


class BreachOutcome(TextChoices):
    """What came of it."""

    HANDLED = "handled", _("Đã xử lý xong")
    NO_BREACH = "no_breach", _("Không phải vi phạm")
