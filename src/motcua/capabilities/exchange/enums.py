"""What other systems may do here, and how far what they are told has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a system may call for."""

    ARRIVALS = "arrivals", _("Chuyển hồ sơ đến và xem trạng thái hồ sơ đã chuyển")
    MIRRORS = "mirrors", _("Gửi bản đồng bộ hồ sơ xử lý ở hệ thống khác")
    OFFICERS = "officers", _("Ghi cán bộ vào, chuyển, thôi việc của một cơ quan")


class Direction(models.TextChoices):
    """Who called whom."""

    IN = "in", _("Hệ thống khác gọi đến")
    OUT = "out", _("Gọi đến hệ thống khác")


class ReportState(models.TextChoices):
    """How far the last word on a subject has come."""

    WAITING = "waiting", _("Chờ gửi")
    DELIVERED = "delivered", _("Đã gửi")
    FAILED = "failed", _("Gửi không được")
