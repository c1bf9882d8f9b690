"""Officers who join, move and leave, by file: one hand sends it, another reads it and carries it out whole."""

import base64
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.identity import actions, queries
from motcua.foundation.identity.enums import Role, RosterState
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import roster as presenting
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.reading import key_of


@never_cache
@officer_required(Role.OPERATOR, Role.LEADER)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest) -> HttpResponse:
    """Show what was sent and who has not entered; show what a file would change, and lay it before another."""
    what, _dash, key = request.POST.get("act", "").partition("-")
    content: bytes | None = None
    given, refusal = "", None
    try:
        if what == "password":
            given = actions.give_first_password(_key(key), by=request.officer, at=clock.now())
        elif request.method == "POST":
            content = b""
            content = _read(request)
            if what == "send":
                roster_id = actions.send_roster(
                    content, seen=request.POST.get("seen", ""), by=request.officer, at=clock.now()
                )
                return redirect("desk:roster-sent", roster_id)
    except NotFound:
        raise
    except Refusal as refused:
        refusal = refused
    plan, refusal = _plan(request, content, refusal)
    context = presenting.page(request.officer, plan, content or b"", refusal, given=(key, given))
    return render(request, "desk/roster.html", context, status=refusal.status if refusal else 200)


@never_cache
@officer_required(Role.OPERATOR, Role.LEADER)
@require_http_methods(READ_OR_SENT)
def sent(request: OfficerRequest, roster_id: UUID) -> HttpResponse:
    """Show a file that was sent; carry it out, or send it back with the reason."""
    found = queries.get_roster(roster_id, request.officer)

    def do(asking: OfficerRequest) -> str:
        at, by = clock.now(), asking.officer
        if asking.POST.get("act") == "back":
            reason = asking.POST.get("reason", "")
            actions.send_roster_back(roster_id, reason=reason, by=by, at=at)
            return _("Đã trả lại tệp. Chưa có gì thay đổi.")
        actions.carry_out_roster(roster_id, seen=asking.POST.get("seen", ""), by=by, at=at)
        return _("Mọi dòng đã được ghi.")

    refusal = act(request, do, "desk:roster-sent", roster_id)
    if isinstance(refusal, HttpResponse):
        return refusal
    is_waiting = found.state is RosterState.WAITING
    plan = queries.plan_sent(found, request.officer, on=clock.today()) if is_waiting else None
    context = presenting.sent(found, plan, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/roster_sent.html", context, status=status)


def _key(text: str) -> int:
    key = key_of(text)
    if key is None:
        raise NotFound
    return key


def _read(request: OfficerRequest) -> bytes:
    if request.POST.get("act") == "send":
        try:
            return base64.b64decode(request.POST.get("content", ""), validate=True)
        except ValueError:
            return b""
    sent_file = request.FILES.get("file")
    return b"" if sent_file is None else sent_file.read(queries.LARGEST_ROSTER + 1)


def _plan(
    request: OfficerRequest, content: bytes | None, refusal: Refusal | None
) -> tuple[queries.Plan | None, Refusal | None]:
    if content is None:
        return None, refusal
    by = request.officer
    try:
        plan = queries.plan_roster(
            content, agency_id=by.agency_id, hands=by.people, on=clock.today()
        )
    except Refusal as unreadable:
        return None, refusal or unreadable
    return plan, refusal
