"""What the dossiers context can refuse."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import NotFound, Refusal


class DossierNotFound(NotFound):
    """There is no such dossier, or none this person may see: both are told the same."""

    code = "dossiers.not-found"
    message = _("Không tìm thấy hồ sơ này. Hãy kiểm tra lại mã số ghi trên giấy tiếp nhận.")


class DraftNotFound(NotFound):
    """There is no such draft of this person."""

    code = "dossiers.draft-not-found"
    message = _("Không tìm thấy bản nháp này. Có thể bạn đã nộp hoặc đã xoá bản nháp.")


class SupplementedElsewhere(Refusal):
    """One supplement is filled in at a time: on the portal, or at the desk."""

    code = "dossiers.supplemented-elsewhere"
    message = _(
        "Phần bổ sung của hồ sơ này đang được điền dở ở nơi khác: trên Cổng hoặc tại quầy. Hãy gửi"
        " hoặc xoá bản đang điền rồi làm lại."
    )


class ActRefused(Refusal):
    """The dossier's state does not allow the act."""

    code = "dossiers.act-refused"
    message = _("Hồ sơ đang ở trạng thái “{state}” nên không thể thực hiện: {act}.")


class SupplementAlreadyAsked(Refusal):
    """A supplement is asked once and completely at each stage (Articles 15.3, 17.2.a, 19.4)."""

    code = "dossiers.supplement-already-asked"
    message = _("Đã yêu cầu bổ sung một lần ở giai đoạn này; không được yêu cầu lần nữa.")


class AssessmentSupplementTooLate(Refusal):
    """After assessment a supplement is asked within three working days (Article 19.4)."""

    code = "dossiers.assessment-supplement-too-late"
    message = _("Đã quá 03 ngày làm việc kể từ khi tiếp nhận nên không thể trả lại để bổ sung.")


class AlreadyExtended(Refusal):
    """A result is promised anew once at most (Article 19.9)."""

    code = "dossiers.already-extended"
    message = _("Hồ sơ đã được hẹn lại một lần; pháp luật không cho hẹn lại lần nữa.")


class ExtensionTooLate(Refusal):
    """The apology with the new date comes one day before the limit ends, at the latest (Article 19.9)."""

    code = "dossiers.extension-too-late"
    message = _(
        "Chỉ được hẹn lại chậm nhất đến hết ngày {last:%d/%m/%Y}. Hồ sơ quá hạn vẫn phải xin lỗi và"
        " trả kết quả sớm nhất."
    )


class NothingToExtend(Refusal):
    """The dossier has no promised day that could be moved."""

    code = "dossiers.nothing-to-extend"
    message = _("Hồ sơ không có ngày hẹn trả nên không hẹn lại được.")


class NewDateNotLater(Refusal):
    """The new date must come after the one promised."""

    code = "dossiers.new-date-not-later"
    message = _("Ngày hẹn lại phải sau ngày đã hẹn ({due:%d/%m/%Y}).")
    status = 422


class NewDateNotWorked(Refusal):
    """Nobody can fetch a result on a day of rest."""

    code = "dossiers.new-date-not-worked"
    message = _("Cơ quan không làm việc ngày {on:%d/%m/%Y}. Hãy chọn một ngày làm việc.")
    status = 422


class NeverTakenIn(Refusal):
    """What ended at the desk was never handled; it is lodged anew, not handled again."""

    code = "dossiers.never-taken-in"
    message = _(
        "Hồ sơ này kết thúc khi chưa được tiếp nhận nên không có việc để giải quyết lại. Người dân nộp"
        " hồ sơ mới; ngày nộp lần đầu vẫn còn trong hệ thống để đối chiếu."
    )


class CorrectInstead(Refusal):
    """An error in a result is corrected (Article 21.1); nothing is handled anew for it."""

    code = "dossiers.correct-instead"
    message = _(
        "Kết quả đã ký mà cơ quan tự phát hiện sai sót thì dùng “Thay kết quả có sai sót” (Điều 21.1"
        " Nghị định 61/2018/NĐ-CP), không giải quyết lại từ đầu."
    )
    status = 422


class GroundUnfit(Refusal):
    """The ground reopens dossiers that ended otherwise."""

    code = "dossiers.ground-unfit"
    message = _("Căn cứ “{ground}” không dùng được cho hồ sơ ở trạng thái “{state}”.")
    status = 422


class EvidenceNeeded(Refusal):
    """A result is only replaced on evidence that it is wrong (Article 21.1)."""

    code = "dossiers.evidence-needed"
    message = _("Hãy ghi căn cứ cho thấy kết quả có sai sót.")
    status = 422


class ReasonNeeded(Refusal):
    """The act needs a reason that the citizen can read."""

    code = "dossiers.reason-needed"
    message = _("Hãy ghi rõ lý do để người dân hiểu cần làm gì.")
    status = 422


class DraftChanged(Refusal):
    """Another device saved the draft meanwhile; nothing was overwritten."""

    code = "dossiers.draft-changed"
    message = _(
        "Bản nháp vừa được lưu từ một thiết bị khác. Hãy tải lại trang để xem bản mới nhất."
    )


class DraftLodged(Refusal):
    """The draft has become a dossier and cannot change."""

    code = "dossiers.draft-lodged"
    message = _("Hồ sơ này đã được nộp nên không thể sửa bản nháp.")


class NotYourTask(Refusal):
    """The officer belongs to the agency but holds no post with this power."""

    code = "dossiers.not-your-task"
    message = _("Vị trí công tác của bạn không có thẩm quyền thực hiện việc này.")
    status = 403


class AgencyNoMore(Refusal):
    """The agency has ended and nobody has decided yet who goes on: nothing is numbered or signed."""

    code = "dossiers.agency-no-more"
    message = _(
        "{agency} đã kết thúc hoạt động từ {ended:%d/%m/%Y}. Hồ sơ chờ được phân về cơ quan kế thừa."
    )


class NotOnPaper(Refusal):
    """Refusal by form No. 03 belongs to dossiers brought on paper (Article 17.1.b)."""

    code = "dossiers.not-on-paper"
    message = _(
        "Hồ sơ nộp trực tuyến không bị từ chối tại chỗ: hãy yêu cầu bổ sung hoặc hướng dẫn sang"
        " cơ quan có thẩm quyền."
    )


class NumberTaken(Refusal):
    """Another parcel came under this number before: what was lodged is not changed by sending it anew."""

    code = "dossiers.number-taken"
    message = _(
        "Số hồ sơ {number} đã được chuyển đến với nội dung khác. Hồ sơ đã nộp không sửa bằng cách gửi lại."
    )
