"""What to tell a person about a wrong answer: what to do, in plain words, with the question's name.

Each keyword a question can have (``documents.KEYWORDS``) has a sentence here or in the question's
own hints; a test holds the two lists together.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.capabilities.forms.enums import CHOICES, FieldKind
from motcua.capabilities.forms.rules import reading, text
from motcua.capabilities.forms.rules.shapes import Field

UNKNOWN: Final = "unknown"
FALLBACK: Final = _("Chưa đọc được {noun}. Hãy trả lời lại câu này.")

REQUIRED: Final[Mapping[FieldKind, Promise]] = {
    FieldKind.DATE: _("Hãy nhập {noun}, đủ ngày, tháng và năm."),
    FieldKind.PARTIAL_DATE: _("Hãy nhập {noun}. Không nhớ ngày, tháng thì chỉ ghi năm."),
    FieldKind.PLACE: _("Hãy cho biết {noun}: ghi vĩ độ và kinh độ."),
    FieldKind.SIGNATURE: _("Hãy gõ họ tên để ký vào mục “{label}”."),
    FieldKind.FILE: _("Hãy chọn tệp cho mục “{label}”."),
    FieldKind.TABLE: _("Hãy thêm ít nhất một dòng vào mục “{label}”."),
    FieldKind.YESNO: _("Hãy chọn Có hoặc Không ở câu “{label}”."),
    FieldKind.CONFIRM: _("Hãy đánh dấu vào ô “{label}”."),
    FieldKind.GROUP: _("Hãy thêm ít nhất một dòng vào mục “{label}”."),
    FieldKind.CHECKBOXES: _("Hãy chọn ít nhất một mục ở phần “{label}”."),
    FieldKind.RADIOS: _("Hãy chọn {noun}."),
    FieldKind.SELECT: _("Hãy chọn {noun}."),
}
REQUIRED_TEXT: Final = _("Hãy nhập {noun}.")

SENTENCES: Final[Mapping[str, Promise]] = {
    "enum": _("Hãy chọn {noun} trong các lựa chọn có sẵn."),
    "maxLength": _("{Noun} chỉ được dài tối đa {limit} ký tự. Hãy viết ngắn hơn."),
    "minLength": _("{Noun} phải có ít nhất {limit} ký tự. Hãy viết đầy đủ."),
    "minimum": _("{Noun} phải từ {limit} trở lên."),
    "maximum": _("{Noun} không được lớn hơn {limit}."),
    "minItems": _("Phần “{label}” cần ít nhất {limit} mục."),
    "maxItems": _("Phần “{label}” chỉ nhận tối đa {limit} dòng. Hãy bỏ bớt."),
    "uniqueItems": _("Phần “{label}” có mục bị chọn hai lần. Hãy bỏ bớt một lần."),
    UNKNOWN: _("Biểu mẫu này không hỏi “{name}”. Hãy bỏ phần này."),
}

TOLD: Final = frozenset(
    {
        "const", "enum", "format", "maximum", "maxItems", "maxLength", "minimum", "minItems",
        "minLength", "pattern", "uniqueItems",
    }
)  # fmt: skip
"""Keywords a person can offend by typing; the others only fail for answers that no page posts."""

OF_KIND: Final[Mapping[tuple[FieldKind, str], Promise]] = {
    (FieldKind.PIN, "pattern"): _(
        "Số định danh cá nhân (số căn cước) gồm đúng 12 chữ số. Hãy xem trên thẻ căn cước và nhập lại."
    ),
    (FieldKind.PHONE, "pattern"): _(
        "Hãy nhập số điện thoại gồm 10 chữ số, bắt đầu bằng số 0, ví dụ 0912 345 678."
    ),
    (FieldKind.NAME, "pattern"): _("{Noun} chỉ gồm chữ cái. Hãy bỏ chữ số và ký hiệu."),
    (FieldKind.EMAIL, "format"): _(
        "Hãy nhập địa chỉ thư điện tử đúng dạng, ví dụ ten@example.com, hoặc bỏ trống nếu không có."
    ),
    (FieldKind.NUMBER, "type"): _("{Noun} phải là số, ví dụ 2."),
    (FieldKind.TAX_CODE, "pattern"): _(
        "Mã số thuế gồm 10 chữ số, 13 chữ số với đơn vị phụ thuộc, hoặc 12 chữ số của số định danh cá nhân. Hãy xem lại và nhập lại."
    ),
    (FieldKind.FILE, "minItems"): _("Mục “{label}” cần ít nhất {limit} tệp. Hãy chọn thêm."),
    (FieldKind.FILE, "maxItems"): _("Mục “{label}” chỉ nhận tối đa {limit} tệp. Hãy bỏ bớt."),
    (FieldKind.FILE, "type"): _("Chưa đọc được tệp ở mục “{label}”. Hãy chọn lại tệp."),
    (FieldKind.DECIMAL, "type"): _("{Noun} phải là số, ví dụ 120,5."),
    (FieldKind.MONEY, "type"): _("{Noun} phải là số tiền, ví dụ 10.000.000."),
    (FieldKind.YEAR, "type"): _("{Noun} phải là năm gồm 4 chữ số, ví dụ 1995."),
    (FieldKind.YEAR, "minimum"): _("{Noun} phải là năm gồm 4 chữ số, từ {limit} trở đi."),
    (FieldKind.YEAR, "maximum"): _("{Noun} phải là năm gồm 4 chữ số, không sau {limit}."),
}

NO_DAY: Final = _("{Noun} còn thiếu ngày.")
NO_MONTH: Final = _("{Noun} còn thiếu tháng.")
NO_YEAR: Final = _("{Noun} còn thiếu năm.")
SHORT_YEAR: Final = _("Hãy nhập đủ 4 chữ số của năm, ví dụ 2026.")
NO_SUCH_DAY: Final = _("{Noun} không có trên lịch. Hãy xem lại ngày, tháng và năm.")
NOT_A_DATE: Final = _("Hãy nhập {noun} bằng số, ví dụ 15 tháng 3 năm 2026 là 15, 3 và 2026.")


def sentence(field: Field, keyword: str, limit: object = None, typed: object = None) -> str:
    """Return the sentence for a failed keyword of a question."""
    own = field.errors.get(keyword)
    return fill(own if own is not None else _general(field, keyword, typed), field, limit)


def fill(template: object, field: Field, limit: object = None) -> str:
    """Return the sentence about the question that the template stands for."""
    return str(template).format(
        noun=field.noun,
        Noun=text.upper_first(str(field.noun)),
        label=field.label,
        limit=_number(limit, field),
    )


def unknown(name: str) -> str:
    """Return the sentence for an answer to a question that the form does not ask."""
    return str(SENTENCES[UNKNOWN]).format(name=name)


def is_general(field: Field, keyword: str) -> bool:
    """Tell whether nothing better than the fallback is known for the keyword."""
    return keyword not in field.errors and _general(field, keyword, None) is FALLBACK


def _general(field: Field, keyword: str, typed: object) -> Promise:
    if keyword == "required" or (keyword == "const" and field.kind is FieldKind.CONFIRM):
        return REQUIRED.get(field.kind, REQUIRED_TEXT)
    if keyword == "format" and field.kind is FieldKind.DATE:
        return _date_sentence(typed)
    if keyword == "pattern" and field.kind is FieldKind.PARTIAL_DATE:
        return _partial_date_sentence(typed)
    if keyword == "type" and field.kind in CHOICES:
        keyword = "enum"
    return OF_KIND.get((field.kind, keyword)) or SENTENCES.get(keyword) or FALLBACK


def _date_sentence(typed: object) -> Promise:
    day, month, year = reading.date_boxes(typed)
    if not all(box.isascii() and (box.isdigit() or not box) for box in (day, month, year)):
        return NOT_A_DATE
    if not month and not year:
        return NOT_A_DATE
    if not day:
        return NO_DAY
    if not month:
        return NO_MONTH
    if not year:
        return NO_YEAR
    return NO_SUCH_DAY if len(year) == 4 else SHORT_YEAR  # noqa: PLR2004


def _partial_date_sentence(typed: object) -> Promise:
    day, month, year = reading.date_boxes(typed)
    if not all(box.isascii() and (box.isdigit() or not box) for box in (day, month, year)):
        return NOT_A_DATE
    if not year:
        return NO_YEAR
    if len(year) != 4:  # noqa: PLR2004 - digits of a year
        return SHORT_YEAR
    return NO_MONTH if day and not month else NO_SUCH_DAY


def _number(limit: object, field: Field) -> str:
    if isinstance(limit, float):
        return str(limit).replace(".", ",")
    if isinstance(limit, int) and field.is_money:
        return f"{limit:,}".replace(",", ".")
    return "" if limit is None else str(limit)
