"""Why a figure is not shown, and what a forecast rests on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Withheld(TextChoices):
    """Why there is a number of cases and no rate."""

    NOTHING_YET = "nothing_yet", _("Chưa có trường hợp nào")
    TOO_FEW = "too_few", _("Quá ít trường hợp để tính tỷ lệ")


class Basis(TextChoices):
    """Whose past a forecast was learnt from, the nearest first."""

    STEP_HERE = "step_here", _("hồ sơ cùng thủ tục, cùng bước của cơ quan này")
    STEP_ANYWHERE = "step_anywhere", _("hồ sơ cùng thủ tục, cùng bước ở mọi cơ quan")
    WHOLE_HERE = "whole_here", _("hồ sơ cùng thủ tục của cơ quan này, tính từ khi tiếp nhận")
    WHOLE_ANYWHERE = "whole_anywhere", _("hồ sơ cùng thủ tục ở mọi cơ quan, tính từ khi tiếp nhận")
