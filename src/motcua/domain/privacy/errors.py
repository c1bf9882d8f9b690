"""What the privacy context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class ReadingNotFound(NotFound):
    """There is no such reading of the person's data by an officer: somebody else's is none either."""

    code = "privacy.reading-not-found"
    message = _("Không tìm thấy lần đọc này trong dữ liệu của bạn.")


class ObjectionNotFound(NotFound):
    """There is no such question, or none that this person may see: the answers are the same."""

    code = "privacy.objection-not-found"
    message = _("Không tìm thấy câu hỏi này, hoặc bạn không có quyền xem.")


class AskedAlready(Refusal):
    """One asks once why a post read for a purpose on a day."""

    code = "privacy.asked-already"
    message = _(
        "Bạn đã hỏi về lần đọc này. Câu hỏi số {number} đang được giữ ở trang câu hỏi của bạn."
    )


class AnsweredAlready(Refusal):
    """What was answered stands."""

    code = "privacy.answered-already"
    message = _("Câu hỏi này đã được trả lời. Tải lại trang để xem.")


class NotOnSharedScreen(Refusal):
    """What is taken home stays on the device, and others use that one."""

    code = "privacy.not-on-shared-screen"
    message = _(
        "Máy này nhiều người dùng chung, tệp tải về sẽ ở lại trên máy. Hãy tải ở máy của bạn."
    )


class BreachNotFound(NotFound):
    """There is no such breach in the register, or none that this officer may see."""

    code = "privacy.breach-not-found"
    message = _("Không tìm thấy vụ việc này trong sổ, hoặc bạn không có quyền xem.")


class BreachClosed(Refusal):
    """Nothing is added to what was closed."""

    code = "privacy.breach-closed"
    message = _("Vụ việc {number} đã kết thúc, không ghi thêm được.")


class ImpactNotFound(NotFound):
    """There is no such part of the record of impact, or none that this officer may see or write."""

    code = "privacy.impact-not-found"
    message = _("Không tìm thấy phần này của hồ sơ đánh giá tác động, hoặc bạn không có quyền.")
