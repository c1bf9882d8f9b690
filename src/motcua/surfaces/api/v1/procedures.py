"""The catalogue: searching it, and one procedure with all it asks and promises."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ExecutingSystem, Level, OnlineLevel, ProvisionKind
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.api.contract import answer, answers, public
from motcua.surfaces.api.v1.agencies import AgencyName

if TYPE_CHECKING:
    from motcua.domain.procedures.models import Provision

router = Router(tags=["procedures"])

LAST_PAGE: Final = 100_000


class Asked(Schema):
    """What a client may ask of the list."""

    q: str = Field("", description=_("Điều muốn tìm, như “lam giay khai sinh cho con”."))
    field: str | None = Field(None, description=_("Mã lĩnh vực, như “ho-tich”."))
    agency: str | None = Field(None, description=_("Mã định danh cơ quan tiếp nhận."))
    level: Level | None = Field(None, description=_("Cấp thực hiện."))
    online: OnlineLevel | None = Field(None, description=_("Mức trực tuyến."))
    page: int = Field(1, ge=1, le=LAST_PAGE, description=_("Trang, từ 1."))


class ProcedureSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure in a list."""

    code: str
    name: str
    name_en: str
    summary: str
    summary_en: str
    field: procedures.Field
    level: Level
    online_level: OnlineLevel
    version: int
    valid_from: date


class ProcedureList(msgspec.Struct, frozen=True, kw_only=True):
    """One page of procedures, the best answer first; by name when nothing was searched for.

    When nothing answers the search, ``suggestions`` names what comes nearest.
    """

    items: tuple[ProcedureSummary, ...]
    total: int
    page: int
    pages: int
    suggestions: tuple[ProcedureSummary, ...]


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """An agency that takes the procedure in, by what right, and from when."""

    agency: AgencyName
    kind: ProvisionKind
    basis: str
    valid_from: date
    valid_to: date | None


class Executing(msgspec.Struct, frozen=True, kw_only=True):
    """Another system of the state that takes the procedure in online."""

    system: ExecutingSystem
    name: str
    address: str
    basis: str
    valid_from: date
    valid_to: date | None


class Procedure(procedures.Record, frozen=True, kw_only=True):
    """A procedure as published, with the agencies that take it in. Money is in whole đồng."""

    version: int
    published_at: datetime
    agencies: tuple[AgencyName, ...]
    provisions: tuple[Provider, ...]
    """By what right each of these agencies takes it in."""
    executed_by: Executing | None
    """The other system of the state where it is lodged online; null: here."""


@router.get(
    "/procedures",
    summary=_("Tìm thủ tục"),
    description=_(
        "Tìm theo lời người dân hay dùng, có dấu hoặc không dấu; lọc theo lĩnh vực, cơ quan, cấp, mức"
        " trực tuyến. Không có từ khóa thì liệt kê theo tên."
    ),
    **answers(ProcedureList, 404, 422),
)
@public
def list_procedures(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's
    """Answer a page of the catalogue."""
    today = clock.today()
    agency = organisations.get_agency_by_code(asked.agency, on=today) if asked.agency else None
    found = procedures.find(
        asked.q,
        field=asked.field,
        agency_id=agency.pk if agency else None,
        level=asked.level,
        online=asked.online,
        on=today,
        page=asked.page,
    )
    return answer(
        ProcedureList(
            items=tuple(_summary(item.version) for item in found.items),
            total=found.total,
            page=found.number,
            pages=found.pages,
            suggestions=tuple(_summary(item.version) for item in found.suggestions),
        )
    )


class OnDay(Schema):
    """The day a client asks about."""

    on: date | None = Field(
        None, description=_("Ngày muốn xem, như 2025-06-30; không ghi là hôm nay.")
    )


@router.get(
    "/procedures/{code}",
    summary=_("Xem một thủ tục"),
    description=_(
        "Toàn bộ nội dung đã công bố, hôm nay hay ở một ngày khác: cách nộp, thời hạn, phí, giấy tờ,"
        " các bước, kết quả, căn cứ pháp lý và những điểm còn phải kiểm tra lại."
    ),
    **answers(Procedure, 404, 422),
)
@public
def get_procedure(request: HttpRequest, code: str, asked: Query[OnDay]) -> HttpResponse:  # noqa: ARG001 - ninja's
    """Answer the version in force on the day asked about, today if none is."""
    on = asked.on or clock.today()
    version = procedures.get_by_code(code, on)
    provisions = procedures.list_provisions(version.procedure_id, on)
    record = {field.name: getattr(version, field.name) for field in _RECORD}
    return answer(
        Procedure(
            **record,
            version=version.number,
            published_at=version.published_at,
            agencies=tuple(_agency(one) for one in provisions),
            provisions=tuple(
                Provider(
                    agency=_agency(one),
                    kind=ProvisionKind(one.kind),
                    basis=one.basis,
                    valid_from=one.valid_from,
                    valid_to=one.valid_to,
                )
                for one in provisions
            ),
            executed_by=_executing(version.procedure_id, on),
        )
    )


def _agency(provision: "Provision") -> AgencyName:
    return AgencyName(code=provision.agency.code, name=provision.agency.name)


def _executing(procedure_id: int, on: date) -> Executing | None:
    found = procedures.find_execution(procedure_id, on)
    if found is None:
        return None
    return Executing(
        system=ExecutingSystem(found.system),
        name=found.name,
        address=found.address,
        basis=found.basis,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
    )


_RECORD = msgspec.structs.fields(procedures.Record)


def _summary(version: procedures.Version) -> ProcedureSummary:
    return ProcedureSummary(
        code=version.code,
        name=version.name,
        name_en=version.name_en,
        summary=version.summary,
        summary_en=version.summary_en,
        field=version.field,
        level=version.level,
        online_level=version.online_level,
        version=version.number,
        valid_from=version.valid_from,
    )
