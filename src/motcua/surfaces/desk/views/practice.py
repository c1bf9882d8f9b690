"""Practising on made-up dossiers: the way there from real work, the door there, and the exercises."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.practising import queries
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity.permissions import OfficerRequest, officer_required, read_actor
from motcua.foundation.kernel import clock, practising
from motcua.foundation.kernel.practising import Stage, Wish
from motcua.surfaces.desk.presenting import practice as presenting

ENTRY: Final = "motcua_practice_entry"
"""Signed: since when somebody practises in this browser. Whoever has it came from a desk."""
ENTRY_LASTS: Final = 12 * 3600
READ_OR_SENT: Final = ("GET", "HEAD", "POST")


@never_cache
@officer_required()
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest) -> HttpResponse:
    """Show how far the site for practising is, lead there, have it made or begun anew."""
    if settings.PRACTICE:
        return redirect("desk:exercises")
    folder = settings.STATE_DIR / practising.FOLDER
    if request.method == "POST":
        if settings.PRACTICE_URL:
            wanted = Wish.RESET if request.POST.get("wish") == Wish.RESET else Wish.START
            practising.wish(folder, wanted)
            practising.write_stage(folder, Stage.PREPARING)
        return redirect("desk:practice")
    context: dict[str, object] = {"is_offered": bool(settings.PRACTICE_URL)}
    if settings.PRACTICE_URL:
        ticket = practising.write_ticket(settings.PRACTICE_KEY)
        context |= {
            "stage": practising.read_stage(folder),
            "address": presenting.door(settings.PRACTICE_URL, ticket),
        }
    return render(request, "desk/practice.html", context)


@never_cache
@require_http_methods(READ_OR_SENT)
def door(request: HttpRequest) -> HttpResponse:
    """Let somebody from a desk in by a ticket, and choose which imaginary officer to be."""
    if not settings.PRACTICE:
        raise Http404
    if practising.is_ticket(request.GET.get("ve", ""), settings.PRACTICE_KEY):
        return _enter(redirect("desk:practice-door"), at=clock.now())
    if _entered_at(request) is None:
        return render(request, "desk/practice_door.html", {"is_closed": True}, status=403)
    if request.method == "POST":
        identity.practise_as(request, login=request.POST.get("role", ""), at=clock.now())
        return redirect("desk:exercises")
    return render(request, "desk/practice_door.html", {"cast": presenting.cast()})


@never_cache
@officer_required()
@require_http_methods(READ_OR_SENT)
def exercises(request: OfficerRequest) -> HttpResponse:
    """Show the exercises and what the log says of each; begin them anew."""
    if not settings.PRACTICE:
        raise Http404
    now = clock.now()
    if request.method == "POST":
        messages.success(request, _("Đã bắt đầu lại các bài tập từ lúc này."))
        return _enter(redirect("desk:exercises"), at=now)
    since = _entered_at(request) or now
    verdicts = queries.list_verdicts(presenting.LOGINS, since=since, now=now)
    context = presenting.exercises(verdicts) | {"since": since, "who": read_actor(request)}
    return render(request, "desk/exercises.html", context)


def _enter(answer: HttpResponse, *, at: datetime) -> HttpResponse:
    answer.set_signed_cookie(
        ENTRY, at.isoformat(), max_age=ENTRY_LASTS, httponly=True, samesite="Lax",
        secure=settings.IS_HTTPS,
    )  # fmt: skip
    return answer


def _entered_at(request: HttpRequest) -> datetime | None:
    text = request.get_signed_cookie(ENTRY, default=None, max_age=ENTRY_LASTS)
    return datetime.fromisoformat(text) if text else None
