"""How cases stand and how they depart from a design, in the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standing(TextChoices):
    """How far a case is."""

    FINISHED = "finished", _("Đã xong")
    CUT_SHORT = "cut_short", _("Dừng giữa chừng")
    RUNNING = "running", _("Đang làm")


class DeviationKind(TextChoices):
    """How a sequence of steps departs from the design."""

    SKIPPED = "skipped", _("Bỏ qua bước")
    REPEATED = "repeated", _("Làm lại bước không được làm lại")
    OUT_OF_ORDER = "out_of_order", _("Làm sai thứ tự")
    FOREIGN = "foreign", _("Bước không có trong thiết kế")
    AGAINST_OUTCOME = "against_outcome", _("Đi tiếp trái với kết quả của bước")
