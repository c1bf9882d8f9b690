"""Feedback and recommendations: what it is for, sending, following by code or account, what was published."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import feedback as casework
from motcua.composition.casework import sending
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.errors import FeedbackNotFound
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity.actors import ANONYMOUS, Citizen
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required, read_actor
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.portal.presenting import feedback as presenting
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from motcua.domain.feedback.queries import Seen

READ_OR_SENT = ["GET", "HEAD", "POST"]


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what feedback is for and what belongs elsewhere; find one's own by its code."""
    code = request.GET.get("ma", "").strip()[: presenting.LONGEST_ASKED]
    if code:
        identity.count_look_up(request, at=clock.now())
        try:
            queries.find_by_code(code)
        except FeedbackNotFound:
            return render(request, "portal/feedback.html", _home(code, is_unknown=True), status=404)
        return redirect("portal:feedback-follow", code)
    return render(request, "portal/feedback.html", _home("", is_unknown=False))


@never_cache
@require_http_methods(READ_OR_SENT)
def send(request: HttpRequest) -> HttpResponse:
    """Take feedback from anybody; give the code by which it is followed."""
    actor, refusal = read_actor(request), None
    by = actor if isinstance(actor, Citizen) else ANONYMOUS
    typed = request.POST.dict() or presenting.begin(request.GET.dict())
    if request.method == "POST":
        try:
            identity.count_look_up(request, at=clock.now())
            received = casework.send(
                presenting.read(typed), sending.read_files(request.FILES), by=by, at=clock.now()
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã nhận phản ánh, kiến nghị của bạn."))
            if isinstance(by, Citizen):
                return redirect("portal:feedback-own", received.feedback.pk)
            return redirect("portal:feedback-follow", received.code)
    context = presenting.form(typed, by, refusal)
    status = refusal.status if refusal else 200
    return render(request, "portal/feedback_send.html", context, status=status)


@never_cache
@require_http_methods(READ_OR_SENT)
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Show feedback to who has its code: the answer, and what can be done."""
    identity.count_look_up(request, at=clock.now())
    return _follow(request, lambda: queries.find_by_code(code), code=code)


@never_cache
@citizen_required
@require_safe
def listing(request: CitizenRequest) -> HttpResponse:
    """List what the person has sent."""
    context = {"rows": presenting.rows(queries.list_own(request.citizen))}
    return render(request, "portal/feedback_own.html", context)


@never_cache
@citizen_required
@require_http_methods(READ_OR_SENT)
def own(request: CitizenRequest, feedback_id: int) -> HttpResponse:
    """Show feedback to the person who sent it."""
    return _follow(request, lambda: queries.get_own(feedback_id, request.citizen), code="")


@never_cache
@require_safe
def published(request: HttpRequest) -> HttpResponse:
    """Show what was answered and published, a page at a time, by words, procedure and agency."""
    text = request.GET.get("q", "").strip()[: presenting.LONGEST_ASKED]
    code = request.GET.get("thu-tuc", "").strip()[: presenting.LONGEST_ASKED]
    page = max(1, key_of(request.GET.get("trang", "")[:4]) or 1)
    agency_id = key_of(request.GET.get("co-quan", ""))
    found = queries.list_published(
        text=text, code=code, agency_id=agency_id, after=(page - 1) * queries.PAGE
    )
    context = presenting.published(found, text=text, page=page, code=code, agency_id=agency_id)
    return render(request, "portal/feedback_published.html", context)


@never_cache
@require_safe
def publication(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Show one question with its answer, as they were published."""
    found = queries.get_published(publication_id)
    code = found.feedback.procedure.code if found.feedback.procedure else ""
    context = {
        "publication": found,
        "agency": found.feedback.agency,
        "code": code,
        "procedure": presenting.name_of_procedure(code),
    }
    return render(request, "portal/feedback_publication.html", context)


def _follow(request: HttpRequest, find: Callable[[], Seen], *, code: str) -> HttpResponse:
    seen, refusal = find(), None
    if request.method == "POST":
        try:
            messages.success(request, _do(request, seen))
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            return redirect(request.path)
    context = presenting.follow(seen, request.POST.dict(), refusal, code=code)
    status = refusal.status if refusal else 200
    return render(request, "portal/feedback_follow.html", context, status=status)


def _do(request: HttpRequest, seen: Seen) -> str:
    """Do what the sender asked; return what to say of it."""
    actor, at, posted = read_actor(request), clock.now(), request.POST
    by = actor if isinstance(actor, Citizen) else ANONYMOUS
    match posted.get("act"):
        case "supplement":
            files = sending.read_files(request.FILES)
            text = posted.get("supplement", "")
            casework.supplement(seen, text=text, files=files, by=by, at=at)
            return _("Đã gửi nội dung bổ sung.")
        case "reopen":
            actions.reopen(seen, text=posted.get("reason", ""), by=by, at=at)
            return _("Đã gửi đề nghị xem xét lại.")
        case _:
            helped, text = posted.get("helped", ""), posted.get("comment", "")
            actions.rate(seen, helped=helped, text=text, by=by, at=at)
            return _("Cảm ơn bạn đã đánh giá.")


def _home(code: str, *, is_unknown: bool) -> dict[str, object]:
    return {"code": code, "is_unknown": is_unknown, "figures": queries.count_figures()}
