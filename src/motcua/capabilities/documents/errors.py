"""The refusals of documents: each says what is wrong with the file and what to do about it."""

from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal


class FileRefused(Refusal):
    """The file itself cannot be taken; the rest of what the person did stays."""

    code = "documents.file-refused"
    message = _("Không nhận được tệp này. Hãy chọn tệp khác.")
    status = 422


class CannotDraw(Refusal):
    """A page could not be made a picture."""

    code = "documents.cannot-draw"
    message = _("Không vẽ được trang này thành hình. Hãy mở bản PDF để xem.")
    status = 422


class EmptyFile(FileRefused):
    """The file holds no bytes."""

    code = "documents.empty-file"
    message = _("Tệp “{filename}” không có nội dung. Hãy mở thử tệp trên máy rồi chọn lại.")


class FileTooLarge(FileRefused):
    """The file is larger than one paper may be."""

    code = "documents.file-too-large"
    message = _(
        "Tệp “{filename}” lớn hơn {limit} MB. Hãy quét ở độ phân giải thấp hơn, hoặc tách thành nhiều tệp."
    )
    status = 413


class UnsupportedType(FileRefused):
    """The bytes are none of the kinds that are taken, whatever the name says."""

    code = "documents.unsupported-type"
    message = _(
        "Tệp “{filename}” không phải là PDF hoặc ảnh JPEG, PNG, HEIC."
        " Nếu là tệp Word hay Excel, hãy lưu thành PDF rồi tải lên; nếu là giấy, hãy chụp ảnh."
    )


class BrokenFile(FileRefused):
    """The bytes begin like a known kind but cannot be read to the end."""

    code = "documents.broken-file"
    message = _(
        "Tệp “{filename}” bị hỏng hoặc chưa tải về đủ nên không mở được. Hãy quét hoặc chụp lại, rồi tải lên."
    )


class ProtectedFile(FileRefused):
    """The PDF asks for a password."""

    code = "documents.protected-file"
    message = _(
        "Tệp “{filename}” có mật khẩu nên cán bộ không mở được. Hãy bỏ mật khẩu rồi tải lên lại."
    )


class ActiveContent(FileRefused):
    """The PDF can do things when opened: scripts, launched programs, submitted forms."""

    code = "documents.active-content"
    message = _(
        "Tệp “{filename}” có mã lệnh chạy khi mở nên không được nhận."
        " Hãy mở tệp, chọn In, rồi chọn Lưu thành PDF và tải lên tệp mới."
    )


class CarriesFiles(FileRefused):
    """The file hides other files inside it."""

    code = "documents.carries-files"
    message = _(
        "Tệp “{filename}” có tệp khác giấu bên trong nên không được nhận."
        " Hãy tải từng giấy tờ lên thành tệp riêng."
    )


class Infected(FileRefused):
    """The scanner of the installation knows the file, or something in it, to be bad."""

    code = "documents.infected"
    message = _(
        "Tệp “{filename}” có mã độc nên không được nhận."
        " Hãy quét vi-rút trên máy của bạn, rồi chọn tệp khác hoặc chụp lại giấy tờ."
    )


class TooMuchInside(FileRefused):
    """The file unpacks to far more than a paper holds: too many pixels, pages or objects."""

    code = "documents.too-much-inside"
    message = _(
        "Tệp “{filename}” có quá nhiều điểm ảnh hoặc quá nhiều trang."
        " Hãy chụp lại ở cỡ thường, hoặc chỉ giữ các trang cần nộp."
    )


class TooManyPages(FileRefused):
    """The scan has more pages than one that is cut into papers may have."""

    code = "documents.too-many-pages"
    message = _(
        "Tệp “{filename}” có {pages} trang; mỗi lần tách được nhiều nhất {limit} trang."
        " Hãy quét thành nhiều lần, hoặc xếp cả tệp vào một giấy tờ."
    )


class SignedStaysWhole(FileRefused):
    """The file bears an electronic signature, which would not survive being cut."""

    code = "documents.signed-stays-whole"
    message = _(
        "Tệp “{filename}” có chữ ký số; tách trang làm chữ ký mất giá trị."
        " Hãy xếp cả tệp vào một giấy tờ."
    )


class PagesUnreadable(FileRefused):
    """The pages cannot be drawn in the time there is."""

    code = "documents.pages-unreadable"
    message = _(
        "Chưa vẽ được các trang của tệp “{filename}”. Hãy quét lại ở 200 hoặc 300 dpi thành tệp PDF,"
        " hoặc xếp cả tệp vào một giấy tờ."
    )


class NotThosePages(Refusal):
    """What was said of the pages does not fit the scan."""

    code = "documents.not-those-pages"
    status = 422
    message = _("Tệp có {pages} trang. Hãy mở lại trang tách và chọn cho từng trang.")


class TooManyDocuments(Refusal):
    """The owner already holds as many documents as one owner may."""

    code = "documents.too-many-documents"
    message = _("Hồ sơ đã có {limit} tệp, không thêm được nữa. Hãy xóa tệp không cần thiết.")


class UploadBusy(Refusal):
    """Another request is writing to the same upload."""

    code = "documents.upload-busy"
    message = _("Tệp đang được tải lên ở một cửa sổ khác. Hãy đợi một lát rồi thử lại.")
    status = 423


class OffsetMismatch(Refusal):
    """The piece does not begin where the stored bytes end; ask for the offset and go on from there."""

    code = "documents.offset-mismatch"
    message = _("Phần tải lên không nối tiếp phần đã nhận. Hãy tiếp tục từ vị trí {offset}.")


class ChunkTooLong(Refusal):
    """The piece reaches beyond the length that was announced."""

    code = "documents.chunk-too-long"
    message = _("Tệp dài hơn kích thước đã báo. Hãy chọn tệp và tải lên lại.")
    status = 413


class UploadIncomplete(Refusal):
    """The upload cannot be finished: bytes are missing."""

    code = "documents.upload-incomplete"
    message = _("Tệp chưa tải lên xong. Hãy tiếp tục tải lên từ vị trí {offset}.")


class IssuedStays(Refusal):
    """An issued paper is never removed or changed, only revoked."""

    code = "documents.issued-stays"
    message = _("Giấy tờ đã ban hành không xóa được, chỉ có thể thu hồi.")


class AlreadyRevoked(Refusal):
    """The issued paper was revoked before."""

    code = "documents.already-revoked"
    message = _("Giấy tờ này đã được thu hồi trước đó.")


class SigningUnavailable(Refusal):
    """The key cannot be used now: no such key, or the device does not answer."""

    code = "documents.signing-unavailable"
    message = _(
        "Chưa ký số được bằng khóa “{key}”. Hãy báo cho bộ phận vận hành kiểm tra thiết bị ký."
    )
    status = 503


class SignatureInvalid(Refusal):
    """A paper about to be issued carries a signature that does not hold, or lacks one it needs."""

    code = "documents.signature-invalid"
    message = _("Văn bản chưa có đủ chữ ký số hợp lệ nên không ban hành được.")


class TemplateRefused(InvalidInput):
    """Say why a text is no template of a paper."""

    code = "documents.template-refused"

    def __init__(self, text: str) -> None:
        super().__init__([FieldProblem(field="", text=text, code="not-a-template")])


class NoSuchTemplate(NotFound):
    """Say that no template is stored under this id."""

    code = "documents.no-such-template"
    message = _("Không có mẫu giấy tờ này.")


class InletClosed(NotFound):
    """The opening is closed, has rested too long, or never was: the answers are the same."""

    code = "documents.inlet-closed"
    message = _(
        "Đường dẫn gửi ảnh này không còn dùng được. Hãy bấm “Chụp bằng điện thoại” trên máy của cán bộ "
        "để lấy mã mới."
    )


class InletFull(Refusal):
    """So many files came through this opening that another has to be asked for."""

    code = "documents.inlet-full"
    status = 422
    message = _("Đã gửi {limit} tệp bằng mã này. Hãy lấy mã mới trên máy của cán bộ để gửi tiếp.")
