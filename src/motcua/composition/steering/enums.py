"""Why a public figure is not shown."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Withheld(TextChoices):
    """Why there is a number of cases and no rate."""

    NOTHING_YET = "nothing_yet", _("Chưa có trường hợp nào")
    TOO_FEW = "too_few", _("Quá ít trường hợp để tính tỷ lệ")
