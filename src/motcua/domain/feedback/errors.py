"""What the feedback context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class FeedbackNotFound(NotFound):
    """There is no such feedback, or none that this person may see: the answers are the same."""

    code = "feedback.not-found"
    message = _("Không tìm thấy phản ánh, kiến nghị này, hoặc bạn không có quyền xem.")


class ActRefused(Refusal):
    """The state of the feedback does not allow what was asked."""

    code = "feedback.act-refused"
    message = _("Phản ánh đang ở trạng thái “{state}”: không thể “{act}”. Tải lại trang để xem.")


class AskedAlready(Refusal):
    """The sender is asked once: each answer begins the clock anew."""

    code = "feedback.asked-already"
    message = _("Đã đề nghị bổ sung một lần. Hãy tiếp nhận, hoặc không tiếp nhận và nêu lý do.")


class ReopenedAlready(Refusal):
    """An answer is looked at again once."""

    code = "feedback.reopened-already"
    message = _(
        "Phản ánh này đã được xem xét lại một lần. Muốn nói điều mới thì gửi phản ánh khác."
    )


class RatedAlready(Refusal):
    """Each answer is rated once."""

    code = "feedback.rated-already"
    message = _("Bạn đã đánh giá câu trả lời này. Cảm ơn bạn.")


class NotToThoseConcerned(Refusal):
    """Feedback on conduct goes neither to the agency it concerns nor to one below it."""

    code = "feedback.not-to-those-concerned"
    message = _("Phản ánh về hành vi không chuyển cho cơ quan bị phản ánh hay cơ quan dưới quyền.")
    status = 422


class AboutOwnAgency(Refusal):
    """A desk does not write down what is said against its own agency's people."""

    code = "feedback.about-own-agency"
    message = _(
        "Phản ánh về cán bộ của chính cơ quan mình: hãy hướng dẫn người dân gửi qua cổng hoặc"
        " gọi cơ quan kiểm soát thủ tục hành chính của tỉnh."
    )
    status = 422


class StillPersonal(Refusal):
    """What is to be published still tells who people are."""

    code = "feedback.still-personal"
    message = _("Còn thông tin cá nhân: {found}. Hãy che hoặc bỏ rồi công khai.")
    status = 422
