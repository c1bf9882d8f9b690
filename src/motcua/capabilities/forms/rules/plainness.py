"""How plainly a form speaks, and whether everybody can use what it says: advice while one writes.

Nothing here refuses a form. The rules are those that W3C's WCAG 2.2 and the plain-language guides of
public services share: short sentences, everyday words, a reason for what is asked, nothing told by
colour or place alone (WCAG 1.3.3, 1.4.1), a label that says what is wanted (WCAG 2.4.6).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.capabilities.forms.enums import BUTTONS, REPEATING, FieldKind
from motcua.capabilities.forms.rules import blueprint, building
from motcua.capabilities.forms.rules.anatomy import Document
from motcua.capabilities.forms.rules.blueprint import Blueprint, Page, Question
from motcua.capabilities.forms.rules.jargon import PLAINER

LONGEST_SENTENCE: Final = 35
"""Syllables of one sentence; Vietnamese writes each apart, about 25 words of it."""
LONGEST_LABEL: Final = 20
"""Syllables of a label."""
MOST_QUESTIONS: Final = 12
"""Questions that may be in sight on one page."""
MOST_BUTTONS: Final = 8
"""Options that are taken in at a glance."""
SHORTEST_SHOUT: Final = 5
"""Letters from which a text in capitals is no abbreviation any more."""

PLACES: Final = re.compile(
    r"\b(?:bên dưới|bên trên|phía dưới|phía trên|ở trên|ở dưới|dưới đây|(?<!hai )(?<!các )(?<!mỗi )bên phải|(?<!hai )(?<!các )bên trái"
    r"|màu đỏ|màu xanh|màu vàng|chữ đỏ|ô đỏ|ô xanh|nút xanh|nút đỏ)\b",
    re.IGNORECASE,
)
VAGUE: Final = frozenset(
    {"khác", "thông tin", "thông tin khác", "nội dung", "nội dung khác", "ghi chú", "chi tiết", "mục khác"}
)  # fmt: skip
FROM_PAPER: Final = re.compile(
    r"\b(?:số|mã|ký hiệu|seri)\b.*\b(?:giấy|quyết định|thẻ|sổ|hợp đồng|hộ chiếu|công tơ|chứng nhận|khung|máy)\b",
    re.IGNORECASE,
)
VIETNAMESE: Final = re.compile(
    "[ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ]", re.IGNORECASE
)
PRIVATE: Final = frozenset(
    {
        FieldKind.PHONE, FieldKind.EMAIL, FieldKind.PLACE, FieldKind.SIGNATURE, FieldKind.FILE,
        FieldKind.TAX_CODE,
    }
)  # fmt: skip
"""Kinds of which a person may ask why; being required, they need a reason."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Advice:
    """One thing that could be said better: where it stands, what about it, what to do."""

    code: str
    place: str
    """The question ("goods.price"), or the page ("trang:hang-hoa"); empty for the whole."""
    label: str
    text: str


PAGE: Final = "trang:"
"""Begins the place of advice about a page."""

_TEXTS: Final[dict[str, Promise]] = {
    "long-sentence": _("Câu dài {count} tiếng: “{said}…”. Hãy tách thành hai câu."),
    "long-label": _("Nhãn dài {count} tiếng. Hãy rút ngắn, phần giải thích đưa xuống gợi ý."),
    "jargon": _("“{word}” là lời của cơ quan. Có thể nói: {plainer}."),
    "place": _("“{word}” chỉ đúng với người nhìn thấy màn hình. Hãy gọi tên của ô hoặc mục."),
    "capitals": _("Đừng viết toàn chữ hoa: khó đọc, và máy đọc màn hình có thể đánh vần từng chữ."),
    "vague": _("Nhãn “{label}” chưa nói cần gì. Hãy hỏi rõ, ví dụ “Lý do khác, nếu có”."),
    "no-hint": _("Số này chép từ một giấy tờ. Hãy gợi ý tìm nó ở đâu trên giấy."),
    "no-reason": _("Bắt buộc mà chưa nói để làm gì. Hãy ghi lý do ở gợi ý."),
    "no-english": _("Chưa có tiếng Anh."),
    "many-questions": _("Trang có {count} câu hỏi. Hãy chia thành trang nhỏ hơn, mỗi trang một việc."),
    "many-options": _("Có {count} lựa chọn. Hãy dùng loại “Chọn một trong danh sách”."),
    "one-option": _("Chỉ có một lựa chọn. Hãy dùng loại “Đánh dấu xác nhận”."),
    "same-label": _("Trang có hai câu hỏi cùng nhãn “{label}”. Người nghe máy đọc không phân biệt được."),
}  # fmt: skip


def advise(document: Document) -> list[Advice]:
    """Return everything that the form could say better, in its order."""
    form = blueprint.read(document)
    found = [*_about_whole(form), *(one for page in form.pages for one in _about_page(page))]
    return list(dict.fromkeys(found))


def _about_whole(form: Blueprint) -> Iterator[Advice]:
    # The words of a declaration are often prescribed, so nothing is said of them.
    yield from _about_words(form.rest["title"], "", "")


def _about_page(page: Page) -> Iterator[Advice]:
    title, place = page.hints["title"]["vi"], PAGE + page.key
    for words in page.hints.values():
        yield from _about_words(words, place, title)
    if len(page.questions) > MOST_QUESTIONS:
        yield _advice("many-questions", place, title, count=len(page.questions))
    labels = [one.hints["label"]["vi"].casefold() for one in page.questions]
    for one in page.questions:
        yield from _about_question(one, one.name)
        label = one.hints["label"]["vi"]
        if labels.count(label.casefold()) > 1:
            yield _advice("same-label", one.name, label)
        if one.hints["kind"] in REPEATING:
            for part in building.parts_of(one):
                yield from _about_question(part, f"{one.name}.{part.name}")


def _about_question(one: Question, place: str) -> Iterator[Advice]:
    hints = one.hints
    label = hints["label"]["vi"]
    for words in _words_of(hints):
        yield from _about_words(words, place, label)
    if _syllables(label) > LONGEST_LABEL and hints["kind"] != FieldKind.CONFIRM:
        yield _advice("long-label", place, label, count=_syllables(label))
    if label.strip(" :.?").casefold() in VAGUE:
        yield _advice("vague", place, label)
    is_explained = "hint" in hints or "help" in hints
    if FROM_PAPER.search(label) and not is_explained and hints["kind"] in _TYPED:
        yield _advice("no-hint", place, label)
    if one.is_required and not is_explained and FieldKind(hints["kind"]) in PRIVATE:
        yield _advice("no-reason", place, label)
    yield from _about_options(hints, place, label)


_TYPED: Final = frozenset({FieldKind.TEXT, FieldKind.NUMBER, FieldKind.TAX_CODE})


def _about_options(hints: Document, place: str, label: str) -> Iterator[Advice]:
    options = hints.get("options", [])
    if isinstance(options, str) or not options:
        return
    if len(options) == 1:
        yield _advice("one-option", place, label)
    if len(options) > MOST_BUTTONS and hints["kind"] in BUTTONS:
        yield _advice("many-options", place, label, count=len(options))


def _words_of(hints: Document) -> Iterator[Document]:
    """Yield each text of a question, its parts aside."""
    yield from (hints[name] for name in ("label", "hint", "noun") if name in hints)
    yield from hints.get("help", {}).values()
    yield from hints.get("errors", {}).values()
    options = hints.get("options", [])
    for option in options if not isinstance(options, str) else ():
        yield option["text"]
        if "hint" in option:
            yield option["hint"]


def _about_words(words: Document, place: str, label: str) -> Iterator[Advice]:
    text = words["vi"]
    for sentence in re.split(r"(?<=[.!?;:])\s+|\n", text):
        count = _syllables(sentence)
        if count > LONGEST_SENTENCE:
            said = " ".join(sentence.split()[:6])
            yield _advice("long-sentence", place, label, count=count, said=said)
    for word in _jargon(text):
        yield _advice("jargon", place, label, word=word, plainer=PLAINER[word])
    for found in dict.fromkeys(one.group().casefold() for one in PLACES.finditer(text)):
        yield _advice("place", place, label, word=found)
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) >= SHORTEST_SHOUT and text.upper() == text and " " in text.strip():
        yield _advice("capitals", place, label)
    if VIETNAMESE.search(words["en"]) and words["en"].strip() == text.strip():
        yield _advice("no-english", place, label)


def _jargon(text: str) -> list[str]:
    said = " ".join(re.findall(r"[\w/]+", text.casefold()))
    return [word for word in PLAINER if f" {word} " in f" {said} "]


def _syllables(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _advice(code: str, place: str, label: str, **values: object) -> Advice:
    text = str(_TEXTS[code]).format(label=label, **values)
    return Advice(code=code, place=place, label=label, text=text)
