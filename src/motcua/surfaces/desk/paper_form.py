"""A composed paper as a plain form: heading, blocks in their order, who signs; read back as JSON.

A table is typed a line a row with ``|`` between its cells, the head first. A list of repeated answers
names its question in the label, and a line a column: heading ``|`` part.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.queries import Block, Template
from motcua.surfaces.desk.record_form import Box, Choice, Row

MOST_BLOCKS: Final = 60
KINDS: Final = ("paragraph", "heading", "entry", "bases", "table", "listing")


@dataclass(frozen=True, kw_only=True)
class TypedPaper:
    """A paper as it stands in the boxes."""

    head: Mapping[str, str]
    """Title, subtitle, series, signature; recipients a line each."""
    blocks: tuple[Mapping[str, str], ...]


def empty(title: str) -> TypedPaper:
    """Return a paper nobody has composed yet, under the result's name."""
    return TypedPaper(
        head={"title": title, "series": "QĐ", "signature": "signatory"},
        blocks=(
            {"kind": "bases"},
            {"kind": "paragraph", "text": "{agency.name}"},
        ),
    )


def from_template(template: Template) -> TypedPaper:
    """Return what stands in the boxes for a template."""
    return TypedPaper(
        head={
            "title": template.title,
            "subtitle": template.subtitle,
            "series": template.series,
            "signature": template.signature,
            "recipients": "\n".join(template.recipients),
        },
        blocks=tuple(_typed(block) for block in template.blocks),
    )


def _typed(block: Block) -> dict[str, str]:
    match block:
        case documents.Paragraph():
            bold = {"is_bold": "on"} if block.is_bold else {}
            return {"kind": "paragraph", "text": block.text, "align": block.align, **bold}
        case documents.Heading():
            return {"kind": "heading", "text": block.text}
        case documents.Entry():
            bold = {"is_bold": "on"} if block.is_bold else {}
            return {"kind": "entry", "label": block.label, "text": block.text, **bold}
        case documents.Table():
            lines = [" | ".join(row) for row in (block.head, *block.rows)]
            return {"kind": "table", "text": "\n".join(lines)}
        case documents.Listing():
            pairs = zip(block.head, block.parts, strict=False)
            lines = [f"{head} | {part}" for head, part in pairs]
            return {"kind": "listing", "label": block.field, "text": "\n".join(lines)}
        case documents.LegalBases():
            return {"kind": "bases"}


def from_post(posted: QueryDict) -> TypedPaper:
    """Return what was typed, with a block added or taken away as a button says."""
    found = (re.fullmatch(r"blocks\.(\d{1,3})\.[a-z_]+", name) for name in posted)
    numbers = sorted({int(match[1]) for match in found if match is not None})[:MOST_BLOCKS]
    removed = posted.get("remove", "")
    blocks = [
        _posted(posted, f"blocks.{number}.") for number in numbers if removed != f"blocks.{number}"
    ]
    blocks.sort(key=lambda block: _order(block.get("order", "")))
    if posted.get("add") == "blocks":
        blocks.append({"kind": "paragraph"})
    names = ("title", "subtitle", "series", "signature", "recipients")
    head = {name: posted.get(name, "").replace("\r\n", "\n").strip() for name in names}
    return TypedPaper(head=head, blocks=tuple(blocks))


def _posted(posted: QueryDict, prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): posted.get(name, "").replace("\r\n", "\n").strip()
        for name in posted
        if name.startswith(prefix)
    }


def _order(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= len("999") else MOST_BLOCKS * 100


def to_source(typed: TypedPaper) -> str:
    """Return the template that was typed as JSON; whether it is one is judged where it is saved."""
    plain: dict[str, Any] = {
        "title": typed.head.get("title", ""),
        "subtitle": typed.head.get("subtitle", ""),
        "series": typed.head.get("series", "") or "QĐ",
        "signature": typed.head.get("signature", "") or "none",
        "recipients": _lines(typed.head.get("recipients", "")),
        "blocks": [_plain(block) for block in typed.blocks],
    }
    return json.dumps(plain, ensure_ascii=False)


def _plain(block: Mapping[str, str]) -> dict[str, Any]:
    kind = block.get("kind", "paragraph")
    text, label = block.get("text", ""), block.get("label", "")
    match kind:
        case "bases":
            return {"type": "bases"}
        case "heading":
            return {"type": "heading", "text": text}
        case "entry":
            return {"type": "entry", "label": label, "text": text, "is_bold": "is_bold" in block}
        case "table":
            head, *rows = [_cells(line) for line in _lines(text)] or [[]]
            return {"type": "table", "head": head, "rows": rows}
        case "listing":
            pairs = [[*_cells(line), ""][:2] for line in _lines(text)]
            heads, parts = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            return {"type": "listing", "field": label, "head": heads, "parts": parts}
        case _:
            return {
                "type": "paragraph",
                "text": text,
                "align": block.get("align") or "justify",
                "is_bold": "is_bold" in block,
            }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


# --- Boxes --------------------------------------------------------------------------------------


def draw(typed: TypedPaper) -> tuple[Box, ...]:
    """Return the boxes of the form."""
    head = typed.head
    signatures = (
        ("signatory", _("Người có thẩm quyền ký, cơ quan đóng dấu")),
        ("seal", _("Chỉ con dấu của cơ quan")),
    )
    return (
        Box(kind="text", name="title", label=_("Tên giấy tờ"), value=head.get("title", "")),
        Box(kind="text", name="subtitle", label=_("Về việc"), value=head.get("subtitle", "")),
        Box(
            kind="text", name="series", label=_("Ký hiệu sau số"), value=head.get("series", ""),
            hint=_("Chữ in hoa viết tắt loại giấy, như QĐ, GP, XN (Nghị định 30/2020, Phụ lục I)."),
        ),
        Box(
            kind="select", name="signature", label=_("Ai ký"),
            choices=_choices(signatures, head.get("signature", "")),
        ),
        Box(
            kind="rows", name="blocks", label=_("Phần"),
            rows=tuple(
                Row(
                    number=number + 1, name=f"blocks.{number}",
                    boxes=tuple(_block_boxes(block, number)),
                )
                for number, block in enumerate(typed.blocks)
            ),
        ),
        Box(kind="lines", name="recipients", label=_("Nơi nhận"), value=head.get("recipients", "")),
    )  # fmt: skip


def _block_boxes(block: Mapping[str, str], number: int) -> Iterator[Box]:
    def box(kind: str, name: str, label: str, hint: str = "") -> Box:
        return Box(
            kind=kind, name=f"blocks.{number}.{name}", label=label, hint=hint,
            value=block.get(name, ""),
        )  # fmt: skip

    kinds = (
        ("paragraph", _("Đoạn văn")),
        ("heading", _("Đề mục, điều")),
        ("entry", _("Dòng “tên: nội dung”")),
        ("bases", _("Căn cứ pháp lý của thủ tục")),
        ("table", _("Bảng")),
        ("listing", _("Danh sách từ câu hỏi lặp lại")),
    )
    aligns = (("justify", _("đều hai bên")), ("left", _("bên trái")), ("center", _("giữa dòng")))
    yield replace(box("number", "order", _("Thứ tự")), value=str(number + 1))
    kind = block.get("kind", "")
    yield replace(box("select", "kind", _("Loại")), choices=_choices(kinds, kind))
    if kind in {"entry", "listing"}:
        yield box("text", "label", _("Tên, hoặc mã câu hỏi lặp lại"))
    if kind != "bases":
        hint = {
            "table": _("Mỗi dòng một hàng, các ô cách nhau bằng dấu |, hàng đầu là tên cột."),
            "listing": _("Mỗi dòng một cột: tên cột | mã phần của câu hỏi."),
        }.get(kind, _("Dùng trường trong ngoặc nhọn, như {agency.name}."))
        yield box("area", "text", _("Nội dung"), hint)
    if kind == "paragraph":
        align = block.get("align", "justify")
        yield replace(box("select", "align", _("Căn chữ")), choices=_choices(aligns, align))
    if kind in {"paragraph", "entry"}:
        yield box("check", "is_bold", _("Chữ đậm"))


def _choices(options: tuple[tuple[str, str], ...], chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=value, text=text, is_chosen=value == chosen) for value, text in options
    )
