"""Opinions of other agencies: what waits for an answer, one question with its answer, asking."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import consulting
from motcua.domain.inquiries import actions
from motcua.domain.inquiries.queries import PAGE
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.acting import act
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import inquiries as presenting
from motcua.surfaces.desk.views.dossiers import SEEING
from motcua.surfaces.desk.views.letters import READ_OR_SENT
from motcua.surfaces.desk.views.worklist import WORKING


@never_cache
@officer_required(*SEEING)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show what waits for the agency's answer, what it waits for itself, and how it answers."""
    now, by = clock.now(), request.officer
    after = paging.read_dated_mark(request.GET.get("sau", ""))
    found = consulting.list_to_answer(by, now=now, after=after, limit=PAGE + 1)
    last = found[PAGE - 1].opinion if len(found) > PAGE else None
    context = {
        "answers": not by.roles.isdisjoint(WORKING),
        "to_answer": presenting.opinion_rows(found[:PAGE]),
        "next": paging.mark(last.due_at, last.pk) if last else "",
        "asked": presenting.opinion_rows(consulting.list_asked(by, now=now)),
        "measure": consulting.measure(by),
    }
    return render(request, "desk/opinions.html", context)


@never_cache
@officer_required(*WORKING)
@require_http_methods(READ_OR_SENT)
def ask(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show whom to ask and until when; send the question."""
    refusal = None
    if request.method == "POST":
        try:
            opinion = consulting.ask(
                reference=reference, wanted=presenting.read_wanted(request.POST),
                by=request.officer, at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã gửi yêu cầu lấy ý kiến."))
            return redirect("desk:opinion", opinion.pk)
    asking = consulting.look(reference, request.officer, at=clock.now())
    context = presenting.asking(asking, request.POST, refusal)
    return render(
        request, "desk/opinion_ask.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@officer_required(*SEEING)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest, opinion_id: int) -> HttpResponse:
    """Show a question to either side; take the answer, or what the asking side makes of silence."""
    refusal = act(request, partial(_settle, opinion_id=opinion_id), "desk:opinion", opinion_id)
    if isinstance(refusal, HttpResponse):
        return refusal
    consulted = consulting.consult(opinion_id, request.officer, now=clock.now())
    context = presenting.opinion(consulted, request.POST, refusal)
    return render(request, "desk/opinion.html", context, status=refusal.status if refusal else 200)


@never_cache
@officer_required(*SEEING)
@require_safe
def paper(request: OfficerRequest, opinion_id: int, document_id: int) -> HttpResponse:
    """Show a paper that the question shares, or the one that came with the answer."""
    document = consulting.get_paper(opinion_id, document_id, request.officer)
    return show_pdf(documents.read_content(document), filename=document.filename)


def _settle(request: OfficerRequest, *, opinion_id: int) -> str:
    """Do what was sent; return what to say of it."""
    by, at, reason = request.officer, clock.now(), request.POST.get("reason", "")
    match request.POST.get("act"):
        case "withdraw":
            actions.withdraw(opinion_id=opinion_id, reason=reason, by=by, at=at)
            return _("Đã rút yêu cầu lấy ý kiến.")
        case "pass-over":
            actions.pass_over(opinion_id=opinion_id, reason=reason, by=by, at=at)
            return _("Đã ghi: giải quyết tiếp khi chưa có ý kiến.")
        case _:
            sent = request.FILES.get("file")
            consulting.consult(opinion_id, by, now=at)  # a stranger is not told what is missing
            consulting.answer(
                opinion_id=opinion_id, answered=presenting.read_answer(request.POST),
                file=presenting.read_file(sent, largest=documents.LARGEST_FILE), by=by, at=at,
            )  # fmt: skip
            return _("Đã gửi ý kiến cho cơ quan hỏi.")
