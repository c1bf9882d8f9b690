"""The text of a PDF cut into procedures, their parts, and paragraphs put together from lines."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Part(StrEnum):
    """The parts of a published procedure, by the heading they are told under."""

    NAME = "Tên thủ tục"
    CODE = "Mã thủ tục"
    FIELD = "Lĩnh vực"
    LEVEL = "Cấp thực hiện"
    KIND = "Loại thủ tục"
    PUBLICATION = "Thông tin công bố"
    ONLINE_MANNER = "Cách thức nộp trực tuyến"
    ONLINE_LEVEL = "Mức trực tuyến"
    LIMIT = "Thời hạn giải quyết"
    CHARGE = "Lệ phí"
    FEE = "Phí"
    FEES = "Phí, lệ phí"
    EXECUTING = "Cơ quan thực hiện"
    DECIDING = "Cơ quan có thẩm quyền quyết định"
    COORDINATING = "Cơ quan phối hợp, được ủy quyền"
    SUBJECTS = "Đối tượng thực hiện"
    MANNER = "Cách thức thực hiện"
    ADDRESS = "Địa chỉ tiếp nhận hồ sơ"
    CONDITIONS = "Yêu cầu, điều kiện thực hiện"
    SETS = "Số bộ hồ sơ"
    RESULTS = "Kết quả thực hiện"
    FORMS = "Mẫu đơn, tờ khai"
    STEPS = "Trình tự thực hiện"
    PAPERS = "Thành phần hồ sơ"
    BASES = "Căn cứ pháp lý"
    STATUS = "Tình trạng hiệu lực"
    ATTACHMENTS = "Tài liệu đính kèm"
    KEYWORDS = "Từ khóa"


_OTHER_HEADINGS: Final = {
    "Số quyết định công bố": Part.PUBLICATION,
    "Số quyết định": Part.PUBLICATION,
    "Mức độ trực tuyến": Part.ONLINE_LEVEL,
    "Lệ phí và Phí": Part.FEES,
    "Phí và lệ phí": Part.FEES,
    "Phí, lệ phí mô tả": Part.FEES,
    "Cơ quan có thẩm quyền": Part.DECIDING,
    "Cơ quan phối hợp & CQ được ủy quyền": Part.COORDINATING,
    "Cơ quan phối hợp": Part.COORDINATING,
    "Cơ quan được ủy quyền": Part.COORDINATING,
    "Điều kiện thực hiện": Part.CONDITIONS,
    "Số lượng hồ sơ": Part.SETS,
    "Tệp đính kèm": Part.ATTACHMENTS,
}

_TITLE: Final = re.compile(r"^THỦ TỤC (\d+)\s*:\s*(.*)$")
_MARKER: Final = re.compile(
    r"^(?P<blank>\s*)(?P<sign>[•▪🔹<]\s*|[-–+]\s+|o\s+|\d{1,2}\.\s+|[a-zđ]\)\s+)(?P<rest>.*)$"
)
_SIGNS: Final = re.compile(r"[\W_]+")
_STEP: Final = re.compile(r"^Bước \d+")
_INNER_SIGNS: Final = ("o", "▪", "-", "–", "+")
_FULL_LINE: Final = 66
"""From this many characters on a line was broken by the page, not by its writer."""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A statement of the text; ``is_inner`` when it belongs to the one before it."""

    text: str
    is_inner: bool = False


@dataclass(frozen=True, kw_only=True)
class Published:
    """A procedure as its text tells it."""

    number: int
    title: str
    parts: dict[Part, tuple[Paragraph, ...]]

    def text(self, *parts: Part) -> str:
        """Return what these parts say, a paragraph a line."""
        return "\n".join(one.text for part in parts for one in self.parts.get(part, ()))

    def paragraphs(self) -> Iterator[tuple[Part, Paragraph]]:
        """Return every paragraph with its part, in the order of the text."""
        for part, paragraphs in self.parts.items():
            for paragraph in paragraphs:
                yield part, paragraph


def read(text: str) -> list[Published]:
    """Return the procedures of the text, each begun by a line ``THỦ TỤC <number>: <name>``.

    Raises:
        ValueError: if something stands before the first of them
    """
    found: list[tuple[int, list[str]]] = []
    for line in unicodedata.normalize("NFC", text).splitlines():
        title = _TITLE.match(line)
        if title:
            found.append((int(title[1]), [title[2]]))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            raise ValueError(f"outside of any procedure: {line}")
    return [_published(number, lines) for number, lines in found]


def squeeze(text: str) -> str:
    """Return letters and digits alone, to compare texts whatever their breaks and signs."""
    return _SIGNS.sub("", unicodedata.normalize("NFC", text).casefold())


def _published(number: int, lines: list[str]) -> Published:
    end = _end_of_title(lines)
    title = " ".join(line.strip() for line in lines[:end])
    collected: dict[Part, list[str]] = {}
    part = Part.NAME
    for line in lines[end:]:
        heading = _heading(line)
        if heading is None:
            collected.setdefault(part, []).append(line)
            continue
        part, rest = heading
        collected.setdefault(part, []).extend(["", rest])
    return Published(
        number=number,
        title=title,
        parts={
            part: paragraphs
            for part, found in collected.items()
            if (paragraphs := tuple(_paragraphs(found)))
        },
    )


def _end_of_title(lines: list[str]) -> int:
    """Return how many lines the name takes: up to a blank line or the first heading."""
    return next(
        (place for place, line in enumerate(lines) if not line.strip() or _heading(line)),
        len(lines),
    )


def _heading(line: str) -> tuple[Part, str] | None:
    """Return the part that the line begins and what else it says."""
    bare = _MARKER.sub(r"\g<rest>", line).strip().strip("*").strip()
    match = _HEADING.match(bare)
    if match is None:
        return None
    return _PART_BY_LABEL[" ".join(match["label"].lower().split())], match["rest"].strip()


_PART_BY_LABEL: Final = {
    label.lower(): part
    for label, part in {**{part.value: part for part in Part}, **_OTHER_HEADINGS}.items()
}
_LABELS: Final = "|".join(
    r"\s+".join(re.escape(word) for word in label.split())
    for label in sorted(_PART_BY_LABEL, key=len, reverse=True)
)
_HEADING: Final = re.compile(
    rf"^(?P<label>{_LABELS})\s*\**\s*(?::|–|$)(?P<rest>.*)$", re.IGNORECASE
)


def _paragraphs(lines: Iterable[str]) -> Iterator[Paragraph]:
    """Put the lines that a page broke together again."""
    text, is_inner, last = "", False, ""
    for line in lines:
        marker = _MARKER.match(line)
        bare = (marker["rest"] if marker else line).strip()
        if bare and text and not marker and _continues(last, bare):
            text += _glue(text, bare) + bare
        else:
            if text:
                yield Paragraph(text=text, is_inner=is_inner)
            text = bare
            is_inner = marker is not None and marker["sign"].strip() in _INNER_SIGNS
        last = line
    if text:
        yield Paragraph(text=text, is_inner=is_inner)


def _continues(last: str, line: str) -> bool:
    if not last.strip() or _STEP.match(line):
        return False
    return len(last) >= _FULL_LINE or line[0].islower() or not line[0].isalnum()


def _glue(before: str, line: str) -> str:
    """Return what stood between two lines: nothing inside an address or a hyphenated number."""
    is_address = before.rsplit(maxsplit=1)[-1].startswith("http") and " " not in line
    return "" if is_address or re.search(r"\w-$", before) else " "
