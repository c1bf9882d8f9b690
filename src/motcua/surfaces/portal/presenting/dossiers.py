"""A dossier as its applicant reads it: state in plain words, promise explained, what is asked, what came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.capabilities.forms.queries import Section
from motcua.composition.casework.came import CameFrom
from motcua.composition.casework.errors import AnswerNotChosen
from motcua.composition.casework.following import AWAITING, Acting, Followed, Own
from motcua.composition.casework.histories import KEPT_QUIET
from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers.enums import Due, ResultWay, State
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import Version
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.kernel.money import format_dong
from motcua.foundation.kernel.worktime import CountedDay
from motcua.surfaces.portal.presenting import chains, dues, inquiries, obligations
from motcua.surfaces.portal.presenting.drafts import name_of, name_of_agency
from motcua.surfaces.portal.presenting.lines import show_line
from motcua.surfaces.portal.presenting.papers import size_in_words
from motcua.surfaces.portal.presenting.procedures import limit_in_words
from motcua.surfaces.portal.presenting.tracking import TONES, ShownStep, show_steps

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document
    from motcua.domain.dossiers.models import Dossier

LONGEST_REASON: Final = 1000

EXPLAINED: Final = {
    State.LODGED: gettext_lazy(
        "Hồ sơ đã đến cơ quan và đang chờ bộ phận một cửa kiểm tra. Bạn chưa phải làm gì."
    ),
    State.SUPPLEMENT_AT_INTAKE: gettext_lazy("Cơ quan cần bạn bổ sung trước khi tiếp nhận."),
    State.DIRECTED: gettext_lazy(
        "Hồ sơ này thuộc thẩm quyền của cơ quan khác. Lý do ghi ở phần diễn biến."
    ),
    State.REFUSED: gettext_lazy("Hồ sơ không được tiếp nhận. Lý do ghi ở phần diễn biến."),
    State.ACCEPTED: gettext_lazy("Hồ sơ đã được tiếp nhận và đang chuyển đến người giải quyết."),
    State.IN_PROGRESS: gettext_lazy("Cơ quan đang giải quyết hồ sơ của bạn."),
    State.AWAITING_SUPPLEMENT: gettext_lazy(
        "Cơ quan cần bạn bổ sung để giải quyết tiếp. Thời hạn được tính lại từ khi bạn bổ sung đủ."
    ),
    State.AWAITING_OBLIGATION: gettext_lazy(
        "Bạn cần nộp khoản theo thông báo dưới đây để cơ quan giải quyết tiếp. Trong khi chờ, thời hạn tạm dừng"
        " tính."
    ),
    State.DECIDED: gettext_lazy("Đã có kết quả."),
    State.REJECTED: gettext_lazy(
        "Hồ sơ không đủ điều kiện giải quyết. Lý do ghi trong văn bản dưới đây."
    ),
    State.HANDED_OVER: gettext_lazy("Kết quả đã được trả. Bạn có thể xem và tải về dưới đây."),
    State.WITHDRAWN: gettext_lazy("Bạn đã rút hồ sơ này."),
    State.STOPPED: gettext_lazy(
        "Cơ quan đã dừng giải quyết. Lý do ghi ở phần diễn biến và trong thông báo."
    ),
}
STANDINGS: Final = {
    Due.AHEAD: "open",
    Due.SOON: "soon",
    Due.OVERDUE: "late",
    Due.ON_TIME: "met",
    Due.LATE: "missed",
    Due.NONE: "paused",
}


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """A paper to open."""

    title: str
    name: str
    size: str
    href: str
    is_replaced: bool
    """Whether a corrected result stands in for it (Article 21.1)."""


@dataclass(frozen=True, kw_only=True)
class ShownDay:
    """One day on the way to the promise and what the count did with it."""

    day: Any
    text: str


@dataclass(frozen=True, kw_only=True)
class ShownPromise:
    """The promised moment and why it is this one."""

    due: datetime
    standing: str
    words: str
    rule: str
    steps: tuple[ShownDay, ...]
    turns: tuple[str, ...]
    """What moved the promise beside the days."""


@dataclass(frozen=True, kw_only=True)
class ShownDirection:
    """The agency in charge, and where to lodge with it."""

    agency: str
    href: str


@dataclass(frozen=True, kw_only=True)
class ShownDossier:
    """The page."""

    dossier: Dossier
    acting: Acting
    came_from: CameFrom | None
    name: str
    agency: str
    state: str
    tone: str
    explained: str
    steps: tuple[ShownStep, ...]
    promise: ShownPromise | None
    requests: tuple[dict[str, str], ...]
    direction: ShownDirection | None
    entry: str
    """Where the draft entry waits for the applicant's word; empty when none does."""
    timeline: tuple[dict[str, Any], ...]
    parts: tuple[chains.ShownPart, ...]
    """What each agency does, where several settle it together (Article 19.6, 19.7)."""
    obligation: obligations.ShownObligation | None
    """What the applicant owes the State, and for which the dossier waits."""
    bill: dues.ShownBill | None
    sections: tuple[Section, ...]
    handed_in: tuple[ShownPaper, ...]
    issued: tuple[ShownPaper, ...]
    may_be_rated: bool
    may_be_withdrawn: bool
    may_be_supplemented: bool
    pay: str
    """Where to say that it was paid; empty for who may not."""
    oblige: str
    """Where to say so of an obligation."""


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """One dossier in the list."""

    reference: str
    title: str
    number: str
    agency: str
    state: str
    tone: str
    at: datetime
    for_whom: str = ""
    """Whose it is, if it was lodged for somebody else."""


@dataclass(frozen=True, kw_only=True)
class ShownDraftItem:
    """One draft in the list."""

    href: str
    discard: str
    title: str
    agency: str
    saved_at: datetime
    supplements: str
    for_whom: str
    """Whose it will be, if it is filled in for somebody else."""


@dataclass(frozen=True, kw_only=True)
class ShownOwn:
    """Everything a person has begun."""

    drafts: tuple[ShownDraftItem, ...]
    dossiers: tuple[ShownItem, ...]
    for_others: tuple[ShownItem, ...]


def show_own(own: Own) -> ShownOwn:
    """Return the lists; what waits for the person says so instead of the state."""
    return ShownOwn(
        drafts=tuple(
            ShownDraftItem(
                href=reverse("portal:draft", args=[draft.pk]),
                discard=reverse("portal:discard", args=[draft.pk]),
                title=name_of(version),
                agency=name_of_agency(draft.agency),
                saved_at=draft.saved_at,
                supplements=str(draft.supplements or ""),
                for_whom=draft.person.full_name if draft.authorisation_id else "",
            )
            for draft, version in own.drafts
        ),
        dossiers=tuple(
            _item(dossier, version, waits_for_word=dossier.reference in own.waiting_for_word)
            for dossier, version in own.dossiers
        ),
        for_others=tuple(
            replace(
                _item(dossier, version, waits_for_word=False), for_whom=dossier.applicant.full_name
            )
            for dossier, version in own.for_others
        ),
    )


def show(followed: Followed) -> ShownDossier:
    """Return the page of a dossier."""
    dossier, state = followed.dossier, State(followed.dossier.state)
    waits = followed.entry_task is not None and Scope.LODGE in followed.acting.scopes
    entry = reverse("portal:entry", args=[dossier.reference]) if waits else ""
    happened = [line.happened for line in followed.timeline]
    told = inquiries.tell(happened) | chains.tell(happened) | dues.tell(happened)
    told |= obligations.tell(happened)
    return ShownDossier(
        dossier=dossier,
        acting=followed.acting,
        came_from=followed.came_from,
        name=name_of(followed.version),
        agency=name_of_agency(dossier.agency),
        state=_("Chờ bạn xác nhận") if entry else str(state.label),
        tone="attention" if entry else TONES[state],
        explained=_explained(followed, state),
        steps=show_steps(state),
        promise=_promise(followed),
        requests=tuple(followed.request.items) if followed.request else (),
        direction=_direction(followed),
        entry=entry,
        timeline=tuple(
            show_line(line, told)
            for line in reversed(followed.timeline)
            if line.happened.act not in KEPT_QUIET
        ),
        parts=chains.show(
            followed.parts, dossier.reference, with_papers=Scope.RECEIVE in followed.acting.scopes
        ),
        obligation=obligations.show(dossier, followed.obligation),
        bill=dues.show(followed.bill),
        sections=followed.sections,
        handed_in=tuple(_paper(followed, paper) for paper in followed.handed_in),
        issued=tuple(_paper(followed, paper) for paper in followed.issued),
        may_be_rated=followed.may_be_rated,
        may_be_withdrawn=followed.may_be_withdrawn,
        pay=_payable(followed, "portal:pay"),
        oblige=_payable(followed, "portal:obligation"),
        may_be_supplemented=state in AWAITING and Scope.LODGE in followed.acting.scopes,
    )


def _payable(followed: Followed, page: str) -> str:
    if Scope.PAY not in followed.acting.scopes:
        return ""
    return reverse(page, args=[followed.dossier.reference])


def read_outcome(posted: Mapping[str, str]) -> str:
    """Return what the declarant chose.

    Raises:
        AnswerNotChosen: if nothing was chosen.
    """
    outcome = posted.get("outcome", "")
    if not outcome:
        raise AnswerNotChosen(field="outcome")
    return outcome


def _item(dossier: Dossier, version: Version, *, waits_for_word: bool) -> ShownItem:
    state = State(dossier.state)
    return ShownItem(
        reference=dossier.reference,
        title=name_of(version),
        number=str(dossier),
        agency=name_of_agency(dossier.agency),
        state=_("Chờ bạn xác nhận") if waits_for_word else str(state.label),
        tone="attention" if waits_for_word else TONES[state],
        at=dossier.lodged_at,
    )


def _direction(followed: Followed) -> ShownDirection | None:
    agency = followed.directed_to
    if agency is None:
        return None
    start = reverse("portal:start", args=[followed.version.code])
    return ShownDirection(agency=name_of_agency(agency), href=f"{start}?agency={agency.code}")


def _explained(followed: Followed, state: State) -> str:
    """Return what the state means to the applicant; of a result on paper, how it comes to them."""
    words = str(EXPLAINED[state])
    reopened_at = followed.dossier.reopened_at
    if reopened_at is not None and state is State.IN_PROGRESS:
        words += " " + _(
            "Hồ sơ được giải quyết lại từ {day:%d/%m/%Y}; lý do ghi ở phần diễn biến. Bạn không phải nộp"
            " lại và không mất tiền."
        ).format(day=day_in_vietnam(reopened_at))
    if followed.withheld:
        return (
            words
            + " "
            + _("Bạn nhận được kết quả ngay khi nộp xong {owed} phí, lệ phí.").format(
                owed=format_dong(followed.withheld)
            )
        )
    if state is State.DECIDED and followed.wish is ResultWay.COUNTER:
        words += " " + _(
            "Mời bạn đến Bộ phận Một cửa của {agency} nhận bản giấy, mang theo giấy tờ tùy thân."
        ).format(agency=name_of_agency(followed.dossier.receiving_agency))
    elif state is State.DECIDED and followed.wish is ResultWay.POST:
        words += " " + _("Cơ quan gửi bản giấy qua bưu chính đến địa chỉ bạn đã ghi.")
    return words


def _promise(followed: Followed) -> ShownPromise | None:
    dossier = followed.dossier
    if dossier.due_at is None:
        return None
    channel = followed.version.find_channel(ChannelKind(dossier.channel))
    is_paused = followed.standing is Due.NONE
    counted = followed.clock.counted
    return ShownPromise(
        due=dossier.due_at,
        standing=STANDINGS[followed.standing],
        words=_("Tạm dừng đếm") if is_paused else str(followed.standing.label),
        rule=_("Thời hạn: {limit}.").format(limit=limit_in_words(channel.limit)) if channel else "",
        steps=tuple(_day(step) for step in counted.steps) if counted else (),
        turns=tuple(followed.clock.tell()),
    )


def _day(step: CountedDay) -> ShownDay:
    text = step.reason
    if step.is_counted:
        text = _("{reason}, ngày thứ {number}").format(reason=step.reason, number=step.number)
    return ShownDay(day=step.on, text=text)


def _paper(followed: Followed, document: Document) -> ShownPaper:
    return ShownPaper(
        title=document.title,
        name=document.filename,
        size=size_in_words(document.size),
        href=reverse("portal:document", args=[followed.dossier.reference, document.pk]),
        is_replaced=document.pk in followed.replaced,
    )
