"""Records on their way to publication, as procedure control writes, reviews and publishes them."""

from collections.abc import Callable
from typing import Final

import msgspec
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.composition.rehearsal import queries as rehearsal
from motcua.domain.procedures import actions, permissions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import DraftKind, Part
from motcua.domain.procedures.errors import DraftNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal
from motcua.surfaces.desk import record_choices, record_form
from motcua.surfaces.desk.presenting import drafts as presenting
from motcua.surfaces.desk.presenting import rehearsal_tests
from motcua.surfaces.ui.reading import day_of

READ_OR_SENT: Final = ["GET", "HEAD", "POST"]
NOTHING: Final = presenting.TypedDecision()


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the agency's drafts, the one changed last first."""
    shown = [presenting.show(one) for one in procedures.list_drafts(request.officer.agency_id)]
    return render(request, "desk/record_drafts.html", {"drafts": shown})


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def begin(request: OfficerRequest) -> HttpResponse:
    """Ask for the names of a new procedure, and begin its record."""
    content: dict[str, object] = {}
    refusal = None
    if request.method == "POST":
        typed = record_form.read(procedures.FIELDS[Part.NAMES], request.POST)
        content = record_choices.with_codes(typed)
        try:
            draft = actions.begin_new(beginning=content, by=request.officer, at=clock.now())
            return redirect("desk:record-draft", draft.pk)
        except Refusal as refused:
            refusal = refused
    context = presenting.form(Part.NAMES, content, locked=frozenset(), refusal=refusal)
    return render(request, "desk/record_part.html", context, status=_status(refusal))


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def amend(request: OfficerRequest, code: str) -> HttpResponse:
    """Begin an amendment of what is published; go on with the draft there is."""
    known = procedures.find_open_draft(code)
    if known is not None and known.agency_id == request.officer.agency_id:
        return redirect("desk:record-draft", known.pk)
    draft = actions.amend(code=code, by=request.officer, at=clock.now())
    return redirect("desk:record-draft", draft.pk)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def repeal(request: OfficerRequest, code: str) -> HttpResponse:
    """Propose that the procedure ends, with the reason."""
    draft = actions.propose_repeal(
        code=code, reason=request.POST.get("reason", ""), by=request.officer, at=clock.now()
    )
    return redirect("desk:record-draft", draft.pk)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def page(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Show a draft: its parts, what is missing, whether it is ready, what was done."""
    return _draw(request, draft_id)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def part(request: OfficerRequest, draft_id: int, key: str) -> HttpResponse:
    """Ask for one part; what is wrong is said beside its box, and nothing typed is lost.

    What is no longer written, such as a draft under review, is shown to be read.
    """
    wanted = Part(key) if key in procedures.WRITTEN else None
    if wanted is None:
        raise DraftNotFound
    draft = procedures.get_draft(draft_id, agency_id=request.officer.agency_id)
    if request.method != "POST" and not presenting.may_write(draft):
        return render(request, "desk/record_part_read.html", presenting.read_part(draft, wanted))
    locked = _locked(request, wanted)
    content = {name: draft.record.get(name) for name in procedures.FIELDS[wanted]}
    revision = str(draft.revision)
    refusal = None
    if request.method == "POST":
        asked = [name for name in procedures.FIELDS[wanted] if name not in locked]
        kept = {name: content[name] for name in locked if content[name] is not None}
        content = kept | record_choices.with_codes(record_form.read(asked, request.POST))
        revision = request.POST.get("revision", "")
        if not record_form.reshape(content, request.POST):
            try:
                actions.save_part(
                    draft_id=draft_id, part=wanted, content=content,
                    seen_revision=int(revision) if revision.isdecimal() else 0,
                    by=request.officer, at=clock.now(),
                )  # fmt: skip
            except NotFound:
                raise
            except Refusal as refused:
                refusal = refused
            else:
                messages.success(request, _("Đã lưu: {part}.").format(part=wanted.label))
                return redirect("desk:record-draft", draft_id)
    context = presenting.form(wanted, content, locked=locked, refusal=refusal)
    context |= {
        "draft": presenting.show(draft),
        "revision": revision,
        "boxes": record_choices.offer(context["boxes"], draft.record, draft.procedure_code),
    }
    return render(request, "desk/record_part.html", context, status=_status(refusal))


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def send(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Hand the draft to a second person."""
    return _act(
        request, draft_id,
        lambda: actions.send_to_review(draft_id=draft_id, by=request.officer, at=clock.now()),
        _("Đã gửi kiểm soát."),
    )  # fmt: skip


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def send_back(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Give the draft back to be written on, with the reason."""
    reason = request.POST.get("reason", "")
    return _act(
        request, draft_id,
        lambda: actions.send_back(
            draft_id=draft_id, reason=reason, by=request.officer, at=clock.now()
        ),
        _("Đã trả lại bản soạn để sửa."),
    )  # fmt: skip


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def agree(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Agree that the draft goes to decision."""
    return _act(
        request, draft_id,
        lambda: actions.agree(draft_id=draft_id, by=request.officer, at=clock.now()),
        _("Đã đồng ý. Bản soạn chờ quyết định công bố."),
    )  # fmt: skip


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def withdraw(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Give the draft up."""
    reason = request.POST.get("reason", "")
    return _act(
        request, draft_id,
        lambda: actions.withdraw_draft(
            draft_id=draft_id, reason=reason, by=request.officer, at=clock.now()
        ),
        _("Đã bỏ bản soạn. Nhật ký vẫn được giữ."),
    )  # fmt: skip


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def publish(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Publish under the decision that was signed."""
    sent = {name: request.POST.get(name, "").strip() for name in _DECISION}
    typed = presenting.TypedDecision(**sent)
    draft = procedures.get_draft(draft_id, agency_id=request.officer.agency_id)
    return _act(
        request, draft_id, lambda: _publish(request, draft_id, draft.kind, typed),
        _("Đã công bố thủ tục {code}.").format(code=draft.procedure_code), typed=typed,
    )  # fmt: skip


_DECISION: Final = ("number", "signed_on", "issuer", "signer", "valid_from", "valid_to")


def _publish(
    request: OfficerRequest, draft_id: int, kind: str, typed: presenting.TypedDecision
) -> None:
    days = {name: day_of(getattr(typed, name)) for name in ("signed_on", "valid_from", "valid_to")}
    needed = "valid_to" if kind == DraftKind.REPEAL else "valid_from"
    wrong = [
        FieldProblem(field=name, text=_("Ghi ngày có thật, theo ngày/tháng/năm."), code="no-day")
        for name, day in days.items()
        if day is None and (getattr(typed, name) or name in {"signed_on", needed})
    ]
    wrong += [
        FieldProblem(field=name, text=_("Không được để trống."), code="empty")
        for name in ("number", "issuer", "signer")
        if not getattr(typed, name)
    ]
    if wrong:
        raise InvalidInput(wrong)
    decision = msgspec.convert(
        {
            "number": typed.number[: record_form.SHORT],
            "issuer": typed.issuer[: record_form.SHORT],
            "signer": typed.signer[: record_form.SHORT],
            "signed_on": days["signed_on"],
        },
        procedures.Decision,
    )
    actions.publish_draft(
        draft_id=draft_id, decision=decision, valid_from=days["valid_from"],
        valid_to=days["valid_to"], by=request.officer, at=clock.now(),
    )  # fmt: skip


def _act(
    request: OfficerRequest,
    draft_id: int,
    act: Callable[[], object],
    done: str,
    *,
    typed: presenting.TypedDecision = NOTHING,
) -> HttpResponse:
    """Do one thing with the draft, or show its page with the reason why not."""
    try:
        act()
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw(request, draft_id, refusal=refusal, typed=typed)
    messages.success(request, done)
    return redirect("desk:record-draft", draft_id)


def _draw(
    request: OfficerRequest,
    draft_id: int,
    *,
    refusal: Refusal | None = None,
    typed: presenting.TypedDecision = NOTHING,
) -> HttpResponse:
    draft = procedures.get_draft(draft_id, agency_id=request.officer.agency_id)
    rehearsed = rehearsal_tests.summary(rehearsal.list_scripts(draft))
    context = presenting.page(draft, request.officer, rehearsed) | {
        "errors": presenting.errors(refusal),
        "wrong": presenting.problems(refusal),
        "decision": presenting.decision(draft.kind, typed, presenting.problems(refusal)),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "desk/record_draft.html", context, status=_status(refusal))


def _locked(request: OfficerRequest, wanted: Part) -> frozenset[str]:
    """Return the fields of the part that the officer's agency does not change."""
    national = frozenset(procedures.FIELDS[wanted]) & frozenset(procedures.NATIONAL)
    if not national or permissions.owns_national_parts(request.officer):
        return frozenset()
    return national


def _status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200
