"""Numbers of the waiting room: taken at a kiosk or by telephone, followed on a page, shown on a display."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.capabilities.speech import queries as speech
from motcua.domain.reception import actions, queries
from motcua.domain.reception.enums import Origin, Priority
from motcua.domain.reception.errors import LineClosed, TicketNotFound
from motcua.foundation.identity import actions as identity
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.portal.presenting import halls as presenting
from motcua.surfaces.ui import display as display_of_pages
from motcua.surfaces.ui.reading import key_of

if TYPE_CHECKING:
    from motcua.domain.reception.models import Hall, Ticket

READ_OR_SENT: Final = ["GET", "HEAD", "POST"]
HELD: Final = "motcua-luot"
"""The cookie by which a telephone that has a number is led back to it instead of taking another."""
UNCHANGED: Final = 204


@never_cache
@require_http_methods(READ_OR_SENT)
def kiosk(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody in the waiting room take a number, or check in with the code of a booking."""
    hall = queries.find_hall_of_kiosk(key)
    if "lai" in request.GET:
        return _begin_anew(key)
    refusal = None
    if request.method == "POST":
        try:
            taken = _check_in(request, hall) if "code" in request.POST else _take(request, hall)
            return redirect("portal:kiosk-slip", key, taken.code)
        except Refusal as refused:
            refusal = refused
    context = presenting.choosing(hall, now=clock.now(), refusal=refusal)
    context |= {"key": key, "typed": request.POST.get("code", "")[: presenting.LONGEST_CODE]}
    return render(
        request, "portal/hall/kiosk.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@require_safe
def slip(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Show the number that was taken, large, to be printed or photographed; then make room for the next person."""
    hall = queries.find_hall_of_kiosk(key)
    found = queries.get_ticket(code)
    if found.hall_id != hall.pk:
        raise TicketNotFound
    context = presenting.ticket(found, now=clock.now())
    context |= {"key": key, "picture": presenting.picture_of_ticket(found)}
    return render(request, "portal/hall/slip.html", context)


@never_cache
@require_http_methods(READ_OR_SENT)
def by_phone(request: HttpRequest, said: str) -> HttpResponse:
    """Let somebody who scanned the code in the waiting room take a number on their telephone: one at a time."""
    now = clock.now()
    hall = queries.require_pass(said, at=now)
    held = _held(request, hall)
    if held is not None:
        return redirect("portal:ticket", held.code)
    refusal = None
    if request.method == "POST":
        try:
            # The display shows its code to everybody, also to who is not there.
            identity.count_look_up(request, at=now)
            taken = _take(request, hall, Origin.PHONE)
        except Refusal as refused:
            refusal = refused
        else:
            response = redirect("portal:ticket", taken.code)
            response.set_cookie(
                HELD, taken.code, max_age=timedelta(hours=12), httponly=True, samesite="Lax",
                secure=settings.IS_HTTPS,
            )  # fmt: skip
            return response
    context = presenting.choosing(hall, now=now, refusal=refusal)
    return render(
        request, "portal/hall/phone.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@require_safe
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """Show a ticket to who holds its address: how many are ahead, how long that takes, which window calls."""
    found = queries.get_ticket(code)
    return render(request, "portal/hall/ticket.html", presenting.ticket(found, now=clock.now()))


@never_cache
@require_safe
def ticket_now(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the ticket's page with the part that changes, or that nothing has."""
    found, now = queries.get_ticket(code), clock.now()
    if request.GET.get("da-xem") == queries.version_of(found.hall, at=now):
        return HttpResponse(status=UNCHANGED)
    return render(request, "portal/hall/parts/ticket_now.html", presenting.ticket(found, now=now))


@never_cache
@require_POST
def give_up(
    request: HttpRequest,  # noqa: ARG001 - Django passes it
    code: str,
) -> HttpResponse:
    """Give the number up."""
    actions.give_up(code=code, at=clock.now())
    return redirect("portal:ticket", code)


@never_cache
@require_safe
def display(request: HttpRequest, agency: str) -> HttpResponse:
    """Show which number goes to which window, for a screen on the wall."""
    hall = queries.get_hall(agency)
    return render(request, "portal/hall/display.html", presenting.display(hall, now=clock.now()))


@never_cache
@require_safe
def display_now(request: HttpRequest, agency: str) -> HttpResponse:
    """Answer the display with what it shows now, or that nothing has changed."""
    hall, now = queries.get_hall(agency), clock.now()
    if request.GET.get("da-xem") == queries.version_of(hall, at=now):
        return HttpResponse(status=UNCHANGED)
    return render(request, "portal/hall/parts/display_now.html", presenting.display(hall, now=now))


@never_cache
@require_safe
def sound(
    request: HttpRequest,  # noqa: ARG001 - Django passes it
    agency: str, letter: str, number: int, window: int,
) -> HttpResponse:  # fmt: skip
    """Say a call aloud, of a number that is called: nobody lets the server say anything else."""
    hall = queries.get_hall(agency)
    called = queries.find_called(
        hall, letter=letter, number=number, window=window, on=clock.today()
    )
    if called is None:
        raise Http404(_("Số này không đang được gọi."))
    return HttpResponse(speech.say(queries.call(letter, number, window)), content_type="audio/wav")


def _begin_anew(key: str) -> HttpResponse:
    """Leave the next person neither the language nor the letters that somebody chose before."""
    response = redirect("portal:kiosk", key)
    for name in (settings.LANGUAGE_COOKIE_NAME, display_of_pages.COOKIE):
        response.delete_cookie(name, samesite="Lax")
    return response


def _take(request: HttpRequest, hall: Hall, origin: Origin = Origin.KIOSK) -> Ticket:
    line_id = key_of(request.POST.get("line", ""))
    if line_id is None:
        raise LineClosed
    return actions.take(
        hall_id=hall.pk, line_id=line_id, origin=origin,
        priority=request.POST.get("priority", Priority.NONE), at=clock.now(),
    )  # fmt: skip


def _check_in(request: HttpRequest, hall: Hall) -> Ticket:
    """Check in with a booking's code; six digits are soon guessed by whoever may try without end."""
    identity.count_look_up(request, at=clock.now())
    typed = "".join(filter(str.isdigit, request.POST["code"]))[: presenting.LONGEST_CODE]
    return actions.check_in(hall_id=hall.pk, code=typed, at=clock.now())


def _held(request: HttpRequest, hall: Hall) -> Ticket | None:
    """Return the number that this telephone holds here today and that is not over."""
    code = request.COOKIES.get(HELD, "")
    if not code:
        return None
    try:
        found = queries.get_ticket(code)
    except TicketNotFound:
        return None
    is_over = presenting.ticket(found, now=clock.now())["is_over"]
    return None if is_over or found.hall_id != hall.pk else found
