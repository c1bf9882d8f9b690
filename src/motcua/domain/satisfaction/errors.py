"""What the satisfaction context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import Refusal


class AlreadyRated(Refusal):
    """One answer per dossier."""

    code = "satisfaction.already-rated"
    message = _("Bạn đã đánh giá hồ sơ này rồi. Cảm ơn bạn!")


class NotFinished(Refusal):
    """A dossier is rated once it has an outcome."""

    code = "satisfaction.not-finished"
    message = _("Hồ sơ chưa có kết quả nên chưa thể đánh giá.")
