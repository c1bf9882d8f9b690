"""What mining can refuse of a foreign log."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import Refusal


class LogUnreadable(Refusal):
    """The file is neither a table nor XES, or breaks off."""

    code = "mining.log-unreadable"
    message = _("Tệp không đọc được là CSV hay XES: {reason}")
    status = 422


class LogTooLarge(Refusal):
    """More than is read at once, so that nobody can fill the memory with a small file."""

    code = "mining.log-too-large"
    message = _("Nhật ký quá lớn: {what} vượt mức {most}. Hãy chia tệp theo kỳ ngắn hơn.")
    status = 422
