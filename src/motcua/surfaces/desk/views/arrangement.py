"""Who provides a procedure and which system runs it: entered as dated facts with their document."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.domain.procedures import actions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.actions import Span
from motcua.domain.procedures.enums import ExecutingSystem, ProvisionKind
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk.presenting import arrangement as presenting
from motcua.surfaces.desk.presenting import catalogue
from motcua.surfaces.ui.reading import key_of, require_day

FIELDS: Final = (
    "agency", "kind", "basis", "valid_from", "valid_to", "system", "name", "address",
)  # fmt: skip
LONGEST: Final = 300


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, code: str) -> HttpResponse:
    """Show who provides the procedure and where it runs, at all times; enter another fact."""
    published = procedures.list_versions(code)
    if not published:
        raise ProcedureNotFound(procedure_code=code)
    typed = _typed(request)
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, published[-1].code, typed))
            return redirect("desk:arrangement", code)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    newest, today = published[-1], clock.today()
    own = organisations.root_of(organisations.get_agency(request.officer.agency_id).code)
    agencies = [
        one for one in organisations.list_agencies(on=today)
        if organisations.root_of(one.code) == own
    ]  # fmt: skip
    context = presenting.page(newest.procedure_id, agencies, typed, refusal, today=today) | {
        "procedure": catalogue.show(newest, get_language() or "vi")
    }
    status = refusal.status if refusal else 200
    return render(request, "desk/arrangement.html", context, status=status)


def _typed(request: OfficerRequest) -> dict[str, str]:
    """Return what was sent; two forms on one page name their boxes after the act."""
    act = request.POST.get("act", "")
    return {"act": act} | {
        name: request.POST.get(f"{act}.{name}", "").strip()[:LONGEST] for name in FIELDS
    }


def _act(request: OfficerRequest, code: str, typed: Mapping[str, str]) -> str:
    acts: dict[str, Callable[[OfficerRequest, str, Mapping[str, str]], str]] = {
        "provide": _provide,
        "stop": _stop,
        "elsewhere": _elsewhere,
        "here": _here,
    }
    act = acts.get(typed["act"])
    if act is None:
        raise NotFound
    return act(request, code, typed)


def _provide(request: OfficerRequest, code: str, typed: Mapping[str, str]) -> str:
    agency_id = _agency(typed)
    if typed["kind"] not in ProvisionKind.values:
        raise _empty("kind")
    row = actions.arrange_provision(
        procedure_code=code, agency_id=agency_id, kind=ProvisionKind(typed["kind"]),
        basis=typed["basis"], span=_span(typed), by=request.officer, at=clock.now(),
    )  # fmt: skip
    return _("Đã giao từ ngày {day:%d/%m/%Y}.").format(day=row.valid_from)


def _stop(request: OfficerRequest, code: str, typed: Mapping[str, str]) -> str:
    actions.end_provision(
        procedure_code=code, agency_id=_agency(typed), valid_to=_day(typed, "valid_to"),
        by=request.officer, at=clock.now(),
    )  # fmt: skip
    return _("Đã ghi ngày thôi tiếp nhận.")


def _elsewhere(request: OfficerRequest, code: str, typed: Mapping[str, str]) -> str:
    if typed["system"] not in set(ExecutingSystem.values) - {ExecutingSystem.OURS}:
        raise _empty("system")
    if not typed["name"]:
        raise _empty("name")
    if not typed["address"].startswith("https://"):
        text = _("Ghi địa chỉ bắt đầu bằng https://")
        raise InvalidInput([FieldProblem(field="address", text=text, code="no-address")])
    actions.arrange_execution(
        procedure_code=code, system=ExecutingSystem(typed["system"]), name=typed["name"][:200],
        address=typed["address"], basis=typed["basis"], span=_span(typed),
        by=request.officer, at=clock.now(),
    )  # fmt: skip
    return _("Đã ghi hệ thống thực hiện.")


def _here(request: OfficerRequest, code: str, typed: Mapping[str, str]) -> str:
    actions.end_execution(
        procedure_code=code, valid_to=_day(typed, "valid_to"), by=request.officer, at=clock.now()
    )
    return _("Từ ngày đó thủ tục thực hiện lại tại hệ thống này.")


def _agency(typed: Mapping[str, str]) -> int:
    key = key_of(typed["agency"])
    if key is None:
        raise _empty("agency")
    return key


def _span(typed: Mapping[str, str]) -> Span:
    until = _day(typed, "valid_to") if typed["valid_to"] else None
    return Span(valid_from=_day(typed, "valid_from"), valid_to=until)


def _day(typed: Mapping[str, str], name: str) -> date:
    return require_day(typed[name], field=name)


def _empty(name: str) -> InvalidInput:
    return InvalidInput([FieldProblem(field=name, text=_("Không được để trống."), code="empty")])
