"""Handing results over on paper: what waits, and who took it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import handing_over as casework
from motcua.composition.casework import paying
from motcua.composition.casework.screens import Listing
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Way
from motcua.domain.dues.errors import NotPaidYet
from motcua.domain.receipts.queries import list_receipts
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.money import format_dong
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import dossiers as rows
from motcua.surfaces.desk.presenting import handing_over as presenting
from motcua.surfaces.desk.presenting import live
from motcua.surfaces.desk.presenting.dues import read_opening

PAGE = dossiers.PAGE


@never_cache
@officer_required(Role.DESK)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the results that wait to be handed over, the oldest first."""
    after = paging.read_dated_mark(request.GET.get("sau", ""))
    found = casework.list_waiting(request.officer, after=after, limit=PAGE + 1)
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    calendar = organisations.get_calendar(request.officer.agency_id)
    now = clock.now()
    came = (row.finished_at for row, _version in found if row.finished_at is not None)
    context = {
        "rows": rows.show_rows(found[:PAGE], now=now, calendar=calendar),
        "live": live.draw(Listing.RESULTS, came, now=now),
        "next": paging.mark(last.finished_at, last.pk) if last else "",
    }
    return render(request, "desk/results.html", context)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show the applicant's wish; take down what is still paid in cash, and who took the result."""
    pays = request.POST.get("act") == "pay"
    do, there = (_take_cash, "desk:hand-over") if pays else (_hand_over, "desk:results")
    refusal = act(request, partial(do, reference=reference), there, *([reference] if pays else []))
    if isinstance(refusal, HttpResponse):
        return refusal
    waiting = casework.look(reference, request.officer)
    is_unpaid = isinstance(waiting.barrier, NotPaidYet)
    till = paying.look(reference, request.officer) if is_unpaid else None
    context = presenting.page(waiting, till, request.POST, refusal)
    context["receipts"] = [
        (one.pk, str(one)) for one in list_receipts(waiting.dossier) if not one.is_void
    ]
    status = refusal.status if refusal else 200
    return render(request, "desk/hand_over.html", context, status=status)


def _hand_over(request: OfficerRequest, reference: str) -> str:
    dossier = casework.hand_over(
        reference=reference, taken=presenting.read(request.POST), by=request.officer,
        at=clock.now(),
    )  # fmt: skip
    return _("Đã ghi việc trả kết quả hồ sơ {name}.").format(name=dossier)


def _take_cash(request: OfficerRequest, reference: str) -> str:
    """Take all that is owed in cash: who stands at the desk for a result pays and takes it in one go."""
    by = request.officer
    money = Money(
        amount=paying.look(reference, by).balance.owed, way=Way.CASH, paid_on=clock.today()
    )
    opening = read_opening(request.POST)
    paying.pay(reference=reference, money=money, by=by, at=clock.now(), opening=opening)
    return _("Đã ghi thu {amount}.").format(amount=format_dong(money.amount))
