"""Places between which an agency's fees move."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Place(TextChoices):
    """Where money comes from and goes to. Each movement takes from one what it brings to the other."""

    PAYER = "payer", _("Người nộp")
    DRAWER = "drawer", _("Ngăn tiền của ca")
    SAFE = "safe", _("Quỹ tiền mặt")
    BANK = "bank", _("Tài khoản thu")
    POST = "post", _("Bưu chính đang giữ")
    OTHER = "other", _("Cách khác")
    FLOAT = "float", _("Tiền lẻ ứng đầu ca")
    DIFFERENCE = "difference", _("Thừa, thiếu khi kiểm đếm")
    AGENCY = "agency", _("Đã quyết toán cho cơ quan giải quyết")
