"""The country's division today and before, and what became of each part."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import TerritoryLevel
from motcua.surfaces.api.contract import answer, answers, public

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Territory as TerritoryRow

router = Router(tags=["territories"])


class Asked(Schema):
    """What is looked for."""

    q: str = Field(
        min_length=1,
        max_length=organisations.LONGEST_SEARCH,
        description=_("Địa chỉ cũ, hoặc tên xã, phường; không dấu cũng được."),
    )


class Territory(msgspec.Struct, frozen=True, kw_only=True):
    """A commune or district between two dates. A code names it only together with a day."""

    code: str
    level: TerritoryLevel
    name: str
    path: str
    valid_from: date | None
    valid_to: date | None


class TracedTerritory(msgspec.Struct, frozen=True, kw_only=True):
    """A territory with what took it over; several successors mean that it was divided."""

    territory: Territory
    successors: tuple[Territory, ...]
    is_divided: bool
    origins: tuple[Territory, ...]


class TerritoryList(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, likeliest first."""

    items: tuple[TracedTerritory, ...]


@router.get(
    "/territories",
    summary=_("Tìm xã, phường và đối chiếu địa chỉ cũ, mới"),
    description=_("Địa chỉ trước ngày 01/07/2025 cho biết nay thuộc xã, phường nào, và ngược lại."),
    **answers(TerritoryList, 422),
)
@public
def find_territories(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's
    """Answer the territories an address or a name may mean."""
    found = organisations.convert_address(asked.q) or organisations.find_territories(asked.q)
    return answer(
        TerritoryList(
            items=tuple(
                TracedTerritory(
                    territory=territory_of(one.territory),
                    successors=tuple(map(territory_of, one.successors)),
                    is_divided=one.is_divided,
                    origins=tuple(map(territory_of, one.origins)),
                )
                for one in found
            )
        )
    )


def territory_of(row: "TerritoryRow") -> Territory:
    """Return a territory as the interface tells it."""
    return Territory(
        code=row.code,
        level=TerritoryLevel(row.level),
        name=row.name,
        path=row.path,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
