"""What the tills context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class AccountNotFound(NotFound):
    """There is no such fee account, or it is another agency's."""

    code = "tills.account-not-found"
    message = _("Không tìm thấy tài khoản này.")


class OwnEntry(Refusal):
    """Who entered an account does not confirm it."""

    code = "tills.own-entry"
    message = _("Người ghi tài khoản không tự xác nhận: cần một lãnh đạo khác của cơ quan.")


class AlreadyConfirmed(Refusal):
    """The account was confirmed meanwhile."""

    code = "tills.already-confirmed"
    message = _("Tài khoản này đã được xác nhận.")


class ShiftAlreadyOpen(Refusal):
    """An officer has one drawer at a time."""

    code = "tills.shift-already-open"
    message = _("Bạn đang có ca thu mở.")


class NothingToCount(Refusal):
    """The officer has no drawer whose money is still there."""

    code = "tills.nothing-to-count"
    message = _("Bạn không có ca thu nào chờ chốt.")


class WhyDifferent(Refusal):
    """What was counted is not what the drawer has to hold, and nothing explains it."""

    code = "tills.why-different"
    message = _("Đếm được {counted}, theo sổ phải có {expected}: đếm lại, hoặc ghi vì sao lệch.")
    status = 422


class ShiftNotFound(NotFound):
    """There is no such counted drawer at the officer's desk, or its money was taken over."""

    code = "tills.shift-not-found"
    message = _("Không tìm thấy ca thu đã chốt này, hoặc tiền đã được nhận bàn giao.")


class OwnShift(Refusal):
    """Nobody takes over the money of the own drawer."""

    code = "tills.own-shift"
    message = _("Người giữ ca không tự nhận bàn giao: cần một người khác cùng đếm.")


class CountDiffers(Refusal):
    """Two people did not count the same."""

    code = "tills.count-differs"
    message = _(
        "Số bạn đếm khác số người giữ ca đã đếm: hai người cùng đếm lại; người giữ ca chốt lại nếu đếm nhầm."
    )
    status = 422


class MoreThanInPlace(Refusal):
    """No more leaves a place than lies there."""

    code = "tills.more-than-in-place"
    message = _("{place} chỉ còn {lies}.")
    status = 422


class ShiftsStillOpen(Refusal):
    """The cash book is balanced when every drawer was taken over."""

    code = "tills.shifts-still-open"
    message = _("Còn {count} ca thu chưa bàn giao: chốt và nhận bàn giao các ca rồi chốt sổ.")


class NothingToClose(Refusal):
    """Nothing was written in the cash book since it was balanced."""

    code = "tills.nothing-to-close"
    message = _("Từ lần chốt trước sổ quỹ không có dòng nào mới.")


class QuarterNotOver(Refusal):
    """A quarter is settled once it is over."""

    code = "tills.quarter-not-over"
    message = _("Quý này chưa hết: quyết toán được từ ngày {begins}.")


class NothingToSettle(Refusal):
    """Nothing is held for this agency."""

    code = "tills.nothing-to-settle"
    message = _("Không còn khoản nào phải quyết toán với cơ quan này.")


class SettlementNotFound(NotFound):
    """There is no such settlement for the officer's agency."""

    code = "tills.settlement-not-found"
    message = _("Không tìm thấy bản quyết toán này.")


class AlreadyArrived(Refusal):
    """That the money came was confirmed meanwhile."""

    code = "tills.already-arrived"
    message = _("Bản quyết toán này đã được xác nhận.")
