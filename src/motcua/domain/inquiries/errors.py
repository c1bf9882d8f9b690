"""What the inquiries context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class OpinionNotFound(NotFound):
    """There is no such question, or it was put neither to nor by this officer's agency."""

    code = "inquiries.opinion-not-found"
    message = _("Không tìm thấy yêu cầu lấy ý kiến này, hoặc bạn không có quyền xem.")


class NotBeingHandled(Refusal):
    """Opinions and visits belong to the time in which a dossier is handled (Article 19)."""

    code = "inquiries.not-being-handled"
    message = _("Hồ sơ đang ở trạng thái “{state}”, không còn ở khâu thẩm định.")


class AskedAlready(Refusal):
    """One question at a time to each agency: the first still waits for its answer."""

    code = "inquiries.asked-already"
    message = _("Đã hỏi {asked} và đang chờ trả lời. Muốn hỏi khác thì rút câu hỏi cũ.")


class NotToOneself(Refusal):
    """Nobody asks the own unit for its opinion."""

    code = "inquiries.not-to-oneself"
    message = _("Hãy chọn một cơ quan hoặc đơn vị khác.")
    status = 422


class AnswerDayPast(Refusal):
    """The day by which to answer leaves no working time."""

    code = "inquiries.answer-day-past"
    message = _("Hạn trả lời phải còn thời gian làm việc tính từ bây giờ.")
    status = 422


class AnswerDayNotWorked(Refusal):
    """Nobody answers on a day of rest."""

    code = "inquiries.answer-day-not-worked"
    message = _("{asked} không làm việc ngày {on:%d/%m/%Y}. Hãy chọn một ngày làm việc.")
    status = 422


class AnswerDayAfterPromise(Refusal):
    """Asking others stops no clock: the answer has to come inside the dossier's own limit."""

    code = "inquiries.answer-day-after-promise"
    message = _("Hạn trả lời không được sau ngày hẹn trả kết quả ({due:%d/%m/%Y}).")
    status = 422


class AnsweredAlready(Refusal):
    """A question is answered once."""

    code = "inquiries.answered-already"
    message = _("Yêu cầu này đã được trả lời. Ý kiến đã gửi không sửa được.")


class QuestionWithdrawn(Refusal):
    """Who asked does not want to know any more."""

    code = "inquiries.question-withdrawn"
    message = _("Cơ quan hỏi đã rút yêu cầu này.")


class StillInTime(Refusal):
    """Nobody is passed over before their day is over (Article 19.5.b)."""

    code = "inquiries.still-in-time"
    message = _(
        "Chưa hết hạn trả lời ({due:%H:%M %d/%m/%Y}). Trước đó chỉ có thể chờ, hoặc rút câu hỏi."
    )


class PassedOverAlready(Refusal):
    """It was said before that handling goes on without this opinion."""

    code = "inquiries.passed-over-already"
    message = _("Đã ghi là giải quyết tiếp khi chưa có ý kiến này.")


class OpinionsOpen(Refusal):
    """Nothing is decided while a question to others is open (Article 19.5)."""

    code = "inquiries.opinions-open"
    message = _(
        "Còn {count} yêu cầu lấy ý kiến chưa xong, xem ở mục “Lấy ý kiến”. Hãy chờ trả lời, rút câu hỏi,"
        " hoặc khi quá hạn thì ghi lý do giải quyết tiếp."
    )


class NoOpinionAsked(Refusal):
    """The step asks others for their opinion, and nobody was asked."""

    code = "inquiries.no-opinion-asked"
    message = _("Bước này cần hỏi ý kiến: hồ sơ chưa gửi yêu cầu lấy ý kiến nào.")


class NoneSilent(Refusal):
    """The step cannot end with silence: everybody who was asked has answered, or was never asked."""

    code = "inquiries.none-silent"
    message = _("Không có cơ quan nào quá hạn mà không trả lời.")


class VisitNotFound(NotFound):
    """There is no such visit of this dossier."""

    code = "inquiries.visit-not-found"
    message = _("Không tìm thấy buổi xác minh này, hoặc bạn không có quyền xem.")


class VisitNotAhead(Refusal):
    """The applicant is told beforehand (Article 19.3.b)."""

    code = "inquiries.visit-not-ahead"
    message = _("Giờ hẹn phải sau lúc này, để người nộp được báo trước.")
    status = 422


class VisitAfterPromise(Refusal):
    """A visit stops no clock: it takes place inside the dossier's own limit."""

    code = "inquiries.visit-after-promise"
    message = _("Giờ hẹn phải trước lúc hẹn trả kết quả ({due:%H:%M %d/%m/%Y}).")
    status = 422


class VisitArrangedAlready(Refusal):
    """The dossier has an appointment at this time."""

    code = "inquiries.visit-arranged-already"
    message = _("Hồ sơ đã có buổi hẹn vào lúc này.")


class VisitAhead(Refusal):
    """Minutes tell what happened, so they come after."""

    code = "inquiries.visit-ahead"
    message = _("Chưa đến giờ hẹn nên chưa có gì để ghi biên bản.")


class VisitBegun(Refusal):
    """What was to begin before now cannot be called off: minutes tell what became of it."""

    code = "inquiries.visit-begun"
    message = _("Đã đến giờ hẹn: hãy ghi biên bản, kể cả khi không thực hiện được.")


class VisitOver(Refusal):
    """The visit has its minutes, or was called off."""

    code = "inquiries.visit-over"
    message = _("Buổi xác minh này đã có biên bản hoặc đã hủy; biên bản không sửa được.")


class LateReasonNeeded(Refusal):
    """Minutes that come late say why."""

    code = "inquiries.late-reason-needed"
    message = _("Biên bản ghi sau {last:%H:%M %d/%m/%Y} thì phải nêu lý do ghi muộn.")
    status = 422


class VisitsOpen(Refusal):
    """Nothing is decided while a visit lacks its minutes (Article 19.3.b)."""

    code = "inquiries.visits-open"
    message = _("Còn {count} buổi xác minh chưa có biên bản. Hãy ghi biên bản hoặc hủy hẹn.")
