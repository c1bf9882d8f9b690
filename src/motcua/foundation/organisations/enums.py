"""Levels and kinds of agencies and units."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class AgencyLevel(TextChoices):
    """The level of government an agency belongs to; two local levels since 1 July 2025."""

    MINISTRY = "ministry", _("Bộ, ngành")
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện (đến 30/6/2025)")
    COMMUNE = "commune", _("Cấp xã")


class AgencyKind(TextChoices):
    """What an agency is."""

    PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân")
    OFFICE = "office", _("Văn phòng Ủy ban nhân dân")
    DEPARTMENT = "department", _("Cơ quan chuyên môn")
    POLICE = "police", _("Công an")
    EDUCATION = "education", _("Cơ quan giáo dục")
    LAND_REGISTRY = "land_registry", _("Văn phòng đăng ký đất đai")
    EMPLOYMENT_CENTRE = "employment_centre", _("Trung tâm dịch vụ việc làm")
    TAX = "tax", _("Cơ quan thuế")
    SOCIAL_INSURANCE = "social_insurance", _("Cơ quan bảo hiểm xã hội")
    POWER_COMPANY = "power_company", _("Đơn vị điện lực")


class TerritoryLevel(TextChoices):
    """A tier of the country's division; the district's ended on 30 June 2025."""

    PROVINCE = "province", _("Tỉnh, thành phố")
    DISTRICT = "district", _("Huyện, quận")
    COMMUNE = "commune", _("Xã, phường, đặc khu")


class UnitKind(TextChoices):
    """What a unit of an agency does."""

    LEADERSHIP = "leadership", _("Lãnh đạo")
    ONE_STOP = "one_stop", _("Bộ phận Một cửa")
    PROFESSIONAL = "professional", _("Bộ phận chuyên môn")


class Weekday(IntegerChoices):
    """Days of the week, counted as Python does."""

    MONDAY = 0, _("Thứ Hai")
    TUESDAY = 1, _("Thứ Ba")
    WEDNESDAY = 2, _("Thứ Tư")
    THURSDAY = 3, _("Thứ Năm")
    FRIDAY = 4, _("Thứ Sáu")
    SATURDAY = 5, _("Thứ Bảy")
    SUNDAY = 6, _("Chủ Nhật")


class ReorganisationState(TextChoices):
    """Where a reorganisation of agencies stands."""

    DRAFT = "draft", _("Đang soạn")
    READY = "ready", _("Chờ người thứ hai áp dụng")
    APPLIED = "applied", _("Đã áp dụng")
    WITHDRAWN = "withdrawn", _("Đã bỏ")


class ReorganisationAct(TextChoices):
    """What was done with a reorganisation."""

    BEGIN = "begin", _("Bắt đầu soạn")
    SAVE = "save", _("Sửa phương án")
    SEND = "send", _("Gửi người thứ hai")
    SEND_BACK = "send-back", _("Trả lại để sửa")
    APPLY = "apply", _("Áp dụng")
    WITHDRAW = "withdraw", _("Bỏ phương án")
