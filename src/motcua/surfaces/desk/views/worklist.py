"""Where an officer's day begins: which steps wait for the post, and what came since."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.composition.casework import examining as casework
from motcua.composition.casework import narrowing, screens, workloads
from motcua.composition.casework.screens import Listing
from motcua.composition.steering import queries as steering
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required, require_role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk import saving
from motcua.surfaces.desk.presenting import dossiers as presenting
from motcua.surfaces.desk.presenting import live, saved, work

WORKING = (Role.CIVIL_STATUS, Role.SPECIALIST, Role.LEADER)
PAGE = dossiers.PAGE
_DOORS = (
    (Role.DESK, "desk:queue"),
    (Role.CIVIL_STATUS, "desk:work"),
    (Role.SPECIALIST, "desk:work"),
    (Role.LEADER, "desk:board"),
    (Role.PROCEDURE_CONTROL, "desk:catalogue"),
    (Role.OPERATOR, "desk:operation"),
)


@never_cache
@officer_required()
@require_safe
def home(request: OfficerRequest) -> HttpResponse:
    """Lead to what the post is for."""
    return redirect(next(door for role, door in _DOORS if role in request.officer.roles))


@never_cache
@officer_required(*WORKING)
@require_safe
def new_tasks(request: OfficerRequest) -> HttpResponse:
    """Say how many steps came since the list was drawn, and leave the list alone."""
    return _say_new(request, Listing.WORK)


@never_cache
@officer_required(Role.DESK)
@require_safe
def new_results(request: OfficerRequest) -> HttpResponse:
    """Say how many results came since the list was drawn, and leave the list alone."""
    return _say_new(request, Listing.RESULTS)


def _say_new(request: OfficerRequest, listing: Listing) -> HttpResponse:
    now = clock.now()
    drawn = live.Drawn.read(request.GET) or live.Drawn(at=now)
    narrowed = work.read_narrowed(request.GET)
    cut = narrowed.cut(request.officer, now=now)
    came = screens.count_new(listing, request.officer, since=drawn.since, cut=cut)
    asked = work.write_narrowed(narrowed) if listing == Listing.WORK else live.NOT_CUT
    context = {"count": max(0, came - drawn.shown), "back": live.address_of(listing, asked)}
    return render(request, "desk/parts/arrivals_line.html", context)


@never_cache
@officer_required(*WORKING)
@require_safe
def tasks(request: OfficerRequest) -> HttpResponse:
    """Show the steps that wait for the post, one's own first; to a leader also another role's."""
    return draw(request, work.Wish.read(request.GET))


@never_cache
@officer_required(*WORKING)
@require_POST
def save(request: OfficerRequest) -> HttpResponse:
    """Keep the cut of the list under a name, and go back to it."""
    wish = work.Wish.read(request.POST)
    refused = saving.keep(request, saved.WORK, tuple(work.write_narrowed(wish.narrowed).items()))
    return draw(request, wish, not_saved=refused) if refused else redirect(wish.address())


@never_cache
@officer_required(*WORKING)
@require_POST
def drop(request: OfficerRequest, saved_id: int) -> HttpResponse:
    """Forget a cut of the list that the officer named."""
    return saving.forget(request, saved.WORK, saved_id)


def draw(
    request: OfficerRequest, wish: work.Wish, *, refusal: Refusal | None = None,
    not_saved: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    """Draw the list; to a leader with the choice of whom to name, and what was chosen."""
    now = clock.now()
    officer, today = request.officer, clock.day_in_vietnam(now)
    if wish.is_of_others:
        require_role(officer, Role.LEADER)
    roles = wish.roles(officer)
    person = workloads.get_colleague(wish.post_id, officer) if wish.post_id else None
    found = casework.list_work(
        officer, roles=roles if wish.is_of_others else None, after=wish.after, limit=PAGE + 1,
        cut=wish.cut_to_person(wish.narrowed.cut(officer, now=now)), on=today,
    )  # fmt: skip
    counted = narrowing.count(officer, roles, now=now, cut=wish.cut_to_person())
    last = found[PAGE - 1] if len(found) > PAGE else None
    return render(
        request,
        "desk/work.html",
        {
            "wish": wish,
            "whose": work.name_whose(wish, person),
            "all_steps": wish.address(step=""),
            "standings": work.show_standings(counted, wish),
            "waiting": work.show_waiting(counted),
            "procedures": work.show_procedures(wish, found),
            "asked": work.write_narrowed(wish.narrowed),
            "shelf": saved.show(
                saved.WORK, officer, work.write_narrowed(wish.narrowed).items(), refused=not_saved,
                typed=request.POST.get("name", ""),
            ),
            "steps": work.show_steps(counted.steps, wish),
            "rows": presenting.show_work(
                found[:PAGE],
                reader=officer,
                now=now,
                calendar=organisations.get_calendar(officer.agency_id),
                foretold=steering.list_forecasts(work.dossier.pk for work in found[:PAGE]),
            ),
            "next": wish.address(after=work.place_of(last, officer, wish)) if last else "",
            "live": live.draw(
                Listing.WORK,
                (work.task.ready_at for work in found),
                now=now,
                asked=work.write_narrowed(wish.narrowed),
            ),
            **work.naming(officer, roles, request.POST, refusal, on=today),
        },
        status=refused.status if (refused := refusal or not_saved) else 200,
    )  # fmt: skip
