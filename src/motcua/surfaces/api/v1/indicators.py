"""How well the agencies serve, in figures that everybody may see and check."""

from datetime import date
from typing import Final

import msgspec
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from motcua.composition.steering import queries as steering
from motcua.composition.steering.enums import Withheld
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.api.contract import answer, answers, public
from motcua.surfaces.api.v1.agencies import AgencyName

router = Router(tags=["indicators"])

PAGE_SIZE: Final = 100
LAST_PAGE: Final = 100_000


class Asked(Schema):
    """What a client may ask of the figures."""

    since: date | None = Field(
        None, description=_("Ngày đầu của kỳ; mặc định là ngày đầu năm của ngày cuối kỳ.")
    )
    until: date | None = Field(None, description=_("Ngày cuối của kỳ; mặc định là hôm nay."))
    agency: str | None = Field(None, description=_("Mã định danh cơ quan."))
    procedure: str | None = Field(None, description=_("Mã thủ tục."))
    page: int = Field(1, ge=1, le=LAST_PAGE, description=_("Trang, từ 1."))


class ProcedureName(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure by its national code and name."""

    code: str
    name: str


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """A share from 0 to 1 of ``of``; null with the reason when ``of`` is too few to say anything."""

    value: float | None
    of: int
    withheld: Withheld | None


class Indicators(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a period.

    ``on_time_rate`` is the share of what was finished in the period or is overdue now that was finished
    in time, so that what is never finished counts against it. ``satisfaction_rate`` is the share of
    marks that say satisfied or better; its ``of`` is the number of people who answered.
    """

    received: int
    finished_on_time: int
    finished_late: int
    overdue_now: int
    on_time_rate: Rate
    satisfaction_rate: Rate


class AgencyIndicators(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one agency with one procedure."""

    agency: AgencyName
    procedure: ProcedureName
    indicators: Indicators


class IndicatorList(msgspec.Struct, frozen=True, kw_only=True):
    """One page of figures by agency and procedure, in the order of their codes, and their total."""

    since: date
    until: date
    indicators: Indicators
    items: tuple[AgencyIndicators, ...]
    total: int
    page: int
    pages: int


@router.get(
    "/indicators",
    summary=_("Xem chỉ số phục vụ"),
    description=_(
        "Số hồ sơ tiếp nhận, giải quyết đúng hạn và trễ hạn, tỷ lệ đúng hạn, tỷ lệ hài lòng kèm số người"
        " trả lời, theo cơ quan và thủ tục trong một kỳ. Không xếp hạng; tỷ lệ tính trên quá ít trường hợp"
        " thì để trống và nói lý do."
    ),
    **answers(IndicatorList, 404, 422),
)
@public
def list_indicators(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's
    """Answer a page of figures."""
    now = clock.now()
    today = clock.day_in_vietnam(now)
    since, until = _period(asked, today)
    agency = organisations.get_agency_by_code(asked.agency, on=today) if asked.agency else None
    procedure = procedures.get_by_code(asked.procedure, today) if asked.procedure else None
    figures = steering.get_public_figures(
        since=since,
        until=until,
        now=now,
        agency_id=agency.pk if agency else None,
        procedure_id=procedure.procedure_id if procedure else None,
    )
    pages = Paginator(figures.lines, PAGE_SIZE)
    lines = pages.page(asked.page).object_list if asked.page <= pages.num_pages else []
    return answer(
        IndicatorList(
            since=since,
            until=until,
            indicators=_indicators(figures.total),
            items=tuple(_line(line) for line in lines),
            total=pages.count,
            page=asked.page,
            pages=pages.num_pages,
        )
    )


def _period(asked: Asked, today: date) -> tuple[date, date]:
    """Return the first and last day.

    Raises:
        InvalidInput: if the last day comes before the first
    """
    until = asked.until or today
    since = asked.since or until.replace(month=1, day=1)
    if until < since:
        text = gettext("Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ.")
        raise InvalidInput([FieldProblem(field="until", text=text, code="before-since")])
    return since, until


def _line(line: steering.PublicLine) -> AgencyIndicators:
    return AgencyIndicators(
        agency=AgencyName(code=line.agency.code, name=line.agency.name),
        procedure=ProcedureName(code=line.procedure.code, name=line.procedure.name),
        indicators=_indicators(line.figures),
    )


def _indicators(figures: steering.Figures) -> Indicators:
    return Indicators(
        received=figures.sums.accepted,
        finished_on_time=figures.sums.finished_on_time,
        finished_late=figures.sums.finished_late,
        overdue_now=figures.open.overdue,
        on_time_rate=_rate(figures.public_on_time_rate),
        satisfaction_rate=_rate(figures.public_satisfaction_rate),
    )


def _rate(rate: steering.Rate) -> Rate:
    return Rate(value=rate.value, of=rate.of, withheld=rate.withheld)
