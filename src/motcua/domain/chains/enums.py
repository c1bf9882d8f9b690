"""How a part of a chain stands, in the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartState(TextChoices):
    """Where an agency's part of a dossier stands; derived, nobody can set it."""

    AHEAD = "ahead", _("Chưa đến lượt")
    WAITING = "waiting", _("Đang làm")
    OVERDUE = "overdue", _("Quá hạn, chưa xong")
    DONE = "done", _("Xong đúng hạn")
    LATE = "late", _("Xong trễ hạn")
    DROPPED = "dropped", _("Không phải làm nữa")
