"""What only a page can refuse: something was not chosen."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import Refusal


class OutcomeNeeded(Refusal):
    """A task is completed with one of its outcomes."""

    code = "desk.outcome-needed"
    message = _("Hãy chọn kết quả xử lý của bước này.")
    status = 422


class PersonNeeded(Refusal):
    """A step is given to somebody of the list, or to whoever holds the role."""

    code = "desk.person-needed"
    message = _("Hãy chọn người xử lý, hoặc chọn “Không phân công riêng”.")
    status = 422


class StepsNeeded(Refusal):
    """Somebody is named for the steps that were ticked."""

    code = "desk.steps-needed"
    message = _("Hãy chọn ít nhất một việc trong danh sách.")
    status = 422


class AgencyNeeded(Refusal):
    """A dossier is directed to an agency of the list."""

    code = "desk.agency-needed"
    message = _("Hãy chọn cơ quan có thẩm quyền trong danh sách.")
    status = 422
