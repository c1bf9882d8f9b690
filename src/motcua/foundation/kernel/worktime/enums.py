"""Units of a time limit, and what a day is to an office."""

from typing import assert_never

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class TimeUnit(TextChoices):
    """The unit a time limit is set in."""

    WORKING_DAY = "working_day", _("ngày làm việc")
    CALENDAR_DAY = "calendar_day", _("ngày")
    WORKING_HOUR = "working_hour", _("giờ làm việc")
    SAME_DAY = "same_day", _("trong ngày làm việc")
    MONTH = "month", _("tháng")
    NONE = "none", _("không quy định thời hạn")

    def limit_in_words(self, amount: int) -> str:
        """Return a limit as a person says it: ``5 ngày làm việc``, ``trong ngày làm việc``."""
        match self:
            case TimeUnit.WORKING_DAY:
                words = ngettext("{amount} ngày làm việc", "{amount} ngày làm việc", amount)
            case TimeUnit.CALENDAR_DAY:
                words = ngettext("{amount} ngày", "{amount} ngày", amount)
            case TimeUnit.WORKING_HOUR:
                words = ngettext("{amount} giờ làm việc", "{amount} giờ làm việc", amount)
            case TimeUnit.MONTH:
                words = ngettext("{amount} tháng", "{amount} tháng", amount)
            case TimeUnit.SAME_DAY | TimeUnit.NONE:
                words = str(self.label)
            case _:
                assert_never(self)
        return words.format(amount=amount)


class DayKind(TextChoices):
    """What a day is to an office, and thereby whether a working-day limit counts it."""

    WORKING = "working", _("Ngày làm việc")
    MAKEUP_WORK = "makeup_work", _("Ngày làm bù")
    WEEKEND = "weekend", _("Nghỉ hằng tuần")
    HOLIDAY = "holiday", _("Nghỉ lễ, tết")
    COMPENSATORY = "compensatory", _("Nghỉ bù")
    SWAPPED_OFF = "swapped_off", _("Nghỉ hoán đổi")
    CLOSURE = "closure", _("Cơ quan không làm việc")

    @property
    def is_working(self) -> bool:
        """Whether the office works on such a day."""
        return self in {DayKind.WORKING, DayKind.MAKEUP_WORK}


class Verdict(TextChoices):
    """What the count did with a day."""

    RECEIVED = "received", _("Ngày tiếp nhận, không tính")
    AFTER_15 = "after_15", _("Tiếp nhận sau 15 giờ, tính sang ngày làm việc tiếp theo")
    AFTER_CLOSING = (
        "after_closing",
        _("Tiếp nhận sau giờ làm việc, tính từ ngày làm việc tiếp theo"),
    )
    COUNTED = "counted", _("Được tính")
    SKIPPED = "skipped", _("Không tính")
    MOVED_ON = "moved_on", _("Ngày cuối rơi vào ngày nghỉ, hạn lùi đến ngày làm việc này")
