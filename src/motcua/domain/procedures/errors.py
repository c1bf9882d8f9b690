"""Refusals of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One mistake in a catalogue: the file, the place in it, what to put right."""

    file: str
    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path}: {self.text}"


class ProcedureNotFound(NotFound):
    """There is no such procedure, or none in force on the day asked about."""

    code = "procedures.not-found"
    message = _("Không có thủ tục nào mang mã “{procedure_code}” đang có hiệu lực.")


class VersionNotFound(NotFound):
    """There is no such version of any procedure."""

    code = "procedures.version-not-found"
    message = _("Không tìm thấy phiên bản thủ tục này.")


class CatalogueRefused(Refusal):
    """A catalogue folder holds mistakes; nothing of it was taken in."""

    code = "procedures.catalogue-refused"
    message = _("Danh mục thủ tục có {count} chỗ sai, chưa có gì được nhập.")
    status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))


class AlreadyProvided(Refusal):
    """The agency provides the procedure during part of that time already."""

    code = "procedures.already-provided"
    message = _("Cơ quan này đã tiếp nhận thủ tục “{procedure_code}” trong khoảng thời gian đó.")


class NotProvided(Refusal):
    """The agency does not take this procedure in on that day."""

    code = "procedures.not-provided"
    message = _("Cơ quan này không tiếp nhận thủ tục “{procedure_code}”.")
