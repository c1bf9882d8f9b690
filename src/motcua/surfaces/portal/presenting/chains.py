"""Parts of a dossier as its applicant reads them: which agency does what, until when, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.composition.casework import chain_parts
from motcua.domain.chains.enums import PartState
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.queries import Happened
from motcua.foundation.kernel.clock import VIETNAM

_TONES: Final = {
    PartState.AHEAD: "neutral",
    PartState.WAITING: "progress",
    PartState.OVERDUE: "attention",
    PartState.DONE: "success",
    PartState.LATE: "success",
    PartState.DROPPED: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class ShownPart:
    """What one agency does of the dossier."""

    agency: str
    name: str
    due_at: datetime | None
    """By when it is to be done; none before its turn, and once it is done."""
    state: str
    tone: str
    ended: str
    reason: str
    paper: str
    """The address of what came of it; empty if nothing did."""


def show(
    rows: Iterable[chain_parts.Row], reference: str, *, with_papers: bool = True
) -> tuple[ShownPart, ...]:
    """Return the parts of the applicant's dossier, with what came of them or without."""
    return tuple(_part(row, reference, with_papers=with_papers) for row in rows)


def _part(row: chain_parts.Row, reference: str, *, with_papers: bool) -> ShownPart:
    part = row.part
    # Whether it was late is between the agencies: the applicant counts on the promise of the whole.
    is_done = row.state in {PartState.DONE, PartState.LATE}
    return ShownPart(
        agency=part.agency.name,
        name=chain_parts.name_of(part),
        due_at=None if part.done_at else part.due_at,
        state=_("Đã xong") if is_done else str(row.state.label),
        tone=_TONES[row.state],
        ended=row.done.label if row.done else "",
        reason=row.done.reason if row.done else "",
        paper=reverse("portal:part-paper", args=[reference, part.pk, row.file.pk])
        if row.file and with_papers
        else "",
    )


def tell(timeline: Sequence[Happened]) -> dict[int, tuple[str, str]]:
    """Return title and text of each entry about a part, by its place in the log."""
    return {one.seq: _entry(one) for one in timeline if one.act in _TOLD}


_TOLD: Final = frozenset(
    {Act.SEND_TO_ALL, Act.HAND_PART, Act.FINISH_PART, Act.NOTE_LATE_PART, Act.PASS_PART_ON}
)


def _entry(happened: Happened) -> tuple[str, str]:
    payload, words = happened.payload, happened.words
    match happened.act:
        case Act.SEND_TO_ALL:
            lines = [f"{part['agency']}: {part['name']}" for part in payload["parts"]]
            title = _("Hồ sơ được gửi đến các cơ quan cùng giải quyết")
            return title, "\n".join([*lines, _("Bạn không phải nộp thêm ở các cơ quan này.")])
        case Act.HAND_PART:
            title = _("{agency} bắt đầu: {part}")
            due = ""
            if payload["due_at"]:
                until = datetime.fromisoformat(payload["due_at"]).astimezone(VIETNAM)
                due = _("Hạn của phần việc: {until:%H:%M %d/%m/%Y}").format(until=until)
            return title.format(agency=payload["agency"], part=payload["name"]), due
        case Act.FINISH_PART:
            title = _("{agency}: {ended}").format(agency=payload["agency"], ended=words["label"])
            return title, words["reason"]
        case Act.NOTE_LATE_PART:
            title = _("{agency} chưa xong phần việc đúng hạn").format(agency=payload["agency"])
            return title, _("Thời hạn giải quyết hồ sơ của bạn vẫn tính như đã hẹn.")
        case _:
            title = _("{agency} làm tiếp phần việc của {before}")
            return title.format(agency=payload["agency"], before=payload["from"]), payload["name"]
