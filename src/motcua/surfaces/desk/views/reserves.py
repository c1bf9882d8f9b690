"""Numbers kept for when the line or the power is gone: keep, enter, cancel, give back, confirm (Article 17)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import late, offline, sending
from motcua.domain.reserves import actions, queries
from motcua.domain.reserves.enums import VerdictKind
from motcua.domain.reserves.errors import BlockNotFound, SlipNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, has_role, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk import files
from motcua.surfaces.desk.presenting import reserves as presenting
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.reading import key_of, require_day


@never_cache
@officer_required(Role.DESK, Role.LEADER)
@require_http_methods(READ_OR_SENT)
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the blocks and the slips that wait; keep numbers for a pad, or say whether a time is right."""
    refusal = None
    if request.method == "POST":
        try:
            return _act_on_list(request)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    found = queries.list_blocks(request.officer, since=clock.today() - queries.DAYS_BACK)
    waiting = queries.list_unconfirmed(request.officer)
    context = presenting.listing(found, waiting, request.officer, request.POST.dict(), refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/reserves.html", context, status=status)


def _act_on_list(request: OfficerRequest) -> HttpResponse:
    posted, by, at = request.POST, request.officer, clock.now()
    act, _dash, key = posted.get("act", "").partition(":")
    if act in VerdictKind.values:
        slip = late.judge(
            slip_id=_uuid(key), kind=VerdictKind(act), reason=posted.get("reason", ""), by=by,
            at=at,
        )  # fmt: skip
        words = _("Đã ghi ý kiến của bạn về giờ nhận {at:%H:%M %d/%m/%Y}.")
        messages.success(request, words.format(at=slip.came_at.astimezone(clock.VIETNAM)))
        return redirect("desk:reserves")
    _require_desk(request)
    block = actions.take_block(
        on=require_day(posted.get("on", ""), field="on"),
        count=presenting.read_count(posted),
        device=None, name=posted.get("name", ""), by=by, at=at,
    )  # fmt: skip
    messages.success(request, _("Đã giữ {count} số.").format(count=len(block.numbers)))
    return redirect("desk:reserve-block", block.pk)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest, block_id: UUID) -> HttpResponse:
    """Show what became of each number; enter a slip of a pad, cancel a number, give back the rest."""
    block = queries.get_block(block_id, request.officer)
    refusal = None
    if request.method == "POST":
        try:
            return _act_on_block(request, block_id)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    (accounted,) = queries.account([block])
    context = presenting.page(accounted, request.officer, request.POST.dict(), refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/reserve_block.html", context, status=status)


def _act_on_block(request: OfficerRequest, block_id: UUID) -> HttpResponse:
    posted, by, at = request.POST, request.officer, clock.now()
    act, _dash, key = posted.get("act", "").partition(":")
    reason = posted.get("reason", "")
    match act:
        case "cancel":
            counter = key_of(key)
            if counter is None:
                raise BlockNotFound
            offline.cancel(block_id=block_id, counter=counter, reason=reason, by=by, at=at)
            messages.success(request, _("Đã hủy số và ghi lý do."))
        case "return":
            count = actions.give_back(block_id=block_id, reason=reason, by=by, at=at)
            messages.success(request, _("Đã ghi {count} số không dùng.").format(count=count))
        case _:
            written = presenting.read_slip(queries.get_block(block_id, by), posted.dict())
            picture = next(iter(sending.read_files(request.FILES, late.PICTURE)), None)
            taken = offline.take_down_from_pad(written, picture=picture, by=by, at=at)
            words = _(
                "Đã nhập phiếu {number}. Người thứ hai xác nhận giờ nhận; bạn ghi tiếp tờ khai."
            )
            messages.success(request, words.format(number=taken.slip.number))
            return redirect("desk:counter-sheet", taken.slip.draft_id)
    return redirect("desk:reserve-block", block_id)


@never_cache
@officer_required(Role.DESK)
@require_safe
def printed(request: OfficerRequest, block_id: UUID) -> HttpResponse:
    """Show the pad's slips with their numbers, to be printed and kept in the drawer."""
    block = queries.get_block(block_id, request.officer)
    return render(request, "desk/reserve_print.html", {"reserve": block})


@never_cache
@officer_required(Role.DESK, Role.LEADER)
@require_safe
def picture(request: OfficerRequest, slip_id: UUID) -> HttpResponse:
    """Show the picture that proves a slip's time."""
    document = late.get_picture(slip_id, request.officer)
    return files.show_pdf(documents.read_content(document), filename=document.filename)


def _require_desk(request: OfficerRequest) -> None:
    if not has_role(request.officer, Role.DESK):
        raise NotFound


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise SlipNotFound from error
