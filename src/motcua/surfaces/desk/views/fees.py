"""The fee tables of a draft: shown and tried, written as plain forms, taken in and out as DMN."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.capabilities.decisions import queries as decisions
from motcua.domain.procedures import actions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import DesignKind
from motcua.domain.procedures.errors import DesignNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal
from motcua.surfaces.desk import fee_form
from motcua.surfaces.desk.presenting import drafts, fees
from motcua.surfaces.desk.presenting.pages import TOP, Error

READ_OR_SENT: Final = ["GET", "HEAD", "POST"]
MOST_BYTES: Final = 1_000_000


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def page(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Show each payment with its table in words, what it lacks, and a box to try a case in."""
    return _draw(request, draft_id)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def table(request: OfficerRequest, draft_id: int, code: str) -> HttpResponse:
    """Ask for a fee's table row by row; nothing typed is lost when something is wrong."""
    opened = _opened(request, draft_id)
    fee = opened.find_fee(code)
    if fee is None:
        raise DesignNotFound
    known = opened.tables.find(code)
    if known is not None and not fee_form.is_editable(known):
        raise DesignNotFound
    typed = fee_form.from_table(known) if known else fee_form.empty()
    wrong: dict[str, str] = {}
    revision = str(opened.draft.revision)
    if request.method == "POST":
        typed = fee_form.from_post(request.POST)
        revision = request.POST.get("revision", "")
        if not fee_form.is_reshaping(request.POST):
            written, wrong = fee_form.to_table(typed, opened.facts, key=code, name=fee.name)
            if not wrong:
                source = decisions.write(fees.with_table(opened, written))
                wrong = _save(request, draft_id, source, revision)
            if not wrong:
                messages.success(request, _("Đã lưu bảng phí: {fee}.").format(fee=fee.name))
                return redirect("desk:record-fees", draft_id)
    context = {
        "draft": drafts.show(opened.draft),
        "fee": fee,
        "boxes": fee_form.draw(typed, opened.facts, wrong),
        "revision": revision,
        "has_table": known is not None,
        "errors": [
            Error(anchor=f"f-{name.replace('.', '-')}" if name else TOP, text=text)
            for name, text in wrong.items()
        ],
    }
    return render(request, "desk/record_fee.html", context, status=422 if wrong else 200)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def drop_table(request: OfficerRequest, draft_id: int, code: str) -> HttpResponse:
    """Let the fee follow the record's own amount again."""
    opened = _opened(request, draft_id)
    if opened.tables.find(code) is None:
        raise DesignNotFound
    source = decisions.write(fees.without_table(opened, code))
    wrong = _save(request, draft_id, source, request.POST.get("revision", ""))
    if wrong:
        return _draw(request, draft_id, wrong=wrong)
    messages.success(request, _("Đã bỏ bảng. Khoản thu theo mức ghi trong bản ghi thủ tục."))
    return redirect("desk:record-fees", draft_id)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def file(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Hand the tables out as DMN 1.3, or take such a file in, whole or not at all."""
    opened = _opened(request, draft_id)
    if request.method != "POST":
        if opened.design is None:
            raise DesignNotFound
        answer = HttpResponse(opened.design.source, content_type="application/xml; charset=utf-8")
        name = f"phi-{opened.draft.procedure_code}.dmn"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
    try:
        source = _uploaded(request)
    except InvalidInput as refusal:
        return _draw(request, draft_id, wrong={"file": refusal.problems[0].text})
    wrong = _save(request, draft_id, source, request.POST.get("revision", ""))
    if wrong:
        return _draw(request, draft_id, wrong=wrong)
    messages.success(request, _("Đã nhận bảng từ tệp DMN."))
    return redirect("desk:record-fees", draft_id)


def _uploaded(request: OfficerRequest) -> str:
    sent = request.FILES.get("file")
    if sent is None:
        raise _unfit(_("Chọn một tệp DMN."))
    if (sent.size or 0) > MOST_BYTES:
        raise _unfit(_("Tệp quá lớn: tối đa 1 MB."))
    try:
        source = str(sent.read(), "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unfit(_("Tệp không phải là XML hợp lệ.")) from error
    if not decisions.read(source).tables:
        raise _unfit(_("Tệp không có bảng quyết định nào."))
    return source


def _unfit(text: str) -> InvalidInput:
    return InvalidInput([FieldProblem(field="file", text=text, code="unfit")])


def _opened(request: OfficerRequest, draft_id: int) -> fees.Opened:
    return fees.open_draft(procedures.get_draft(draft_id, agency_id=request.officer.agency_id))


def _save(request: OfficerRequest, draft_id: int, source: str, revision: str) -> dict[str, str]:
    """Save the tables; return what is wrong by where it stands, nothing when all is well."""
    try:
        actions.save_design(
            draft_id=draft_id, kind=DesignKind.FEES, source=source,
            seen_revision=int(revision) if revision.isdecimal() else 0,
            by=request.officer, at=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except InvalidInput as refusal:
        return {problem.field: problem.text for problem in refusal.problems}
    except Refusal as refusal:
        return {"": refusal.text}
    return {}


NOTHING_WRONG: Final[dict[str, str]] = {}


def _draw(
    request: OfficerRequest, draft_id: int, *, wrong: dict[str, str] = NOTHING_WRONG
) -> HttpResponse:
    opened = _opened(request, draft_id)
    context: dict[str, Any] = {
        "draft": drafts.show(opened.draft),
        "revision": opened.draft.revision,
        "is_written": opened.is_written,
        "design": opened.design,
        "fees": fees.list_fees(opened),
        "trial": fees.trial(opened, request.GET),
        "tried": fees.try_out(opened, request.GET) if "thu" in request.GET else None,
        "errors": [
            Error(anchor="f-file" if opened.is_written else TOP, text=text)
            for text in wrong.values()
        ],
    }
    return render(request, "desk/record_fees.html", context, status=422 if wrong else 200)
