"""The papers themselves: what is to be given and taken, by list or by scanning a number; the control slip."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import amends, counting
from motcua.composition.casework import custody as casework
from motcua.domain.custody.enums import Place
from motcua.domain.custody.errors import PackMoved
from motcua.domain.custody.queries import Deed
from motcua.domain.dossiers.queries import SEEING_ROLES
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import custody as presenting
from motcua.surfaces.ui.reading import key_of

PAGE = 25
LONGEST = casework.LONGEST


@never_cache
@officer_required(*SEEING_ROLES)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show what this officer is to give on and to take over; go to the pack of a number typed or scanned."""
    typed = request.GET.get("so", "").strip()[:LONGEST]
    found = casework.find(typed, request.officer) if typed else None
    if found is not None:
        return redirect("desk:pack", found.pk)
    now, after = clock.now(), paging.read_dated_mark(request.GET.get("sau", ""))
    deed = Deed.GIVE if request.GET.get("viec") == Deed.GIVE.value else Deed.TAKE
    lists = {
        one: casework.list_awaiting(
            request.officer, deed=one, now=now, after=after if one is deed else None, limit=PAGE + 1
        )
        for one in Deed
    }
    context = presenting.lists(lists, page=PAGE) | {"typed": typed}
    context["owed"] = amends.list_owed(request.officer)
    return render(request, "desk/custody.html", context, status=404 if typed else 200)


@never_cache
@officer_required(*SEEING_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: OfficerRequest, pack_id: int) -> HttpResponse:
    """Show where the papers are; give them, or confirm that they are here."""
    refusal = None
    if request.method == "POST":
        try:
            return _pass(request, pack_id)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    held = casework.look(pack_id, request.officer, now=clock.now())
    context = presenting.page(held, request.POST, refusal)
    context["losses"] = amends.list_of_pack(held.pack)
    status = refusal.status if refusal else 200
    return render(request, "desk/pack.html", context, status=status)


@never_cache
@officer_required(*SEEING_ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: OfficerRequest) -> HttpResponse:
    """Count the packs of one giver by scanning; take over what is there, put on record what is not."""
    by, at, posted = request.officer, clock.now(), request.POST
    from_post = key_of(posted.get("from", "") or request.GET.get("tu", "")) or 0
    counted = counting.count(from_post, presenting.read_scanned(posted), by) if from_post else None
    if counted is None:
        context = {"givers": counting.list_givers(by), "short": counting.list_short(by, now=at)}
        return render(request, "desk/delivery.html", context)
    refusal = None
    if posted.get("act") == "take":
        try:
            taken = counting.take(counted, note=posted.get("note", ""), by=by, at=at)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            words = (
                _("Đã nhận {count} hồ sơ giấy.")
                if not taken.is_short
                else _("Đã nhận {count} hồ sơ giấy và ghi nhận chênh lệch: bên giao cùng xem được.")
            )
            messages.success(request, words.format(count=len(taken.taken)))
            return redirect("desk:delivery")
    context = presenting.counting(counted, posted, refusal)
    return render(
        request, "desk/delivery_count.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@officer_required(*SEEING_ROLES)
@require_safe
def slip(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show the control slip of the dossier's papers, to be printed."""
    pdf = casework.write_slip(reference, request.officer, at=clock.now())
    return show_pdf(pdf, filename="phieu-kiem-soat")


def _pass(request: OfficerRequest, pack_id: int) -> HttpResponse:
    seen, note = request.POST.get("place", ""), request.POST.get("note", "")
    if seen not in Place.values:
        raise PackMoved
    place = Place(seen)
    by, at = request.officer, clock.now()
    if presenting.is_giving(place):
        given = casework.give(pack_id=pack_id, seen=place, note=note, by=by, at=at)
        words = _("Đã ghi giao hồ sơ giấy {name}. Bên nhận phải xác nhận.")
        messages.success(request, words.format(name=given.dossier))
    else:
        missing = presenting.read_ticked(request.POST, presenting.MISSING)
        damaged = presenting.read_ticked(request.POST, presenting.DAMAGED)
        taken = casework.take(
            pack_id=pack_id, seen=place, missing=missing, damaged=damaged, note=note, by=by, at=at
        )
        words = _("Đã xác nhận nhận hồ sơ giấy {name}.")
        if missing or damaged:
            words = _("Đã xác nhận nhận hồ sơ giấy {name} và ghi nhận giấy tờ thiếu, hư hỏng.")
        messages.success(request, words.format(name=taken.dossier))
    return redirect("desk:custody")
