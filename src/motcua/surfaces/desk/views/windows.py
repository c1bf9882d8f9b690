"""Calling numbers at a window of the waiting room; its lines, windows and rules; how long people waited."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.reception import actions, queries
from motcua.domain.reception.enums import Origin
from motcua.domain.reception.errors import HallNotFound, NotAtAWindow
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.presenting import waiting_times
from motcua.surfaces.desk.presenting import windows as presenting
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.reading import day_of, key_of

UNCHANGED: Final = 204
LONGEST: Final = timedelta(days=92)
"""Days of which times are counted at once."""
ON_TICKET: Final = {
    "recall": actions.recall,
    "serve": actions.serve,
    "finish": actions.finish,
    "absent": actions.mark_absent,
}


@never_cache
@officer_required(Role.DESK)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest) -> HttpResponse:
    """Show the officer's window and who waits; sit down, call, serve, finish."""
    now, refusal = clock.now(), None
    if request.method == "POST":
        try:
            _act(request, now)
            return redirect("desk:windows")
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    context = presenting.calling(request.officer, now=now, refusal=refusal)
    return render(request, "desk/windows.html", context, status=refusal.status if refusal else 200)


def _act(request: OfficerRequest, now: datetime) -> None:
    """Do what was sent."""
    by, act = request.officer, request.POST.get("act", "")
    ticket_id = key_of(request.POST.get("ticket", "")) or 0
    if act == "sit":
        window_id = key_of(request.POST.get("window", "")) or 0
        actions.sit_down(window_id=window_id, by=by, at=now)
    elif act == "leave":
        actions.leave(by=by, at=now)
    elif act == "next":
        if actions.call_next(by=by, at=now) is None:
            messages.info(request, _("Chưa có ai đến lượt ở các nhóm việc của quầy này."))
    elif act == "take":
        hall = queries.find_hall(by.agency_id)
        line = queries.get_line(hall, key_of(request.POST.get("line", ""))) if hall else None
        if hall is None or line is None:
            raise HallNotFound
        taken = actions.take(hall_id=hall.pk, line_id=line.pk, origin=Origin.DESK, at=now)
        messages.success(request, _("Đã lấy số {label}.").format(label=taken.label))
    elif act == "transfer":
        kind, _dash, key = request.POST.get("to", "").partition("-")
        place = key_of(key) or 0
        actions.transfer(
            ticket_id=ticket_id, line_id=place if kind == "line" else None,
            window_id=place if kind == "window" else None, by=by, at=now,
        )  # fmt: skip
    elif act in ON_TICKET:
        ON_TICKET[act](ticket_id=ticket_id, by=by, at=now)


@never_cache
@officer_required(Role.DESK)
@require_safe
def waiting(request: OfficerRequest) -> HttpResponse:
    """Answer the window with who waits now, or that nothing has changed."""
    now = clock.now()
    seat = queries.find_seat(request.officer, now=now)
    if seat is None:
        raise NotAtAWindow
    if request.GET.get("da-xem") == queries.version_of(seat.hall, at=now):
        return HttpResponse(status=UNCHANGED)
    return render(request, "desk/parts/waiting.html", presenting.waiting(seat.hall, seat, now=now))


@never_cache
@officer_required(Role.DESK, Role.LEADER)
@require_http_methods(READ_OR_SENT)
def arrange(request: OfficerRequest) -> HttpResponse:
    """Show and change the lines, the windows and the rules of the agency's waiting room."""
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _keep(request))
            return redirect("desk:hall")
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    hall = queries.find_hall(request.officer.agency_id)
    context = presenting.arranging(hall, typed=request.POST, refusal=refusal, by=request.officer)
    if hall is not None:
        context["kiosk"] = settings.PUBLIC_URL + reverse("portal:kiosk", args=[hall.kiosk_key])
        context["display"] = settings.PUBLIC_URL + reverse(
            "portal:display", args=[hall.agency.code]
        )
    return render(request, "desk/hall.html", context, status=refusal.status if refusal else 200)


def _keep(request: OfficerRequest) -> str:
    """Keep what was sent; return what to say of it."""
    by, posted = request.officer, request.POST
    match posted.get("act", ""):
        case "open":
            actions.open_hall(by=by)
            return _("Đã mở phòng chờ. Thêm nhóm việc và quầy.")
        case "line":
            line_id = key_of(posted.get("line", ""))
            line = actions.keep_line(presenting.read_line(posted), line_id=line_id, by=by)
            return _("Đã ghi nhóm việc {letter}.").format(letter=line.letter)
        case "window":
            window = actions.keep_window(
                number=key_of(posted.get("number", "")[:2]) or 0,
                line_ids=presenting.read_keys(posted, "lines"),
                is_open="is_open" in posted,
                by=by,
            )
            return _("Đã ghi quầy {number}.").format(number=window.number)
        case _:
            actions.set_ways(presenting.read_ways(posted), by=by)
            return _("Đã ghi quy định của phòng chờ.")


@never_cache
@officer_required(Role.DESK, Role.LEADER)
@require_safe
def times(request: OfficerRequest) -> HttpResponse:
    """Show how long people waited and were served in a period, today by default."""
    hall = queries.find_hall(request.officer.agency_id)
    if hall is None:
        raise HallNotFound
    today = clock.today()
    last = min(day_of(request.GET.get("den", "")) or today, today)
    first = max(min(day_of(request.GET.get("tu", "")) or last, last), last - LONGEST)
    context = waiting_times.page(hall, first=first, last=last)
    return render(
        request, "desk/waiting_times.html", context | {"hall": hall, "first": first, "last": last}
    )
