"""Papers by which one person acts for another, written down at the desk, and ended there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import representing
from motcua.domain.authorisations import queries
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import authorisations as presenting
from motcua.surfaces.desk.views.letters import READ_OR_SENT


@never_cache
@officer_required(Role.DESK)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """List what desks of the agency wrote down, newest first."""
    found = queries.list_recorded(request.officer)
    return render(
        request, "desk/authorities.html", {"rows": presenting.rows(found, today=clock.today())}
    )


@never_cache
@officer_required(Role.DESK)
@require_http_methods(READ_OR_SENT)
def record(request: OfficerRequest) -> HttpResponse:
    """Write down papers that were shown, or show the form with what was typed and what is wrong."""
    answer = act(request, _record, "desk:authorities")
    if isinstance(answer, HttpResponse):
        return answer
    context = presenting.recording(request.POST, answer, today=clock.today())
    status = answer.status if answer else 200
    return render(request, "desk/authority_record.html", context, status=status)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest, authorisation_id: int) -> HttpResponse:
    """Show what was written down, and end it for who stands at the desk."""
    answer = act(
        request, lambda sent: _end(sent, authorisation_id), "desk:authority", authorisation_id
    )
    if isinstance(answer, HttpResponse):
        return answer
    found = queries.get_recorded(authorisation_id, request.officer)
    context = presenting.opened(found, request.POST, answer, today=clock.today())
    return render(
        request, "desk/authority_seen.html", context, status=answer.status if answer else 200
    )


def _record(request: OfficerRequest) -> str:
    made = representing.record(
        **presenting.read_papers(request.POST), by=request.officer, at=clock.now()
    )
    return _("Đã ghi nhận {number}. Cả hai người được báo nếu đã có tài khoản.").format(
        number=made.number
    )


def _end(request: OfficerRequest, authorisation_id: int) -> str:
    representing.end_at_desk(
        authorisation_id=authorisation_id,
        act=presenting.read_act(request.POST),
        reason=request.POST.get("reason", ""),
        by=request.officer,
        at=clock.now(),
    )
    return _("Đã dừng. Từ nay không ai làm thay được theo ủy quyền này.")
