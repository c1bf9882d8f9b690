"""What the speech context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound


class NoVoice(NotFound):
    """This installation has no voice: the browser's own is used, or a chime."""

    code = "speech.no-voice"
    message = _("Máy chủ này không đọc thành tiếng được.")
