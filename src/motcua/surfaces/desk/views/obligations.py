"""What an applicant owes the State by another agency's notice: ask, confirm, ask no more (national state 6)."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import obligations as casework
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import obligations as presenting
from motcua.surfaces.desk.presenting.inquiries import read_file
from motcua.surfaces.desk.views.dossiers import SEEING
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.ui.reading import require_day


@never_cache
@officer_required(*SEEING)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show what is owed to the State; send the notice on, confirm that it was paid, or ask no more."""
    refusal = act(request, partial(_settle, reference=reference), "desk:dossier", reference)
    if isinstance(refusal, HttpResponse):
        return refusal
    owed = casework.look(reference, request.officer)
    context = presenting.page(owed, request.POST, refusal)
    status = refusal.status if refusal else 200
    return render(request, "desk/obligations.html", context, status=status)


@never_cache
@officer_required(*SEEING)
@require_safe
def notice(request: OfficerRequest, reference: str, document_id: int) -> HttpResponse:
    """Show the notice that an obligation rests on."""
    document = casework.get_notice(reference, document_id, request.officer)
    return show_pdf(documents.read_content(document), filename=document.filename)


def _settle(request: OfficerRequest, *, reference: str) -> str:
    """Do what was sent; return what to say of it."""
    posted, by, at = request.POST, request.officer, clock.now()
    casework.look(reference, by)  # a stranger is not told what is missing
    match posted.get("act", ""):
        case "confirm":
            casework.confirm(
                reference=reference, proof=posted.get("proof", "")[: casework.LONGEST_NUMBER],
                paid_on=require_day(posted.get("paid_on", ""), field="paid_on"), by=by, at=at,
            )  # fmt: skip
            return _("Đã xác nhận nộp. Hồ sơ được giải quyết tiếp, người nộp được báo ngày hẹn.")
        case "drop":
            why = posted.get("reason", "")[: casework.LONGEST_WORDS]
            casework.drop(reference=reference, why=why, by=by, at=at)
            return _("Đã rút yêu cầu. Hồ sơ được giải quyết tiếp, người nộp được báo ngày hẹn.")
        case _:
            file = read_file(request.FILES.get("file"), largest=documents.LARGEST_FILE)
            casework.ask(
                reference=reference, typed=presenting.read(posted), file=file, by=by, at=at
            )
            return _("Đã gửi thông báo cho người nộp. Thời hạn tạm dừng tính đến khi nộp xong.")
