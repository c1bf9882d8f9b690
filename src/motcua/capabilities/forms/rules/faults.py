"""What keeps a document from being a form, in the words of who builds it.

``documents`` states faults for programs, one line each that begins with the question's name; here
each becomes a sentence with the question's label and what to do. A fault without a sentence is shown
as it is: it can only come from a file that something else wrote.
"""

import re
from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.capabilities.forms.rules.anatomy import Document

_ANY: Final = _("Tài liệu chưa đúng: {fault}.")
_SENTENCES: Final[tuple[tuple[re.Pattern[str], Promise], ...]] = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"hints\.pages: \[\] .*", _("Biểu mẫu chưa có trang nào. Hãy thêm trang và câu hỏi.")),
        (
            r"hints\.pages\.(?P<page>[0-9]+)\.fields: \[\] .*",
            _("Trang {page} chưa có câu hỏi nào. Hãy thêm câu hỏi, hoặc bỏ trang."),
        ),
        (
            r"(?P<one>\S+): a label that asks needs its own sentence for required",
            _("{one} là một câu hỏi có dấu chấm hỏi. Hãy viết câu báo khi người dân bỏ trống."),
        ),
        (
            r"(?P<one>\S+): a pattern needs its own sentence",
            _("{one} đòi một dạng chữ riêng. Hãy viết câu báo khi gõ sai dạng."),
        ),
        (
            r"(?P<one>\S+): what is suggested cannot be answered",
            _("Giá trị điền sẵn của {one} không phải là câu trả lời hợp lệ."),
        ),
        (
            r"(?P<one>\S+): locked without a source",
            _("{one} không cho sửa, nên phải chọn nguồn lấy dữ liệu."),
        ),
        (
            r"(?P<one>\S+): options and the schema's enum differ",
            _("Các lựa chọn của {one} chưa khớp với danh sách giá trị."),
        ),
        (
            r"(?P<one>\S+): a condition looks at a question that is not asked before",
            _("Điều kiện nhìn vào {one}, nhưng câu đó không được hỏi trước."),
        ),
        (
            r"(?P<one>\S+): stands before (?P<other>\S+), on which it depends",
            _("{one} đứng trước {other}, là câu quyết định nó có được hỏi hay không."),
        ),
        (
            r"(?P<one>\S+): on the page of (?P<other>\S+) it must depend on one option of radios alone",
            _(
                "{one} cùng trang với {other}, nên chỉ được hỏi theo đúng một lựa chọn của câu đó. Hãy chuyển {one} sang trang sau."
            ),
        ),
        (
            r"(?P<one>\S+): this kind cannot stand under an option",
            _("{one} không đặt được ngay dưới một lựa chọn. Hãy chuyển sang trang sau."),
        ),
        (
            r"(?P<one>\S+): a condition compares .*",
            _("Điều kiện so sánh {one} với giá trị mà câu đó không có."),
        ),
        (
            r"(?P<one>\S+): this kind cannot repeat",
            _("{one}: loại câu hỏi này không đặt trong nhóm lặp lại được."),
        ),
        (
            r"(?P<one>\S+): this kind does not fit into a table",
            _("{one}: loại câu hỏi này không vừa một ô của bảng. Hãy dùng nhóm lặp lại."),
        ),
        (
            r"(?P<one>\S+): order names each question of the group",
            _("{one} chưa hỏi gì trong mỗi dòng."),
        ),
        (
            r"(?P<one>\S+): the formula cannot be read.*",
            _("Công thức của {one} chưa đọc được. Ví dụ đúng: so_luong * don_gia."),
        ),
        (
            r"(?P<one>\S+): the formula (?:reckons with|sums) (?P<what>\S+), which .*",
            _("Công thức của {one} dùng {what}, không phải là số được hỏi trước đó."),
        ),
        (
            r"(?P<one>\S+): what is calculated is not asked, so it cannot be required",
            _("{one} do máy tính ra, nên không đặt bắt buộc được."),
        ),
        (
            r"(?P<one>\S+): the check \S+ looks at a later page",
            _("Quy tắc về {one} nhìn vào một câu ở trang sau. Hãy đặt quy tắc ở câu hỏi sau."),
        ),
        (
            r"(?P<one>\S+): the check \S+ names (?P<what>\S+), which is not asked",
            _("Quy tắc về {one} nhắc đến {what}, không có trong biểu mẫu."),
        ),
        (
            r"(?P<one>\S+): the check \S+ needs \S+",
            _("Quy tắc về {one} còn thiếu câu hỏi hoặc số ngày để so sánh."),
        ),
        (r"(?P<one>\S+): stands on more than one page", _("{one} đứng ở hai trang.")),
        (r"(?P<one>\S+): two pages have this key", _("Hai trang cùng mang tên {one}.")),
    )
)


def say(fault: str, *documents: Document) -> str:
    """Return the fault as a sentence; the documents tell the labels of the questions it names."""
    for pattern, sentence in _SENTENCES:
        found = pattern.fullmatch(fault)
        if found:
            said = {name: _label(text, documents) for name, text in found.groupdict().items()}
            return str(sentence).format(**said)
    return str(_ANY).format(fault=fault)


def place_of(fault: str) -> str:
    """Return the name that the fault begins with; empty where it is about the form as a whole."""
    found = re.match(r"([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?): ", fault)
    return found[1] if found and not found[1].startswith(("schema", "hints")) else ""


def _label(name: str, documents: tuple[Document, ...]) -> str:
    if name.isdecimal():
        return str(int(name) + 1)
    head, _dot, part = name.partition(".")
    for document in documents:
        way = ["hints", "fields", head, *(("fields", part) if part else ()), "label", "vi"]
        label = _at(document, way)
        if isinstance(label, str):
            return f"“{label}”"
    return f"“{name}”"


def _at(document: object, way: list[str]) -> object:
    """Return what stands there; None where a document of another shape has no such place."""
    for step in way:
        document = document.get(step) if isinstance(document, Mapping) else None
    return document
