"""The page on which a result is handed over."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from motcua.composition.casework.handing_over import BY_HAND, Taken, Waiting
from motcua.composition.casework.paying import Till
from motcua.domain.dossiers.enums import ResultWay
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Paper
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.kernel.money import format_dong
from motcua.surfaces.desk.presenting import dossiers, dues
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box, Choice

LONGEST = 200
GIVEN_BACK = "given_back-"
SHOWN: Final = {
    "card": gettext_lazy("Thẻ căn cước"),
    "vneid": gettext_lazy("Căn cước điện tử trên VNeID"),
}
"""What nearly everybody shows: one press instead of a line to type."""


def read(posted: Mapping[str, str]) -> Taken:
    """Return what the officer wrote down."""
    way = posted.get("way", "")
    said = {name: posted.get(name, "")[:LONGEST] for name in ("receiver", "paper", "tracking")}
    shown = SHOWN.get(posted.get("shown", ""))
    if shown is not None:
        said["paper"] = "; ".join(filter(None, [str(shown), said["paper"].strip()]))
    given_back = frozenset(
        name.removeprefix(GIVEN_BACK) for name in posted if name.startswith(GIVEN_BACK)
    )
    return Taken(way=ResultWay(way) if way in BY_HAND else None, given_back=given_back, **said)


def page(
    waiting: Waiting, till: Till | None, typed: Mapping[str, str], refusal: Refusal | None
) -> dict[str, Any]:
    """Return the wish, and the boxes with what was typed; at first with the wish and the applicant.

    :param till: the account of a dossier for which something is still owed
    """
    dossier = waiting.dossier
    wrong = wrong_by_field(refusal)
    first = {"way": _first(waiting.wish), "receiver": dossier.applicant.full_name}
    values = typed or first
    ticks = tuple(_tick(paper, values) for paper in waiting.originals)
    shown = boxes(values, wrong) + ticks
    version = procedures.get_version(dossier.procedure_version_id)
    return {
        "dossier": dossier,
        "procedure": dossiers.name_of(version),
        "wish": str(waiting.wish.label),
        "address": waiting.address,
        "barrier": waiting.barrier,
        "is_unpaid": till is not None,
        "cash": format_dong(till.balance.owed) if till and till.may_take else "",
        "change": dues.change_boxes(till, typed, wrong) if till else (),
        "is_early": waiting.is_early,
        "boxes": shown,
        "errors": errors(refusal, [box.name for box in shown]),
    }


def boxes(values: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    """Return the boxes for who took a result, or under which number the post has it."""
    return (
        _choose(values.get("way", ""), wrong),
        _line("receiver", _("Người nhận tại quầy"), values, wrong),
        _shown(values.get("shown", "")),
        _line("paper", _("Giấy tờ khác đã xuất trình"), values, wrong,
              hint=_("Như hộ chiếu; người nhận thay thì giấy ủy quyền.")),
        _line("tracking", _("Mã bưu gửi, nếu gửi qua bưu chính"), values, wrong),
    )  # fmt: skip


def _shown(chosen: str) -> Box:
    choices = tuple(
        Choice(value=value, text=str(text), is_chosen=value == chosen)
        for value, text in SHOWN.items()
    )
    return Box(kind="radios", name="shown", label=_("Giấy tờ xuất trình"), choices=choices)


def _first(wish: ResultWay) -> str:
    return (wish if wish in BY_HAND else ResultWay.COUNTER).value


def _choose(chosen: str, wrong: Mapping[str, str]) -> Box:
    choices = tuple(
        Choice(value=way.value, text=str(way.label), is_chosen=way.value == chosen)
        for way in BY_HAND
    )
    return Box(
        kind="select", name="way", label=_("Cách trả"), choices=choices, error=wrong.get("way", "")
    )


def _tick(paper: Paper, values: Mapping[str, str]) -> Box:
    name = f"{GIVEN_BACK}{paper.code}"
    words = paper.name_en if get_language() == "en" else paper.name
    label = _("Đã trả lại bản chính: {paper}").format(paper=words)
    return Box(kind="check", name=name, label=label, value=values.get(name, ""))


def _line(
    name: str, label: str, values: Mapping[str, str], wrong: Mapping[str, str], *, hint: str = ""
) -> Box:
    return Box(
        kind="text", name=name, label=label, hint=hint, value=values.get(name, ""),
        error=wrong.get(name, ""),
    )  # fmt: skip
