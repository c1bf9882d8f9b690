"""What the calls context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class CallNotFound(NotFound):
    """There is no such call, or it is about a dossier that the officer may not see."""

    code = "calls.not-found"
    message = _("Không tìm thấy cuộc gọi này.")


class CallEnded(Refusal):
    """The applicant has been told already."""

    code = "calls.ended"
    message = _("Việc báo này đã xong. Xem kết quả ở cuối trang.")


class TakenByAnother(Refusal):
    """A colleague is making this call now."""

    code = "calls.taken-by-another"
    message = _("Đồng nghiệp đang gọi. Đợi họ ghi kết quả, hoặc nhận lại sau {minutes} phút.")


class NotTaken(Refusal):
    """The outcome of a call was sent by somebody who had not taken it."""

    code = "calls.not-taken"
    message = _("Bấm “Nhận cuộc gọi” để xem số và gọi, rồi ghi kết quả.")


class OutcomeNeeded(Refusal):
    """Nothing was chosen that a call can come to."""

    code = "calls.outcome-needed"
    message = _("Chọn kết quả của cuộc gọi.")
    status = 422


class LetterNotDue(Refusal):
    """A letter takes the place of calls only once they were tried."""

    code = "calls.letter-not-due"
    message = _("Chưa đến lúc gửi thư: gọi vào {halves} buổi khác nhau trước, hoặc ghi là sai số.")
