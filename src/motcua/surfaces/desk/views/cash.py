"""Drawers, the cash book and settlements of a desk (Articles 12.9 and 22.1 of Decree 61/2018)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import cash as casework
from motcua.domain.tills import actions
from motcua.domain.tills.errors import NothingToSettle, SettlementNotFound, ShiftNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required, require_role
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.money import Dong, format_dong
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import cash as presenting
from motcua.surfaces.desk.presenting.dues import read_opening
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.reading import key_of

DESK = (Role.DESK, Role.LEADER)


@never_cache
@officer_required(*DESK)
@require_http_methods(READ_OR_SENT)
def drawers(request: OfficerRequest) -> HttpResponse:
    """Show the officer's own drawer and those of the desk; open it, count it, take another one over."""
    is_trial = request.POST.get("act") == "sum"
    refusal = None if is_trial else act(request, _at_drawers, "desk:drawers")
    if isinstance(refusal, HttpResponse):
        return refusal
    desk = casework.look_at_drawers(request.officer)
    context = presenting.drawers(desk, request.officer, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/drawers.html", context, status=status)


def _at_drawers(request: OfficerRequest) -> str:
    posted, by, at = request.POST, request.officer, clock.now()
    what, _dash, key = posted.get("act", "").partition("-")
    match what:
        case "take":
            shift_id = key_of(key)
            if shift_id is None:
                raise ShiftNotFound
            counted = presenting.read_counted(posted)
            actions.take_over(shift_id=shift_id, counted=counted, by=by, at=at)
            return _("Đã nhận bàn giao {amount}; tiền vào quỹ.").format(amount=format_dong(counted))
        case "count":
            require_role(by, Role.DESK)
            found = presenting.read_notes(posted)
            actions.count_drawer(found, by=by, at=at)
            return _(
                "Đã chốt ca với {amount}. Nhờ một người khác đếm lại và nhận bàn giao."
            ).format(amount=format_dong(found.total))
        case _:
            require_role(by, Role.DESK)
            opening = read_opening(posted)
            actions.open_shift(opening=opening, by=by, at=at)
            return _("Đã mở ca thu.")


@never_cache
@officer_required(*DESK)
@require_safe
def drawer(request: OfficerRequest, shift_id: int) -> HttpResponse:
    """Show one shift as the minutes of its hand-over, to be printed."""
    found = casework.look_at_drawer(shift_id, request.officer)
    return render(request, "desk/drawer.html", presenting.drawer(found))


@never_cache
@officer_required(*DESK)
@require_http_methods(READ_OR_SENT)
def book(request: OfficerRequest) -> HttpResponse:
    """Show what lies where; balance the book, write down what was brought to the bank."""
    refusal = act(request, _at_book, "desk:cash-book")
    if isinstance(refusal, HttpResponse):
        return refusal
    found = casework.open_book(request.officer)
    context = presenting.book(found, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/cash_book.html", context, status=status)


def _at_book(request: OfficerRequest) -> str:
    posted, by, at = request.POST, request.officer, clock.now()
    require_role(by, Role.DESK)
    if posted.get("act") == "close":
        actions.close_book(by=by, at=at)
        return _("Đã chốt sổ quỹ.")
    amount, basis = presenting.read_deposit(posted)
    actions.deposit(amount=amount, basis=basis, by=by, at=at)
    return _("Đã ghi nộp {amount} vào tài khoản.").format(amount=format_dong(amount))


@never_cache
@officer_required(*DESK)
@require_http_methods(READ_OR_SENT)
def settlement(request: OfficerRequest) -> HttpResponse:
    """Show what is due to each agency for a quarter; hand it on, confirm that it came (Article 12.9)."""
    refusal = act(request, _at_settlement, "desk:settlement")
    if isinstance(refusal, HttpResponse):
        return refusal
    today = clock.today()
    quarter = presenting.read_quarter(
        request.POST.get("quarter", request.GET.get("quy", "")), today=today
    )
    found = casework.look_at_quarter(quarter, request.officer, on=today)
    context = presenting.quarterly(found, request.officer, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/settlement.html", context, status=status)


def _at_settlement(request: OfficerRequest) -> str:
    posted, by, at = request.POST, request.officer, clock.now()
    what, _dash, key = posted.get("act", "").partition("-")
    if what == "confirm":
        settlement_id = key_of(key)
        if settlement_id is None:
            raise SettlementNotFound
        actions.confirm_arrival(settlement_id=settlement_id, by=by, at=at)
        return _("Đã xác nhận tiền đã về.")
    require_role(by, Role.DESK)
    owner_id = key_of(posted.get("owner", ""))
    if owner_id is None:
        raise NothingToSettle(field="owner")
    source, basis = presenting.read_settlement(posted)
    quarter = presenting.read_quarter(posted.get("quarter", ""), today=clock.today())
    settled = actions.settle(
        owner_id=owner_id, quarter=quarter, source=source, basis=basis, by=by, at=at
    )
    return _("Đã quyết toán {amount}.").format(amount=format_dong(Dong(settled.amount)))
