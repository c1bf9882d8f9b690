"""The internal process of a draft: read, drawn, changed step by step, taken in and handed out as a file.

Written by procedure control and by the specialised agency of the field (Circular 01/2018/TT-VPCP, Article 8);
everything works without a script except the drawing board, which has the table of steps beside it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.capabilities.workflow.queries import designs
from motcua.capabilities.workflow.queries.designs import Model
from motcua.composition.casework import process_parts
from motcua.domain.procedures import actions, permissions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import DesignKind
from motcua.domain.procedures.errors import DesignNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal
from motcua.surfaces.desk import process_form
from motcua.surfaces.desk.presenting import drafts as draft_presenting
from motcua.surfaces.desk.presenting import processes as presenting
from motcua.surfaces.desk.process_form import Typed

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft

PROCESS: Final = DesignKind.PROCESS
DESIGNERS: Final = (Role.PROCEDURE_CONTROL, Role.SPECIALIST)
READ_OR_SENT: Final = ["GET", "HEAD", "POST"]
LARGEST: Final = 1_000_000
"""Bytes of a file that is looked at; a larger one is refused as too large, not read."""


@never_cache
@officer_required(Role.SPECIALIST)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the drafts whose process this specialised agency writes."""
    drafts = procedures.list_drafts_in_charge(request.officer.agency_id, clock.today())
    shown = [draft_presenting.show(one) for one in drafts]
    return render(request, "desk/processes.html", {"drafts": shown})


@never_cache
@officer_required(*DESIGNERS)
@require_safe
def page(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Show the process: picture, steps, and what is missing before it may be put in force."""
    return _draw(request, _open(request, draft_id))


@never_cache
@officer_required(*DESIGNERS)
@require_http_methods(READ_OR_SENT)
def step(request: OfficerRequest, draft_id: int, code: str) -> HttpResponse:
    """Ask for one step; what is wrong is said beside its box, and nothing typed is lost."""
    draft = _open(request, draft_id)
    model = _model(draft)
    known = designs.get_step(model, code)
    if known is None:
        raise DesignNotFound
    typed, refusal, revision = Typed.of(known), None, str(draft.revision)
    if request.method == "POST":
        typed = Typed.read(request.POST)
        revision = request.POST.get("revision", "")
        reshaped = typed.reshaped(request.POST)
        if reshaped is None:
            refusal = _try(request, draft, lambda: process_form.changed(model, known, typed))
            if refusal is None:
                messages.success(request, _("Đã lưu bước “{name}”.").format(
                    name=process_form.name_of(known.node)))  # fmt: skip
                return _back(draft, code)
        typed = reshaped or typed
    wrong = draft_presenting.problems(refusal)
    context = presenting.head(draft, request.officer) | {
        "step": known.node,
        "name": process_form.name_of(known.node),
        "boxes": process_form.draw(model, known, typed, wrong),
        "errors": draft_presenting.errors(refusal),
        "revision": revision,
    }
    return render(request, "desk/process_step.html", context, status=_status(refusal))


@never_cache
@officer_required(*DESIGNERS)
@require_http_methods(READ_OR_SENT)
def add(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Ask which step to add and where, and lead on to its form."""
    draft = _open(request, draft_id)
    model = _model(draft)
    chosen, place = request.POST.get("part", ""), request.POST.get("place", "")
    place = place or request.GET.get("sau", "")
    refusal = None
    if request.method == "POST":
        added: list[str] = []

        def change() -> Model:
            part = next((one for one in presenting.list_parts(model) if one.key == chosen), None)
            _require_chosen(part is not None, place in {flow.code for flow in model.flows})
            assert part is not None  # asked for in the line above
            grown, code = process_parts.add(model, part=part, flow=place)
            added.append(code)
            return grown

        refusal = _try(request, draft, change)
        if refusal is None:
            return redirect("desk:process-step", draft_id, added[0])
    context = presenting.head(draft, request.officer) | {
        "places": presenting.list_places(model),
        "parts": presenting.list_parts(model),
        "chosen": chosen,
        "place": place,
        "wrong": draft_presenting.problems(refusal),
        "errors": draft_presenting.errors(refusal),
        "revision": request.POST.get("revision", draft.revision),
    }
    return render(request, "desk/process_add.html", context, status=_status(refusal))


@never_cache
@officer_required(*DESIGNERS)
@require_POST
def remove(request: OfficerRequest, draft_id: int, code: str) -> HttpResponse:
    """Take a step away; what led to it leads on."""
    draft = _open(request, draft_id)
    return _act(request, draft, lambda: designs.remove(_model(draft), code), _("Đã bỏ bước."))


@never_cache
@officer_required(*DESIGNERS)
@require_POST
def begin(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Begin a process of the draft's own with the steps that most procedures have."""
    draft = _open(request, draft_id)
    name = str(draft.record.get("name", draft.procedure_code))
    done = _("Đã tạo quy trình ban đầu. Hãy sửa từng bước cho đúng.")
    return _act(request, draft, lambda: process_parts.begin(name), done)


@never_cache
@officer_required(*DESIGNERS)
@require_http_methods(READ_OR_SENT)
def draw(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Show the drawing board, and save what was drawn there."""
    draft = _open(request, draft_id)
    design = presenting.find_design(draft)
    if design is None:
        raise DesignNotFound
    drawn = designs.rewrite(design.source)
    refusal = None
    if request.method == "POST":
        drawn = request.POST.get("drawn", "")
        refusal = _save(request, draft, lambda: designs.rewrite(drawn))
        if refusal is None:
            messages.success(request, _("Đã lưu sơ đồ."))
            return _back(draft)
    context = presenting.head(draft, request.officer) | {
        "drawn": drawn,
        "parts": presenting.list_board_parts(),
        "words": presenting.words_of_board(),
        "roles": presenting.list_roles(),
        "units": presenting.list_units(),
        "agencies": process_form.list_agencies(),
        "services": designs.list_services(),
        "errors": draft_presenting.errors(refusal),
        "revision": request.POST.get("revision", draft.revision),
    }
    return render(request, "desk/process_board.html", context, status=_status(refusal))


@never_cache
@officer_required(*DESIGNERS)
@require_POST
def upload(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Take a BPMN file in, and say element by element what of it does not run here."""
    draft = _open(request, draft_id)
    sent = request.FILES.get("file")
    left_out: list[designs.LeftOut] = []

    def take() -> str:
        if sent is None:
            raise _problem("file", _("Chọn một tệp BPMN."))
        if (sent.size or 0) > LARGEST:
            raise _problem("file", _("Tệp quá lớn: tối đa 1 MB."))
        imported = designs.take_in(_text(sent.read()))
        left_out.extend(imported.left_out)
        return designs.write_model(imported.model, imported.drawing)

    refusal = _save(request, draft, take)
    if refusal is None and not left_out:
        messages.success(request, _("Đã nhập quy trình. Mọi phần tử đều chạy được."))
        return _back(draft)
    return _draw(request, _open(request, draft_id), refusal=refusal, left_out=left_out)


@never_cache
@officer_required(*DESIGNERS)
@require_safe
def download(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Hand the process out as a BPMN 2.0 file that other tools open."""
    draft = _open(request, draft_id)
    design = presenting.find_design(draft)
    if design is None:
        raise DesignNotFound
    name = f"quy-trinh-{draft.procedure_code}.bpmn"
    return HttpResponse(
        designs.rewrite(design.source),
        content_type="application/xml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@never_cache
@officer_required(*DESIGNERS)
@require_POST
def drop(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Give the draft's own process up for the one in use."""
    draft = _open(request, draft_id)
    try:
        actions.drop_design(
            draft_id=draft.pk, kind=PROCESS, seen_revision=_seen(request), by=request.officer,
            at=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw(request, draft, refusal=refusal)
    messages.success(request, _("Đã bỏ quy trình riêng của bản soạn."))
    return _back(draft)


@never_cache
@officer_required(*DESIGNERS)
@require_POST
def undo(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Take the last step of writing back."""
    draft = _open(request, draft_id)
    try:
        actions.undo_design(
            draft_id=draft.pk, kind=PROCESS, seen_revision=_seen(request), by=request.officer,
            at=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw(request, draft, refusal=refusal)
    messages.success(request, _("Đã hoàn tác bước vừa rồi."))
    return _back(draft)


def _open(request: OfficerRequest, draft_id: int) -> "RecordDraft":
    """Return the draft to who may write its process; others find none."""
    draft = procedures.get_draft_of_any_agency(draft_id)
    permissions.require_designing(request.officer, draft, PROCESS, on=clock.today())
    return draft


def _model(draft: "RecordDraft") -> Model:
    design = presenting.find_design(draft)
    if design is None:
        raise DesignNotFound
    model, _unsaid = designs.read_unfinished(design.source)
    return model


def _act(
    request: OfficerRequest, draft: "RecordDraft", change: Callable[[], Model], done: str
) -> HttpResponse:
    refusal = _try(request, draft, change)
    if refusal is not None:
        return _draw(request, draft, refusal=refusal)
    messages.success(request, done)
    return _back(draft)


def _try(
    request: OfficerRequest, draft: "RecordDraft", change: Callable[[], Model]
) -> Refusal | None:
    """Save the changed model, laid out anew; return why not."""
    return _save(request, draft, lambda: designs.write_model(change()))


def _save(request: OfficerRequest, draft: "RecordDraft", make: Callable[[], str]) -> Refusal | None:
    try:
        actions.save_design(
            draft_id=draft.pk, kind=PROCESS, source=make(), seen_revision=_seen(request),
            by=request.officer, at=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return refusal
    return None


def _draw(
    request: OfficerRequest,
    draft: "RecordDraft",
    *,
    refusal: Refusal | None = None,
    left_out: list[designs.LeftOut] | None = None,
) -> HttpResponse:
    design = presenting.find_design(draft)
    context = presenting.page(draft, design, request.officer) | {
        "errors": presenting.errors(refusal),
        "left_out": left_out or [],
    }
    return render(request, "desk/process.html", context, status=_status(refusal))


def _back(draft: "RecordDraft", code: str = "") -> HttpResponse:
    answer = redirect("desk:process", draft.pk)
    if code:
        answer["Location"] += f"#{presenting.anchor_of(code)}"
    return answer


def _seen(request: OfficerRequest) -> int:
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isdecimal() and len(revision) < len("9" * 10) else 0


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _problem("file", _("Tệp không phải là XML hợp lệ.")) from error


def _require_chosen(has_part: bool, has_place: bool) -> None:  # noqa: FBT001 - two boxes of one form
    problems = []
    if not has_part:
        problems.append(FieldProblem(field="part", text=_("Chọn bước để thêm."), code="empty"))
    if not has_place:
        problems.append(FieldProblem(field="place", text=_("Chọn chỗ của bước."), code="empty"))
    if problems:
        raise InvalidInput(problems)


def _problem(field: str, text: str) -> InvalidInput:
    return InvalidInput([FieldProblem(field=field, text=text, code="process-file")])


def _status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200
