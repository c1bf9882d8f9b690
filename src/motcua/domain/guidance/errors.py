"""What the guidance context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound


class GuidanceNotFound(NotFound):
    """There is no such guidance, or it was given at another agency's desk."""

    code = "guidance.not-found"
    message = _("Không tìm thấy nội dung hướng dẫn này.")
