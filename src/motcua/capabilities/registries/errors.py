"""The refusals registries can give."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import Refusal


class RegistryUnavailable(Refusal):
    """Say that the registry does not answer and that nothing is lost."""

    code = "registries.unavailable"
    message = _("{system} chưa trả lời. Việc chưa được ghi; hãy thử lại sau ít phút.")
    status = 503


class EntryRefused(Refusal):
    """Say why the registry did not take the entry."""

    code = "registries.entry-refused"
    message = _("{system} không nhận nội dung này: {reason}")
    status = 422


class EntryNeedsCorrection(Refusal):
    """Say that sex or birth year of a recorded entry change only by a correction of civil status."""

    code = "registries.entry-needs-correction"
    message = _(
        "Khai sinh này đã ghi vào sổ với giới tính hoặc năm sinh khác. Số định danh đã lập theo nội dung "
        "đó, nên phải cải chính hộ tịch thay vì ghi lại."
    )


class BadPurpose(ValueError):
    """A look-up without purpose or legal basis: a defect of the caller."""
