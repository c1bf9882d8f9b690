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


class ColumnRole(TextChoices):
    """What a column of a foreign log tells."""

    CASE = "case", _("Mã hồ sơ")
    ACTIVITY = "activity", _("Tên việc")
    DONE_AT = "done_at", _("Thời điểm")
    BEGAN_AT = "began_at", _("Thời điểm bắt đầu")
    LIFECYCLE = "lifecycle", _("Bắt đầu hay hoàn thành")
    UNIT = "unit", _("Bộ phận")
    DUE = "due", _("Hạn trả")


class LeftOutReason(TextChoices):
    """Why a row of a foreign log, or a part of it, is not taken."""

    NO_CASE = "no_case", _("Không có mã hồ sơ")
    NO_ACTIVITY = "no_activity", _("Không có tên việc")
    NO_TIME = "no_time", _("Không có thời điểm")
    BAD_TIME = "bad_time", _("Thời điểm không đọc được")
    BAD_START = "bad_start", _("Thời điểm bắt đầu không đọc được; việc vẫn được lấy")
    BAD_DUE = "bad_due", _("Hạn trả không đọc được; việc vẫn được lấy")
    OTHER_STAGE = "other_stage", _("Không phải lúc bắt đầu hay hoàn thành")
    NEVER_DONE = "never_done", _("Có bắt đầu, không có hoàn thành")
