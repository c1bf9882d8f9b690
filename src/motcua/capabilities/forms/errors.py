"""The refusals of the forms."""

from collections.abc import Sequence
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class InvalidDefinition(Refusal):
    """Say what keeps a document from being used as a form, all of it at once."""

    code: ClassVar[str] = "forms.invalid-definition"
    message = _("Biểu mẫu “{key}” chưa dùng được: {faults}")
    status = 422

    def __init__(self, *, key: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(key=key, faults="; ".join(faults))


class DefinitionNotFound(NotFound):
    """Say that there is no such form."""

    code: ClassVar[str] = "forms.definition-not-found"
    message = _("Không tìm thấy biểu mẫu này.")


class PageNotFound(NotFound):
    """Say that the form has no such page."""

    code: ClassVar[str] = "forms.page-not-found"
    message = _("Biểu mẫu không có trang này.")
