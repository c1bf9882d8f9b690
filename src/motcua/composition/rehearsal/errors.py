"""The refusals of rehearsals."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class ScriptNotFound(NotFound):
    """There is no such test of this draft's procedure."""

    code = "rehearsal.script-not-found"


class NothingToRehearse(Refusal):
    """The draft has no form or no process, or it is a repeal or not open any more."""

    code = "rehearsal.nothing-to-rehearse"
    message = _("Bản soạn cần có biểu mẫu và quy trình thì mới diễn tập được.")
    status = 422


class MoveImpossible(Refusal):
    """The product allows no such move at this point."""

    code = "rehearsal.move-impossible"
    message = _("Lúc này không làm được việc đó.")


class TooLong(Refusal):
    """The rehearsal has too many moves or takes too long."""

    code = "rehearsal.too-long"
    message = _("Bài diễn tập quá dài: tối đa {moves} việc và {seconds} giây.")
    status = 422


class NameTaken(Refusal):
    """Another test of the procedure has this name."""

    code = "rehearsal.name-taken"
    message = _("Đã có bài diễn tập mang tên này. Hãy đặt tên khác.")


class NameNeeded(Refusal):
    """A test is to be kept without a name."""

    code = "rehearsal.name-needed"
    message = _("Hãy đặt tên cho bài diễn tập.")
    status = 422


class MovedMeanwhile(Refusal):
    """Another window of the same officer went on with the rehearsal."""

    code = "rehearsal.moved-meanwhile"
    message = _("Lần diễn tập này đã đi tiếp ở cửa sổ khác. Trang đang hiện bản mới nhất.")
