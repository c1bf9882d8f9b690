"""What the desk told people about a procedure: kept, printed, found again (Article 15.2 of Decree 61/2018)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.guidance import actions, queries
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal
from motcua.surfaces.desk.presenting import guidance as presenting
from motcua.surfaces.desk.presenting.dossiers import name_of
from motcua.surfaces.desk.views.letters import READ_OR_SENT


@never_cache
@officer_required(Role.DESK)
@require_http_methods(READ_OR_SENT)
def listing(request: OfficerRequest) -> HttpResponse:
    """Show what the desk told people last; find who comes back by a number, which no address holds."""
    by, typed = request.officer, request.POST.get("contact", "")[: presenting.LINE]
    refusal = None
    if request.method == "POST" and queries.digest_of(typed) is None:
        words = _("Ghi số điện thoại hoặc số định danh cá nhân, chỉ gồm chữ số.")
        refusal = InvalidInput([FieldProblem(field="contact", text=words, code="no-number")])
    is_found = request.method == "POST" and refusal is None
    found = queries.find_of_person(by, typed) if is_found else queries.list_recent(by)
    context = presenting.finding(typed, refusal) | {
        "rows": presenting.rows(found),
        "is_found": is_found,
    }
    status = refusal.status if refusal else 200
    return render(request, "desk/guidance_list.html", context, status=status)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(READ_OR_SENT)
def give(request: OfficerRequest, code: str) -> HttpResponse:
    """Ask how and what somebody was told about the procedure; keep it."""
    refusal = None
    if request.method == "POST":
        try:
            given = actions.give(
                procedure_code=code, way=request.POST.get("way", ""),
                said=presenting.read_said(request.POST), papers=request.POST.getlist("papers"),
                by=request.officer, at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã lưu nội dung hướng dẫn."))
            return redirect("desk:guidance", given.pk)
    version = procedures.get_by_code(code, clock.today())
    used = queries.list_used(request.officer, version)
    chosen = next((one for one in used if str(one.key) == request.GET.get("mau")), None)
    context = presenting.writing(version, request.POST, refusal, used=used, chosen=chosen)
    status = refusal.status if refusal else 200
    return render(request, "desk/guidance_give.html", context, status=status)


@never_cache
@officer_required(Role.DESK)
@require_safe
def page(request: OfficerRequest, guidance_id: UUID) -> HttpResponse:
    """Show what was said, to be read out again or printed."""
    seen = queries.get(guidance_id, request.officer, on=clock.today())
    context = {"seen": seen, "procedure": name_of(seen.version), "way": seen.way.label}
    return render(request, "desk/guidance.html", context)
