"""Booking a time at a one-stop desk; moving and cancelling it. Who books has signed in: nothing more is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.reception import actions, queries
from motcua.domain.reception.errors import SlotTaken
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.portal.presenting import bookings as presenting
from motcua.surfaces.portal.views.halls import READ_OR_SENT
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from motcua.domain.reception.models import Hall


@never_cache
@citizen_required
@require_safe
def overview(request: CitizenRequest) -> HttpResponse:
    """Show where a time can be booked, and one's own bookings."""
    context = {
        "halls": queries.list_halls(),
        "bookings": queries.list_bookings(request.citizen.person_id),
    }
    return render(request, "portal/hall/bookings.html", context)


@never_cache
@citizen_required
@require_http_methods(READ_OR_SENT)
def choose(request: CitizenRequest, code: str) -> HttpResponse:
    """Choose a line, then a time."""
    hall, refusal = queries.get_hall(code), None
    if request.method == "POST":
        try:
            return _book(request, hall)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    asked = key_of(request.POST.get("line", "") or request.GET.get("viec", ""))
    line = queries.get_line(hall, asked) if asked is not None else None
    context = presenting.choosing(hall, line, now=clock.now(), refusal=refusal)
    return render(
        request, "portal/hall/book.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@citizen_required
@require_http_methods(READ_OR_SENT)
def page(request: CitizenRequest, booking_id: UUID) -> HttpResponse:
    """Show one's booking and its code; move or cancel it."""
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _change(request, booking_id))
            return redirect("portal:booking", booking_id)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    booking = queries.get_booking(booking_id, person_id=request.citizen.person_id)
    context = presenting.one(booking, now=clock.now(), refusal=refusal)
    return render(
        request, "portal/hall/booking.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@citizen_required
@require_safe
def calendar(request: CitizenRequest, booking_id: UUID) -> HttpResponse:
    """Give one's booking as a file for a calendar."""
    booking = queries.get_booking(booking_id, person_id=request.citizen.person_id)
    content = presenting.calendar_file(booking, now=clock.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="hen-{booking.code}.ics"'
    return answer


def _book(request: CitizenRequest, hall: Hall) -> HttpResponse:
    starts_at = presenting.read_time(request.POST.get("time", ""))
    if starts_at is None:
        raise SlotTaken
    booking = actions.book(
        hall_id=hall.pk, line_id=key_of(request.POST.get("line", "")) or 0, starts_at=starts_at,
        by=request.citizen, at=clock.now(),
    )  # fmt: skip
    return redirect("portal:booking", booking.pk)


def _change(request: CitizenRequest, booking_id: UUID) -> str:
    """Do what was sent; return what to say of it."""
    by, now = request.citizen, clock.now()
    if request.POST.get("act") == "cancel":
        actions.cancel(booking_id=booking_id, by=by, at=now)
        return _("Đã hủy lịch hẹn. Người khác có thể dùng giờ này.")
    starts_at = presenting.read_time(request.POST.get("time", ""))
    if starts_at is None:
        raise SlotTaken
    actions.move(booking_id=booking_id, starts_at=starts_at, by=by, at=now)
    return _("Đã đổi giờ hẹn. Mã hẹn vẫn như cũ.")
