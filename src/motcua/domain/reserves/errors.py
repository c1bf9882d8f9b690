"""What the reserves context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class BlockNotFound(NotFound):
    """There are no such numbers, or they are another agency's or another device's."""

    code = "reserves.block-not-found"
    message = _("Không tìm thấy dãy số này.")


class SlipNotFound(NotFound):
    """There is no such slip, or it is another agency's."""

    code = "reserves.slip-not-found"
    message = _("Không tìm thấy phiếu này.")


class SizeRefused(Refusal):
    """More numbers were wanted than one counter may hold, or none."""

    code = "reserves.size-refused"
    message = _("Mỗi lần giữ từ 1 đến {most} số.")
    status = 422


class DayRefused(Refusal):
    """Numbers were wanted for a day too long ago or too far ahead."""

    code = "reserves.day-refused"
    message = _("Chỉ giữ số cho ngày từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}.")
    status = 422


class NumberTaken(Refusal):
    """The number has its slip or its end already."""

    code = "reserves.number-taken"
    message = _(
        "Số {number} đã được ghi: {fate}. Nhập hồ sơ này ở trang Nhận hồ sơ giấy và ghi số trên "
        "phiếu vào lý do nhập muộn."
    )


class SlipDiffers(Refusal):
    """The same slip was sent before with another number."""

    code = "reserves.slip-differs"
    message = _("Phiếu này đã được gửi với số {number}. Mở phiếu đã gửi thay vì gửi lại.")


class OtherDay(Refusal):
    """A number bears its day: nothing received on another day gets it."""

    code = "reserves.other-day"
    message = _("Số này của ngày {on:%d/%m/%Y}: giờ nhận phải trong ngày đó.")
    status = 422


class BeforeReserved(Refusal):
    """A device cannot have given out a number before it had it."""

    code = "reserves.before-reserved"
    message = _(
        "Giờ nhận sớm hơn lúc máy này được giữ số ({taken_at:%H:%M %d/%m/%Y}). Kiểm tra đồng hồ của máy."
    )
    status = 422


class WhyNeeded(Refusal):
    """Something is put on record that needs a reason."""

    code = "reserves.why-needed"
    message = _("Ghi lý do.")
    status = 422


class OwnSlip(Refusal):
    """Who wrote a time of receipt down does not confirm it."""

    code = "reserves.own-slip"
    message = _("Người ghi giờ nhận không tự xác nhận: cần một người khác của cơ quan.")


class AlreadyJudged(Refusal):
    """Somebody else has said already whether the time is right."""

    code = "reserves.already-judged"
    message = _("Giờ nhận này đã có người xác nhận hoặc trả lại.")


class NumberHeld(Refusal):
    """A sheet holds a number that was given out: it does not vanish with the sheet."""

    code = "reserves.number-held"
    message = _(
        "Phiếu này mang số {number} đã đưa cho người nộp. Hủy số đó với lý do ở trang Số giữ trước; "
        "bản nhập được xóa cùng."
    )
