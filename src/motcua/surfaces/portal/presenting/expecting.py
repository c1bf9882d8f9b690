"""What is asked of the reader, in plain words: what, of which dossier, until when, and one button."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.composition.casework.expecting import Expected, Wanted
from motcua.foundation.kernel.clock import VIETNAM
from motcua.surfaces.portal.presenting.drafts import name_of, name_of_agency

_BUTTONS: Final = {
    Wanted.SUPPLY: gettext_lazy("Bổ sung hồ sơ"),
    Wanted.CONFIRM: gettext_lazy("Xem và xác nhận"),
    Wanted.OBLIGATION: gettext_lazy("Xem nơi nộp"),
    Wanted.PAY: gettext_lazy("Xem cách nộp"),
    Wanted.ATTEND: gettext_lazy("Xem lịch hẹn"),
    Wanted.FETCH: gettext_lazy("Xem nơi nhận"),
    Wanted.RATE: gettext_lazy("Đánh giá"),
}
_PAGES: Final = {
    Wanted.SUPPLY: "portal:supplement",
    Wanted.CONFIRM: "portal:entry",
    Wanted.OBLIGATION: "portal:obligation",
    Wanted.PAY: "portal:pay",
    Wanted.ATTEND: "portal:dossier",
    Wanted.FETCH: "portal:dossier",
    Wanted.RATE: "portal:rate",
}


@dataclass(frozen=True, kw_only=True)
class ShownExpected:
    """One thing to do."""

    what: str
    procedure: str
    number: str
    dossier: str
    """Where the dossier is told of."""
    when: str
    more: str
    href: str
    button: str
    is_begun_by_button: bool
    """Whether the button begins something, so that it sends and does not lead."""


def show(found: Iterable[Expected]) -> dict[str, list[ShownExpected]]:
    """Return what is asked, in the order it came; invitations to rate apart, for they wait for nothing."""
    asked: list[ShownExpected] = []
    ratings: list[ShownExpected] = []
    for one in found:
        (ratings if one.what is Wanted.RATE else asked).append(_one(one))
    return {"expected": asked, "ratings": ratings}


def count(found: Iterable[Expected]) -> int:
    """Return how many things wait for the reader: an invitation to rate is none of them."""
    return sum(one.what is not Wanted.RATE for one in found)


def _one(one: Expected) -> ShownExpected:
    reference = one.dossier.reference
    return ShownExpected(
        what=str(one.what.label),
        procedure=name_of(one.version),
        number=str(one.dossier),
        dossier=reverse("portal:dossier", args=[reference]),
        when=_when(one),
        more=_more(one),
        href=reverse(_PAGES[one.what], args=[reference]),
        button=str(_BUTTONS[one.what]),
        is_begun_by_button=one.what is Wanted.SUPPLY,
    )


def _when(one: Expected) -> str:
    if one.what is Wanted.ATTEND and one.until is not None:
        return _("Lúc {at}").format(at=_moment(one.until))
    if one.until is not None:
        return _("Nên làm trước {at}").format(at=_moment(one.until))
    match one.what:
        case Wanted.SUPPLY:
            return _("Không có hạn, nhưng cơ quan chỉ làm tiếp khi bạn bổ sung đủ")
        case Wanted.PAY:
            return _("Trước khi nhận kết quả")
        case Wanted.FETCH:
            return _("Trong giờ làm việc, ngày nào cũng được")
        case _:
            return _("Không có hạn")


def _more(one: Expected) -> str:
    match one.what:
        case Wanted.ATTEND if one.plan is not None:
            return _("Địa điểm: {text}").format(text=one.plan.place)
        case Wanted.FETCH:
            return _("Bộ phận Một cửa của {agency}, mang theo giấy tờ tùy thân").format(
                agency=name_of_agency(one.dossier.receiving_agency)
            )
        case _:
            return ""


def _moment(at: datetime) -> str:
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
