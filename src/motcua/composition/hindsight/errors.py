"""What hindsight can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import Refusal


class SpanTooWide(Refusal):
    """More dossiers than are looked at together (their steps are held in memory)."""

    code = "hindsight.span-too-wide"
    message = _(
        "Kỳ này có hơn {most} hồ sơ, nhiều hơn mức xem cùng lúc. Hãy chọn kỳ ngắn hơn hoặc một cơ quan."
    )
    status = 422
