"""Who is in charge of a procedure for a case and a place, and why."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from motcua.composition.casework import authority
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import AuthorityVerdict
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.api.contract import answer, answers, public
from motcua.surfaces.api.v1.agencies import AgencyName
from motcua.surfaces.api.v1.territories import Territory, territory_of

router = Router(tags=["procedures"])


class Asked(Schema):
    """The place and the case."""

    commune: str = Field(
        "",
        max_length=organisations.LONGEST_SEARCH,
        description=_(
            "Nơi quyết định thẩm quyền: mã hoặc tên xã, phường; trước ngày 01/07/2025 cũng được."
        ),
        examples=["00004", "Xã Sông Lam, Tỉnh Lam Giang"],
    )
    case: list[str] = Field(
        [], max_length=20, description=_("Mã trường hợp của thủ tục; ghi nhiều lần nếu có nhiều.")
    )


class InCharge(msgspec.Struct, frozen=True, kw_only=True):
    """An agency in charge: the rule that names it, and the commune by which it does."""

    agency: AgencyName
    rule: procedures.Authority
    commune: Territory | None


class AuthorityAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """Who is in charge today.

    Several agencies under ``choice`` are for the applicant to choose from, unless ``is_unsettled``:
    then the place lies in one of several communes, and only the applicant knows in which.
    """

    procedure: str
    version: int
    verdict: AuthorityVerdict
    is_unsettled: bool
    in_charge: tuple[InCharge, ...]
    missing: tuple[procedures.Authority, ...]
    """The rules whose place was not told."""
    communes: tuple[Territory, ...]
    """The communes of today that the place was read as."""
    was: Territory | None
    """The commune of before July 2025 that it was read as."""


@router.get(
    "/procedures/{code}/authority",
    summary=_("Hỏi cơ quan có thẩm quyền"),
    description=_(
        "Cơ quan có thẩm quyền giải quyết theo nơi và trường hợp, quy tắc và điều luật; chỉ nêu cơ quan đang"
        " tiếp nhận thủ tục. Xã, phường đã chia thì trả về mọi khả năng, không đoán."
    ),
    **answers(AuthorityAnswer, 404, 422),
)
@public
def get_authority(request: HttpRequest, code: str, asked: Query[Asked]) -> HttpResponse:  # noqa: ARG001 - ninja's
    """Answer with the agencies in charge and why, or with what is missing."""
    today = clock.today()
    version = procedures.get_by_code(code, today)
    cases = _cases(version, asked.case)
    typed = {rule.code: asked.commune for rule in version.authorities}
    found = authority.name_agency(version, typed, on=today, cases=cases)
    located = next((one.located for one in found.told if one.located is not None), None)
    if located is not None and not located.communes:
        raise _unknown("commune", _no_commune(located))
    return answer(_answer(version, found, located))


def _answer(
    version: procedures.Version,
    found: authority.Answer,
    located: organisations.Located | None,
) -> AuthorityAnswer:
    by_code = {one.code: territory_of(one) for one in located.communes} if located else {}
    return AuthorityAnswer(
        procedure=version.code,
        version=version.number,
        verdict=found.ruling.verdict,
        is_unsettled=found.ruling.is_unsettled,
        in_charge=tuple(
            InCharge(
                agency=AgencyName(code=one.provider.code, name=one.provider.name),
                rule=one.rule,
                commune=by_code[one.commune.code] if one.commune else None,
            )
            for one in found.ruling.named
        ),
        missing=found.ruling.missing,
        communes=tuple(by_code.values()),
        was=territory_of(located.was) if located and located.was else None,
    )


def _cases(version: procedures.Version, asked: list[str]) -> frozenset[str]:
    unknown = set(asked) - {case.code for case in version.cases}
    if unknown:
        text = gettext("Thủ tục không có trường hợp “{case}”.").format(case=min(unknown))
        raise _unknown("case", text)
    return frozenset(asked)


def _no_commune(located: organisations.Located) -> str:
    names = "; ".join(one.path for one in located.suggestions)
    said = gettext("Không tìm thấy xã, phường này.")
    return f"{said} {gettext('Có phải:')} {names}" if names else said


def _unknown(field: str, text: str) -> InvalidInput:
    return InvalidInput([FieldProblem(field=field, text=text, code=f"unknown-{field}")])
