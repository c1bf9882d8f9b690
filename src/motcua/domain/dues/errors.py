"""What the dues context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class NotTheTill(Refusal):
    """Money is taken by the desk that received the dossier."""

    code = "dues.not-the-till"
    message = _("Chỉ Bộ phận Một cửa đã tiếp nhận hồ sơ ghi việc thu tiền.")
    status = 403


class NotTheHead(Refusal):
    """Money goes back by a decision of who leads the competent agency."""

    code = "dues.not-the-head"
    message = _("Chỉ lãnh đạo cơ quan giải quyết quyết định hoàn trả tiền.")
    status = 403


class NothingOwed(Refusal):
    """There is nothing to pay any more: it was paid meanwhile, or never asked for."""

    code = "dues.nothing-owed"
    message = _("Hồ sơ này không còn khoản nào phải nộp.")


class MoreThanOwed(Refusal):
    """Cash at the desk is never more than what is owed: change is given at once."""

    code = "dues.more-than-owed"
    message = _("Số tiền mặt không lớn hơn số còn phải nộp là {owed}.")
    status = 422


class MoreThanKept(Refusal):
    """Nobody gives back more than came in."""

    code = "dues.more-than-kept"
    message = _("Số hoàn trả không lớn hơn số đã thu là {kept}.")
    status = 422


class LineNotFound(NotFound):
    """There is no such line in the dossier's account, or it was cancelled already."""

    code = "dues.line-not-found"
    message = _("Không tìm thấy dòng ghi thu này, hoặc dòng đã được hủy.")


class OwnLine(Refusal):
    """What one officer wrote down another one cancels."""

    code = "dues.own-line"
    message = _("Người ghi thu không tự hủy: hãy nhờ một người khác của Bộ phận Một cửa.")


class AlreadyReturned(Refusal):
    """A payment that was given back cannot be cancelled: the account would owe what it never had."""

    code = "dues.already-returned"
    message = _("Tiền đã hoàn trả cho người nộp, nên không hủy được dòng ghi thu này.")


class NotPaidYet(Refusal):
    """A result is handed over when what is due for it has been paid (Article 22.1)."""

    code = "dues.not-paid-yet"
    message = _("Hồ sơ còn {owed} phí, lệ phí chưa nộp. Ghi việc thu tiền trước khi trả kết quả.")


class ResultWithheld(Refusal):
    """The applicant reads the electronic result when what is due for it has been paid (Article 22.1)."""

    code = "dues.result-withheld"
    message = _("Bạn nhận được kết quả ngay khi nộp xong {owed} phí, lệ phí.")
