"""Papers, steps and results out of the paragraphs of a published procedure."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from motcua.domain.procedures.enums import PaperHandling, ResultKind
from motcua.domain.procedures.rules.published_text import kinds
from motcua.domain.procedures.rules.published_text.bases import line
from motcua.domain.procedures.rules.published_text.doubts import Doubts, pieces
from motcua.domain.procedures.rules.published_text.reading import Paragraph, squeeze

_COUNTS: Final = re.compile(r"\(Bản chính:\s*(\d+)[,;]?\s*Bản sao:\s*(\d+)\)", re.IGNORECASE)
_COPY: Final = re.compile(r"bản sao|phô ?tô|photo", re.IGNORECASE)
_FORM: Final = re.compile(r"\bMẫu (?:số )?[\w./-]*\d[\w./-]*")
_IF_ANY: Final = re.compile(r"\(?nếu có\)?", re.IGNORECASE)
_STEP: Final = re.compile(r"^(Bước \d+[a-z]?)\s*[:.]?\s*(.*)$", re.DOTALL)
_LABEL: Final = re.compile(r"^[^:]{3,70}:(?=\s)")
_EMPTY: Final = re.compile(
    r"^\W*(?:loại giấy tờ|mẫu đơn, tờ khai|loại giấy tờ mẫu đơn, tờ khai|không có(?: thông tin.*)?"
    r"|chưa có thông tin.*)\W*$",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"https?://\S+")
_LEFT_OUT: Final = re.compile(r"như bạn đã|bạn cung cấp|bạn đã nêu", re.IGNORECASE)
UNTOLD: Final = "Nguồn không ghi"


def papers(paragraphs: Iterable[Paragraph], doubts: Doubts) -> list[dict[str, Any]]:
    """Return the papers; what stands below a paper becomes its note, a heading the note of all below."""
    found: list[dict[str, Any]] = []
    heading = ""
    for paragraph in paragraphs:
        if is_empty(paragraph.text) or _is_address(paragraph.text):
            continue
        if paragraph.text.endswith(":"):
            heading = paragraph.text
        elif paragraph.is_inner and found and not heading:
            _note(found[-1], paragraph.text)
        else:
            found.append(_paper(len(found) + 1, paragraph.text, heading))
            if not paragraph.is_inner:
                heading = ""
    if not found:
        doubts.add("papers", "Nguồn không ghi thành phần hồ sơ; cần bổ sung theo văn bản gốc.")
        return [_paper(1, f"{UNTOLD} thành phần hồ sơ", "")]
    if any(not _COUNTS.search(paper["name"] + paper.get("note", "")) for paper in found):
        doubts.add(
            "papers",
            "Có giấy tờ không ghi số bản: tạm ghi một bản sao khi lời văn nói bản sao, một bản chính khi"
            " không; trường hợp phải nộp cũng chưa tách riêng.",
        )
    return found


def steps(paragraphs: Iterable[Paragraph], doubts: Doubts) -> list[dict[str, Any]]:
    """Return the steps: numbered ones by their number, others one a paragraph."""
    texts: list[str] = []
    for paragraph in paragraphs:
        is_numbered = any(_STEP.match(text) for text in texts)
        begins = _STEP.match(paragraph.text) is not None
        if texts and not begins and (paragraph.is_inner or is_numbered or texts[-1].endswith(":")):
            texts[-1] += f"\n{paragraph.text}"
        else:
            texts.append(paragraph.text)
    if any(_LEFT_OUT.search(text) for text in texts):
        doubts.add("steps", "Nguồn bỏ trống trình tự và thay bằng lời nhắn của người soạn tệp.")
    if not texts:
        doubts.add("steps", "Nguồn không ghi trình tự thực hiện; cần bổ sung theo văn bản gốc.")
        texts = [f"{UNTOLD} trình tự thực hiện."]
    else:
        doubts.add("steps.actor", "Ai làm từng bước được đoán theo lời văn của bước.")
    return [step for number, text in enumerate(texts, start=1) for step in _steps(number, text)]


def results(paragraphs: Iterable[Paragraph], doubts: Doubts) -> list[dict[str, Any]]:
    """Return what comes out, its kind told by its name."""
    texts = [one.text for one in paragraphs if not is_empty(one.text)]
    if not texts:
        doubts.add("results", "Nguồn không ghi kết quả; cần bổ sung theo văn bản gốc.")
        texts = [f"{UNTOLD} kết quả"]
    unknown = [line(text) for text in texts if kinds.result_kind_of(text) is None]
    if unknown:
        doubts.add("results.kind", f"Chưa rõ loại giấy tờ trả về: {'; '.join(unknown)}")
    doubts.add(
        "results.validity",
        "Nguồn không ghi thời hạn của giấy trả về và có bản điện tử hay không.",
    )
    return [
        {
            "kind": (kinds.result_kind_of(text) or ResultKind.NOTICE).value,
            "name": line(text),
            "name_en": line(text),
            "validity": text[:3000] if line(text) != text else f"{UNTOLD} thời hạn.",
            "is_electronic": False,
        }
        for text in texts
    ]


def is_empty(text: str) -> bool:
    """Return whether a paragraph is a label of the portal's page with nothing behind it."""
    return _EMPTY.match(text) is not None


def _is_address(text: str) -> bool:
    return not squeeze(_ADDRESS.sub("", text).replace("Mẫu đơn, tờ khai", ""))


def _paper(number: int, text: str, heading: str) -> dict[str, Any]:
    counts = _COUNTS.search(text)
    originals, copies = (int(counts[1]), int(counts[2])) if counts else (1, 0)
    if counts is None and _COPY.search(text):
        originals, copies = 0, 1
    if originals + copies == 0:
        originals = 1
    form = _FORM.search(text)
    is_shown = "xuất trình" in f"{heading} {text}".lower()
    paper: dict[str, Any] = {
        "code": f"paper-{number}",
        "name": line(text),
        "name_en": line(text),
        "handling": (PaperHandling.PRESENT if is_shown else PaperHandling.SUBMIT).value,
        "is_required": _IF_ANY.search(text) is None,
        "originals": min(originals, 1000),
        "copies": min(copies, 1000),
    }
    if form:
        paper["form_number"] = form[0]
    if heading:
        _note(paper, heading)
    if paper["name"] != text:
        _note(paper, text)
    return paper


def _note(paper: dict[str, Any], text: str) -> None:
    paper["note"] = f"{paper['note']}\n{text}" if "note" in paper else text


def _steps(number: int, text: str) -> Iterator[dict[str, Any]]:
    match = _STEP.match(text)
    name, rest = (match[1], match[2].strip()) if match else (f"Bước {number}", text)
    label = _LABEL.match(rest)
    if label and rest[label.end() :].strip():
        name, rest = f"{name}: {label[0][:-1]}", rest[label.end() :].strip()
    for piece in pieces(rest or name):
        yield {"name": name, "actor": kinds.actor_of(f"{name}\n{piece}").value, "text": piece}
