"""Who stands in for whom: the head decides; who stands in chooses in whose place to work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.identity import actions
from motcua.foundation.identity.errors import StandInNotFound
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.presenting import standing_in as presenting
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.reading import key_of


@never_cache
@officer_required()
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest) -> HttpResponse:
    """Show in whose place the officer may work, and to the head who stands in for whom; do what was sent."""
    refusal = act(request, _act, "desk:standing-in")
    if isinstance(refusal, HttpResponse):
        return refusal
    context = presenting.page(request.officer, request.POST, refusal, on=clock.today())
    status = refusal.status if refusal else 200
    return render(request, "desk/standing_in.html", context, status=status)


def _act(request: OfficerRequest) -> str:
    """Do what was sent; return what to say of it."""
    what, _dash, key = request.POST.get("act", "").partition("-")
    if what == "own":
        actions.take_seat(request, seat=None, by=request.officer)
        return _("Bạn đã trở về vị trí của mình.")
    if what == "seat":
        actions.take_seat(request, seat=_key(key), by=request.officer)
        return _("Từ giờ việc bạn làm trên trình duyệt này được ghi là làm thay.")
    if what == "stop":
        actions.stop_standing_in(post_id=_key(key), by=request.officer, at=clock.now())
        return _("Đã chấm dứt làm thay. Việc đã làm vẫn giữ nguyên.")
    typed = presenting.read(request.POST)
    actions.begin_standing_in(**typed, by=request.officer, at=clock.now())
    return _("Đã ghi người làm thay.")


def _key(text: str) -> int:
    key = key_of(text)
    if key is None:
        raise StandInNotFound
    return key
