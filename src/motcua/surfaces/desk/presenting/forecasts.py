"""Forecasts in words: the likely days, how likely it is late, and on what that rests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, Self

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from motcua.composition.steering import queries as steering
from motcua.composition.steering.enums import Basis
from motcua.domain.dossiers import permissions
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.clock import day_in_vietnam
from motcua.foundation.organisations.enums import UnitKind
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting.door import read_key

if TYPE_CHECKING:
    from motcua.composition.steering.models import Forecast
    from motcua.domain.dossiers.models import Dossier

NEAREST: Final = 5
"""Shares are told to the nearest five in a hundred: they are no more exact than that."""
HIGH, SOME = "cao", "co"
LEAST: Final = {HIGH: steering.LIKELY, SOME: steering.POSSIBLE}
NO_FORECASTS: Final[Mapping[int, "Forecast"]] = {}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is foretold of one dossier."""

    days: str
    """Between which days it is likely finished; empty if that cannot be said."""
    words: str
    tone: str
    is_notable: bool
    """Whether a list should draw the eye to it."""
    reason: str
    basis: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Way:
    """Something that can be done about it, where it is done."""

    href: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One dossier that may be late."""

    reference: str
    name: str
    procedure: str
    step: str
    holder: str
    due_at: datetime
    shown: Shown
    ways: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which forecasts an address asks for."""

    level: str
    procedure_id: int | None
    after: steering.After | None

    @classmethod
    def read(cls, asked: QueryDict) -> Self:
        """Return what an address asks for; what it does not spell rightly does not matter."""
        level = asked.get("nguy-co", "")
        return cls(
            level=level if level in LEAST else "",
            procedure_id=read_key(asked.get("thu-tuc", "")),
            after=_read_after(asked.get("sau", "")),
        )

    def likely(self, agency_id: int) -> steering.Likely:
        """Return the question that stands behind the address."""
        return steering.Likely(
            agency_id=agency_id,
            procedure_id=self.procedure_id,
            at_least=LEAST.get(self.level, 0.0),
        )

    def following(self, last: "Forecast") -> str:
        """Return the address of the next page, behind this row."""
        place = f"{last.risk!r}_{paging.mark(last.due_at, last.dossier_id)}"
        return address(level=self.level, procedure_id=self.procedure_id, after=place)


def address(*, level: str = "", procedure_id: int | None = None, after: str = "") -> str:
    """Return the address of the list of forecasts."""
    values = {"nguy-co": level, "thu-tuc": procedure_id or "", "sau": after}
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('desk:forecasts')}?{query}" if query else reverse("desk:forecasts")


def _read_after(text: str) -> steering.After | None:
    risk, _mark, place = text.partition("_")
    dated = paging.read_dated_mark(place)
    try:
        share = float(risk)
    except ValueError:
        return None
    return None if dated is None or not 0 <= share <= 1 else (share, *dated)


def show(forecast: "Forecast | None", dossier: "Dossier", *, now: datetime) -> Shown | None:
    """Return what is foretold of the dossier; None if nothing is, or its promise has moved since."""
    if forecast is None or forecast.due_at != dossier.due_at:
        return None
    if forecast.risk is None:
        return Shown(
            days="", words=_("Chưa dự báo được"), tone="neutral", is_notable=False,
            reason=_(
                "Chưa có đủ {number} hồ sơ cùng thủ tục đã xong, lâu như hồ sơ này, để so."
            ).format(number=steering.FEWEST_FINISHED),
            basis="", at=forecast.reckoned_at,
        )  # fmt: skip
    is_late = now > forecast.due_at
    words, tone = _level(forecast.risk)
    return Shown(
        days=_days(forecast),
        words=_("Đã quá hạn") if is_late else words,
        tone="danger" if is_late else tone,
        is_notable=not is_late and forecast.risk >= steering.POSSIBLE,
        reason="" if is_late else _reason(forecast),
        basis=ngettext(
            "Dựa trên {number} hồ sơ đã xong: {basis}.",
            "Dựa trên {number} hồ sơ đã xong: {basis}.",
            forecast.finished,
        ).format(number=forecast.finished, basis=Basis(forecast.basis).label),
        at=forecast.reckoned_at,
    )


def _level(risk: float) -> tuple[str, str]:
    if risk >= steering.LIKELY:
        return _("Nguy cơ trễ hạn cao: {share}").format(share=_share(risk)), "danger"
    if risk >= steering.POSSIBLE:
        return _("Có nguy cơ trễ hạn: {share}").format(share=_share(risk)), "attention"
    return _("Ít nguy cơ trễ hạn: {share}").format(share=_share(risk)), "success"


def _share(risk: float) -> str:
    nearest = round(risk * 100 / NEAREST) * NEAREST
    if nearest == 0:
        return _("dưới {number}%").format(number=NEAREST)
    if nearest == 100:  # noqa: PLR2004 - the whole
        return _("trên {number}%").format(number=100 - NEAREST)
    return _("khoảng {number}%").format(number=nearest)


def _reason(forecast: "Forecast") -> str:
    of_step = forecast.basis in {Basis.STEP_HERE, Basis.STEP_ANYWHERE}
    words = (
        _("{longer} trong {known} hồ sơ gần đây ở bước này cần lâu hơn thời gian còn lại.")
        if of_step
        else _("{longer} trong {known} hồ sơ gần đây cần lâu hơn thời gian còn lại.")
    )
    return words.format(longer=forecast.longer, known=forecast.known)


def _days(forecast: "Forecast") -> str:
    first, last = forecast.early_on, forecast.late_on
    if first is None:
        return ""
    if last is None:
        return _("Dự kiến xong từ {first}, chưa rõ muộn nhất ngày nào").format(first=_day(first))
    if first == last:
        return _("Dự kiến xong {day}").format(day=_day(first))
    return _("Dự kiến xong từ {first} đến {last}").format(first=_day(first), last=_day(last))


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def show_rows(
    found: "Iterable[tuple[Forecast, Dossier, Version]]", officer: Officer, *, now: datetime
) -> list[Row]:
    """Return the dossiers that may be late, each with its reason and what this officer can do."""
    rows = []
    for forecast, dossier, version in found:
        shown = show(forecast, dossier, now=now)
        if shown is not None:
            rows.append(_row(forecast, dossier, version, shown, officer, now=now))
    return rows


def _row(
    forecast: "Forecast", dossier: "Dossier", version: Version, shown: Shown, officer: Officer, *,
    now: datetime,
) -> Row:  # fmt: skip
    language = get_language() or "vi"
    english = forecast.step_name_en if language == "en" else ""
    return Row(
        reference=dossier.reference,
        name=str(dossier),
        procedure=version.name_in(language),
        step=english or forecast.step_name,
        holder=_holder(forecast),
        due_at=forecast.due_at,
        shown=shown,
        ways=tuple(_ways(forecast, dossier, officer, now=now)),
    )


def _holder(forecast: "Forecast") -> str:
    """Return in whose hands it is: a kind of unit and a role of the agency, or the applicant's."""
    if not forecast.role:
        return ""
    if forecast.role not in Role.values:
        return _("Người nộp hồ sơ")
    role = str(Role(forecast.role).label)
    if forecast.unit_kind not in UnitKind.values:
        return role
    return f"{UnitKind(forecast.unit_kind).label}, {role}"


def _ways(
    forecast: "Forecast", dossier: "Dossier", officer: Officer, *, now: datetime
) -> Iterable[Way]:
    if forecast.role in officer.roles and forecast.task_id is not None:
        yield Way(href=reverse("desk:task", args=[forecast.task_id]), text=_("Làm bước này"))
    elif Role.LEADER in officer.roles and forecast.role in Role.values:
        href = f"{reverse('desk:work')}?{urlencode({'vai-tro': forecast.role})}"
        yield Way(href=href, text=_("Xem việc đang chờ ở vị trí này"))
    if permissions.may_ask_to_extend(officer, dossier) and day_in_vietnam(now) < day_in_vietnam(
        forecast.due_at
    ):
        yield Way(
            href=reverse("desk:extend", args=[dossier.reference]),
            text=_("Xin lỗi và hẹn lại ngày trả kết quả"),
        )
