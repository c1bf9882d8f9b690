"""The refusals decisions can give."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound


class TableRefused(InvalidInput):
    """Say everything that is wrong with a DMN file, cell by cell."""

    code = "decisions.table-refused"
    message = _("Bảng quyết định chưa dùng được: có {count} chỗ cần sửa.")

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        super().__init__(problems)

    def __str__(self) -> str:
        return f"{self.code}: " + "; ".join(f"{p.field}: {p.text}" for p in self.problems)


class NoSuchTables(NotFound):
    """Say that no tables are stored under this id."""

    code = "decisions.no-such-tables"
    message = _("Không có bảng quyết định này.")
