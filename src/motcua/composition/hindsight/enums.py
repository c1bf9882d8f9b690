"""What is done to foreign logs, in the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ForeignAct(TextChoices):
    """Something done to a foreign log."""

    KEPT = "kept", _("Nhập nhật ký")
    MATCHED = "matched", _("Sửa ghép việc với bước")
    REMOVED = "removed", _("Xoá nhật ký")
