"""Kinds of venues."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class VenueKind(TextChoices):
    """Whether the desk keeps a place there, or comes with its table."""

    SATELLITE = "satellite", _("Điểm tiếp nhận vệ tinh")
    MOBILE = "mobile", _("Buổi tiếp nhận lưu động")
