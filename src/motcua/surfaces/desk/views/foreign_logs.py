"""Logs of other systems: brought by procedure control, looked at beside our dossiers."""

from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.mining.errors import LogTooLarge, LogUnreadable
from motcua.capabilities.mining.queries.foreign import (
    MOST_BYTES,
    MOST_CASES,
    MOST_ROWS,
    guess_columns,
    take_cases,
)
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.hindsight import actions, permissions
from motcua.composition.hindsight import queries as hindsight
from motcua.composition.hindsight.errors import SpanTooWide
from motcua.composition.steering import permissions as steering
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.presenting import foreign_logs as presenting
from motcua.surfaces.desk.presenting.pages import Error
from motcua.surfaces.desk.presenting.spans import say_count
from motcua.surfaces.desk.views.hindsight import read_question
from motcua.surfaces.desk.views.letters import READ_OR_SENT

LONGEST_TITLE: Final = 120
LONGEST_SOURCE: Final = 200
LONGEST_REASON: Final = 300
USUAL: Final = {"ky": "nam"}
"""Our dossiers beside them: of this year, if nothing is said."""


@never_cache
@officer_required(Role.LEADER, Role.PROCEDURE_CONTROL)
@require_safe
def listing(request: OfficerRequest, code: str) -> HttpResponse:
    """List the logs of other systems that were brought for a procedure."""
    version = _version(code)
    overseen = steering.list_overseen(request.officer, on=clock.today())
    logs = hindsight.list_logs(code, [agency.pk for agency in overseen])
    context = {
        **_about(version),
        "logs": logs,
        "may_bring": permissions.may_bring(request.officer),
    }
    return render(request, "desk/foreign_logs.html", context)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def bring(request: OfficerRequest, code: str) -> HttpResponse:
    """Take a file in, then ask for its columns."""
    version = _version(code)
    typed = {name: request.POST.get(name, "").strip() for name in ("title", "source")}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        content, wrong = _sent(request, typed)
        if not wrong:
            try:
                upload = actions.take_in(
                    code=version.code, **typed, content=content, by=request.officer, at=clock.now()
                )
            except (LogUnreadable, LogTooLarge) as refusal:
                wrong = {"file": refusal.text}
            else:
                return redirect("desk:foreign-log-columns", version.code, upload.pk)
    context = {
        **_about(version),
        "typed": typed,
        "wrong": wrong,
        "errors": [Error(anchor=f"f-{name}", text=text) for name, text in wrong.items()],
        "most": f"{MOST_BYTES // 10**6} MB",
        "most_rows": say_count(MOST_ROWS),
        "most_cases": say_count(MOST_CASES),
    }
    return render(request, "desk/foreign_log_bring.html", context, status=422 if wrong else 200)


def _sent(request: OfficerRequest, typed: Mapping[str, str]) -> tuple[bytes, dict[str, str]]:
    """Return the file that was sent, and what is wrong by box."""
    wrong = {}
    if not typed["title"] or len(typed["title"]) > LONGEST_TITLE:
        wrong["title"] = _("Hãy đặt tên cho nhật ký, không quá {most} chữ.").format(
            most=LONGEST_TITLE
        )
    if not typed["source"] or len(typed["source"]) > LONGEST_SOURCE:
        wrong["source"] = _("Hãy ghi nhật ký lấy từ đâu, không quá {most} chữ.").format(
            most=LONGEST_SOURCE
        )
    sent = request.FILES.get("file")
    if sent is None:
        wrong["file"] = _("Chọn một tệp CSV hoặc XES.")
        return b"", wrong
    if (sent.size or 0) > MOST_BYTES:
        wrong["file"] = _("Tệp quá lớn: tối đa {most} MB.").format(most=MOST_BYTES // 10**6)
        return b"", wrong
    return sent.read(), wrong


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def columns(request: OfficerRequest, code: str, upload_id: int) -> HttpResponse:
    """Let the columns be chosen, with the first rows and what would be left out; then keep the log."""
    version = _version(code)
    upload = permissions.get_upload(upload_id, version.code, request.officer)
    table = hindsight.open_upload(upload)
    done = request.POST.get("lam", "")
    if done == "bo":
        actions.discard(upload=upload)
        messages.success(request, _("Đã bỏ tệp, không giữ lại gì."))
        return redirect("desk:foreign-logs", version.code)
    is_sent = request.method == "POST"
    chosen = (
        presenting.read_columns(request.POST, table) if is_sent else guess_columns(table.header)
    )
    refusal: Refusal | None = None
    taken = None
    try:
        if done == "nhap":
            log = actions.keep(
                upload=upload, columns=chosen, steps=_steps(version), by=request.officer,
                at=clock.now(),
            )  # fmt: skip
            messages.success(request, _("Đã nhập nhật ký. Hãy xem lại cách ghép việc với bước."))
            return redirect("desk:foreign-log-steps", version.code, log.pk)
        if actions.is_enough(chosen):
            taken = take_cases(table, chosen)
    except NotFound:
        raise
    except Refusal as refused:
        refusal = refused
        taken = None
    choices = presenting.choose_columns(table, chosen, taken)
    context = {
        **_about(version),
        "upload": upload,
        "table": table,
        "headings": presenting.headings(table),
        "rows": presenting.first_rows(table),
        "choices": choices,
        "preview": presenting.preview(taken) if taken else None,
        "is_sent": is_sent,
        "errors": _wrong_columns(choices, refusal) if is_sent else [],
    }
    is_wrong = bool(context["errors"])
    return render(
        request, "desk/foreign_log_columns.html", context, status=422 if is_wrong else 200
    )


def _wrong_columns(choices: tuple[presenting.Choice, ...], refusal: Refusal | None) -> list[Error]:
    wrong = [
        Error(
            anchor=one.name,
            text=_("{label}: hãy chọn một cột không dùng cho việc khác.").format(label=one.label),
        )
        for one in choices
        if one.is_wrong
    ]
    if refusal is not None and not wrong:
        wrong.append(Error(anchor=choices[0].name, text=refusal.text))
    return wrong


@never_cache
@officer_required(Role.LEADER, Role.PROCEDURE_CONTROL)
@require_safe
def page(request: OfficerRequest, code: str, log_id: int) -> HttpResponse:
    """Show a log of another system beside our dossiers of the same procedure."""
    question = read_question(request, code, usual=USUAL)
    log = permissions.get_log(log_id, question.version.code, request.officer)
    ours, refusal = None, ""
    try:
        ours = hindsight.look_back(
            question.asked, definition_id=question.version.workflow_definition_id
        )
    except SpanTooWide as refused:
        refusal = refused.text
    names = {**_names(question.version), **hindsight.names_of_foreign(log)}
    shown = presenting.compare(
        hindsight.read_foreign(log),
        ours,
        names,
        late=hindsight.count_late(ours.story) if ours else (0, 0),
    )
    context = question.context() | {
        "log": log,
        "shown": shown,
        "refusal": refusal,
        "left_out": presenting.left_out(log.left_out, log.left_out_lines),
        "entries": hindsight.list_entries(log),
        "may_change": permissions.may_bring(request.officer)
        and log.agency_id == request.officer.agency_id,
    }
    return render(request, "desk/foreign_log.html", context)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def steps(request: OfficerRequest, code: str, log_id: int) -> HttpResponse:
    """Match activities with our steps; what is matched with none keeps its own name."""
    version = _version(code)
    log = permissions.get_own_log(log_id, version.code, request.officer)
    ours = _names(version)
    if request.method == "POST":
        matched = presenting.read_steps(request.POST, log.names, ours)
        actions.match(log=log, steps=matched, by=request.officer, at=clock.now())
        messages.success(request, _("Đã lưu cách ghép việc với bước."))
        return redirect("desk:foreign-log", version.code, log.pk)
    context = {
        **_about(version),
        "log": log,
        "choices": presenting.choose_steps(log.names, log.steps, ours),
        "matched": len(log.steps),
    }
    return render(request, "desk/foreign_log_steps.html", context)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def remove(request: OfficerRequest, code: str, log_id: int) -> HttpResponse:
    """Ask whether to remove a log and why, then remove it."""
    version = _version(code)
    log = permissions.get_own_log(log_id, version.code, request.officer)
    typed = request.POST.get("reason", "").strip()
    errors = []
    if request.method == "POST":
        if typed and len(typed) <= LONGEST_REASON:
            actions.remove(log=log, reason=typed, by=request.officer, at=clock.now())
            messages.success(request, _("Đã xoá nhật ký “{title}”.").format(title=log.title))
            return redirect("desk:foreign-logs", version.code)
        text = _("Hãy ghi lý do xoá, không quá {most} chữ.").format(most=LONGEST_REASON)
        errors = [Error(anchor="f-reason", text=text)]
    context = {**_about(version), "log": log, "typed": typed, "errors": errors}
    return render(request, "desk/foreign_log_remove.html", context, status=422 if errors else 200)


def _version(code: str) -> Version:
    published = procedures.list_versions(code)
    if not published:
        raise ProcedureNotFound(procedure_code=code)
    return published[-1]


def _about(version: Version) -> dict[str, object]:
    name = version.name_en if get_language() == "en" else version.name
    return {"code": version.code, "name": name or version.name}


def _steps(version: Version) -> dict[str, tuple[str, str]]:
    """Return what activities can be matched with, by code, with the names in every language."""
    definition_id = version.workflow_definition_id
    model = workflow.get_process_by_id(definition_id).model if definition_id else None
    return hindsight.list_steps(model)


def _names(version: Version) -> dict[str, str]:
    """Return the same, each with its name in the reader's language."""
    is_english = get_language() == "en"
    return {
        code: (english if is_english else name) or name
        for code, (name, english) in _steps(version).items()
    }
