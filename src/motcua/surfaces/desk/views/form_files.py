"""The form of a draft as others see it: tried out as a citizen, taken out and brought in as a file."""

import json
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.forms import queries as form_queries
from motcua.capabilities.forms.queries import Answers, Form, building
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk import question_form
from motcua.surfaces.desk.presenting import drafts as draft_presenting
from motcua.surfaces.desk.presenting import forms as presenting
from motcua.surfaces.desk.views import forms
from motcua.surfaces.desk.views.forms import READ_OR_SENT

LARGEST_FILE: Final = 1_000_000
"""Bytes of a document that is brought in."""
LARGEST_ANSWERS: Final = 200_000
"""Letters of the answers that a preview carries along."""
KEY: Final = "xem-thu"
SUMMARY: Final = "kiem-tra"


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def preview(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Let the form be filled in as a citizen would; what is typed travels in the page and is kept nowhere."""
    opened = forms.open_form(request, draft_id)
    form = building.preview(opened.document, key=KEY) if opened.document else None
    context: dict[str, Any] = {
        "draft": draft_presenting.show(opened.draft),
        "is_empty": form is None,
    }
    if form is None:
        return render(request, "desk/form_preview.html", context)
    answers = _carried(request, form)
    key = request.POST.get("page") or request.GET.get("page", "")
    page = next((one for one in form.pages if one.key == key), form.pages[0])
    problems: list[Any] = []
    if request.method == "POST":
        typed = form_queries.parse_page(form, page.key, request.POST)
        samples = building.read_sample_files(form, page.key, request.POST)
        answers = {**answers, **typed, **samples}
        if not form_queries.is_reshaping(request.POST):
            problems = form_queries.validate_page(form, page.key, answers, today=clock.today())
            following = form_queries.next_page(form, page.key, answers)
            if not problems and following is None:
                context |= {
                    "sections": form_queries.summary(form, answers),
                    "declaration": form.declaration,
                }
                return render(request, "desk/form_preview.html", context)
            page = page if problems or following is None else following
    context |= {
        "page": form_queries.page_view(form, page.key, answers, {}, problems),
        "answers": json.dumps(answers, ensure_ascii=False),
        "name": form.title,
    }
    return render(request, "desk/form_preview.html", context, status=422 if problems else 200)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def export(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Give the form as a file: the JSON Schema document with its hints."""
    opened = forms.open_form(request, draft_id)
    if opened.document is None:
        raise NotFound
    name = f"bieu-mau-{opened.draft.procedure_code}.json"
    response = HttpResponse(building.write_source(opened.document), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def bring_in(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Take a form in from a file, or say everything that keeps it from being one."""
    opened = forms.open_form(request, draft_id)
    refusal = None
    if request.method == "POST":
        try:
            document = building.read_source(_sent_file(request))
            forms.keep(request, draft_id, document)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã nhập biểu mẫu từ tệp. Bản trước vẫn hoàn tác được."))
            return forms.back(draft_id)
    context = {
        "draft": draft_presenting.show(opened.draft),
        "revision": request.POST.get("revision", opened.draft.revision),
        "has_form": opened.document is not None,
        "errors": presenting.errors(refusal),
    }
    return render(
        request, "desk/form_file.html", context, status=refusal.status if refusal else 200
    )


def _sent_file(request: OfficerRequest) -> str:
    sent = request.FILES.get("file")
    if sent is None:
        raise question_form.empty("file")
    content: bytes = sent.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise question_form.wrong("file", _("Tệp quá lớn: tối đa 1 MB."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise question_form.wrong("file", _("Tệp không phải là JSON hợp lệ.")) from error


def _carried(request: OfficerRequest, form: Form) -> Answers:
    """Return the answers that the preview carries along; those of an imaginary person if asked for."""
    if request.method != "POST":
        has_samples = "mau" in request.GET
        return building.sample_answers(form, today=clock.today()) if has_samples else {}
    try:
        answers = json.loads(request.POST.get("answers", "")[:LARGEST_ANSWERS])
    except (ValueError, RecursionError):
        return {}
    return form_queries.tidy(form, answers) if isinstance(answers, dict) else {}
