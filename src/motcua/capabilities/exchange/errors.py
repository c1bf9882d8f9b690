"""What the exchange context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal, TooOften


class CallerUnknown(Refusal):
    """There is no token, or none that is valid now; why not is not told."""

    code = "exchange.caller-unknown"
    message = _("Cần mã truy cập còn hiệu lực của một hệ thống đã đăng ký (Authorization: Bearer).")
    status = 401


class ScopeMissing(Refusal):
    """The system is known and has no right to this."""

    code = "exchange.scope-missing"
    message = _("Hệ thống {system} chưa được cấp quyền “{scope}”.")
    status = 403


class TooManyCalls(TooOften):
    """The system calls more often than was agreed."""

    code = "exchange.too-many-calls"
    message = _("Hệ thống gọi quá nhiều lần. Hãy đợi {seconds} giây rồi gọi lại.")


class SystemNotFound(NotFound):
    """There is no such system, or it was ended."""

    code = "exchange.system-not-found"
    message = _("Không có hệ thống nào đang hoạt động với mã này.")


class SystemTaken(Refusal):
    """A code names one system for ever: logs speak of it."""

    code = "exchange.system-taken"
    message = _("Mã hệ thống {system} đã dùng. Hãy chọn mã khác.")


class SystemMalformed(Refusal):
    """The code, the address or the scopes cannot be used."""

    code = "exchange.system-malformed"
    message = _(
        "Mã hệ thống gồm chữ thường, số và dấu gạch ngang; địa chỉ nhận trạng thái bắt đầu bằng"
        " https:// (http:// chỉ dùng trong máy này); cần ít nhất một quyền."
    )
    status = 422
