"""The boxes in which it is written down how somebody wishes to be told by telephone."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from django.utils.translation import gettext as _

from motcua.domain.calls.enums import Way
from motcua.domain.dossiers.queries import Telling
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.record_form import Box

REACH: Final = ("number", "ask_for", "hours")
ON_SHEET: Final = "_call_"
"""Sets these boxes apart from the others of a sheet."""
ASKED_AT_COUNTER: Final = (Way.CALL, Way.THROUGH)
Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class OnSheet:
    """The boxes as they stand on the sheet."""

    boxes: tuple[Box, ...]
    is_open: bool


def reach_boxes(
    typed: Texts, wrong: Texts, *, ways: Iterable[Way] = Way, prefix: str = ""
) -> tuple[Box, ...]:
    """Return the boxes for how somebody is told: by whom, under which number, when."""
    through = _("Với người được nhờ báo: họ tên, là gì của người nộp.")
    return (
        choose(f"{prefix}way", _("Cách báo"), [(one.value, one.label) for one in ways], typed, wrong),
        box(f"{prefix}number", _("Số điện thoại"), typed, wrong, kind="number"),
        box(f"{prefix}ask_for", _("Gặp ai"), typed, wrong, hint=through),
        box(f"{prefix}hours", _("Gọi vào lúc nào"), typed, wrong, hint=_("Ví dụ: sau 17 giờ.")),
    )  # fmt: skip


def read_reach(typed: Texts, *, prefix: str = "") -> dict[str, str]:
    """Return what was typed of the number, whom to ask for and the hours."""
    return {name: " ".join(typed.get(f"{prefix}{name}", "").split()) for name in REACH}


def read(typed: Texts) -> Telling:
    """Return what was written down of it on a sheet."""
    way = typed.get(f"{ON_SHEET}way", "")
    is_known = way in {one.value for one in ASKED_AT_COUNTER}
    return Telling(way=way if is_known else "", **read_reach(typed, prefix=ON_SHEET))


def show(kept: Telling, typed: Texts | None, wrong: Texts) -> OnSheet:
    """Return the boxes of a sheet, with what was typed or else what was kept."""
    values = typed
    if values is None:
        values = {f"{ON_SHEET}{name}": text for name, text in asdict(kept).items()}
    boxes = reach_boxes(values, wrong, ways=ASKED_AT_COUNTER, prefix=ON_SHEET)
    chosen = any(values.get(one.name) for one in boxes)
    return OnSheet(boxes=boxes, is_open=chosen or any(one.error for one in boxes))
