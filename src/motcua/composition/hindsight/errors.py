"""What hindsight can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class SpanTooWide(Refusal):
    """More dossiers than are looked at together (their steps are held in memory)."""

    code = "hindsight.span-too-wide"
    message = _(
        "Kỳ này có hơn {most} hồ sơ, nhiều hơn mức xem cùng lúc. Hãy chọn kỳ ngắn hơn hoặc một cơ quan."
    )
    status = 422


class ForeignLogNotFound(NotFound):
    """There is no such foreign log or file among those this officer may see."""

    code = "hindsight.foreign-log-not-found"


class NothingTaken(Refusal):
    """Not one row of the file could be used with the columns that were chosen."""

    code = "hindsight.nothing-taken"
    message = _(
        "Không đọc được dòng nào với các cột đã chọn. Hãy xem lại cột thời điểm và mã hồ sơ."
    )
    status = 422


class ColumnsMissing(Refusal):
    """A column without which there is no log was not chosen, or tells two things."""

    code = "hindsight.columns-missing"
    message = _("Hãy chọn ba cột khác nhau cho mã hồ sơ, tên việc và thời điểm.")
    status = 422
