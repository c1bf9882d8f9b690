"""The form of a draft: built page by page and question by question, by plain forms of the server."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.capabilities.forms.queries import building
from motcua.domain.procedures import actions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import DesignKind, DraftAct, DraftKind, DraftState
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, NotFound, Refusal
from motcua.surfaces.desk import question_form
from motcua.surfaces.desk.presenting import drafts as draft_presenting
from motcua.surfaces.desk.presenting import forms as presenting

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft

FORM: Final = DesignKind.FORM
READ_OR_SENT: Final = ["GET", "HEAD", "POST"]
Document = Mapping[str, Any]
Step = Callable[[Document], Document]


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A draft with the document of its form; None where it has none, or none that can be built on."""

    draft: "RecordDraft"
    document: Document | None
    refusal: Refusal | None
    is_own: bool

    @property
    def is_written(self) -> bool:
        """Whether the draft may still be changed."""
        may_save = DraftAct.SAVE in procedures.list_acts(DraftState(self.draft.state))
        return may_save and self.draft.kind != DraftKind.REPEAL


def open_form(request: OfficerRequest, draft_id: int) -> Opened:
    """Return the agency's draft with its form.

    :raises DraftNotFound: if there is none in the officer's agency
    """
    draft = procedures.get_draft(draft_id, agency_id=request.officer.agency_id)
    design = procedures.find_design(draft_id, FORM)
    document, refusal = None, None
    if design is not None:
        try:
            document = building.read_source(design.source)
        except InvalidInput as refused:
            refusal = refused
    is_own = design is not None and not design.is_inherited
    return Opened(draft=draft, document=document, refusal=refusal, is_own=is_own)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def page(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Show the form of a draft: its pages and questions, advice, what is missing, how it looks."""
    return draw(request, open_form(request, draft_id))


def draw(request: OfficerRequest, opened: Opened, refusal: Refusal | None = None) -> HttpResponse:
    """Show the form, with the reason why a step was not taken."""
    refusal = refusal or opened.refusal
    draft = opened.draft
    shown = presenting.overview(draft.pk, opened.document) if opened.document else {}
    context = shown | {
        "draft": draft_presenting.show(draft),
        "revision": draft.revision,
        "has_form": opened.document is not None,
        "is_own": opened.is_own,
        "is_written": opened.is_written,
        "may_undo": procedures.may_undo(draft.pk, FORM),
        "untold": presenting.untold_cases(draft.record, opened.document or {}),
        "errors": presenting.errors(refusal),
    }
    return render(request, "desk/form.html", context, status=refusal.status if refusal else 200)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def act(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Do one thing that a button says: move, remove, renew, undo."""
    verb, _blank, at = request.POST.get("act", "").partition(" ")
    opened = open_form(request, draft_id)
    try:
        if verb in _WHOLE:
            _WHOLE[verb](
                draft_id=draft_id,
                kind=FORM,
                seen_revision=seen(request.POST),
                by=request.officer,
                at=clock.now(),
            )
        elif verb in _STEPS:
            save(request, opened, _STEPS[verb](at))
    except NotFound:
        raise
    except Refusal as refusal:
        return draw(request, opened, refusal)
    return back(draft_id, at)


_WHOLE: Final = {"undo": actions.undo_design, "drop": actions.drop_design}


def _with(step: Callable[..., Document], **values: Any) -> Callable[[str], Step]:
    return lambda at: lambda document: step(document, at, **values)


_STEPS: Final[Mapping[str, Callable[[str], Step]]] = {
    "page-up": _with(building.move_page, by=-1),
    "page-down": _with(building.move_page, by=1),
    "page-remove": _with(building.remove_page),
    "up": _with(building.move_question, by=-1),
    "down": _with(building.move_question, by=1),
    "remove": _with(building.remove_question),
    "renew": _with(building.renew_block),
    "rule-remove": lambda at: lambda document: building.remove_check(document, number(at)),
    "case-remove": lambda at: lambda document: building.put_case(document, at, []),
}


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def title(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Ask for the form's title and declaration; a draft without a form begins one here."""
    opened = open_form(request, draft_id)
    hints = opened.document["hints"] if opened.document else {}
    said = {"title": hints.get("title"), "declaration": hints.get("declaration")}
    lines = [
        question_form.pair("title", _("Tên biểu mẫu"), said["title"]),
        question_form.pair("declaration", _("Lời cam đoan"), said["declaration"], kind="area"),
    ]

    def change(document: Document) -> Document:
        return building.describe(
            document,
            title=_required(request.POST, "title"),
            declaration=question_form.words(request.POST, "declaration"),
        )

    begun = opened.document or building.start(title={"vi": "-", "en": "-"})
    return edit(request, opened, change, lines, heading=_("Tên biểu mẫu"), begun=begun)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def topic(request: OfficerRequest, draft_id: int, key: str = "") -> HttpResponse:
    """Ask for the title and lead of a page, a new one without a key."""
    opened = open_form(request, draft_id)
    known = building.read(opened.document).find_page(key) if opened.document and key else None
    if key and known is None:
        raise NotFound
    said = known.hints if known else {}
    lines = [
        question_form.pair("title", _("Tên trang"), said.get("title")),
        question_form.pair("lead", _("Lời dẫn"), said.get("lead"), kind="area"),
    ]

    def change(document: Document) -> Document:
        title, lead = (
            _required(request.POST, "title"),
            question_form.words(request.POST, "lead"),
        )
        if known is None:
            return building.add_page(document, title=title, lead=lead)
        return building.describe_page(document, key, title=title, lead=lead)

    heading = _("Sửa trang") if known else _("Thêm trang")
    return edit(request, opened, change, lines, heading=heading)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def block(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Ask which block of questions goes where, and whose it is."""
    opened = open_form(request, draft_id)
    if opened.document is None:
        raise NotFound
    offered = {key: one["title"]["vi"] for key, one in building.list_blocks().items()}
    pages = {one.key: one.hints["title"]["vi"] for one in building.read(opened.document).pages}
    lines = [
        (question_form.select("block", _("Khối câu hỏi"), offered, request.POST.get("block", "")),),
        (question_form.select("page", _("Đặt vào trang"), pages, request.POST.get("page", "")),),
        question_form.pair("of", _("Của ai, ví dụ “của người được nhờ”"), None),
        (
            question_form.text(
                "prefix", _("Tên kỹ thuật đứng trước"), request.POST.get("prefix", ""),
                _("Chữ thường không dấu, như nguoi_nho. Đặt một khối hai lần thì cần hai tên."),
            ),
        ),
    ]  # fmt: skip

    def change(document: Document) -> Document:
        key = request.POST.get("block", "")
        return building.insert_block(
            document,
            key=key,
            page=request.POST.get("page", ""),
            prefix=request.POST.get("prefix", "").strip() or key,
            of=question_form.words(request.POST, "of") or {"vi": "", "en": ""},
        )

    return edit(request, opened, change, lines, heading=_("Thêm khối câu hỏi"))


# --- What the pages of a form share -------------------------------------------------------------


def save(request: OfficerRequest, opened: Opened, step: Step) -> None:
    """Take a step on the form and save it.

    :raises Refusal: if the step cannot be taken, or the draft was changed meanwhile
    """
    if opened.document is None:
        raise NotFound
    keep(request, opened.draft.pk, step(opened.document))


def keep(request: OfficerRequest, draft_id: int, document: Document) -> None:
    """Save the form as the draft's own.

    :raises Refusal: if the draft was changed meanwhile or is not written any more
    """
    actions.save_design(
        draft_id=draft_id,
        kind=FORM,
        source=building.write_source(document),
        seen_revision=seen(request.POST),
        by=request.officer,
        at=clock.now(),
    )


def edit(
    request: OfficerRequest,
    opened: Opened,
    change: Step,
    lines: Sequence[question_form.Line],
    *,
    heading: str,
    begun: Document | None = None,
) -> HttpResponse:
    """Show a few boxes; when they are sent take the step, or say beside them why not."""
    document = opened.document if begun is None else begun
    if document is None:
        raise NotFound
    refusal = None
    if request.method == "POST":
        lines = question_form.typed(lines, request.POST)
        try:
            keep(request, opened.draft.pk, change(document))
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã lưu: {part}.").format(part=heading))
            return back(opened.draft.pk)
    context = {
        "draft": draft_presenting.show(opened.draft),
        "revision": request.POST.get("revision", opened.draft.revision),
        "heading": heading,
        "lines": question_form.told(lines, presenting.problems(refusal)),
        "errors": presenting.errors(refusal),
    }
    return render(
        request, "desk/form_part.html", context, status=refusal.status if refusal else 200
    )


def seen(posted: QueryDict) -> int:
    """Return the revision of the draft from which the page was drawn; none that exists if unreadable."""
    return number(posted.get("revision", ""))


def number(text: str) -> int:
    """Return a small whole number as it was sent; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1  # noqa: PLR2004 - digits of a database integer


def back(draft_id: int, path: str = "") -> HttpResponse:
    """Go back to the form, to the question that was touched."""
    response = redirect("desk:form", draft_id)
    name = path.replace(".", "-")
    if name.replace("-", "").replace("_", "").isalnum():
        response["Location"] += f"#q-{name}"
    return response


def _required(posted: QueryDict, name: str) -> dict[str, str]:
    said = question_form.words(posted, name)
    if said is None:
        raise question_form.empty(f"{name}.vi")
    return said
