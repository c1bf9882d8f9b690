"""What the registers context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class BookNotFound(NotFound):
    """There is no such register, or none of a desk whose register this officer may see."""

    code = "registers.not-found"
    message = _("Không tìm thấy sổ theo dõi hồ sơ này.")


class YearNotOver(Refusal):
    """A register is closed when its year has ended (Article 10.2.a of Circular 01/2018/TT-VPCP)."""

    code = "registers.year-not-over"
    message = _("Năm {year} chưa hết nên chưa khóa sổ được.")


class BookClosed(Refusal):
    """The register of that year is closed: it is closed once, and nothing in it changes."""

    code = "registers.closed"
    message = _("Sổ năm {year} đã khóa ngày {on:%d/%m/%Y}.")


class BookEmpty(Refusal):
    """Nothing was taken in that year: there is no register to close."""

    code = "registers.empty"
    message = _("Năm {year} không có hồ sơ nào nên không có sổ để khóa.")


class NotYoursToClose(Refusal):
    """Who heads the desk closes its register; here, who signs for the agency."""

    code = "registers.not-yours-to-close"
    message = _("Chỉ người ký thay cơ quan mới khóa sổ.")
    status = 403
