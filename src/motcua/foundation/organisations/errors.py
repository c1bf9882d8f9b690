"""What this context refuses."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class AgencyNotFound(NotFound):
    """Say that no agency has this code or number."""

    code = "organisations.agency-not-found"
    message = _("Không tìm thấy cơ quan “{agency}”.")


class UnitNotFound(NotFound):
    """Say that no unit has this number."""

    code = "organisations.unit-not-found"
    message = _("Không tìm thấy đơn vị “{unit}”.")


class TerritoryFileRefused(Refusal):
    """Say that a file of the country's division contradicts itself; nothing of it was taken in."""

    code = "organisations.territory-file-refused"
    message = _("Tệp đơn vị hành chính có chỗ sai: {problem}")
    status = 422


class InvalidAgencyCode(Refusal):
    """Say that a text is no agency code in any layout ever issued."""

    code = "organisations.invalid-agency-code"
    message = _("“{text}” không phải là mã định danh cơ quan, ví dụ H99.101 hoặc 000.00.101.H99.")
    status = 422


class CodeHasNoOldLayout(Refusal):
    """Say that the layout used before 15 September 2020 cannot express this code."""

    code = "organisations.code-has-no-old-layout"
    message = _("Mã “{text}” không viết được theo cấu trúc cũ (V1V2V3.Z1Z2.Y1Y2.MX1X2).")
    status = 422


class AgencyCodeTaken(Refusal):
    """Say that a current agency has the code already."""

    code = "organisations.agency-code-taken"
    message = _("Mã “{code}” đang được một cơ quan khác sử dụng.")


class DayAlreadyChanged(Refusal):
    """Say that the calendar has a word on this day already; withdraw it first."""

    code = "organisations.day-already-changed"
    message = _("Ngày {on:%d/%m/%Y} đã có điều chỉnh lịch: {name}. Hãy rút điều chỉnh đó trước.")


class DayNotChanged(Refusal):
    """Say that there is nothing to withdraw."""

    code = "organisations.day-not-changed"
    message = _("Ngày {on:%d/%m/%Y} không có điều chỉnh lịch nào để rút.")


class SwapRefused(Refusal):
    """Say that a swap must give a working day away and take a day off for it."""

    code = "organisations.swap-refused"
    message = _(
        "Không hoán đổi được: {off_on:%d/%m/%Y} phải là ngày làm việc và "
        "{worked_on:%d/%m/%Y} phải là ngày nghỉ."
    )
    status = 422


class SourceMissing(Refusal):
    """Say that a change of the calendar needs the paper that orders it."""

    code = "organisations.source-missing"
    message = _("Hãy ghi văn bản làm căn cứ điều chỉnh lịch.")
    status = 422


class InvalidHours(Refusal):
    """Say that these opening hours make no working week."""

    code = "organisations.invalid-hours"
    message = _(
        "Giờ làm việc không hợp lệ: các buổi không được chồng nhau và phải có ít nhất một buổi."
    )
    status = 422


class ReorganisationNotFound(NotFound):
    """Say that there is no such reorganisation, or none that this office may see."""

    code = "organisations.reorganisation-not-found"
    message = _("Không tìm thấy phương án sắp xếp này.")


class ReorganisationMoveRefused(Refusal):
    """Say that the act does not follow from where the reorganisation stands."""

    code = "organisations.reorganisation-move-refused"
    message = _("Phương án đang ở trạng thái “{state}” nên không thể: {act}.")


class ReorganisationChanged(Refusal):
    """Say that somebody else saved the plan meanwhile; nothing was overwritten."""

    code = "organisations.reorganisation-changed"
    message = _("Người khác vừa sửa phương án này. Hãy tải lại trang để xem bản mới nhất.")


class ReorganisationReasonNeeded(Refusal):
    """Say that the act needs a reason that others can read."""

    code = "organisations.reorganisation-reason-needed"
    message = _("Hãy ghi lý do.")
    status = 422


class OwnPlan(Refusal):
    """Say that whoever wrote a plan does not apply it: two persons stand behind it."""

    code = "organisations.own-plan"
    message = _("Bạn đã viết phương án này. Người khác phải xem và áp dụng.")


class NotItsDayYet(Refusal):
    """Say that a reorganisation is applied on its day or later, never before."""

    code = "organisations.not-its-day-yet"
    message = _("Phương án có hiệu lực từ {on:%d/%m/%Y}; chỉ áp dụng được từ ngày đó.")
