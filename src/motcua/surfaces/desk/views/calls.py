"""Calls in place of messages: how an applicant wishes to be told, the list, one call, its letter."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import calling
from motcua.domain.calls import actions, queries
from motcua.domain.calls.queries import Reach
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk import call_form, paging
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import calls as presenting

TAKE = "take"


@never_cache
@officer_required(Role.DESK)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show whom the desk still has to call, most urgent first, by numbers of dossiers alone."""
    after = paging.read_dated_mark(request.GET.get("sau", ""))
    found = queries.list_open(request.officer, now=clock.now(), after=after, limit=queries.PAGE + 1)
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    context = {
        "rows": presenting.rows(found[: queries.PAGE]),
        "next": f"?sau={paging.mark(last.due_at, last.id)}" if last else "",
        "is_continued": after is not None,
    }
    return render(request, "desk/calls.html", context)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: OfficerRequest, reference: str) -> HttpResponse:
    """Write down how the applicant wishes to be told, or show the page with the reason why not."""
    answer = act(request, lambda sent: _wish(sent, reference), "desk:call-wish", reference)
    if isinstance(answer, HttpResponse):
        return answer
    told = calling.look(reference, request.officer)
    context = presenting.wishing(told, request.POST, answer)
    return render(request, "desk/call_wish.html", context, status=_status(answer))


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, reference: str, call_id: int) -> HttpResponse:
    """Show what to say; take the call, and note what came of it."""
    answer = act(
        request, lambda sent: _do(sent, reference, call_id), "desk:call", reference, call_id
    )
    if isinstance(answer, HttpResponse):
        return answer
    said = calling.open_call(reference, call_id, request.officer, at=clock.now())
    context = presenting.making(said, request.officer, answer)
    return render(request, "desk/call.html", context, status=_status(answer))


@never_cache
@officer_required(Role.DESK)
@require_safe
def letter(request: OfficerRequest, reference: str, call_id: int) -> HttpResponse:
    """Show the letter that takes the place of a call, to be printed."""
    now = clock.now()
    written = calling.write_letter(reference, call_id, request.officer, at=now)
    return render(request, "desk/call_letter.html", {"letter": written, "today": now})


def _wish(request: OfficerRequest, reference: str) -> str:
    reach = Reach(**call_form.read_reach(request.POST))
    actions.wish(
        reference=reference, way=request.POST.get("way", ""), reach=reach, by=request.officer,
        at=clock.now(),
    )  # fmt: skip
    return _("Đã ghi cách báo cho người nộp.")


def _do(request: OfficerRequest, reference: str, call_id: int) -> str:
    """Take the call or note what was chosen; return what to say of it."""
    by, at = request.officer, clock.now()
    outcome = request.POST.get("outcome", "")
    if outcome == TAKE:
        actions.take(reference=reference, call_id=call_id, by=by, at=at)
        return _("Bạn đã nhận cuộc gọi này. Gọi xong, hãy ghi kết quả.")
    noted = actions.note(reference=reference, call_id=call_id, outcome=outcome, by=by, at=at)
    return _("Đã ghi: {outcome}.").format(outcome=noted.label)


def _status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200
