"""What the authorisations context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class AuthorisationNotFound(NotFound):
    """There is none, or none of this person's: the answers are the same."""

    code = "authorisations.not-found"
    message = _("Không tìm thấy ủy quyền này, hoặc bạn không có quyền xem.")


class ActRefused(Refusal):
    """What was answered or has ended stands as it is."""

    code = "authorisations.act-refused"
    message = _("Ủy quyền này “{state}”, không còn làm được việc ấy. Tải lại trang để xem.")


class OwnInterest(Refusal):
    """Nobody writes down at their own desk that they act for somebody, or somebody for them."""

    code = "authorisations.own-interest"
    message = _("Bạn là một trong hai người này: hãy để đồng nghiệp ghi nhận.")
    status = 403


class TooManyAsked(Refusal):
    """Whoever asks many strangers is not somebody's grandchild."""

    code = "authorisations.too-many-asked"
    message = _("Bạn đang chờ trả lời {most} đề nghị. Hãy chờ trả lời, hoặc rút bớt đề nghị cũ.")
