"""Kinds of questions, of checks and of what may be wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldKind(models.TextChoices):
    """How a question is asked, and how its answer is read."""

    TEXT = "text", _("Một dòng chữ")
    NAME = "name", _("Họ và tên")
    TEXTAREA = "textarea", _("Nhiều dòng chữ")
    DATE = "date", _("Ngày, tháng, năm")
    PARTIAL_DATE = "partial_date", _("Ngày có thể chỉ nhớ năm")
    YEAR = "year", _("Năm")
    NUMBER = "number", _("Số")
    DECIMAL = "decimal", _("Số có phần lẻ")
    MONEY = "money", _("Số tiền")
    PIN = "pin", _("Số định danh cá nhân")
    TAX_CODE = "tax_code", _("Mã số thuế")
    PHONE = "phone", _("Số điện thoại")
    EMAIL = "email", _("Thư điện tử")
    YESNO = "yesno", _("Có hoặc không")
    RADIOS = "radios", _("Chọn một")
    SELECT = "select", _("Chọn một trong danh sách")
    CHECKBOXES = "checkboxes", _("Chọn nhiều")
    CONFIRM = "confirm", _("Đánh dấu xác nhận")
    ADDRESS = "address", _("Địa chỉ")
    PLACE = "place", _("Vị trí trên bản đồ")
    SIGNATURE = "signature", _("Chữ ký")
    FILE = "file", _("Tệp")
    GROUP = "group", _("Nhóm lặp lại")
    TABLE = "table", _("Bảng")
    CALCULATED = "calculated", _("Số được tính")


BUTTONS = frozenset({FieldKind.RADIOS, FieldKind.YESNO})
"""One choice, all of it in sight: questions can stand under its options."""
ONE_CHOICE = BUTTONS | {FieldKind.SELECT}
CHOICES = ONE_CHOICE | {FieldKind.CHECKBOXES}
WHOLE_NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.YEAR})
REPEATING = frozenset({FieldKind.GROUP, FieldKind.TABLE})
OF_PARTS = frozenset({FieldKind.ADDRESS, FieldKind.PLACE, FieldKind.SIGNATURE})
"""Kinds that ask for several things at once, which the kind itself names."""
DATES = frozenset({FieldKind.DATE, FieldKind.PARTIAL_DATE})
IN_ONE_BOX = frozenset(
    {
        FieldKind.TEXT, FieldKind.NAME, FieldKind.YEAR, FieldKind.NUMBER, FieldKind.DECIMAL,
        FieldKind.MONEY, FieldKind.PIN, FieldKind.TAX_CODE, FieldKind.PHONE, FieldKind.EMAIL,
        FieldKind.SELECT, FieldKind.CALCULATED,
    }
)  # fmt: skip
"""Kinds that fit into the cell of a table."""
COUNTED = WHOLE_NUMBERS | {FieldKind.DECIMAL, FieldKind.CALCULATED}
"""Kinds whose answers can be reckoned with."""


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
