"""Where a document came from, how far it may be trusted, what kind of paper was issued."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Who put a document here."""

    CITIZEN_UPLOAD = "citizen_upload", _("Người dân tải lên")
    COUNTER_SCAN = "counter_scan", _("Quét tại quầy")
    PERSONAL_STORE = "personal_store", _("Kho giấy tờ của người dân")
    ISSUED = "issued", _("Cơ quan ban hành")


class InletKind(models.TextChoices):
    """Who hands files in through an inlet."""

    PHONE = "phone", _("Điện thoại chụp ảnh")


class TrustLevel(models.IntegerChoices):
    """How far an electronic paper may stand for the paper itself, weakest first."""

    PLAIN = 1, _("Bản chụp, bản quét chưa đối chiếu")
    PERSONAL_STORE = 2, _("Lấy từ kho giấy tờ của người dân")
    COUNTER_SIGNED = 3, _("Bản quét do cán bộ tiếp nhận ký")
    ORIGINAL = 4, _("Bản điện tử có chữ ký số của cơ quan")
    LIVE_DATA = 5, _("Dữ liệu đọc trực tiếp từ cơ sở dữ liệu")


class PaperKind(models.TextChoices):
    """What an agency issues."""

    RECEIPT = "receipt", _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    SUPPLEMENT = "supplement", _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ")
    REJECTION = "rejection", _("Phiếu từ chối tiếp nhận giải quyết hồ sơ")
    APOLOGY = "apology", _("Văn bản xin lỗi và đề nghị gia hạn")
    STOP_NOTICE = "stop_notice", _("Thông báo dừng giải quyết hồ sơ")
    BIRTH_CERTIFICATE = "birth_certificate", _("Giấy khai sinh")
    CIVIL_STATUS_EXTRACT = "civil_status_extract", _("Trích lục khai sinh (bản sao)")
    DEATH_EXTRACT = "death_extract", _("Trích lục khai tử")
    MARRIAGE_CERTIFICATE = "marriage_certificate", _("Giấy chứng nhận kết hôn")
    MARITAL_STATUS = "marital_status", _("Giấy xác nhận tình trạng hôn nhân")
    OPINION_REQUEST = "opinion_request", _("Công văn lấy ý kiến")
    RESULT = "result", _("Văn bản kết quả giải quyết")
    REGISTER = "register", _("Sổ theo dõi hồ sơ")
    MONEY_RECEIPT = "money-receipt", _("Biên lai thu phí, lệ phí")


class PaperStatus(models.TextChoices):
    """Whether an issued paper is still good."""

    VALID = "valid", _("Còn hiệu lực")
    REVOKED = "revoked", _("Đã thu hồi")
