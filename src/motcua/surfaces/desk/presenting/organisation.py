"""Agencies and their reorganisation as the desk's pages tell them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from motcua.composition.casework.reorganisation import Preview, Undecided
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import (
    AgencyKind,
    AgencyLevel,
    ReorganisationAct,
    ReorganisationState,
)
from motcua.surfaces.desk.presenting.pages import TOP, Error
from motcua.surfaces.desk.record_form import Box, Choice

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency, ReorganisationEvent

TONES: Final = {
    ReorganisationState.DRAFT: "neutral",
    ReorganisationState.READY: "progress",
    ReorganisationState.APPLIED: "success",
    ReorganisationState.WITHDRAWN: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class ShownPlan:
    """A reorganisation as a row of the list and as the head of its page."""

    key: int
    title: str
    on: Any
    basis: str
    article: str
    state: str
    tone: str
    revision: int


@dataclass(frozen=True, kw_only=True)
class ShownPassing:
    """One line of who takes over from whom, with the value of its button."""

    number: int
    predecessor: str
    successor: str
    procedures: str
    keeps_archive: bool


def show(one: Any) -> ShownPlan:
    """Return the reorganisation as a row."""
    state = ReorganisationState(one.state)
    return ShownPlan(
        key=one.pk,
        title=one.title,
        on=one.on,
        basis=one.basis,
        article=one.article,
        state=str(state.label),
        tone=TONES[state],
        revision=one.revision,
    )


def page(
    seen: Preview, entries: "list[ReorganisationEvent]", before: "Iterable[Agency]"
) -> dict[str, Any]:
    """Return the values of a reorganisation's page: plan, effect, what is wrong, what can be done.

    ``before`` are the agencies on the eve of the day: what ends is told by its name.
    """
    acts = organisations.list_acts(ReorganisationState(seen.reorganisation.state))
    names = _names([*before, *seen.plan.begins])
    return {
        "plan": show(seen.reorganisation),
        "begins": list(enumerate(seen.plan.begins)),
        "passings": [
            ShownPassing(
                number=number,
                predecessor=names.get(one.predecessor, one.predecessor),
                successor=names.get(one.successor, one.successor),
                procedures=", ".join(one.procedures),
                keeps_archive=one.keeps_archive,
            )
            for number, one in enumerate(seen.plan.passings)
        ],
        "effects": seen.effects,
        "undecided": sum(effect.undecided for effect in seen.effects),
        "divided": [effect.agency for effect in seen.effects if effect.is_divided],
        "need_seals": seen.need_seals,
        "problems": [problem.text for problem in seen.problems],
        "is_written": ReorganisationAct.SAVE in acts,
        "can_send": ReorganisationAct.SEND in acts and not seen.problems,
        "can_send_back": ReorganisationAct.SEND_BACK in acts,
        "can_apply": ReorganisationAct.APPLY in acts and seen.is_due and not seen.is_own,
        "waits_for_other": ReorganisationAct.APPLY in acts and seen.is_own,
        "waits_for_day": ReorganisationAct.APPLY in acts and not seen.is_due,
        "can_withdraw": ReorganisationAct.WITHDRAW in acts,
        "entries": [(ReorganisationAct(entry.act).label, entry) for entry in reversed(entries)],
    }


def _names(agencies: Iterable[Any]) -> dict[str, str]:
    return {one.code: f"{one.name} ({one.code})" for one in agencies}


def heading(typed: Mapping[str, str], refusal: Refusal | None) -> tuple[Box, ...]:
    """Return the boxes of what a reorganisation is called and what orders it."""
    return _boxes(
        (
            ("title", "text", _("Tên gọi"), ""),
            ("on", "date", _("Ngày có hiệu lực"), ""),
            ("basis", "text", _("Văn bản sắp xếp"), _("Số, ký hiệu, cơ quan ban hành.")),
            ("article", "text", _("Điều, khoản"), _("Ghi vào nhật ký của từng hồ sơ.")),
        ),
        typed,
        refusal,
    )


def beginning(
    typed: Mapping[str, str], parents: "Iterable[Agency]", refusal: Refusal | None
) -> tuple[Box, ...]:
    """Return the boxes of an agency that begins."""
    choices: dict[str, list[tuple[str, str]]] = {
        "level": [(one.value, str(one.label)) for one in AgencyLevel],
        "kind": [(one.value, str(one.label)) for one in AgencyKind],
        "parent": [(agency.code, str(agency)) for agency in parents],
    }
    return _boxes(
        (
            ("code", "text", _("Mã định danh"), _("Như H99.101.")),
            ("name", "text", _("Tên đầy đủ"), ""),
            ("name_en", "text", _("Tên tiếng Anh"), ""),
            ("short_name", "text", _("Tên gọn"), ""),
            ("level", "select", _("Cấp"), ""),
            ("kind", "select", _("Loại cơ quan"), ""),
            ("parent", "select", _("Cơ quan cấp trên"), ""),
            ("commune_code", "text", _("Mã đơn vị hành chính cấp xã"), ""),
            ("address", "text", _("Địa chỉ"), ""),
            ("phone", "text", _("Điện thoại"), ""),
            ("email", "text", _("Thư điện tử"), ""),
        ),
        typed,
        refusal,
        choices=choices,
    )


def passing(
    typed: Mapping[str, str], ending: "Iterable[Agency]", taking: Iterable[tuple[str, str]],
    refusal: Refusal | None,
) -> tuple[Box, ...]:  # fmt: skip
    """Return the boxes of who takes over from whom."""
    return _boxes(
        (
            ("predecessor", "select", _("Cơ quan kết thúc"), ""),
            ("successor", "select", _("Cơ quan tiếp nhận"), ""),
            ("procedures", "lines", _("Chỉ các thủ tục này"),
             _("Mã thủ tục; để trống là tất cả thủ tục còn lại.")),
            ("keeps_archive", "check", _("Giữ hồ sơ đã kết thúc"), ""),
        ),
        typed,
        refusal,
        choices={
            "predecessor": [(agency.code, str(agency)) for agency in ending],
            "successor": list(taking),
        },
    )  # fmt: skip


def _boxes(
    asked: Iterable[tuple[str, str, str, str]], typed: Mapping[str, str],
    refusal: Refusal | None, *, choices: Mapping[str, list[tuple[str, str]]] | None = None,
) -> tuple[Box, ...]:  # fmt: skip
    wrong = wrong_by_field(refusal)
    return tuple(
        Box(
            kind=kind,
            name=name,
            label=label,
            hint=hint,
            value=typed.get(name, ""),
            error=wrong.get(name, ""),
            choices=tuple(
                Choice(value=value, text=text, is_chosen=value == typed.get(name))
                for value, text in (choices or {}).get(name, [])
            ),
        )
        for name, kind, label, hint in asked
    )


def wrong_by_field(refusal: Refusal | None) -> dict[str, str]:
    """Return what is wrong by the box it is about; "" for the page."""
    if refusal is None:
        return {}
    if isinstance(refusal, InvalidInput):
        return {problem.field.rpartition(".")[2]: problem.text for problem in refusal.problems}
    return {refusal.field or "": refusal.text}


def errors(refusal: Refusal | None, names: Iterable[str] = ()) -> list[Error]:
    """Return what is wrong, each with a link to its box, or to the top of the page."""
    known = set(names)
    return [
        Error(anchor=f"f-{name}" if name in known else TOP, text=text)
        for name, text in wrong_by_field(refusal).items()
    ]


def empty(names: Iterable[str]) -> InvalidInput:
    """Return the refusal of boxes left empty."""
    return InvalidInput(
        [FieldProblem(field=name, text=_("Không được để trống."), code="empty") for name in names]
    )


def waiting(undecided: Undecided, officer: Officer) -> dict[str, Any]:
    """Return the values of the page of what a person has to decide."""
    return {
        "cases": undecided.dossiers,
        "posts": undecided.posts,
        "officer": officer,
    }
