"""The agencies of the installation."""

from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel
from motcua.surfaces.api.contract import answer, answers, public

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency as AgencyRow

router = Router(tags=["agencies"])

PAGE_SIZE: Final = 100
LAST_PAGE: Final = 100_000


class Asked(Schema):
    """What a client may ask of the list."""

    level: AgencyLevel | None = Field(None, description=_("Cấp của cơ quan."))
    page: int = Field(1, ge=1, le=LAST_PAGE, description=_("Trang, từ 1."))


class AgencyName(msgspec.Struct, frozen=True, kw_only=True):
    """An agency by its identifier (Decision 20/2020) and name."""

    code: str
    name: str


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """An agency as it is today. ``valid_to`` is the first day on which it is no more."""

    code: str
    old_code: str
    name: str
    name_en: str
    short_name: str
    level: AgencyLevel
    kind: AgencyKind
    parent: AgencyName | None
    address: str
    phone: str
    email: str
    province_code: str
    commune_code: str
    valid_from: date
    valid_to: date | None


class AgencyList(msgspec.Struct, frozen=True, kw_only=True):
    """One page of agencies, by code."""

    items: tuple[Agency, ...]
    total: int
    page: int
    pages: int


@router.get(
    "/agencies",
    summary=_("Liệt kê cơ quan"),
    description=_("Các cơ quan đang hoạt động, theo mã định danh."),
    **answers(AgencyList, 422),
)
@public
def list_agencies(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's
    """Answer a page of agencies."""
    pages = Paginator(organisations.list_agencies(on=clock.today(), level=asked.level), PAGE_SIZE)
    rows = pages.page(asked.page).object_list if asked.page <= pages.num_pages else []
    return answer(
        AgencyList(
            items=tuple(_agency(row) for row in rows),
            total=pages.count,
            page=asked.page,
            pages=pages.num_pages,
        )
    )


@router.get(
    "/agencies/{code}",
    summary=_("Xem một cơ quan"),
    description=_("Nhận mã theo cấu trúc mới (H99.101) và cũ (000.00.101.H99)."),
    **answers(Agency, 404, 422),
)
@public
def get_agency(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - ninja's
    """Answer the agency that bears the code today."""
    return answer(_agency(organisations.get_agency_by_code(code, on=clock.today())))


def _agency(row: "AgencyRow") -> Agency:
    parent = row.parent
    return Agency(
        code=row.code,
        old_code=row.old_code,
        name=row.name,
        name_en=row.name_en,
        short_name=row.short_name,
        level=AgencyLevel(row.level),
        kind=AgencyKind(row.kind),
        parent=AgencyName(code=parent.code, name=parent.name) if parent else None,
        address=row.address,
        phone=row.phone,
        email=row.email,
        province_code=row.province_code,
        commune_code=row.commune_code,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
