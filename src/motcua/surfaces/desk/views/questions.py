"""One question of a form: what it asks and allows, when it is asked, what holds between questions."""

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.capabilities.forms.enums import CheckKind, FieldKind
from motcua.capabilities.forms.queries import FieldView, building
from motcua.capabilities.forms.queries import page_view as draw_page
from motcua.capabilities.forms.queries.building import Spec
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk import question_form
from motcua.surfaces.desk.presenting import drafts as draft_presenting
from motcua.surfaces.desk.presenting import forms as presenting
from motcua.surfaces.desk.views import forms
from motcua.surfaces.desk.views.forms import READ_OR_SENT, Document, Opened

LOOK: Final = "look"
"""Sent to see the question as it would be asked, without saving it."""
MOST_CHOSEN: Final = 8
"""Answers that one condition can wait for."""
NO_LABEL: Final = {"vi": "", "en": ""}


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a new question goes."""

    page: str
    group: str
    after: str


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def add(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Ask of which kind the new question is, then what it asks."""
    opened = _opened(request, draft_id)
    sent = request.POST if request.method == "POST" else request.GET
    place = Place(
        page=sent.get("page", ""), group=sent.get("group", ""), after=sent.get("after", "")
    )
    if sent.get("kind") not in FieldKind.values:
        context = _context(opened) | {"place": place, "kinds": presenting.kinds()}
        return render(request, "desk/form_kind.html", context)
    kind = FieldKind(sent["kind"])

    def change(document: Document, spec: Spec) -> Document:
        name = request.POST.get("name", "").strip()
        return building.add_question(
            document,
            page=place.page,
            group=place.group,
            after=place.after,
            spec=spec,
            name=name,
        )

    asked = _Asked(spec=Spec(kind=kind, label=NO_LABEL), place=place, path="", change=change)
    return _ask(request, opened, asked)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def question(request: OfficerRequest, draft_id: int, path: str) -> HttpResponse:
    """Ask what a question asks, of which kind it is and what it allows."""
    opened = _opened(request, draft_id)
    known = building.find_question(opened.document or {}, path)
    if known is None:
        raise NotFound
    spec = building.to_spec(known)
    wanted = request.POST.get("kind") or request.GET.get("kind")
    if wanted in FieldKind.values and wanted != spec.kind:
        spec = Spec(
            kind=FieldKind(wanted), label=spec.label, hint=spec.hint, noun=spec.noun,
            is_required=spec.is_required, help_title=spec.help_title, help_text=spec.help_text,
            options=spec.options, errors=spec.errors,
        )  # fmt: skip

    def change(document: Document, changed: Spec) -> Document:
        return building.change_question(document, path, changed)

    return _ask(request, opened, _Asked(spec=spec, place=None, path=path, change=change))


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """A question's page: what stood there, where it is or goes, and how it is changed."""

    spec: Spec
    place: Place | None
    path: str
    change: Any


def _ask(request: OfficerRequest, opened: Opened, asked: _Asked) -> HttpResponse:
    """Draw a question's page; when it is sent change the form, show it, or say why not."""
    document = opened.document
    assert document is not None  # what was opened has a form
    is_new = asked.place is not None
    drawn = question_form.draw(
        asked.spec, {}, name=request.POST.get("name", "") if is_new else None
    )
    refusal: Refusal | None = None
    changed = None if is_new else document
    if request.method == "POST":
        drawn = question_form.typed_again(drawn, request.POST)
        try:
            spec = question_form.read(request.POST, asked.spec.kind, asked.spec)
            changed = asked.change(document, spec)
            if LOOK not in request.POST:
                forms.keep(request, opened.draft.pk, changed)
                messages.success(
                    request, _("Đã lưu câu hỏi “{label}”.").format(label=spec.label["vi"])
                )
                return forms.back(opened.draft.pk, asked.path or _new_name(document, changed))
        except NotFound:
            raise
        except Refusal as refused:
            refusal, changed = refused, None
    path = asked.path or (_new_name(document, changed) if changed else "")
    context = _context(opened) | {
        "revision": request.POST.get("revision", opened.draft.revision),
        "kind": asked.spec.kind,
        "kinds": presenting.kinds(),
        "place": asked.place,
        "path": asked.path,
        "drawn": question_form.with_errors(drawn, presenting.problems(refusal)),
        "counted": question_form.counted(document) if asked.spec.kind == FieldKind.CALCULATED else [],
        "errors": presenting.errors(refusal),
        "look": _look(changed, path) if changed else None,
        "advice": [one.text for one in building.advise(changed) if one.place == path] if changed else [],
    }  # fmt: skip
    # What the page asks for while somebody still writes is shown as far as it goes; nothing is refused by it.
    refused_with = None if request.headers.get("HX-Request") else refusal
    return render(
        request,
        "desk/form_question.html",
        context,
        status=refused_with.status if refused_with else 200,
    )


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def condition(request: OfficerRequest, draft_id: int, path: str) -> HttpResponse:
    """Ask which earlier answers must have been given for the question to be asked."""
    opened = _opened(request, draft_id)
    document = opened.document or {}
    known = building.find_question(document, path)
    if known is None or "." in path:
        raise NotFound
    chosen = presenting.chosen_of(known.condition)
    refusal = None
    if request.method == "POST":
        chosen = [value for value in request.POST.getlist("when") if value][:MOST_CHOSEN]
        wanted = presenting.read_condition(document, chosen)
        try:
            forms.save(request, opened, lambda one: building.set_condition(one, path, wanted))
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã lưu điều kiện."))
            return forms.back(draft_id, path)
    context = _context(opened) | {
        "path": path,
        "label": known.hints["label"]["vi"],
        "offers": presenting.offers_before(document, path),
        "rows": [*chosen, "", ""][:MOST_CHOSEN],
        "errors": presenting.errors(refusal),
        "revision": request.POST.get("revision", opened.draft.revision),
    }
    return render(
        request, "desk/form_condition.html", context, status=refusal.status if refusal else 200
    )


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def rule(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Ask for a rule between answers."""
    opened = _opened(request, draft_id)
    document = opened.document or {}
    named = {one.name: one.hints["label"]["vi"] for one in building.read(document).questions()}
    lines = [
        (question_form.select("kind", _("Quy tắc"), dict(presenting.check_kinds()), ""),),
        (
            question_form.select("field", _("Áp dụng cho câu"), named, ""),
            question_form.select("than", _("So với câu"), named, ""),
        ),
        (question_form.text("days", _("Số ngày"), "", _("Chỉ với quy tắc về số ngày.")),),
        question_form.pair("message", _("Câu báo khi sai"), None),
    ]

    def change(one: Document) -> Document:
        kind, other = request.POST.get("kind", ""), request.POST.get("than", "")
        message = question_form.words(request.POST, "message")
        if kind not in CheckKind.values or message is None:
            raise question_form.empty("message.vi" if kind else "kind")
        check: dict[str, Any] = {
            "kind": kind, "field": request.POST.get("field", ""), "message": message,
        }  # fmt: skip
        if other:
            check["born" if kind == CheckKind.PIN_MATCHES else "than"] = other
        days = forms.number(request.POST.get("days", ""))
        if days > 0:
            check["days"] = days
        return building.add_check(one, check)

    return forms.edit(request, opened, change, lines, heading=_("Thêm quy tắc"))


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def case(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Ask which answers make a circumstance that papers, fees and the process know by its name."""
    opened = _opened(request, draft_id)
    document = opened.document or {}
    offered = {
        offer.value: f"{one.label}: {offer.text}"
        for one in presenting.offers_before(document, "")
        for offer in one.offers
    }
    known = {one["code"]: one["name"] for one in opened.draft.record.get("cases") or ()}
    hint = _("Chữ thường không dấu, nối bằng gạch: khong-giay-chung-sinh.")
    key = (
        question_form.select("key", _("Tên trường hợp"), known, "")
        if known
        else question_form.text("key", _("Tên trường hợp"), "", hint)
    )
    lines = [
        (key,),
        (question_form.select("when", _("Khi trả lời"), offered, ""),),
        (question_form.select("and", _("và cũng trả lời (nếu cần)"), offered, ""),),
    ]

    def change(one: Document) -> Document:
        chosen = [request.POST.get(name, "") for name in ("when", "and")]
        wanted = presenting.read_condition(one, [value for value in chosen if value])
        name = request.POST.get("key", "").strip()
        if not wanted or not name:
            raise question_form.empty("when" if name else "key")
        when = {asked: answers[0] for asked, answers in wanted}
        known = one["hints"].get("cases", {}).get(name, [])
        return building.put_case(one, name, [*known, when])

    return forms.edit(request, opened, change, lines, heading=_("Thêm trường hợp"))


def _opened(request: OfficerRequest, draft_id: int) -> Opened:
    """Return the draft with a form that can be built on.

    :raises NotFound: if it has none
    """
    opened = forms.open_form(request, draft_id)
    if opened.document is None:
        raise NotFound
    return opened


def _context(opened: Opened) -> dict[str, Any]:
    return {"draft": draft_presenting.show(opened.draft), "is_written": opened.is_written}


def _new_name(before: Document, after: Document) -> str:
    """Return the path of the question that a step has added; empty if it added none."""
    known = set(before["hints"]["fields"])
    for name, hints in after["hints"]["fields"].items():
        if name not in known:
            return str(name)
        parts = before["hints"]["fields"][name].get("order", [])
        for part in hints.get("order", []):
            if part not in parts:
                return f"{name}.{part}"
    return ""


def _look(document: Document, path: str) -> FieldView | None:
    """Return the question as a citizen will see it; the group, for a question of its rows."""
    form = building.preview(document, key="xem-thu")
    name = path.partition(".")[0]
    if form is None or name not in form.fields:
        return None
    page = draw_page(form, form.page_of[name], {})
    shown = [*page.fields, *(f for one in page.fields for o in one.options for f in o.reveals)]
    return next((field for field in shown if field.name == name), None)
