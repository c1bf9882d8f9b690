"""Kinds of questions, of checks and of what may be wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldKind(models.TextChoices):
    """How a question is asked, and how its answer is read."""

    TEXT = "text", _("Một dòng chữ")
    NAME = "name", _("Họ và tên")
    TEXTAREA = "textarea", _("Nhiều dòng chữ")
    DATE = "date", _("Ngày, tháng, năm")
    YEAR = "year", _("Năm")
    NUMBER = "number", _("Số")
    MONEY = "money", _("Số tiền")
    PIN = "pin", _("Số định danh cá nhân")
    PHONE = "phone", _("Số điện thoại")
    EMAIL = "email", _("Thư điện tử")
    RADIOS = "radios", _("Chọn một")
    SELECT = "select", _("Chọn một trong danh sách")
    CHECKBOXES = "checkboxes", _("Chọn nhiều")
    CONFIRM = "confirm", _("Đánh dấu xác nhận")
    ADDRESS = "address", _("Địa chỉ")
    GROUP = "group", _("Nhóm lặp lại")


ONE_CHOICE = frozenset({FieldKind.RADIOS, FieldKind.SELECT})
CHOICES = ONE_CHOICE | {FieldKind.CHECKBOXES}
WHOLE_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.YEAR})
WITH_PARTS = frozenset({FieldKind.ADDRESS, FieldKind.GROUP})


class CheckKind(models.TextChoices):
    """The closed set of rules between answers that JSON Schema cannot say."""

    NOT_FUTURE = "not_future", _("Không sau hôm nay")
    NOT_BEFORE = "not_before", _("Không trước một câu trả lời khác")
    NOT_AFTER = "not_after", _("Không sau một câu trả lời khác")
    DIFFERS = "differs", _("Khác một câu trả lời khác")
    PIN_MATCHES = "pin_matches", _("Số định danh khớp với ngày sinh và giới tính")
    WITHIN_DAYS = "within_days", _("Trong số ngày cho phép")


WARNINGS = frozenset({CheckKind.PIN_MATCHES, CheckKind.WITHIN_DAYS})
"""Checks that tell the officer something and never refuse the citizen.

A personal identification number disagrees with the declared sex or birth lawfully when either was
corrected later, and a late registration is still a registration (Article 15.1 of the Civil Status
Law sets a duty, not a bar).
"""
