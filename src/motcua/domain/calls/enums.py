"""How people wish to be told, and what comes of a call."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How the applicant is told, beside the message."""

    CALL = "call", _("Gọi cho người nộp")
    THROUGH = "through", _("Nhờ người khác báo (trưởng thôn, người thân…)")
    NONE = "none", _("Không cần gọi")


class Outcome(models.TextChoices):
    """What an officer did about a call, or what came of it."""

    TAKEN = "taken", _("Nhận cuộc gọi")
    REACHED = "reached", _("Đã báo qua điện thoại")
    NOT_REACHED = "not_reached", _("Không liên lạc được")
    WRONG_NUMBER = "wrong_number", _("Sai số")
    TOLD_HERE = "told_here", _("Đã báo trực tiếp tại quầy")
    LETTER_SENT = "letter_sent", _("Đã gửi thư")
    DROPPED = "dropped", _("Người nộp không cần gọi nữa")
