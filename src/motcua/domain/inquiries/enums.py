"""How opinions and visits stand, in the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stance(TextChoices):
    """What the asked agency says, in one word (Article 19.5.b of Decree 61/2018)."""

    AGREES = "agrees", _("Đồng ý")
    DISAGREES = "disagrees", _("Không đồng ý")
    OTHER = "other", _("Ý kiến khác")


class OpinionState(TextChoices):
    """Where a question to another agency stands; derived from its moments, nobody can set it."""

    WAITING = "waiting", _("Đang chờ trả lời")
    OVERDUE = "overdue", _("Quá hạn, chưa trả lời")
    ANSWERED = "answered", _("Đã trả lời đúng hạn")
    LATE = "late", _("Đã trả lời trễ hạn")
    PASSED_OVER = "passed_over", _("Giải quyết tiếp khi chưa có ý kiến")
    WITHDRAWN = "withdrawn", _("Đã rút câu hỏi")


class Finding(TextChoices):
    """What came out of a visit (Article 19.3.b)."""

    AS_DECLARED = "as_declared", _("Đúng như hồ sơ")
    DIFFERENT = "different", _("Khác với hồ sơ")
    NOT_HELD = "not_held", _("Không thực hiện được")


class VisitState(TextChoices):
    """Where a visit stands; derived from its moments."""

    ARRANGED = "arranged", _("Đã hẹn")
    MINUTES_DUE = "minutes_due", _("Chờ ghi biên bản")
    HELD = "held", _("Đã có biên bản")
    CALLED_OFF = "called_off", _("Đã hủy hẹn")
