"""The refusals notifications can give."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import Refusal


class NoSuchMessage(Refusal):
    """Say that the person has no such message."""

    code = "notifications.no-such-message"
    message = _("Không tìm thấy tin này trong hộp thư của bạn.")
    status = 404
