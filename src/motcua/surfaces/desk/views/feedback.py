"""Feedback at the desk: the list by what is due, one with its story, each act on a page, writing one down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import feedback as casework
from motcua.composition.casework import sending
from motcua.domain.feedback import queries
from motcua.domain.feedback.errors import FeedbackNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import feedback as presenting
from motcua.surfaces.desk.views.letters import READ_OR_SENT

if TYPE_CHECKING:
    from motcua.domain.feedback.enums import Act

DEALING = (Role.LEADER, Role.PROCEDURE_CONTROL)
WRITING = (Role.DESK, Role.PROCEDURE_CONTROL)


@never_cache
@officer_required(Role.DESK, *DEALING)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """List what the officer has to do with, what is due first; to a desk say how one is written down."""
    by, is_closed = request.officer, request.GET.get("loc") == "xong"
    context = {
        "rows": presenting.rows(queries.list_for(by, closed=is_closed)),
        "is_closed": is_closed,
        "deals": not by.roles.isdisjoint(DEALING),
        "writes": not by.roles.isdisjoint(WRITING),
    }
    return render(request, "desk/feedback.html", context)


@never_cache
@officer_required(*WRITING)
@require_http_methods(READ_OR_SENT)
def write(request: OfficerRequest) -> HttpResponse:
    """Write down what somebody says by telephone or at the counter, or sent by letter."""
    refusal, typed = None, request.POST.dict()
    if request.method == "POST":
        try:
            received = casework.send(
                presenting.read_intake(typed), sending.read_files(request.FILES),
                by=request.officer, at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            words = _(
                "Đã ghi phản ánh số {number}. Đọc cho người gửi mã theo dõi: {code}."
                " Mã chỉ hiện một lần."
            )
            number = received.feedback.number
            messages.success(request, words.format(number=number, code=received.code))
            return redirect("desk:feedback-list")
    context = presenting.intake(typed, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/feedback_write.html", context, status=status)


@never_cache
@officer_required(*DEALING)
@require_safe
def page(request: OfficerRequest, feedback_id: int) -> HttpResponse:
    """Show feedback with its days, its story and what can be done; the reading is noted."""
    seen = queries.open_for(request.officer, feedback_id)
    context = presenting.page(seen, casework.list_files(seen.feedback))
    return render(request, "desk/feedback_page.html", context)


@never_cache
@officer_required(*DEALING)
@require_http_methods(READ_OR_SENT)
def act(request: OfficerRequest, feedback_id: int, act: str) -> HttpResponse:
    """Ask for what an act needs, and do it."""
    wanted = _find_act(act)
    seen, refusal = queries.open_for(request.officer, feedback_id, act=wanted), None
    if request.method == "POST":
        try:
            casework.do(
                wanted, feedback_id=feedback_id, said=presenting.read(wanted, request.POST.dict()),
                by=request.officer, at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã ghi: {act}.").format(act=wanted.label))
            return _go_on(request, feedback_id)
    else:
        queries.require_open(seen, wanted)
    context = presenting.act_page(seen, wanted, request.POST.dict(), refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/feedback_act.html", context, status=status)


@never_cache
@officer_required(*DEALING)
@require_safe
def file(request: OfficerRequest, feedback_id: int, document_id: int) -> HttpResponse:
    """Show a file that was sent with it; the reading is noted."""
    document = casework.get_file(feedback_id, document_id, request.officer)
    return show_pdf(documents.read_content(document), filename=document.filename)


def _find_act(path: str) -> Act:
    found = presenting.PATHS.get(path)
    if found is None:
        raise FeedbackNotFound
    return found


def _go_on(request: OfficerRequest, feedback_id: int) -> HttpResponse:
    """Lead to the feedback, or to the list once it is somebody else's."""
    try:
        queries.find_for(request.officer, feedback_id)
    except FeedbackNotFound:
        return redirect("desk:feedback-list")
    return redirect("desk:feedback", feedback_id)
