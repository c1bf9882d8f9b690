"""Cuts of lists under names: what every list does that has them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from motcua.capabilities.workflow import actions
from motcua.foundation.identity.permissions import OfficerRequest
from motcua.foundation.kernel.errors import Refusal
from motcua.surfaces.desk.presenting.saved import Pairs, Shelved


def keep(request: OfficerRequest, of: Shelved, asked: Pairs) -> Refusal | None:
    """Keep a cut of the list under the name that was typed, and say so; give a refusal back."""
    name = request.POST.get("name", "")
    try:
        actions.save_list(
            post_id=request.officer.post_id, listing=of.key, name=name, asked=urlencode(asked)
        )
    except Refusal as refused:
        return refused
    messages.success(request, _("Đã lưu bộ lọc."))
    return None


def forget(request: OfficerRequest, of: Shelved, saved_id: int) -> HttpResponse:
    """Forget a cut of the list that the officer named, and go back to the list.

    Raises:
        NoSuchList: if the officer named none with this id.
    """
    actions.drop_list(post_id=request.officer.post_id, listing=of.key, saved_id=saved_id)
    messages.success(request, _("Đã bỏ bộ lọc."))
    return redirect(of.page)
