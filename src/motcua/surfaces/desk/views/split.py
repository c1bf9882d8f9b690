"""One scan, many papers: its pages side by side, cut where the officer says; and the sheets that say it themselves."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import sending, splitting
from motcua.composition.casework.counter import Written
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal
from motcua.surfaces.desk import counter_form as boxes
from motcua.surfaces.desk.presenting import splitting as presenting
from motcua.surfaces.ui.reading import key_of

NEW, TRAY = "new", "tray-"
"""Which scan: the one just sent with the sheet, or one that lies in the desk's tray."""


def keep_sent(request: OfficerRequest, draft_id: UUID) -> tuple[FieldProblem, ...]:
    """Keep whole scans that came with the sheet; return why one was not kept."""
    scans = sending.read_files(request.FILES, boxes.BUNDLE)
    try:
        if scans:
            splitting.bring(draft_id=draft_id, files=scans, by=request.officer, at=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return (FieldProblem(field=boxes.BUNDLE, text=refusal.text, code=refusal.code),)
    return ()


def begin(request: OfficerRequest, written: Written, which: str) -> HttpResponse:
    """Lead from the sheet, which was saved, to the pages of a scan."""
    draft_id = written.filling.draft.pk
    document_id: int | None
    try:
        if which.startswith(TRAY):
            document_id = splitting.take_whole(
                draft_id=draft_id, document_id=key_of(which.removeprefix(TRAY)) or 0,
                by=request.officer, at=clock.now(),
            ).pk  # fmt: skip
        else:
            waiting = presenting.list_scans(written.papers)
            newest = waiting[-1].pk if waiting else None
            document_id = newest if which == NEW else key_of(which)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.text)
        document_id = None
    if document_id is None:
        return redirect(f"{reverse('desk:counter-sheet', args=[draft_id])}#phone")
    return redirect("desk:split", draft_id, document_id)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, draft_id: UUID, document_id: int) -> HttpResponse:
    """Show the pages of a scan; cut it as is said, or show the same page with what is wrong."""
    sheet = f"{reverse('desk:counter-sheet', args=[draft_id])}#papers"
    if request.POST.get("then") == "join":
        splitting.join(draft_id=draft_id, document_id=document_id, by=request.officer)
        messages.success(request, _("Đã bỏ các phần đã tách; bản quét còn nguyên và chờ xếp."))
        return redirect(sheet)
    try:
        seen = splitting.look(draft_id, document_id, request.officer, at=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect(sheet)
    if request.method != "POST":
        return render(request, "desk/split.html", presenting.page(seen, seen.placed))
    placed = presenting.read(request.POST.dict(), pages=len(seen.pages))
    try:
        pieces = splitting.split(
            draft_id=draft_id, document_id=document_id, placed=placed, by=request.officer,
            at=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        problems = refusal.problems if isinstance(refusal, InvalidInput) else ()
        context = presenting.page(seen, placed, problems, refusal=refusal)
        return render(request, "desk/split.html", context, status=refusal.status)
    left_out = len(documents.group(placed).left_out)
    words = _("Đã tách thành {count} tệp; bỏ {left} trang. Bản quét gốc còn đây đến khi trả lời.")
    messages.success(request, words.format(count=len(pieces), left=left_out))
    return redirect(sheet)


@never_cache
@officer_required(Role.DESK)
@require_safe
def leaf(request: OfficerRequest, draft_id: UUID, document_id: int, number: int) -> HttpResponse:
    """Show the small picture of a page of a scan."""
    small = splitting.read_page(draft_id, document_id, number, request.officer)
    return HttpResponse(small, content_type="image/jpeg")


@never_cache
@officer_required(Role.DESK)
@require_safe
def separators(request: OfficerRequest, code: str) -> HttpResponse:
    """Show the separator sheets of a procedure, to be printed and laid between the papers."""
    version, sheets = splitting.list_separators(code, at=clock.now())
    return render(request, "desk/separators.html", presenting.separators(version, sheets))
