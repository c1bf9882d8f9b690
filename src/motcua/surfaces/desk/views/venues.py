"""Where an agency receives away from its office: recorded by its head; the place of the day of one browser."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.venues import actions, queries
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import venues as presenting
from motcua.surfaces.desk.presenting.venues import VENUE
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.context_processors import DESK
from motcua.surfaces.ui.reading import key_of, require_day

REMEMBERED: Final = "motcua-diem"
"""The cookie that names the place of the day: who sits there all day does not choose it for each dossier."""


@never_cache
@officer_required(Role.LEADER)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest) -> HttpResponse:
    """Show the agency's venues; record another, from an earlier one if its key is asked for."""

    def record(request: OfficerRequest) -> str:
        venue = actions.record(presenting.read(request.POST), by=request.officer, at=clock.now())
        return _("Đã ghi {name}. Người dân thấy lịch này trên cổng.").format(name=venue.name)

    refusal = act(request, record, "desk:venues")
    if isinstance(refusal, HttpResponse):
        return refusal
    typed: Mapping[str, str] = request.POST.dict()
    if not typed and "tu" in request.GET:
        venue = queries.get_own(key_of(request.GET["tu"]) or 0, request.officer)
        typed = presenting.typed_of(venue)
    found = queries.list_own(request.officer)
    context = presenting.page(found, request.officer, typed, refusal)
    return render(request, "desk/venues.html", context, status=refusal.status if refusal else 200)


@never_cache
@officer_required(Role.LEADER)
@require_http_methods(READ_OR_SENT)
def end(request: OfficerRequest, venue_id: int) -> HttpResponse:
    """Ask from when and why the agency does not receive there any more, and put it on record."""

    def stop(request: OfficerRequest) -> str:
        valid_to = require_day(request.POST.get("valid_to", ""), field="valid_to")
        venue = actions.end(
            venue_id=venue_id, valid_to=valid_to, reason=request.POST.get("reason", ""),
            by=request.officer, at=clock.now(),
        )  # fmt: skip
        return _("{name} ngừng từ {day:%d/%m/%Y}.").format(name=venue.name, day=valid_to)

    venue = queries.get_own(venue_id, request.officer)
    refusal = act(request, stop, "desk:venues")
    if isinstance(refusal, HttpResponse):
        return refusal
    context = presenting.ending(venue, request.POST.dict(), refusal)
    return render(
        request, "desk/venue_end.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@officer_required(Role.DESK)
@require_POST
def remember(request: OfficerRequest) -> HttpResponse:
    """Let this browser remember until midnight where its officer receives today."""
    answer = redirect("desk:counter")
    today = clock.today()
    chosen = key_of(request.POST.get("venue", ""))
    there = {one.pk: one for one in queries.list_for_desk(request.officer.agency_id, on=today)}
    if chosen not in there:
        answer.delete_cookie(REMEMBERED, path=DESK)
        messages.success(request, _("Trên máy này, hồ sơ được ghi là nhận tại trụ sở."))
        return answer
    midnight = datetime.combine(today + timedelta(days=1), time.min, tzinfo=clock.VIETNAM)
    answer.set_cookie(
        REMEMBERED, str(chosen), max_age=midnight - clock.now(), path=DESK, httponly=True,
        samesite="Lax", secure=settings.IS_HTTPS,
    )  # fmt: skip
    words = _("Đến hết hôm nay, hồ sơ nhập trên máy này được ghi là nhận tại {name}.")
    messages.success(request, words.format(name=there[chosen].name))
    return answer


def of_the_day(request: OfficerRequest) -> dict[str, Any]:
    """Return where the officer's agency receives today, what the browser remembers marked. One query."""
    chosen = request.COOKIES.get(REMEMBERED, "")
    return {"venues": presenting.choices(request.officer.agency_id, chosen, on=clock.today())}


def find_remembered(request: OfficerRequest, code: str) -> int | None:
    """Return the place of the day of this browser, if the procedure is received there. At most one query."""
    chosen = key_of(request.COOKIES.get(REMEMBERED, ""))
    if chosen is None:
        return None
    there = queries.list_for_desk(request.officer.agency_id, on=clock.today())
    fitting = {one.pk for one in there if not one.procedures or code in one.procedures}
    return chosen if chosen in fitting else None


def read(posted: Mapping[str, str], before: int | None) -> int | None:
    """Return the venue that was chosen; the one before where the page had no such box."""
    return key_of(posted[VENUE]) if VENUE in posted else before


def typed_of(venue: int | None) -> dict[str, str]:
    """Return the box as the place of the day fills it."""
    return {VENUE: str(venue)} if venue else {}
