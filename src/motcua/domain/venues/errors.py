"""What the venues context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class VenueNotFound(NotFound):
    """There is no such venue, or it is another agency's, or the officer does not lead the agency."""

    code = "venues.not-found"
    message = _("Không tìm thấy điểm tiếp nhận này.")


class HoursUnreadable(Refusal):
    """A line of the hours names no day with its hours."""

    code = "venues.hours-unreadable"
    message = _(
        "Chưa hiểu “{line}”. Mỗi dòng một buổi, như “Thứ ba 07:30–11:30” hoặc “28/11/2026 08:00–16:00”."
    )
    status = 422


class AlreadyEnded(Refusal):
    """A venue that has ended is ended again."""

    code = "venues.already-ended"
    message = _("Điểm tiếp nhận này đã có ngày ngừng. Muốn mở lại thì ghi một điểm mới.")


class EndInThePast(Refusal):
    """A venue is said to have ended before today, or before it began."""

    code = "venues.end-in-the-past"
    message = _("Ngừng từ hôm nay hoặc một ngày sau: dân đã được báo những ngày trước.")
    status = 422


class ReasonNeeded(Refusal):
    """A venue is ended without a reason."""

    code = "venues.reason-needed"
    message = _("Ghi lý do ngừng, như số văn bản.")
    status = 422
