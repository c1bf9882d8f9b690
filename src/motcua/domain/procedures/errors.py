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


class LifePathNotFound(NotFound):
    """There is no path of that name."""

    code = "procedures.life-path-not-found"
    message = _("Không có hướng dẫn nào cho việc này.")


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


class DraftNotFound(NotFound):
    """There is no such draft, or it is another agency's."""

    code = "procedures.draft-not-found"
    message = _("Không tìm thấy bản soạn thủ tục này.")


class DraftMoveRefused(Refusal):
    """The draft's state does not allow the act."""

    code = "procedures.draft-move-refused"
    message = _("Không thể thực hiện “{act}” khi bản soạn ở trạng thái “{state}”.")


class DraftChangedMeanwhile(Refusal):
    """Somebody else saved the draft since it was read."""

    code = "procedures.draft-changed"
    message = _(
        "Bản soạn vừa được người khác sửa. Những gì bạn nhập còn trên trang này;"
        " hãy mở lại bản soạn để xem rồi lưu lại."
    )


class DraftReasonNeeded(Refusal):
    """Sending back and giving up need a reason."""

    code = "procedures.draft-reason-needed"
    message = _("Hãy ghi rõ lý do.")
    status = 422


class AlreadyBeingDrafted(Refusal):
    """The procedure has an open draft."""

    code = "procedures.already-being-drafted"
    message = _("Thủ tục “{procedure_code}” đang có một bản soạn chưa xong.")


class AlreadyInCatalogue(Refusal):
    """A procedure of the catalogue is amended, not begun anew."""

    code = "procedures.already-in-catalogue"
    message = _("Thủ tục “{procedure_code}” đã có trong danh mục: hãy sửa đổi phiên bản đang có.")


class NationalPart(Refusal):
    """Codes, names and field are one for the country (Decree 224/2026, Article 15.1.b)."""

    code = "procedures.national-part"
    message = _("“{label}” thống nhất toàn quốc ({basis}), cơ quan này không tự sửa.")


class RepealKeepsContent(Refusal):
    """A repeal ends a version and changes nothing in it."""

    code = "procedures.repeal-keeps-content"
    message = _("Bản bãi bỏ giữ nguyên nội dung thủ tục, không sửa được.")


class OwnWriting(Refusal):
    """Two persons: nobody agrees to what he wrote himself."""

    code = "procedures.own-writing"
    message = _("Bạn đã viết bản soạn này. Người khác phải kiểm soát và đồng ý.")


class DraftIncomplete(Refusal):
    """Parts of the draft are missing or contradict one another."""

    code = "procedures.draft-incomplete"
    message = _("Bản soạn còn {count} chỗ phải sửa trước khi gửi.")
    status = 422

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))


class NotReadyForFullService(Refusal):
    """Not ready to go online as a whole (Decree 224/2026, Articles 14-15)."""

    code = "procedures.not-ready-for-full-service"
    message = _("Chưa đủ điều kiện công bố toàn trình: {items}.")


class NewerVersionPublished(Refusal):
    """The catalogue moved on since the draft was begun."""

    code = "procedures.newer-version-published"
    message = _("Thủ tục đã có phiên bản {number} mới hơn phiên bản dùng để soạn. Hãy soạn lại.")


class NothingChanged(Refusal):
    """The draft says what is published already."""

    code = "procedures.nothing-changed"
    message = _("Bản soạn không khác phiên bản đã công bố.")


class DesignNotFound(NotFound):
    """The draft has no design of its own of that kind."""

    code = "procedures.design-not-found"
    message = _("Bản soạn không có bản thiết kế riêng này.")


class NothingToUndo(Refusal):
    """No step of this design is remembered."""

    code = "procedures.nothing-to-undo"
    message = _("Không còn bước nào để hoàn tác.")


class DefinitionMissing(Refusal):
    """The form or the process that the record names is not there."""

    code = "procedures.definition-missing"
    message = _("Không có biểu mẫu hoặc quy trình mang khóa “{key}”.")
    status = 422


class BasisNeeded(Refusal):
    """Decentralisation and delegation rest on a document."""

    code = "procedures.basis-needed"
    message = _("Phân cấp, ủy quyền phải có văn bản làm căn cứ.")
    status = 422


class ExecutedElsewhere(Refusal):
    """Another system of the state takes this procedure in (Decree 224/2026, Article 15.1.h-i)."""

    code = "procedures.executed-elsewhere"
    message = _("Thủ tục này nộp trực tuyến tại {system}: {address}. Không nộp được ở đây.")


class AlreadyExecutedElsewhere(Refusal):
    """Another system has the procedure during part of that time."""

    code = "procedures.already-executed-elsewhere"
    message = _("Thủ tục “{procedure_code}” đã được giao cho hệ thống khác trong thời gian đó.")


class EndsBeforeItBegins(Refusal):
    """Say that something would end on its first day or before."""

    code = "procedures.ends-before-it-begins"
    message = _("Ngày kết thúc phải sau ngày {valid_from:%d/%m/%Y}.")
    status = 422
