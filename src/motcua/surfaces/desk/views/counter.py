"""Taking in what is brought on paper: find the procedure, say who came, write down, answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.forms import queries as forms
from motcua.composition.casework import (
    attaching,
    counter,
    declaring,
    filling,
    phones,
    sending,
    trays,
)
from motcua.composition.casework.counter import Sheet, Written
from motcua.domain.dossiers.errors import DraftChanged, DraftLodged
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.identity.queries import Card
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound, Refusal
from motcua.surfaces.desk import call_form, files
from motcua.surfaces.desk import counter_form as boxes
from motcua.surfaces.desk.presenting import counter as presenting
from motcua.surfaces.desk.presenting import pages
from motcua.surfaces.desk.typed import NOTHING, Typed
from motcua.surfaces.desk.views import split, venues
from motcua.surfaces.ui.reading import key_of

Problems = tuple[FieldProblem, ...]
ACCEPT: Final = "accept"
ANSWERS: Final = {"ask": "desk:counter-ask", "refuse": "desk:counter-refuse"}
"""Where the sheet leads that is not taken in as it is."""
PHONES: Final = {"phone": phones.open_phone, "phone-close": phones.close_phone, "pictures": None}
"""What the sheet does with the phone that is its camera."""


@never_cache
@officer_required(Role.DESK)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the procedures that the agency takes in, and the sheets begun before."""
    text = request.GET.get("q", "")
    context = presenting.listing(request.officer, text, on=clock.today())
    return render(request, "desk/counter.html", context | venues.of_the_day(request))


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: OfficerRequest) -> HttpResponse:
    """Show who was scanned or typed; begin the sheet once a procedure is chosen."""
    typed = request.POST.dict()
    card = None
    try:
        scanned = typed.get(boxes.CARD, "").strip()
        if identity.is_number(scanned):
            typed = {**typed, "pin": "".join(scanned.split()), boxes.CARD: ""}
        elif scanned:
            card = identity.read_card(scanned)
            typed = {**typed, **boxes.typed_of_card(card), boxes.CARD: ""}
        elif typed.get("code"):
            return _begin_for(request, typed["code"], typed)
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw_person(request, typed, refusal=refusal)
    return _draw_person(request, typed, card=card)


def _begin_for(request: OfficerRequest, code: str, typed: dict[str, str]) -> HttpResponse:
    """Begin at the counter, for the one agency that it can be; else ask for which."""
    version = procedures.get_by_code(code, on=clock.today())
    agencies = {agency.pk for agency in counter.list_agencies(version, on=clock.today())}
    mine = request.officer.agency_id
    chosen = mine if mine in agencies or len(agencies) != 1 else min(agencies)
    told = {**typed, "way": counter.WAYS[0].value, "agency": str(chosen)}
    if chosen not in agencies or counter.WAYS[0] not in counter.list_ways(version):
        return _draw_beginning(request, code, {**told, "way": "", "agency": ""})
    return redirect("desk:counter-sheet", _begin(request, code, told))


def _draw_person(
    request: OfficerRequest, typed: dict[str, str], *, card: Card | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    context = presenting.person(request.officer, typed, card, refusal, on=clock.today())
    status = refusal.status if refusal else 200
    return render(request, "desk/counter_person.html", context, status=status)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: OfficerRequest, code: str) -> HttpResponse:
    """Ask who came and how; begin the sheet, or show the same page with what was typed."""
    if request.method != "POST":
        return _draw_beginning(
            request, code, venues.typed_of(venues.find_remembered(request, code))
        )
    typed = request.POST.dict()
    try:
        card = boxes.read_card(typed)
        if card is not None:
            # What the card said is shown before it is used: nobody signs what a scanner read.
            return _draw_beginning(request, code, {**typed, **card, boxes.CARD: ""})
        draft = _begin(request, code, typed)
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw_beginning(request, code, typed, refusal)
    return redirect("desk:counter-sheet", draft)


def _begin(request: OfficerRequest, code: str, typed: dict[str, str]) -> UUID:
    version = procedures.get_by_code(code, on=clock.today())
    draft = counter.begin(
        code=code,
        agency_id=key_of(typed.get("agency", "")) or request.officer.agency_id,
        way=boxes.read_way(typed, counter.list_ways(version)),
        who=boxes.read_who(typed),
        brought=replace(
            boxes.read_brought(typed, boxes.read_moment(typed)),
            venue=venues.read(typed, venues.find_remembered(request, code)),
        ),
        by=request.officer,
        at=clock.now(),
    )
    return draft.pk


def _draw_beginning(
    request: OfficerRequest, code: str, typed: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    today = clock.today()
    version = procedures.get_by_code(code, on=today)
    context = presenting.beginning(version, request.officer, typed, refusal, on=today)
    status = refusal.status if refusal else 200
    return render(request, "desk/counter_begin.html", context, status=status)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: OfficerRequest, draft_id: UUID) -> HttpResponse:
    """Show the whole sheet; keep what is sent, right or wrong, and take it in when asked to."""
    if request.method != "POST":
        return _draw_sheet(request, counter.look(draft_id, request.officer, at=clock.now()))
    try:
        written, wrong = _save(request, draft_id)
    except (DraftChanged, DraftLodged):
        return _draw_behind(request, draft_id)
    then = request.POST.get("then", "")
    if then in PHONES and not wrong:
        if act := PHONES[then]:
            act(draft_id=draft_id, by=request.officer, at=clock.now())
        return redirect(f"{reverse('desk:counter-sheet', args=[draft_id])}#phone")
    if then.startswith(boxes.SPLIT) and not wrong:
        return split.begin(request, written, then.removeprefix(boxes.SPLIT))
    if then in ANSWERS and not wrong:
        return redirect(ANSWERS[then], draft_id)
    if then != ACCEPT or wrong:
        if wrong or forms.is_reshaping(request.POST):
            return _draw_sheet(request, written, wrong, is_typed=bool(wrong))
        messages.success(request, _("Đã lưu."))
        return redirect("desk:counter-sheet", draft_id)
    return _take_in(request, written)


def _take_in(request: OfficerRequest, written: Written) -> HttpResponse:
    try:
        dossier = counter.take_in(
            draft_id=written.filling.draft.pk, by=request.officer, at=clock.now()
        )
    except NotFound:
        raise
    except InvalidInput as refusal:
        return _draw_sheet(request, written, tuple(refusal.problems))
    except Refusal as refusal:
        return _draw_sheet(request, written, refusal=refusal)
    if not written.filling.is_before_intake:
        messages.success(request, _("Đã nhận phần bổ sung và chuyển cho người giải quyết."))
        return redirect("desk:dossier", dossier.reference)
    return redirect(f"{reverse('desk:accepted', args=[dossier.reference])}?in=1")


def _save(request: OfficerRequest, draft_id: UUID) -> tuple[Written, Problems]:
    """Keep the sheet; a moment that is none keeps the one before, and is said to be wrong."""
    before = filling.open_filling(draft_id, request.officer)
    wrong: Problems = ()
    came_at = before.brought.came_at
    try:
        came_at = boxes.read_moment(request.POST)
    except InvalidInput as refusal:
        wrong = tuple(refusal.problems)
    codes = [paper.code for paper in (*before.version.papers, filling.OTHER_PAPER)]
    required = {paper.code for paper in before.version.papers if paper.is_required}
    brought = boxes.read_brought(
        request.POST, came_at, boxes.read_papers(request.POST, codes, required)
    )
    brought = replace(
        brought, venue=venues.read(request.POST, before.brought.venue),
        telling=call_form.read(request.POST),
    )  # fmt: skip
    if f"{boxes.PREFIX}identified" not in request.POST:
        brought = replace(brought, identified=before.brought.identified)
    unkept = split.keep_sent(request, draft_id)
    written, refused = counter.save(
        draft_id=draft_id,
        sheet=Sheet(
            posted=request.POST,
            brought=brought,
            laid=boxes.read_laid(request.POST),
            taken=boxes.read_laid(request.POST, boxes.TAKE),
            sent=sending.read_sent(request.POST, request.FILES, names=before.form.fields),
            picture=next(iter(sending.read_files(request.FILES, boxes.PICTURE)), None),
            scans=sending.read_named(
                request.FILES, {code: f"{boxes.PREFIX}scan-{code}" for code in codes}
            ),
        ),
        seen_revision=sending.read_revision(request.POST),
        by=request.officer,
        at=clock.now(),
    )
    return written, (*wrong, *unkept, *refused)


def _draw_sheet(
    request: OfficerRequest, written: Written, problems: Problems = (), *,
    refusal: Refusal | None = None, is_typed: bool = False,
) -> HttpResponse:  # fmt: skip
    draft = written.filling.draft
    if draft.is_finished:
        return redirect("desk:dossier", counter.became(draft).reference)
    context = presenting.sheet(
        written, problems, typed=request.POST.dict() if is_typed else None, refusal=refusal,
        tray=trays.list_tray(request.officer),
    ) | {"left": declaring.list_left(written.filling.facts)}  # fmt: skip
    status = refusal.status if refusal else 422 if problems else 200
    return render(request, "desk/counter_sheet.html", context, status=status)


def _draw_behind(request: OfficerRequest, draft_id: UUID) -> HttpResponse:
    """Show what was typed, which another window's would overwrite; or the dossier it has become."""
    written = counter.look(draft_id, request.officer, at=clock.now())
    if written.filling.draft.is_finished:
        return redirect("desk:dossier", counter.became(written.filling.draft).reference)
    unsaved = counter.preview(draft_id, request.POST, request.officer, at=clock.now())
    context = presenting.sheet(unsaved, (), typed=request.POST.dict(), is_behind=True)
    context["left"] = declaring.list_left(written.filling.facts)
    return render(request, "desk/counter_sheet.html", context, status=409)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: OfficerRequest, draft_id: UUID) -> HttpResponse:
    """Write form No. 02: what is missing, all at once; give it out."""
    typed = Typed.read(request.POST) if request.method == "POST" else NOTHING
    if request.method != "POST" or typed.wants_more:
        return _draw_answer(request, draft_id, "desk/counter_ask.html", typed)

    def act() -> str:
        return counter.ask(
            draft_id=draft_id, items=typed.asked, reason=typed.reason, by=request.officer,
            at=clock.now(),
        ).reference  # fmt: skip

    words = _("Đã ghi yêu cầu bổ sung. In phiếu cho người nộp ở mục giấy tờ đã phát hành.")
    return _answer(request, draft_id, "desk/counter_ask.html", typed, act=act, words=words)


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: OfficerRequest, draft_id: UUID) -> HttpResponse:
    """Write form No. 03: why the papers are not taken in; give it out."""
    typed = Typed.read(request.POST) if request.method == "POST" else NOTHING
    if request.method != "POST":
        return _draw_answer(request, draft_id, "desk/counter_refuse.html", typed)

    def act() -> str:
        return counter.refuse(
            draft_id=draft_id, reason=typed.reason, by=request.officer, at=clock.now()
        ).reference

    words = _("Đã ghi từ chối tiếp nhận. In phiếu cho người nộp ở mục giấy tờ đã phát hành.")
    return _answer(request, draft_id, "desk/counter_refuse.html", typed, act=act, words=words)


def _answer(
    request: OfficerRequest, draft_id: UUID, template: str, typed: Typed, *,
    act: Callable[[], str], words: str,
) -> HttpResponse:  # fmt: skip
    """Do what the page is for, or show it again with what was typed."""
    try:
        reference = act()
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw_answer(request, draft_id, template, typed, refusal)
    messages.success(request, words)
    return redirect("desk:dossier", reference)


def _draw_answer(
    request: OfficerRequest, draft_id: UUID, template: str, typed: Typed,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    opened = filling.open_filling(draft_id, request.officer)
    if opened.draft.is_finished:
        return redirect("desk:dossier", counter.became(opened.draft).reference)
    context = presenting.answering(opened) | {
        "typed": typed,
        "errors": pages.errors(refusal, form="answer"),
    }
    return render(request, template, context, status=refusal.status if refusal else 200)


@never_cache
@officer_required(Role.DESK)
@require_POST
def discard(request: OfficerRequest, draft_id: UUID) -> HttpResponse:
    """Delete a sheet that came to nothing."""
    attaching.discard(draft_id=draft_id, by=request.officer)
    messages.success(request, _("Đã xóa bản đang nhập."))
    return redirect("desk:counter")


@never_cache
@officer_required(Role.DESK)
@require_POST
def supplement(request: OfficerRequest, reference: str) -> HttpResponse:
    """Open the sheet on which the desk writes down what was brought afterwards."""
    try:
        draft = counter.open_supplement(reference=reference, by=request.officer, at=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, refusal.text)
        return redirect("desk:dossier", reference)
    return redirect("desk:counter-sheet", draft.pk)


@never_cache
@officer_required(Role.DESK)
@require_safe
def scan(request: OfficerRequest, draft_id: UUID, document_id: int) -> HttpResponse:
    """Show a scanned paper of the sheet."""
    document = attaching.get_document(draft_id, document_id, request.officer)
    return files.show_pdf(documents.read_content(document), filename=document.filename)


@never_cache
@officer_required(Role.DESK)
@require_POST
def remove_scan(request: OfficerRequest, draft_id: UUID, document_id: int) -> HttpResponse:
    """Take a scanned paper away from the sheet."""
    attaching.remove(draft_id=draft_id, document_id=document_id, by=request.officer)
    messages.success(request, _("Đã bỏ tệp."))
    return redirect(f"{reverse('desk:counter-sheet', args=[draft_id])}#papers")
