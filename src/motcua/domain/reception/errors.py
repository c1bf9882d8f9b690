"""What the reception context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class HallNotFound(NotFound):
    """There is no such waiting room, or its address is no longer valid."""

    code = "reception.hall-not-found"
    message = _("Không tìm thấy nơi lấy số này.")


class TicketNotFound(NotFound):
    """There is no such ticket, or it is another agency's."""

    code = "reception.ticket-not-found"
    message = _("Không tìm thấy số thứ tự này.")


class WindowNotFound(NotFound):
    """There is no such window, or it is another agency's."""

    code = "reception.window-not-found"
    message = _("Không tìm thấy quầy này.")


class BookingNotFound(NotFound):
    """There is no such booking."""

    code = "reception.booking-not-found"
    message = _("Không tìm thấy lịch hẹn này.")


class LineClosed(Refusal):
    """No such line of work takes tickets here."""

    code = "reception.line-closed"
    message = _("Nhóm việc này hiện không phát số. Vui lòng chọn nhóm việc khác hoặc hỏi cán bộ.")


class DoorsClosed(Refusal):
    """Outside the hours in which people can come."""

    code = "reception.doors-closed"
    message = _("Ngoài giờ làm việc nên chưa phát số. Giờ mở cửa gần nhất: {opens}.")


class NumbersUsedUp(Refusal):
    """The line gave out its last number of the day."""

    code = "reception.numbers-used-up"
    message = _("Nhóm việc này đã phát hết số của hôm nay. Vui lòng hỏi cán bộ.")


class ManyWaitByPhone(Refusal):
    """So many wait with a number from a telephone that the next one is for who stands there."""

    code = "reception.many-wait-by-phone"
    message = _(
        "Đang có nhiều người chờ bằng số lấy trên điện thoại. Vui lòng lấy số ở máy, hoặc hỏi cán bộ."
    )


class CodeExpired(Refusal):
    """The code scanned in the waiting room is too old."""

    code = "reception.code-expired"
    message = _("Mã đã quét không còn hiệu lực. Vui lòng quét lại mã trên màn hình ở phòng chờ.")


class WindowTaken(Refusal):
    """A colleague sits at the window."""

    code = "reception.window-taken"
    message = _(
        "Quầy {number} đang có người ngồi. Chọn quầy khác, hoặc nhờ đồng nghiệp rời quầy trước."
    )


class NotAtAWindow(Refusal):
    """The officer has not said at which window they sit."""

    code = "reception.not-at-a-window"
    message = _("Chọn quầy đang ngồi trước khi gọi số.")


class StillServing(Refusal):
    """The window has somebody whom it called."""

    code = "reception.still-serving"
    message = _("Quầy còn số {label} chưa xong. Bấm Xong hoặc Vắng mặt trước khi gọi số tiếp.")


class TicketMoved(Refusal):
    """The ticket is not where the officer or the holder saw it."""

    code = "reception.ticket-moved"
    message = _("Số {label} vừa thay đổi: {state}. Trang đã được cập nhật, vui lòng xem lại.")


class SlotTaken(Refusal):
    """The slot is full, past, or none at all."""

    code = "reception.slot-taken"
    message = _("Giờ này vừa hết chỗ hoặc không còn nhận hẹn. Vui lòng chọn giờ khác.")


class BookingOver(Refusal):
    """The booking was used or cancelled."""

    code = "reception.booking-over"
    message = _("Lịch hẹn này {state}, không đổi được nữa.")


class NotTheDay(Refusal):
    """A booking checks in on its own day."""

    code = "reception.not-the-day"
    message = _("Lịch hẹn này là {day}. Vui lòng đến đúng ngày, hoặc lấy số tại máy.")


class TooManyBookings(Refusal):
    """The person has as many bookings as one may have."""

    code = "reception.too-many-bookings"
    message = _("Ông/bà đã có {most} lịch hẹn ở đây. Hủy bớt hoặc đổi giờ một lịch đã hẹn.")
