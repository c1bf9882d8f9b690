"""What is answered when officers cannot join, move or leave so."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class RosterUnreadable(Refusal):
    """The file is no table of officers."""

    code = "identity.roster-unreadable"
    message = _(
        "Không đọc được tệp. Hãy lưu dạng CSV UTF-8, không quá {most} dòng, dòng đầu có đủ các cột: {columns}."
    )
    status = 422


class RosterHasErrors(Refusal):
    """Some line cannot be carried out, so none is."""

    code = "identity.roster-has-errors"
    message = _("Có dòng sai nên chưa ghi gì. Hãy sửa các dòng được chỉ ra trong tệp rồi nạp lại.")
    status = 422


class RosterChanged(Refusal):
    """What the file would change is something else by now than what was shown."""

    code = "identity.roster-changed"
    message = _("Danh sách cán bộ đã khác lúc xem trước nên chưa ghi gì. Hãy xem lại rồi xác nhận.")


class RosterChangesNothing(Refusal):
    """Everything in the file is so already."""

    code = "identity.roster-changes-nothing"
    message = _("Mọi dòng trong tệp đã đúng như vậy nên không có gì để ghi.")
    status = 422


class RosterNotFound(NotFound):
    """There is none, or it is another agency's."""

    code = "identity.roster-not-found"
    message = _("Không có tệp danh sách cán bộ này. Hãy mở lại trang nạp danh sách.")


class RosterSettled(Refusal):
    """Somebody carried it out or sent it back already."""

    code = "identity.roster-settled"
    message = _("Tệp này đã được ghi hoặc trả lại. Không cần làm gì thêm.")


class RosterNeedsAnother(Refusal):
    """Duties are kept apart: who gives or takes access does not confirm it alone."""

    code = "identity.roster-needs-another"
    message = _(
        "Người nạp tệp không tự xác nhận. Hãy nhờ lãnh đạo, người vận hành khác của cơ quan "
        "hoặc người vận hành của cơ quan cấp trên."
    )
    status = 403


class ReasonMissing(Refusal):
    """Why is not said, or at too great length."""

    code = "identity.reason-missing"
    message = _("Ghi lý do, không quá {most} chữ.")
    status = 422


class LineRefused(Refusal):
    """What a personnel system asks for cannot be carried out; says all that is wrong."""

    code = "identity.line-refused"
    message = _("Chưa ghi gì: {problems}")
    status = 422


class OfficerNotFound(NotFound):
    """The agency has no such officer, or the system removed it."""

    code = "identity.officer-not-found"
    message = _("Cơ quan không có cán bộ này.")
