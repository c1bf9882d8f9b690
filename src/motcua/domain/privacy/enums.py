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
