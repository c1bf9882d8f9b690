"""What an officer types at the counter: who stands there, how it came, which papers, as boxes and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.utils.translation import gettext as _

from motcua.composition.casework.counter import WAYS, Who
from motcua.composition.casework.filling import AskedPaper
from motcua.domain.dossiers.enums import Identified, PaperForm
from motcua.domain.dossiers.queries import Bringer, Brought, Handed
from motcua.domain.procedures.enums import ChannelKind, ReceptionPlace
from motcua.domain.procedures.queries import Paper
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import Sex
from motcua.foundation.identity.queries import Card
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.surfaces.desk import other_papers
from motcua.surfaces.desk.record_form import SHORT, Box, Choice
from motcua.surfaces.ui.reading import day_of

PREFIX: Final = "_"
"""Sets the boxes of the desk apart from the questions of a form, which begin with a letter."""
CARD: Final = "card"
PICTURE: Final = f"{PREFIX}late_picture"
ALL: Final = f"{PREFIX}handed_all"
"""The tick that stands for every paper that has to be there."""
AREA: Final = 1000
MOST_OF_A_PAPER: Final = 999
LAY: Final = f"{PREFIX}lay-"
TAKE: Final = f"{PREFIX}take-"
SPLIT: Final = "split-"
"""The button that leads to a scan's pages: its id, or one of the words of ``views.split``."""
BUNDLE: Final = f"{PREFIX}bundle"
DIGITS: Final = 19
"""More than any id of the database has."""
Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class PaperBox:
    """One paper of the case, with what was ticked."""

    code: str
    name: str
    wanted: str
    note: str
    is_required: bool
    is_handed: bool
    quantity: str
    forms: tuple[Choice, ...]


# --- who stands there ---------------------------------------------------------------------------


def read_card(typed: Texts) -> dict[str, str] | None:
    """Return the boxes as the scanned card fills them; None if nothing was scanned.

    Raises:
        CardUnreadable: if the text is no card.
    """
    text = typed.get(CARD, "").strip()
    return typed_of_card(identity.read_card(text)) if text else None


def typed_of_card(card: Card) -> dict[str, str]:
    """Return the boxes for the applicant as the card fills them."""
    return {
        "pin": card.pin,
        "full_name": card.full_name,
        "born_on": f"{card.born_on:%d/%m/%Y}" if card.born_on else "",
        "sex": card.sex.value if card.sex else "",
        "residence": card.residence,
    }


def read_who(typed: Texts) -> Who:
    """Return the applicant.

    Raises:
        InvalidInput: naming every box that is empty or wrong.
    """
    pin, name = "".join(typed.get("pin", "").split()), " ".join(typed.get("full_name", "").split())
    born_on = day_of(typed.get("born_on", ""))
    other, problems = (None, []) if pin else other_papers.read(typed)
    if not name:
        problems.append(_problem("full_name", _("Ghi họ tên người nộp hồ sơ.")))
    if born_on is None:
        problems.append(_problem("born_on", _("Ghi ngày sinh có thật, theo ngày/tháng/năm.")))
    if problems or born_on is None:
        raise InvalidInput(problems)
    sex = typed.get("sex", "")
    return Who(
        pin=pin,
        other=other,
        full_name=name[:SHORT],
        born_on=born_on,
        sex=Sex(sex) if sex in Sex.values else None,
        residence=" ".join(typed.get("residence", "").split())[:SHORT],
    )


def read_way(typed: Texts, ways: Sequence[ChannelKind]) -> ChannelKind:
    """Return the way in which it came.

    Raises:
        InvalidInput: if none of these was chosen.
    """
    chosen = typed.get("way", "")
    if chosen not in ways:
        raise _wrong("way", _("Hãy chọn cách nộp."))
    return ChannelKind(chosen)


def who_boxes(typed: Texts, wrong: Texts) -> tuple[Box, ...]:
    """Return the boxes for the applicant; a card read by a scanner fills the others."""
    sexes = tuple(
        Choice(value=one.value, text=str(one.label), is_chosen=one.value == typed.get("sex"))
        for one in Sex
    )
    card = _("Đặt con trỏ vào đây rồi quét mã QR trên thẻ căn cước: các ô dưới được điền theo thẻ.")
    return (
        _box("text", CARD, _("Quét thẻ căn cước"), typed, wrong, hint=card),
        _box("text", "pin", _("Số định danh cá nhân"), typed, wrong, hint=_("12 chữ số.")),
        _box("text", "full_name", _("Họ và tên"), typed, wrong),
        _box("date", "born_on", _("Ngày sinh"), typed, wrong),
        Box(kind="select", name="sex", label=_("Giới tính"), choices=sexes,
            error=wrong.get("sex", "")),
        _box("text", "residence", _("Nơi cư trú ghi trên thẻ"), typed, wrong),
    )  # fmt: skip


def identified_box(typed: Texts, wrong: Texts) -> Box:
    """Return the choice of what the officer saw; nothing is chosen beforehand."""
    name = f"{PREFIX}identified"
    choices = tuple(
        Choice(value=one.value, text=str(one.label), is_chosen=one.value == typed.get(name))
        for one in Identified
    )
    return Box(
        kind="radios", name=name, label=_("Đã nhận diện người nộp bằng gì"), choices=choices,
        error=wrong.get(name, ""),
    )  # fmt: skip


def way_box(typed: Texts, wrong: Texts, ways: Sequence[ChannelKind]) -> Box:
    """Return the choice of the way in which it came; the counter, unless another was chosen."""
    chosen = typed.get("way") or (ways[0].value if ways else "")
    choices = tuple(
        Choice(value=way.value, text=str(way.label), is_chosen=way.value == chosen) for way in WAYS
        if way in ways
    )  # fmt: skip
    return Box(
        kind="select", name="way", label=_("Cách nộp"), choices=choices, error=wrong.get("way", "")
    )


# --- how it came --------------------------------------------------------------------------------


def read_brought(typed: Texts, came_at: datetime | None, papers: Iterable[Handed] = ()) -> Brought:
    """Return how it came, with the moment that ``read_moment`` made of its boxes."""
    said = {name: typed.get(f"{PREFIX}{name}", "").strip()[:AREA] for name in _LINES}
    return Brought(
        came_at=came_at,
        late_reason=said["late_reason"],
        place=_read_place(typed.get(f"{PREFIX}place", "")),
        parcel=said["parcel"],
        bringer=Bringer(
            name=said["bringer_name"],
            number=said["bringer_number"],
            authority=said["bringer_authority"],
        ),
        papers=tuple(papers),
        unscanned_reason=said["unscanned_reason"],
        identified=_read_identified(typed.get(f"{PREFIX}identified", "")),
        interpreter=said["interpreter"],
        thumbprint=said["thumbprint"],
    )


def typed_of(brought: Brought) -> dict[str, str]:
    """Return what the boxes say of what was kept."""
    came_at = brought.came_at.astimezone(clock.VIETNAM) if brought.came_at else None
    said = {
        "came_on": f"{came_at:%d/%m/%Y}" if came_at else "",
        "came_time": f"{came_at:%H:%M}" if came_at else "",
        "late_reason": brought.late_reason,
        "place": "" if brought.place is ReceptionPlace.DESK else brought.place.value,
        "parcel": brought.parcel,
        "bringer_name": brought.bringer.name,
        "bringer_number": brought.bringer.number,
        "bringer_authority": brought.bringer.authority,
        "unscanned_reason": brought.unscanned_reason,
        "identified": brought.identified.value if brought.identified else "",
        "interpreter": brought.interpreter,
        "thumbprint": brought.thumbprint,
    }
    return {f"{PREFIX}{name}": text for name, text in said.items()}


def brought_boxes(typed: Texts, wrong: Texts, places: Sequence[ReceptionPlace]) -> tuple[Box, ...]:
    """Return the boxes that say how it came, all of which may stay as they are at the counter."""
    now = _("Để trống nếu nhận ngay bây giờ.")
    reason = _("Chỉ khi nhận từ ngày trước: lý do và căn cứ, như số bưu gửi hoặc trang sổ giấy.")
    instead = _("Để trống nếu người có hồ sơ tự nộp.")
    spoken = _("Tên và tiếng nói, như H’Bĭa Niê, tiếng Ê Đê.")
    seen = _("Chỉ khi người nộp không ký được: ghi tên người làm chứng.")
    authority = _("Giấy ủy quyền, hợp đồng dịch vụ hoặc giấy giới thiệu đã xuất trình.")
    return (
        _box("date", f"{PREFIX}came_on", _("Ngày nhận"), typed, wrong, hint=now),
        _box("text", f"{PREFIX}came_time", _("Giờ nhận"), typed, wrong, hint=_("Như 08:30.")),
        _box("area", f"{PREFIX}late_reason", _("Lý do nhập muộn"), typed, wrong, hint=reason),
        _place_box(typed, wrong, places),
        _box("text", f"{PREFIX}parcel", _("Mã bưu gửi"), typed, wrong),
        _box("text", f"{PREFIX}bringer_name", _("Người nộp thay"), typed, wrong, hint=instead),
        _box("text", f"{PREFIX}bringer_number", _("Số giấy tờ của người nộp thay"), typed, wrong),
        _box("text", f"{PREFIX}bringer_authority", _("Căn cứ nộp thay"), typed, wrong,
             hint=authority),
        _box("text", f"{PREFIX}interpreter", _("Người phiên dịch"), typed, wrong, hint=spoken),
        _box("text", f"{PREFIX}thumbprint", _("Điểm chỉ thay chữ ký"), typed, wrong, hint=seen),
    )  # fmt: skip


def picture_box(wrong: Texts) -> Box:
    """Return the box for a picture of what proves when it came."""
    hint = _("Nếu nhận từ ngày trước: người thứ hai xem ảnh này để xác nhận giờ nhận.")
    return _box("file", PICTURE, _("Ảnh làm căn cứ giờ nhận"), {}, wrong, hint=hint)


def _place_box(typed: Texts, wrong: Texts, places: Sequence[ReceptionPlace]) -> Box:
    """Return the choice of the place: those of the record, and the one that was chosen before."""
    name = f"{PREFIX}place"
    chosen = _read_place(typed.get(name, ""))
    choices = tuple(
        Choice(value=one.value, text=str(one.label), is_chosen=one is chosen)
        for one in ReceptionPlace
        if one in places or one is chosen
    )
    return Box(
        kind="select",
        name=name,
        label=_("Nơi nhận"),
        hint=_("Ngoài Bộ phận Một cửa, chỉ những nơi mà bản ghi của thủ tục cho phép."),
        value="" if chosen is ReceptionPlace.DESK else chosen.value,
        choices=choices,
        error=wrong.get(name, ""),
    )


def _read_identified(text: str) -> Identified | None:
    return Identified(text) if text in Identified.values else None


def _read_place(text: str) -> ReceptionPlace:
    return ReceptionPlace(text) if text in ReceptionPlace.values else ReceptionPlace.DESK


def unscanned_box(typed: Texts, wrong: Texts) -> Box:
    """Return the box for why a paper was not scanned."""
    hint = _("Chỉ khi có giấy tờ đã nhận mà chưa quét được.")
    name = f"{PREFIX}unscanned_reason"
    return _box("text", name, _("Lý do chưa quét"), typed, wrong, hint=hint)


def box_of(field: str) -> str:
    """Return the box that a problem with how it came is about."""
    return f"{PREFIX}came_on" if field == "came_at" else f"{PREFIX}{field}"


# --- which papers -------------------------------------------------------------------------------


def read_papers(
    typed: Texts, codes: Iterable[str], required: Collection[str] = ()
) -> tuple[Handed, ...]:
    """Return the papers that are ticked, in their forms; a number that is none counts as one.

    :param required: what one tick for all of them stands for, of those that were on the page
    """
    at_once = required if ALL in typed else ()
    return tuple(
        Handed(
            code=code,
            form=_read_form(typed.get(f"{PREFIX}form-{code}", "")),
            quantity=_read_quantity(typed.get(f"{PREFIX}quantity-{code}", "")),
        )
        for code in codes
        if f"{PREFIX}handed-{code}" in typed
        or (code in at_once and f"{PREFIX}form-{code}" in typed)
    )


def read_laid(typed: Texts, prefix: str = LAY) -> dict[int, str]:
    """Return to which paper each picture goes, of those for which one was chosen."""
    chosen = {
        name.removeprefix(prefix): code
        for name, code in typed.items()
        if name.startswith(prefix) and code
    }
    return {
        int(key): code
        for key, code in chosen.items()
        if key.isascii() and key.isdigit() and len(key) < DIGITS
    }


def paper_box(asked: AskedPaper, *, is_english: bool) -> PaperBox:
    """Return one paper with what was ticked; at first with what its record asks for."""
    paper, handed = asked.paper, asked.handed
    usual = usual_form(asked.paper)
    chosen = handed.form if handed else usual
    return PaperBox(
        code=paper.code,
        name=paper.name_en if is_english else paper.name,
        wanted=_wanted(asked),
        note=paper.note or "",
        is_required=paper.is_required,
        is_handed=handed is not None,
        quantity=str(handed.quantity if handed else paper.originals or paper.copies or 1),
        forms=tuple(
            Choice(value=one.value, text=str(one.label), is_chosen=one is chosen)
            for one in PaperForm
        ),
    )


def usual_form(paper: Paper) -> PaperForm:
    """Return the form in which the paper is usually brought, after its record."""
    if paper.handling.value == "present":
        return PaperForm.SHOWN
    return PaperForm.ORIGINAL if paper.originals else PaperForm.CHECKED


def _wanted(asked: AskedPaper) -> str:
    words = []
    if asked.paper.originals:
        words.append(_("{count} bản chính").format(count=asked.paper.originals))
    if asked.paper.copies:
        words.append(_("{count} bản sao").format(count=asked.paper.copies))
    return ", ".join(words)


def _read_form(text: str) -> PaperForm:
    return PaperForm(text) if text in PaperForm.values else PaperForm.ORIGINAL


def _read_quantity(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_OF_A_PAPER))
    return max(1, int(text)) if is_number else 1


def read_moment(typed: Texts) -> datetime | None:
    """Return when it came; None for now.

    Raises:
        InvalidInput: if the day or the hour is none.
    """
    day, hour = (typed.get(f"{PREFIX}{name}", "").strip() for name in ("came_on", "came_time"))
    if not day and not hour:
        return None
    on = day_of(day) if day else clock.today()
    if on is None:
        raise _wrong("came_at", _("Ghi ngày có thật, theo ngày/tháng/năm."))
    return datetime.combine(on, _read_hour(hour, on), tzinfo=clock.VIETNAM)


def _read_hour(text: str, on: date) -> time:
    try:
        return time.fromisoformat(text.replace("h", ":").replace("g", ":").zfill(5))
    except ValueError as error:
        words = _("Ghi cả giờ nhận ngày {on:%d/%m/%Y}, như 08:30.").format(on=on)
        raise _wrong("came_time", words) from error


_LINES: Final = (
    "late_reason", "parcel", "bringer_name", "bringer_number", "bringer_authority",
    "unscanned_reason", "interpreter", "thumbprint",
)  # fmt: skip


def _box(kind: str, name: str, label: str, typed: Texts, wrong: Texts, *, hint: str = "") -> Box:
    return Box(
        kind=kind, name=name, label=label, hint=hint, value=typed.get(name, ""),
        error=wrong.get(name, ""),
    )  # fmt: skip


def _problem(field: str, text: str) -> FieldProblem:
    return FieldProblem(field=field, text=text, code="empty")


def _wrong(field: str, text: str) -> InvalidInput:
    return InvalidInput([FieldProblem(field=field, text=text, code="wrong")])
