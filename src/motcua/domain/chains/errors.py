"""What the chains context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class PartNotFound(NotFound):
    """There is no such part, or it belongs neither to this officer's agency nor to its dossier."""

    code = "chains.part-not-found"
    message = _("Không tìm thấy phần việc này, hoặc bạn không có quyền xem.")


class NotYourPart(Refusal):
    """The part waits for another post of the agency."""

    code = "chains.not-your-part"
    message = _("Phần việc này do chuyên viên của cơ quan bạn thực hiện.")
    status = 403


class PartNotOpen(Refusal):
    """The part is not to be done yet, was done, or need not be done any more."""

    code = "chains.part-not-open"
    message = _("Không ghi kết quả được: phần việc này đang ở tình trạng “{state}”.")
