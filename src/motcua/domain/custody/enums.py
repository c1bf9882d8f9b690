"""Where papers are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Place(TextChoices):
    """Where a pack of papers is; moved by hand-overs alone, never by what happens to the dossier."""

    DESK = "desk", _("Ở Bộ phận Một cửa")
    TO_HANDLER = "to_handler", _("Đang chuyển đến nơi giải quyết")
    HANDLER = "handler", _("Ở nơi giải quyết")
    TO_DESK = "to_desk", _("Đang chuyển về Bộ phận Một cửa")


class Sighting(TextChoices):
    """What a number that was scanned is, among the papers that should be there."""

    THERE = "there", _("Có trong lần giao")
    AGAIN = "again", _("Đã quét")
    HERE = "here", _("Bên bạn đang giữ, không trong lần giao này")
    OTHER_HANDS = "other_hands", _("Do người khác giao: kiểm nhận ở lần giao của người ấy")
    NOT_GIVEN = "not_given", _("Chưa ghi giao cho bên bạn: nhờ bên giữ ghi giao trước")
    UNKNOWN = "unknown", _("Không phải hồ sơ giấy của cơ quan: trả lại người giao")


class Punctuality(TextChoices):
    """How a hand-over stands against its moment, as the control slip says it."""

    EARLY = "early", _("Trước hạn")
    ON_TIME = "on_time", _("Đúng hạn")
    LATE = "late", _("Quá hạn")


class Blame(TextChoices):
    """Who lost or spoilt papers, as far as it could be found out (Article 21.2)."""

    AGENCY = "agency", _("Cơ quan giải quyết hồ sơ")
    DESK = "desk", _("Bộ phận Một cửa")
    OFFICER = "officer", _("Cán bộ, công chức")
    POST = "post", _("Doanh nghiệp bưu chính")
    APPLICANT = "applicant", _("Người nộp (như ghi sai địa chỉ nhận)")
    """Of a result that was sent by post alone."""
    UNKNOWN = "unknown", _("Chưa xác định được")


class Bearer(TextChoices):
    """Who pays for having papers issued again; never who left them in the agency's care (Article 21.2)."""

    AGENCY = "agency", _("Cơ quan chi trả")
    OFFICER = "officer", _("Người làm mất chi trả")
    POST = "post", _("Doanh nghiệp bưu chính chi trả")
    APPLICANT = "applicant", _("Người nộp chi trả")
    """Where a result did not arrive because of the applicant alone."""


class Harm(TextChoices):
    """What became of a paper."""

    MISSING = "missing", _("Mất, thất lạc, không đến nơi")
    DAMAGED = "damaged", _("Đến nơi nhưng hư hỏng")
