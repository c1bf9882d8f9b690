"""Kinds of lines in the account of a dossier, ways of paying, and how the account stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LineKind(TextChoices):
    """What a line of a dossier's account says."""

    CHARGE = "charge", _("Khoản phải nộp")
    PAYMENT = "payment", _("Đã nộp")
    REFUND = "refund", _("Đã hoàn trả")
    CANCEL = "cancel", _("Hủy dòng đã ghi")


class Way(TextChoices):
    """How money came or went (Articles 22.1.a, 22.1.b and 22.2 of Decree 61/2018)."""

    CASH = "cash", _("Tiền mặt tại Bộ phận Một cửa")
    TRANSFER = "transfer", _("Chuyển khoản vào tài khoản của cơ quan")
    POST = "post", _("Qua dịch vụ bưu chính công ích")
    ONLINE = "online", _("Thanh toán trực tuyến")
    OTHER = "other", _("Cách khác được cơ quan chấp thuận")


class Standing(TextChoices):
    """How the account of a dossier stands; derived from its lines, nobody can set it."""

    NONE = "none", _("Không phải nộp")
    EXEMPT = "exempt", _("Được miễn")
    DUE = "due", _("Còn phải nộp")
    PAID = "paid", _("Đã nộp đủ")
    TO_RETURN = "to_return", _("Cơ quan phải hoàn trả")
    RETURNED = "returned", _("Đã hoàn trả")
