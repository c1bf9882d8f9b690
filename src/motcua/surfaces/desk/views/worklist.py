"""Where an officer's day begins: what waits at the desk, which steps wait for the post."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import examining as casework
from motcua.composition.steering import queries as steering
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required, require_role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.presenting import dossiers as presenting
from motcua.surfaces.desk.presenting import work

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
            "drawn_at": paging.write_moment(now),
        },
    )


@never_cache
@officer_required(Role.DESK)
@require_safe
def arrivals(request: OfficerRequest) -> HttpResponse:
    """Say how many dossiers came since the list was drawn, and leave the list alone."""
    since = paging.read_moment(request.GET.get("tu", "")) or clock.now()
    count = dossiers.count_waiting(request.officer.agency_id, since=since)
    context = {"count": count, "drawn_at": paging.write_moment(since)}
    return render(request, "desk/parts/arrivals.html", context)


@never_cache
@officer_required(*WORKING)
@require_safe
def tasks(request: OfficerRequest) -> HttpResponse:
    """Show the steps that wait for the post, one's own first; to a leader also another role's."""
    return draw(request, work.Wish.read(request.GET))


def draw(
    request: OfficerRequest, wish: work.Wish, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Draw the list; to a leader with the choice of whom to name, and what was chosen."""
    now = clock.now()
    officer, today = request.officer, clock.day_in_vietnam(now)
    if wish.role is not None:
        require_role(officer, Role.LEADER)
    roles = officer.roles if wish.role is None else {wish.role}
    found = casework.list_work(
        officer, role=wish.role, step=wish.step, after=wish.after, limit=PAGE + 1, on=today
    )
    last = found[PAGE - 1] if len(found) > PAGE else None
    return render(
        request,
        "desk/work.html",
        {
            "wish": wish,
            "all_steps": wish.address(step=""),
            "steps": work.show_steps(
                workflow.count_worklist(agency_id=officer.agency_id, roles=roles), wish
            ),
            "rows": presenting.show_work(
                found[:PAGE],
                reader=officer,
                now=now,
                calendar=organisations.get_calendar(officer.agency_id),
                foretold=steering.list_forecasts(work.dossier.pk for work in found[:PAGE]),
            ),
            "next": wish.address(after=work.place_of(last, officer, wish)) if last else "",
            **work.naming(officer, roles, request.POST, refusal, on=today),
        },
        status=refusal.status if refusal else 200,
    )
