"""Kinds and roles of identity."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What the holder of a post may do; a post has one or more."""

    DESK = "desk", _("Tiếp nhận và trả kết quả")
    CIVIL_STATUS = "civil_status", _("Công chức tư pháp - hộ tịch")
    SPECIALIST = "specialist", _("Chuyên viên giải quyết")
    LEADER = "leader", _("Lãnh đạo ký duyệt")
    PROCEDURE_CONTROL = "procedure_control", _("Kiểm soát thủ tục hành chính")
    OPERATOR = "operator", _("Quản trị vận hành")


OVERSEEING_ROLES = frozenset({Role.LEADER, Role.PROCEDURE_CONTROL})
"""Roles of posts that look over what others do, as far as their agency does (Article 13 of Decree 61/2018)."""


class AccountKind(models.TextChoices):
    """Through which door an account signs in."""

    CITIZEN = "citizen", _("Người dân")
    OFFICER = "officer", _("Cán bộ")


class Sex(models.TextChoices):
    """Sex as the civil-status book records it."""

    MALE = "male", _("Nam")
    FEMALE = "female", _("Nữ")


class OtherPaper(models.TextChoices):
    """By what somebody is known who has no personal identification number, or whose number nobody knows."""

    PASSPORT = "passport", _("Hộ chiếu")
    RESIDENCE = "residence", _("Thẻ thường trú, thẻ tạm trú của người nước ngoài")
    STATELESS = "stateless", _("Giấy tờ của người không quốc tịch, người gốc Việt Nam")
    NEWBORN = "newborn", _("Giấy chứng sinh, giấy khai sinh (chưa được cấp số)")
    OLD_CARD = "old_card", _("Chứng minh nhân dân 9 số")
    OTHER = "other", _("Giấy tờ khác có ảnh")
    NONE = "none", _("Không có giấy tờ nào")


class FoundBy(models.TextChoices):
    """By what of a person somebody was found."""

    PIN = "pin", _("Số định danh cá nhân")
    PHONE = "phone", _("Số điện thoại")
    NAME = "name", _("Họ tên")


class SingleKeys(StrEnum):
    """Whether single keys act on an officer's pages (WCAG 2.1.4)."""

    ON = "on"
    OFF = "off"


class SignInWay(models.TextChoices):
    """How somebody tried to sign in."""

    OPENID = "openid", _("Định danh điện tử")
    PASSWORD = "password", _("Mật khẩu")
    TOTP = "totp", _("Mã xác thực một lần")
    RECOVERY = "recovery", _("Mã dự phòng")
    PRACTICE = "practice", _("Chọn vai ở bản tập")


class SignInOutcome(models.TextChoices):
    """How the attempt ended."""

    SUCCEEDED = "succeeded", _("Thành công")
    REFUSED = "refused", _("Bị từ chối")
    SIGNED_OUT = "signed_out", _("Đăng xuất")
    ENDED = "ended", _("Chấm dứt từ nơi khác")


class RosterState(models.TextChoices):
    """What became of a file of officers."""

    WAITING = "waiting", _("Chờ người thứ hai xác nhận")
    DONE = "done", _("Đã ghi")
    BACK = "back", _("Đã trả lại")


class RosterAct(models.TextChoices):
    """What a line of a file of officers changes, or what followed from it."""

    JOIN = "join", _("Mới vào")
    MOVE = "move", _("Đổi vị trí")
    LEAVE = "leave", _("Thôi giữ vị trí")
    STAY = "stay", _("Không đổi")
    PASSWORD = "password", _("Cấp mật khẩu đầu tiên")
    REMOVE = "remove", _("Gỡ khỏi danh sách")


class Browser(models.TextChoices):
    """With what somebody signed in, as it calls itself."""

    CHROME = "chrome", "Chrome"
    COC_COC = "coc_coc", "Cốc Cốc"
    EDGE = "edge", "Edge"
    FIREFOX = "firefox", "Firefox"
    OPERA = "opera", "Opera"
    SAFARI = "safari", "Safari"
    SAMSUNG = "samsung", "Samsung Internet"
    ZALO = "zalo", "Zalo"
    OTHER = "other", _("Trình duyệt khác")


class System(models.TextChoices):
    """On what somebody signed in, as the browser calls it."""

    ANDROID = "android", _("điện thoại hoặc máy tính bảng Android")
    CHROME_OS = "chrome_os", "Chromebook"
    IPAD = "ipad", "iPad"
    IPHONE = "iphone", "iPhone"
    LINUX = "linux", _("máy tính Linux")
    MAC = "mac", _("máy tính Mac")
    WINDOWS = "windows", _("máy tính Windows")
    OTHER = "other", _("thiết bị khác")
