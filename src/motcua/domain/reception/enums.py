"""Kinds and states of the waiting room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TicketState(models.TextChoices):
    """Where the holder of a ticket is."""

    WAITING = "waiting", _("Đang chờ")
    CALLED = "called", _("Đang được gọi")
    SERVING = "serving", _("Đang được phục vụ")
    DONE = "done", _("Đã xong")
    MISSED = "missed", _("Vắng mặt khi gọi")
    LEFT = "left", _("Đã bỏ số")


class Origin(models.TextChoices):
    """How the ticket was taken."""

    KIOSK = "kiosk", _("Máy lấy số")
    PHONE = "phone", _("Điện thoại")
    BOOKING = "booking", _("Hẹn giờ")
    DESK = "desk", _("Cán bộ lấy giúp")


class Priority(models.TextChoices):
    """Who is served ahead of others, by their own word."""

    NONE = "none", _("Không thuộc diện ưu tiên")
    ELDERLY = "elderly", _("Người cao tuổi")
    DISABLED = "disabled", _("Người khuyết tật")
    PREGNANT = "pregnant", _("Phụ nữ mang thai")
    SMALL_CHILD = "small_child", _("Người bế, dắt trẻ nhỏ")
    MERIT = "merit", _("Người có công với cách mạng")


class Happening(models.TextChoices):
    """What the log of a ticket tells."""

    TAKEN = "taken", _("Lấy số")
    CALLED = "called", _("Gọi")
    RECALLED = "recalled", _("Gọi lại")
    SERVING = "serving", _("Bắt đầu phục vụ")
    FINISHED = "finished", _("Xong")
    ABSENT = "absent", _("Vắng mặt, để gọi lại sau")
    MISSED = "missed", _("Vắng mặt lần hai")
    TRANSFERRED = "transferred", _("Chuyển sang nhóm việc khác")
    LEFT = "left", _("Bỏ số")


class BookingState(models.TextChoices):
    """What became of a booked time."""

    BOOKED = "booked", _("Đã hẹn giờ")
    CANCELLED = "cancelled", _("Đã hủy lịch")
    CAME = "came", _("Đã đến")
