"""Papers of authority as the desk writes them down and reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.composition.casework.representing import Shown, Wanted
from motcua.domain.authorisations import queries
from motcua.domain.authorisations.enums import Act, Basis, Scope, Side, State
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel.errors import require_right
from motcua.surfaces.desk.boxes import box, choose
from motcua.surfaces.desk.presenting.organisation import errors, wrong_by_field
from motcua.surfaces.desk.record_form import Box, Choice
from motcua.surfaces.ui.reading import day_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from motcua.domain.authorisations.models import Authorisation
    from motcua.foundation.kernel.errors import Refusal

BASES: Final = (Basis.PAPER, Basis.PARENT, Basis.GUARDIAN)
TONES: Final = {State.GIVEN: "success", State.ENDED: "neutral", State.CONTESTED: "danger"}
WHO: Final = {
    Side.REPRESENTED: gettext_lazy("Người được làm thay"),
    Side.REPRESENTATIVE: gettext_lazy("Người làm thay"),
}
ENDING: Final = (Act.END, Act.CONTEST)
LONGEST_NAME: Final = 150


def rows(found: Sequence[Authorisation], *, today: date) -> list[dict[str, Any]]:
    """Return what was written down, as rows. No query."""
    return [{"one": one, **_standing(one, today)} for one in found]


def opened(
    one: Authorisation, typed: Mapping[str, str], refusal: Refusal | None, *, today: date
) -> dict[str, Any]:
    """Return what was written down with its log, and the boxes that end it. Four queries."""
    wrong, standing = wrong_by_field(refusal), _standing(one, today)
    boxes = (
        choose("act", _("Việc"), [(act, act.label) for act in ENDING], typed, wrong),
        box(
            "reason", _("Ai yêu cầu, vì sao"), typed, wrong, kind="area",
            hint=_("Người yêu cầu phải là một trong hai người, đã xem giấy tờ tùy thân."),
        ),
    )  # fmt: skip
    happened = queries.list_happened(one)
    return {
        "one": one,
        **standing,
        "scopes": [Scope(scope).label for scope in one.scopes],
        "boxes": boxes if standing["is_holding"] else (),
        "errors": errors(refusal, [one.name for one in boxes]),
        "happened": [
            {
                "title": entry.act.label, "at": entry.at, "by": _name(entry.by),
                "text": entry.words.get("paper", entry.words.get("reason", "")),
            }
            for entry in reversed(happened)
        ],
    }  # fmt: skip


def recording(posted: QueryDict, refusal: Refusal | None, *, today: date) -> dict[str, Any]:
    """Return the boxes of papers that were shown, with what was typed. No query."""
    wrong = wrong_by_field(refusal)
    typed = {name: posted.get(name, "") for name in posted} or {"valid_from": f"{today:%d/%m/%Y}"}
    chosen = posted.getlist("scopes") if posted else list(Scope)
    scopes = Box(
        kind="checks", name="scopes", label=_("Được làm"), error=wrong.get("scopes", ""),
        choices=tuple(
            Choice(value=one.value, text=str(one.label), is_chosen=one.value in chosen)
            for one in Scope
        ),
    )  # fmt: skip
    boxes = (
        choose("basis", _("Căn cứ"), [(one, one.label) for one in BASES], typed, wrong),
        *_person(Side.REPRESENTED, typed, wrong),
        *_person(Side.REPRESENTATIVE, typed, wrong),
        box(
            "paper", _("Giấy tờ đã xem bản chính"), typed, wrong, kind="area",
            hint=_("Loại giấy tờ, số, ngày, nơi cấp: giấy ủy quyền, giấy khai sinh, quyết định giám hộ…"),
        ),
        scopes,
        box("valid_from", _("Từ ngày"), typed, wrong, kind="date"),
        box("last_day", _("Đến hết ngày"), typed, wrong, kind="date"),
    )  # fmt: skip
    return {"boxes": boxes, "errors": errors(refusal, [one.name for one in boxes])}


def read_papers(posted: QueryDict) -> dict[str, Any]:
    """Return what was typed of papers, as ``representing.record`` takes it.

    Raises:
        InvalidInput: naming the boxes of people and basis that are empty or no such thing.
    """
    born = {side: day_of(posted.get(f"{side}_born", "")) for side in Side}
    names = {side: " ".join(posted.get(f"{side}_name", "").split()) for side in Side}
    basis = posted.get("basis", "")
    require_right(
        {
            "basis": (basis not in BASES, _("Chọn căn cứ.")),
            **{
                f"{side}_name": (not names[side], _("{who}: ghi họ và tên.").format(who=WHO[side]))
                for side in Side
            },
            **{
                f"{side}_born": (
                    born[side] is None,
                    _("{who}: ghi ngày sinh có thật, theo ngày/tháng/năm.").format(who=WHO[side]),
                )
                for side in Side
            },
        }
    )  # fmt: skip
    shown = {
        str(side): Shown(
            pin="".join(posted.get(f"{side}_pin", "").split()),
            full_name=names[side][:LONGEST_NAME], born_on=day,
        )
        for side, day in born.items()
        if day is not None
    }  # fmt: skip
    wanted = Wanted(
        scopes=posted.getlist("scopes"),
        valid_from=day_of(posted.get("valid_from", "")),
        last_day=day_of(posted.get("last_day", "")),
    )
    return {**shown, "basis": Basis(basis), "wanted": wanted, "paper": posted.get("paper", "")}


def read_act(posted: Mapping[str, str]) -> Act:
    """Return what is to be done.

    Raises:
        InvalidInput: if nothing was chosen.
    """
    typed = posted.get("act", "")
    require_right({"act": (typed not in ENDING, _("Chọn chấm dứt hay phản đối."))})
    return Act(typed)


def _person(side: Side, typed: Mapping[str, str], wrong: Mapping[str, str]) -> tuple[Box, ...]:
    def named(text: str) -> str:
        return f"{WHO[side]}: {text}"

    return (
        box(f"{side}_name", named(_("họ và tên")), typed, wrong),
        box(
            f"{side}_pin", named(_("số định danh cá nhân")), typed, wrong, kind="number",
            hint=_("12 chữ số."),
        ),
        box(f"{side}_born", named(_("ngày sinh")), typed, wrong, kind="date"),
    )  # fmt: skip


def _standing(one: Authorisation, today: date) -> dict[str, Any]:
    state = State(one.state)
    is_over = state is State.GIVEN and queries.is_over(one.last_day, today)
    return {
        "basis": str(Basis(one.basis).label),
        "state": _("Đã hết hạn") if is_over else str(state.label),
        "tone": "neutral" if is_over else TONES[state],
        "is_holding": state is State.GIVEN and not is_over,
    }


def _name(by: str) -> str:
    kind, _is, key = by.partition(":")
    if kind == "officer":
        post = identity.get_post(int(key))
        return f"{post.name}, {post.title}"
    return _("Người trong cuộc, trên cổng")
