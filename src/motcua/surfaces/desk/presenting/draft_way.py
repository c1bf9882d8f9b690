"""The way of a draft, from its first word to the agency that takes dossiers in: what is done, what is next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import (
    DesignKind,
    DraftKind,
    DraftState,
    OnlineLevel,
    Part,
)
from motcua.surfaces.desk import record_form

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft
    from motcua.domain.procedures.queries import Design, Lack
    from motcua.surfaces.desk.presenting.rehearsal_tests import Summary

Fault = tuple[str, str]
DESIGNED_FIELDS: Final = {"form_key": DesignKind.FORM, "workflow_key": DesignKind.PROCESS}
"""Fields of the record that a design of the draft fills in."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do on the way, with its page."""

    key: str
    name: str
    address: str
    status: str
    tone: str = "neutral"
    lacks: tuple[str, ...] = ()
    is_open: bool = False
    """Whether publication waits for it."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Tasks that belong together."""

    key: str
    name: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is known of a draft when its way is drawn."""

    draft: "RecordDraft"
    record: dict[str, Any]
    """Its content, naming the form and process that it brings itself."""
    faults: Sequence[Fault]
    designs: Sequence["Design"]
    lacks: Sequence["Lack"]
    unready: Sequence[str]
    """What keeps it from being online as a whole, if that is what it promises."""
    rehearsed: "Summary | None"
    providers: int
    """How many agencies take the procedure in."""


def stages(standing: Standing) -> tuple[Stage, ...]:
    """Return the way in its order; a repeal has nothing to write."""
    writing = (
        Stage(key="parts", name=_("Nội dung thủ tục"), tasks=tuple(_parts(standing))),
        Stage(key="designs", name=_("Chạy trên mạng"), tasks=tuple(_designs(standing))),
        Stage(key="rehearsal", name=_("Thử trước khi công bố"), tasks=(_rehearsal(standing),)),
    )
    publishing = Stage(key="publishing", name=_("Công bố"), tasks=tuple(_publishing(standing)))
    is_repeal = standing.draft.kind == DraftKind.REPEAL
    return (publishing,) if is_repeal else (*writing, publishing)


def next_of(stages: Iterable[Stage]) -> Task | None:
    """Return the first task that publication waits for."""
    return next((task for stage in stages for task in stage.tasks if task.is_open), None)


def say(fault: Fault) -> str:
    """Return what is wrong with the record, and with which of its fields."""
    path, text = fault
    field, *way = record_form.to_name(path).split(".")
    label = procedures.label_of("Record", field)
    row = f" {int(way[0]) + 1}" if way and way[0].isdigit() else ""
    return f"{label}{row}: {text}"


# --- The record ---------------------------------------------------------------------------------


def _parts(standing: Standing) -> Iterable[Task]:
    for part in procedures.WRITTEN:
        fields = procedures.FIELDS[part]
        wrong = [one for one in standing.faults if _field_of(one) in fields]
        lacks = [say(one) for one in wrong if _field_of(one) not in DESIGNED_FIELDS]
        if part is Part.ONLINE and not lacks:
            lacks = list(standing.unready)
        is_said = any(standing.record.get(name) for name in fields)
        status, tone = (_("Xong"), "success") if is_said else (_("Không bắt buộc"), "neutral")
        if lacks:
            status, tone = (_("Phải sửa"), "danger") if is_said else (_("Chưa ghi"), "attention")
        yield Task(
            key=part.value,
            name=str(part.label),
            address=reverse("desk:record-part", args=[standing.draft.pk, part.value]),
            status=status,
            tone=tone,
            lacks=tuple(lacks) if is_said else (),
            is_open=bool(lacks),
        )


def _field_of(fault: Fault) -> str:
    return record_form.to_name(fault[0]).split(".")[0]


# --- What is designed ---------------------------------------------------------------------------


def _designs(standing: Standing) -> Iterable[Task]:
    is_online = standing.record.get("online_level") != OnlineLevel.INFORMATION
    for kind, page in _PAGES.items():
        own = [one for one in standing.designs if one.kind is kind]
        lacks = tuple(one.text for one in standing.lacks if one.kind is kind)
        is_missing = not own and is_online and kind in DESIGNED_FIELDS.values()
        status, tone = _status_of(kind, own, standing.record)
        if is_missing:
            status, tone = _("Chưa có"), "attention"
        if lacks:
            status, tone = _("Phải sửa"), "danger"
        yield Task(
            key=kind.value,
            name=str(kind.label),
            address=reverse(page, args=[standing.draft.pk]),
            status=status,
            tone=tone,
            lacks=lacks,
            is_open=is_missing or bool(lacks),
        )


_PAGES: Final = {
    DesignKind.FORM: "desk:form",
    DesignKind.PROCESS: "desk:process",
    DesignKind.FEES: "desk:record-fees",
    DesignKind.PAPER: "desk:record-papers",
}
"""On which page each kind of design is written."""


def _status_of(
    kind: DesignKind, found: Sequence["Design"], record: dict[str, Any]
) -> tuple[str, str]:
    """Return how a design stands that nothing is wrong with."""
    if any(not one.is_inherited for one in found):
        return _("Có bản riêng"), "success"
    if found:
        return _("Giữ bản đang dùng"), "success"
    if kind is DesignKind.PAPER:
        return _("Dùng mẫu chung"), "neutral"
    if kind is DesignKind.FEES:
        has_fees = any(channel.get("fees") for channel in record.get("channels") or ())
        return (_("Thu theo mức chung") if has_fees else _("Không thu")), "neutral"
    return _("Không bắt buộc"), "neutral"


# --- Trying and publishing ----------------------------------------------------------------------


def _rehearsal(standing: Standing) -> Task:
    summary = standing.rehearsed
    status, tone = _("Nên làm"), "attention"
    if summary:
        status, tone = _("Đã diễn tập"), "success"
        if summary.waiting:
            status, tone = _("Chờ chạy lại"), "neutral"
        if summary.failing:
            status, tone = _("Có bài không khớp"), "danger"
    return Task(
        key="rehearsal",
        name=_("Diễn tập bản soạn"),
        address=reverse("desk:rehearsal", args=[standing.draft.pk]),
        status=status,
        tone=tone,
    )


def _publishing(standing: Standing) -> Iterable[Task]:
    reached = _REACHED[DraftState(standing.draft.state)]
    for number, (key, name) in enumerate(
        (
            ("sent", _("Gửi kiểm soát")),
            ("agreed", _("Người khác kiểm soát và đồng ý")),
            ("published", _("Công bố theo quyết định")),
        )
    ):
        is_done = number < reached
        yield Task(
            key=key,
            name=name,
            address="",
            status=_("Xong") if is_done else _("Chưa làm"),
            tone="success" if is_done else "neutral",
        )
    if standing.draft.kind != DraftKind.REPEAL:
        yield _provision(standing)


def _provision(standing: Standing) -> Task:
    is_published = standing.draft.state == DraftState.PUBLISHED
    code = standing.draft.procedure_code
    return Task(
        key="provided",
        name=_("Giao cơ quan tiếp nhận"),
        address=reverse("desk:arrangement", args=[code]) if is_published else "",
        status=_("Xong") if standing.providers else _("Chưa làm"),
        tone="success" if standing.providers else "neutral",
        is_open=is_published and not standing.providers,
    )


_REACHED: Final = {
    DraftState.DRAFT: 0,
    DraftState.IN_REVIEW: 1,
    DraftState.AGREED: 2,
    DraftState.PUBLISHED: 3,
    DraftState.WITHDRAWN: 0,
}
"""How many of the acts of publication are done in each state."""
