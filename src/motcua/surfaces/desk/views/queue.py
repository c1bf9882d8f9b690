"""What waits at the desk to be taken in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.composition.casework import examining as casework
from motcua.composition.casework import screens
from motcua.composition.casework.screens import Listing
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk import paging, saving
from motcua.surfaces.desk.presenting import dossiers as presenting
from motcua.surfaces.desk.presenting import live, saved
from motcua.surfaces.desk.presenting import queue as cutting

PAGE = dossiers.PAGE


@never_cache
@officer_required(Role.DESK)
@require_safe
def page(request: OfficerRequest) -> HttpResponse:
    """Show what waits to be taken in, longest first, each with its own clock."""
    return _draw(request, cutting.Wish.read(request.GET))


@never_cache
@officer_required(Role.DESK)
@require_safe
def arrivals(request: OfficerRequest) -> HttpResponse:
    """Say how many dossiers came since the list was drawn, and leave the list alone."""
    now, wish = clock.now(), cutting.Wish.read(request.GET)
    drawn = live.Drawn.read(request.GET) or live.Drawn(at=now)
    came = screens.count_new(
        Listing.QUEUE, request.officer, since=drawn.since, which=wish.narrowed.which(now=now)
    )
    context = {"count": max(0, came - drawn.shown), "back": wish.address()}
    return render(request, "desk/parts/arrivals_line.html", context)


@never_cache
@officer_required(Role.DESK)
@require_POST
def save(request: OfficerRequest) -> HttpResponse:
    """Keep the cut of the queue under a name, and go back to it."""
    wish = cutting.Wish.read(request.POST)
    refused = saving.keep(request, saved.QUEUE, tuple(wish.asked.items()))
    return _draw(request, wish, refused=refused) if refused else redirect(wish.address())


@never_cache
@officer_required(Role.DESK)
@require_POST
def drop(request: OfficerRequest, saved_id: int) -> HttpResponse:
    """Forget a cut of the queue that the officer named."""
    return saving.forget(request, saved.QUEUE, saved_id)


def _draw(
    request: OfficerRequest, wish: cutting.Wish, *, refused: Refusal | None = None
) -> HttpResponse:
    now, officer = clock.now(), request.officer
    which = wish.narrowed.which(now=now)
    found = casework.list_queue(officer, which=which, after=wish.after, limit=PAGE + 1)
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    context = {
        "rows": presenting.show_waiting(
            found[:PAGE], now=now, calendar=organisations.get_calendar(officer.agency_id)
        ),
        "next": wish.address(after=paging.mark(last.waiting_since, last.pk)) if last else "",
        "is_continued": wish.after is not None,
        "here": wish.address(),
        "ways": cutting.show_ways(wish),
        "procedures": cutting.show_procedures(wish, found),
        "asked": wish.asked,
        "shelf": saved.show(
            saved.QUEUE, officer, wish.asked.items(), refused=refused,
            typed=request.POST.get("name", ""),
        ),
        "live": live.draw(
            Listing.QUEUE, (dossier.waiting_since for dossier, _version in found), now=now,
            asked=wish.asked,
        ),
    }  # fmt: skip
    return render(request, "desk/queue.html", context, status=refused.status if refused else 200)
