"""Where an agency's fees are paid into: entered by one officer, confirmed by the head (Article 22.1.a)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.composition.casework import transferring
from motcua.domain.tills import actions, queries
from motcua.domain.tills.errors import AccountNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import fee_accounts as presenting
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.reading import key_of


@never_cache
@officer_required(Role.DESK, Role.LEADER)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest) -> HttpResponse:
    """Show the agency's accounts; enter one, or confirm what a colleague entered."""
    refusal = act(request, _act, "desk:fee-accounts")
    if isinstance(refusal, HttpResponse):
        return refusal
    found = queries.list_accounts(request.officer)
    context = presenting.page(found, request.officer, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/fee_accounts.html", context, status=status)


def _act(request: OfficerRequest) -> str:
    """Do what was sent; return what to say of it."""
    what, _dash, key = request.POST.get("act", "").partition("-")
    if what == "confirm":
        account_id = key_of(key)
        if account_id is None:
            raise AccountNotFound
        account = actions.confirm_account(account_id=account_id, by=request.officer, at=clock.now())
        return _("Đã xác nhận tài khoản {number}.").format(number=account.number)
    typed = presenting.read(request.POST)
    transferring.enter(typed, by=request.officer, at=clock.now())
    return _("Đã ghi tài khoản, chờ lãnh đạo xác nhận. Người dân chưa thấy tài khoản này.")
