"""For whom numbers are kept, and what becomes of each."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BlockKind(TextChoices):
    """Where the numbers are given out."""

    DEVICE = "device", _("Máy tại quầy")
    PAD = "pad", _("Tập phiếu giấy")


class FateKind(TextChoices):
    """How a reserved number ends; each ends in exactly one way."""

    USED = "used", _("Đã dùng cho hồ sơ")
    CANCELLED = "cancelled", _("Đã hủy")
    RETURNED = "returned", _("Không dùng, đã trả lại")


class VerdictKind(TextChoices):
    """What a second person says of the time of receipt."""

    CONFIRMED = "confirmed", _("Đúng giờ nhận")
    CONTESTED = "contested", _("Chưa đúng")
