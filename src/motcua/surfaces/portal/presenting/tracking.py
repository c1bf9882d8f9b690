"""How far a dossier is, in four steps that everybody understands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.queries import Progress
from motcua.foundation.kernel.clock import VIETNAM

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

LONGEST: Final = 64
STEPS: Final = (
    gettext_lazy("Đã nộp"),
    gettext_lazy("Tiếp nhận"),
    gettext_lazy("Giải quyết"),
    gettext_lazy("Trả kết quả"),
)
REACHED: Final[Mapping[State, int]] = {
    State.LODGED: 1,
    State.SUPPLEMENT_AT_INTAKE: 1,
    State.DIRECTED: 1,
    State.REFUSED: 1,
    State.ACCEPTED: 2,
    State.IN_PROGRESS: 2,
    State.AWAITING_SUPPLEMENT: 2,
    State.AWAITING_OBLIGATION: 2,
    State.REJECTED: 3,
    State.STOPPED: 2,
    State.WITHDRAWN: 1,
    State.DECIDED: 3,
    State.HANDED_OVER: 4,
}
"""How many steps are behind a dossier in each state."""
ENDED: Final = frozenset(
    {State.DIRECTED, State.REFUSED, State.REJECTED, State.STOPPED, State.WITHDRAWN}
)
"""States after which the next step does not come."""
TONES: Final[Mapping[State, str]] = {
    State.LODGED: "neutral",
    State.SUPPLEMENT_AT_INTAKE: "attention",
    State.AWAITING_SUPPLEMENT: "attention",
    State.AWAITING_OBLIGATION: "attention",
    State.ACCEPTED: "progress",
    State.IN_PROGRESS: "progress",
    State.DECIDED: "success",
    State.HANDED_OVER: "success",
    State.DIRECTED: "danger",
    State.REFUSED: "danger",
    State.REJECTED: "danger",
    State.STOPPED: "danger",
    State.WITHDRAWN: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class ShownStep:
    """One step and whether it is behind, in hand or ahead."""

    title: str
    status: str
    tone: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class ShownProgress:
    """What anybody may know."""

    number: str
    state: str
    tone: str
    steps: tuple[ShownStep, ...]


def read_number(query: Mapping[str, str]) -> str:
    """Return the number that was asked for, as typed."""
    return query.get("so", "").strip()[:LONGEST]


def show(progress: Progress) -> ShownProgress:
    """Return the number and how far its dossier is."""
    return ShownProgress(
        number=progress.number,
        state=str(progress.state.label),
        tone=TONES[progress.state],
        steps=show_steps(progress.state),
    )


def show_steps(state: State) -> tuple[ShownStep, ...]:
    """Return the four steps as they stand in a state."""
    reached = REACHED[state]
    return tuple(_step(str(title), number, reached, state) for number, title in enumerate(STEPS))


def show_next_steps(dossier: Dossier) -> list[dict[str, str]]:
    """Return what happens after lodging, for the confirmation."""
    until = dossier.intake_due_at
    return [
        {
            "title": _("Cơ quan kiểm tra hồ sơ"),
            "text": _(
                "Chậm nhất {until}: tiếp nhận, hoặc báo bạn một lần tất cả những gì cần bổ sung."
            ).format(until=_moment(until)),
        },
        {
            "title": _("Bạn nhận số hồ sơ và giấy hẹn"),
            "text": _("Khi hồ sơ được tiếp nhận, giấy hẹn ghi ngày trả kết quả được gửi cho bạn."),
        },
        {
            "title": _("Cơ quan giải quyết và trả kết quả"),
            "text": _("Bạn được báo khi cần xác nhận điều gì, và khi có kết quả."),
        },
    ]


def _moment(at: datetime) -> str:
    return at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def _step(title: str, number: int, reached: int, state: State) -> ShownStep:
    if number < reached:
        return ShownStep(title=title, status=_("Đã xong"), tone="success", is_current=False)
    if number > reached or state is State.HANDED_OVER:
        return ShownStep(title=title, status=_("Chưa tới"), tone="neutral", is_current=False)
    if state in ENDED:
        return ShownStep(title=title, status=str(state.label), tone=TONES[state], is_current=True)
    tone = "attention" if TONES[state] == "attention" else "progress"
    return ShownStep(title=title, status=_("Đang ở bước này"), tone=tone, is_current=True)
