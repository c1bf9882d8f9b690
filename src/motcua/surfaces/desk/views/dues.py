"""Fees at the desk: whose is still open, what came and went for one dossier (Article 22 of Decree 61/2018)."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import daybook, receipting, transferring
from motcua.composition.casework import paying as casework
from motcua.composition.casework.paying import LONGEST_WORDS
from motcua.composition.casework.receipting import LONGEST_LINE
from motcua.domain.dues.errors import LineNotFound
from motcua.domain.dues.queries import PAGE
from motcua.domain.receipts.errors import ReceiptNotFound
from motcua.domain.receipts.queries import list_receipts
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.money import format_dong
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import dues as presenting
from motcua.surfaces.desk.presenting import receipts
from motcua.surfaces.desk.views.dossiers import SEEING
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui import transfers
from motcua.surfaces.ui.reading import day_of, key_of


@never_cache
@officer_required(Role.DESK)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the open accounts of what this desk received, the oldest first."""
    after = paging.read_dated_mark(request.GET.get("sau", ""))
    found = casework.list_open(request.officer, after=after, limit=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    context = {
        "rows": presenting.rows(found[:PAGE]),
        "next": paging.mark(last.since, last.pk) if last else "",
    }
    return render(request, "desk/dues.html", context)


@never_cache
@officer_required(Role.DESK)
@require_safe
def day(request: OfficerRequest) -> HttpResponse:
    """Show what the desk took and gave back on a day, to be counted against the drawer."""
    typed = request.GET.get("ngay", "")
    on = day_of(typed) if typed else clock.today()
    book = daybook.open_day(request.officer, on=on or clock.today())
    context = presenting.day(book, typed=typed, is_wrong=on is None)
    return render(request, "desk/day_book.html", context, status=422 if on is None else 200)


@never_cache
@officer_required(*SEEING)
@require_http_methods(READ_OR_SENT)
def account(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show what the dossier costs and what was paid; take money, cancel a slip, give money back."""
    refusal = act(request, partial(_act, reference=reference), "desk:account", reference)
    if isinstance(refusal, HttpResponse):
        return refusal
    till = casework.look(reference, request.officer)
    context = presenting.page(till, request.POST, refusal)
    context["receipts"] = receipts.show(
        list_receipts(till.dossier), request.officer, may_take=till.is_till
    )
    transfer = transferring.find_transfer(till.dossier, till.balance.owed)
    context["transfer"] = transfers.show(transfer)
    status = refusal.status if refusal else 200
    return render(request, "desk/account.html", context, status=status)


def _act(request: OfficerRequest, reference: str) -> str:
    """Do what was sent; return what to say of it."""
    posted, by, at = request.POST, request.officer, clock.now()
    casework.look(reference, by)  # a stranger is not told what is missing
    what, _dash, key = posted.get("act", "").partition("-")
    match what:
        case "replace":
            receipt_id = key_of(key)
            if receipt_id is None:
                raise ReceiptNotFound
            receipt = receipting.replace(
                reference=reference, receipt_id=receipt_id, by=by, at=at,
                payer=posted.get("receipt-payer", "")[:LONGEST_LINE],
                why=posted.get("receipt-reason", "")[:LONGEST_WORDS],
            )  # fmt: skip
            return _("Đã hủy biên lai cũ và lập biên lai {number}.").format(number=receipt)
        case "cancel":
            line_id = key_of(key)
            if line_id is None:
                raise LineNotFound
            casework.cancel(
                reference=reference, line_id=line_id, why=posted.get("reason", ""), by=by, at=at
            )
            return _("Đã hủy dòng ghi thu.")
        case "back":
            money = presenting.read(posted, "back-")
            casework.give_back(
                reference=reference, money=money, why=posted.get("back-reason", ""), by=by, at=at
            )
            return _("Đã ghi hoàn trả {amount}.").format(amount=format_dong(money.amount))
        case _:
            money = presenting.read(posted)
            opening = presenting.read_opening(posted)
            casework.pay(reference=reference, money=money, by=by, at=at, opening=opening)
            return _("Đã ghi thu {amount}.").format(amount=format_dong(money.amount))
