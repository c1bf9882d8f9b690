"""Where an officer's day begins: what waits at the desk, which steps wait for the post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.capabilities.workflow import actions
from motcua.capabilities.workflow import queries as workflow
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
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting import dossiers as presenting
from motcua.surfaces.desk.presenting import live, work

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
@officer_required(Role.DESK)
@require_safe
def queue(request: OfficerRequest) -> HttpResponse:
    """Show what waits to be taken in, longest first, each with its own clock."""
    now = clock.now()
    after = paging.read_dated_mark(request.GET.get("sau", ""))
    found = casework.list_queue(request.officer, after=after, limit=PAGE + 1)
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    return render(
        request,
        "desk/queue.html",
        {
            "rows": presenting.show_waiting(
                found[:PAGE],
                now=now,
                calendar=organisations.get_calendar(request.officer.agency_id),
            ),
            "next": paging.mark(last.waiting_since, last.pk) if last else "",
            "is_continued": after is not None,
            "live": live.draw(
                Listing.QUEUE, (dossier.waiting_since for dossier, _version in found), now=now
            ),
        },
    )


@never_cache
@officer_required(Role.DESK)
@require_safe
def arrivals(request: OfficerRequest) -> HttpResponse:
    """Say how many dossiers came since the list was drawn, and leave the list alone."""
    return _say_new(request, Listing.QUEUE)


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
    name = request.POST.get("name", "")
    asked = urlencode(work.write_narrowed(wish.narrowed))
    try:
        actions.save_list(post_id=request.officer.post_id, name=name, asked=asked)
    except Refusal as refused:
        return draw(request, wish, saving=refused)
    messages.success(request, _("Đã lưu bộ lọc."))
    return redirect(wish.address())


@never_cache
@officer_required(*WORKING)
@require_POST
def drop(request: OfficerRequest, saved_id: int) -> HttpResponse:
    """Forget a cut of the list that the officer named."""
    actions.drop_list(post_id=request.officer.post_id, saved_id=saved_id)
    messages.success(request, _("Đã bỏ bộ lọc."))
    return redirect("desk:work")


def draw(
    request: OfficerRequest, wish: work.Wish, *, refusal: Refusal | None = None,
    saving: Refusal | None = None,
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
            "saved": work.show_saved(workflow.list_saved(officer.post_id), wish),
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
            "saving_error": saving.text if saving else "",
            "saving_name": request.POST.get("name", "") if saving else "",
            **work.naming(officer, roles, request.POST, refusal, on=today),
        },
        status=refused.status if (refused := refusal or saving) else 200,
    )
