"""Rehearsing a draft: go through it with sample data and a turned clock, keep tests, replay them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.capabilities.forms import queries as forms
from motcua.composition.rehearsal import actions, permissions
from motcua.composition.rehearsal import queries as rehearsal
from motcua.composition.rehearsal.queries import Look, Move
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk import rehearsal_form
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import drafts, rehearsal_tests
from motcua.surfaces.desk.presenting import rehearsal as presenting

if TYPE_CHECKING:
    from motcua.composition.rehearsal.models import Sitting
    from motcua.domain.procedures.models import RecordDraft

READ_OR_SENT: Final = ["GET", "HEAD", "POST"]
PAGE: Final = "trang"
"""Names in an address the page of the form that is wanted."""


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def page(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Show the tests of a draft with their last results, and what nobody has tried."""
    return _draw_page(request, permissions.get_draft(draft_id, request.officer))


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def begin(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Begin a rehearsal."""
    try:
        actions.sit_down(draft_id=draft_id, by=request.officer, at=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        draft = permissions.get_draft(draft_id, request.officer)
        return _draw_page(request, draft, refusal=refusal)
    return redirect("desk:rehearsal-sitting", draft_id)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def sitting(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Show where the rehearsal stands, or make the move that was asked for."""
    draft = permissions.get_open_draft(draft_id, request.officer)
    under_way = rehearsal.find_sitting(draft, request.officer)
    if under_way is None:
        return redirect("desk:rehearsal", draft_id)
    if request.method != "POST":
        return _draw_sitting(request, draft, under_way)
    try:
        shown = _move(request, draft, under_way)
    except NotFound:
        raise
    except Refusal as refusal:
        under_way.refresh_from_db()
        return _draw_sitting(request, draft, under_way, refusal=refusal)
    where = reverse("desk:rehearsal-sitting", args=[draft_id])
    return redirect(f"{where}?{urlencode({PAGE: shown})}" if shown else where)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def paper(request: OfficerRequest, draft_id: int, place: int) -> HttpResponse:
    """Show a paper that the rehearsal has brought forth, as it would be issued."""
    draft = permissions.get_open_draft(draft_id, request.officer)
    under_way = rehearsal.find_sitting(draft, request.officer)
    issued = rehearsal.look(draft, under_way).scene.issued if under_way else ()
    if place >= len(issued):
        raise NotFound
    return show_pdf(issued[place].pdf, filename=issued[place].title)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def keep(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Keep the rehearsal under way as a test."""
    name = request.POST.get("name", "")
    try:
        test = actions.keep(draft_id=draft_id, name=name, by=request.officer, at=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        draft = permissions.get_open_draft(draft_id, request.officer)
        under_way = rehearsal.find_sitting(draft, request.officer)
        if under_way is None:
            return _draw_page(request, draft, refusal=refusal)
        return _draw_sitting(request, draft, under_way, refusal=refusal)
    messages.success(request, _("Đã lưu bài diễn tập “{name}”.").format(name=test.name))
    return redirect("desk:rehearsal", draft_id)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def drop(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Put the rehearsal under way away."""
    actions.get_up(draft_id=draft_id, by=request.officer)
    return redirect("desk:rehearsal", draft_id)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def replay(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Replay every test on the draft as it stands."""
    try:
        runs = actions.replay(draft_id=draft_id, by=request.officer, at=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        draft = permissions.get_draft(draft_id, request.officer)
        return _draw_page(request, draft, refusal=refusal)
    text = ngettext("Đã chạy lại {count} bài.", "Đã chạy lại {count} bài.", len(runs))
    messages.success(request, text.format(count=len(runs)))
    return redirect("desk:rehearsal", draft_id)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def generate(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Play what nobody has tried, and keep what came to its end as tests."""
    draft = permissions.get_draft(draft_id, request.officer)
    try:
        made = actions.generate(
            draft_id=draft_id, seen_revision=_revision(request), by=request.officer, at=clock.now()
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw_page(request, draft, refusal=refusal)
    return _draw_page(request, draft, made=made)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def test(request: OfficerRequest, draft_id: int, script_id: int) -> HttpResponse:
    """Show a test with what differs side by side, or do with it what was asked for."""
    draft = permissions.get_draft(draft_id, request.officer)
    shown = rehearsal.get_script(draft, script_id)
    refusal = None
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        try:
            if act is not None:
                return act(request, draft_id, script_id)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    tests = rehearsal.list_scripts(draft)
    context = rehearsal_tests.test(shown, rehearsal.find_coverage(draft, tests, at=clock.now())) | {
        "draft": drafts.show(draft),
        "is_open": rehearsal.is_rehearsable(draft),
        "errors": presenting.errors(refusal),
    }
    return render(request, "desk/rehearsal_test.html", context, status=_status(refusal))


def _expect(request: OfficerRequest, draft_id: int, script_id: int) -> HttpResponse:
    after = actions.expect(
        draft_id=draft_id, script_id=script_id, by=request.officer, at=clock.now()
    )
    messages.success(request, _("Từ nay bài này mong đợi kết quả mới."))
    return redirect("desk:rehearsal-test", draft_id, after.pk)


def _retire(request: OfficerRequest, draft_id: int, script_id: int) -> HttpResponse:
    actions.retire(draft_id=draft_id, script_id=script_id, by=request.officer, at=clock.now())
    messages.success(request, _("Đã bỏ bài diễn tập. Các kết quả cũ vẫn được giữ."))
    return redirect("desk:rehearsal", draft_id)


def _open(request: OfficerRequest, draft_id: int, script_id: int) -> HttpResponse:
    actions.rehearse_again(
        draft_id=draft_id, script_id=script_id, by=request.officer, at=clock.now()
    )
    return redirect("desk:rehearsal-sitting", draft_id)


_ACTS: Final = {"expect": _expect, "retire": _retire, "open": _open}


# --- Moving -------------------------------------------------------------------------------------


def _move(request: OfficerRequest, draft: "RecordDraft", under_way: "Sitting") -> str:
    """Make the move; return the page of the form to show next, if it is a certain one."""
    wish, posted = request.POST.get("move", ""), request.POST
    seen, now = _revision(request), clock.now()
    if wish == rehearsal_form.BACK:
        actions.take_back(draft_id=draft.pk, seen_revision=seen, by=request.officer, at=now)
        return ""
    made: Sequence[Move]
    shown = ""
    if wish == rehearsal_form.SAMPLE:
        made = [rehearsal.answer(rehearsal.sample_answers(draft, under_way))]
    elif wish == rehearsal_form.ANSWER:
        made, shown = rehearsal_form.read_page(draft, posted)
    else:
        made = rehearsal_form.read(posted)
    look = actions.move(
        draft_id=draft.pk, made=made, seen_revision=seen, by=request.officer, at=now
    )
    return _next_page(look, shown, posted) if shown else ""


def _revision(request: OfficerRequest) -> int:
    """Return which revision the page showed; none that there is, if it says none."""
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isdecimal() else -1


def _next_page(look: Look, saved: str, posted: forms.Posted) -> str:
    """Return the page after the one just saved: the same while it grows or something is wrong."""
    filling = look.scene.filling
    if filling is None:
        return ""
    today = clock.day_in_vietnam(look.scene.now)
    if forms.is_reshaping(posted) or forms.validate_page(
        filling.form, saved, filling.answers, today=today
    ):
        return saved
    following = forms.next_page(filling.form, saved, filling.answers)
    return following.key if following else saved


# --- Drawing ------------------------------------------------------------------------------------


def _draw_page(
    request: OfficerRequest,
    draft: "RecordDraft",
    *,
    refusal: Refusal | None = None,
    made: "actions.Generated | None" = None,
) -> HttpResponse:
    tests = rehearsal.list_scripts(draft)
    coverage = rehearsal.find_coverage(draft, tests, at=clock.now())
    context = rehearsal_tests.page(tests, coverage) | {
        "draft": drafts.show(draft),
        "revision": draft.revision,
        "is_open": rehearsal.is_rehearsable(draft),
        "under_way": rehearsal.find_sitting(draft, request.officer),
        "made": made,
        "errors": presenting.errors(refusal),
    }
    return render(request, "desk/rehearsal.html", context, status=_status(refusal))


def _draw_sitting(
    request: OfficerRequest,
    draft: "RecordDraft",
    under_way: "Sitting",
    *,
    refusal: Refusal | None = None,
) -> HttpResponse:
    try:
        look = rehearsal.look(draft, under_way)
    except Refusal as refused:
        # The draft itself cannot be put in force: there is no scene to show.
        return _draw_page(request, draft, refusal=refused)
    wanted = request.POST.get("page", "") or request.GET.get(PAGE, "")
    context = presenting.sitting(under_way, look, page=wanted, refusal=refusal) | {
        "draft": drafts.show(draft),
        "name": request.POST.get("name", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "desk/rehearsal_sitting.html", context, status=_status(refusal))


def _status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200
