"""What the obligations context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import Refusal


class NotForeseen(Refusal):
    """The record names no obligation for which the clock may stop."""

    code = "obligations.not-foreseen"
    message = _(
        "Thủ tục này không nêu nghĩa vụ tài chính nào theo thông báo của cơ quan khác, nên không được dừng"
        " tính thời hạn để chờ nộp."
    )


class NotAwaited(Refusal):
    """There is nothing to pay any more: it was paid or dropped meanwhile."""

    code = "obligations.not-awaited"
    message = _("Hồ sơ này không còn chờ nghĩa vụ tài chính nào.")


class NotMetYet(Refusal):
    """While the applicant's obligation is awaited no step is completed."""

    code = "obligations.not-met-yet"
    message = _(
        "Hồ sơ đang chờ người nộp thực hiện nghĩa vụ tài chính. Xác nhận đã nộp, hoặc rút yêu cầu, rồi làm"
        " tiếp bước này."
    )


class NotOverdueYet(Refusal):
    """Handling is stopped when the notice's last day has passed, not before."""

    code = "obligations.not-overdue-yet"
    message = _("Chưa dừng được: người nộp còn thời gian nộp theo thông báo.")
