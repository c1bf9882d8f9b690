"""The papers of a draft's results: composed as plain forms, previewed with sample words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.capabilities.documents import actions as document_actions
from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.queries import Template
from motcua.domain.procedures import actions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import DesignKind
from motcua.domain.procedures.errors import DesignNotFound
from motcua.domain.procedures.queries import Design, Surroundings
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput, NotFound, Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk import paper_form
from motcua.surfaces.desk.presenting import drafts
from motcua.surfaces.desk.presenting.pages import TOP, Error


@dataclass(frozen=True, kw_only=True)
class ShownPaper:
    """A result of the record, and whether a paper is composed for it."""

    key: str
    name: str
    is_composed: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Opened:
    draft: Any
    around: Surroundings
    designs: dict[str, Design]
    names: dict[str, str]
    """The results by the keys of their papers."""

    def template_of(self, key: str) -> Template | None:
        design = self.designs.get(key)
        return documents.read_template(design.source) if design else None


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def listing(request: OfficerRequest, draft_id: int) -> HttpResponse:
    """Show the results with their papers and what these lack."""
    opened = _open(request, draft_id)
    lacks = procedures.missing_in_designs(opened.draft)
    shown = [
        ShownPaper(
            key=key,
            name=name,
            is_composed=key in opened.designs,
            faults=tuple(
                one.text for one in lacks if (one.kind, one.key) == (DesignKind.PAPER, key)
            ),
        )
        for key, name in opened.names.items()
    ]
    context = {"draft": drafts.show(opened.draft), "papers": shown}
    return render(request, "desk/record_papers.html", context)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: OfficerRequest, draft_id: int, key: str) -> HttpResponse:
    """Ask for a paper block by block; nothing typed is lost when something is wrong."""
    opened = _open(request, draft_id)
    name = _name_of(opened, key)
    template = opened.template_of(key)
    typed = paper_form.from_template(template) if template else paper_form.empty(name)
    revision, errors = str(opened.draft.revision), []
    if request.method == "POST":
        typed = paper_form.from_post(request.POST)
        revision = request.POST.get("revision", "")
        if not any(button in request.POST for button in ("add", "remove", "reshape")):
            errors = _save(request, draft_id, key, paper_form.to_source(typed), revision)
            if not errors:
                messages.success(request, _("Đã lưu mẫu giấy tờ."))
                return redirect("desk:record-paper", draft_id, key)
    context = {
        "draft": drafts.show(opened.draft),
        "key": key,
        "name": name,
        "revision": revision,
        "boxes": paper_form.draw(typed),
        "fields": _fields(opened.around),
        "repeated": _repeated(opened.around),
        "is_composed": template is not None,
        "shown": _sample(opened, template) if template else None,
        "faults": [
            one.text
            for one in procedures.missing_in_designs(opened.draft)
            if (one.kind, one.key) == (DesignKind.PAPER, key)
        ],
        "errors": [Error(anchor=TOP, text=text) for text in errors],
    }
    return render(request, "desk/record_paper.html", context, status=422 if errors else 200)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def preview(request: OfficerRequest, draft_id: int, key: str) -> HttpResponse:
    """Show the paper as a PDF, its fields as sample words; nobody signs it."""
    opened = _open(request, draft_id)
    template = opened.template_of(key)
    if template is None:
        raise DesignNotFound
    agency = organisations.get_agency(request.officer.agency_id)
    at: datetime = clock.now()
    values = {
        "agency": agency.name, "parent_agency": agency.parent.name if agency.parent else "",
        "number": _("(cấp khi ký)"), "place": agency.short_name, "issued_on": clock.today(),
        "signatory_title": request.officer.title if template.signature != "seal" else "",
        "signatory_name": _("(người ký)") if template.signature != "seal" else "",
        "verification_url": request.build_absolute_uri("/xac-minh/ban-xem-truoc/"),
        "verification_code": _("BẢN XEM TRƯỚC, CHƯA KÝ"),
        **_sample(opened, template),
    }  # fmt: skip
    content = document_actions.typeset("composed", values, at=at)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{key}.pdf"'
    return answer


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_POST
def drop(request: OfficerRequest, draft_id: int, key: str) -> HttpResponse:
    """Give the draft's own paper up: the one in use, or the general letter, serves again."""
    _name_of(_open(request, draft_id), key)
    revision = request.POST.get("revision", "")
    actions.drop_design(
        draft_id=draft_id, kind=DesignKind.PAPER, key=key,
        seen_revision=int(revision) if revision.isdecimal() else 0,
        by=request.officer, at=clock.now(),
    )  # fmt: skip
    messages.success(request, _("Đã bỏ mẫu giấy tờ riêng của bản soạn."))
    return redirect("desk:record-papers", draft_id)


def _open(request: OfficerRequest, draft_id: int) -> _Opened:
    draft = procedures.get_draft(draft_id, agency_id=request.officer.agency_id)
    designs = procedures.get_designs(draft.pk)
    results = draft.record.get("results") or []
    return _Opened(
        draft=draft,
        around=procedures.surroundings_of(draft, designs),
        designs={one.key: one for one in designs if one.kind == DesignKind.PAPER},
        names={
            procedures.paper_key(number, result): str(result.get("name", ""))
            for number, result in enumerate(results)
        },
    )


def _name_of(opened: _Opened, key: str) -> str:
    if key not in opened.names:
        raise DesignNotFound
    return opened.names[key]


def _fields(around: Surroundings) -> dict[str, str]:
    return procedures.list_paper_fields(around.form, around.steps)


def _repeated(around: Surroundings) -> dict[str, list[str]]:
    found = procedures.list_repeated(around.form)
    return {name: sorted(parts) for name, parts in found.items()}


def _sample(opened: _Opened, template: Template) -> dict[str, Any]:
    """Return the paper with the words of its fields in brackets."""
    words = {name: f"[{label}]" for name, label in _fields(opened.around).items()}
    listed = {
        name: ({part: f"[{part}]" for part in parts},)
        for name, parts in _repeated(opened.around).items()
    }
    record = opened.around.record
    bases = tuple(procedures.cite_all(record.legal_bases)) if record else ()
    return documents.compose(template, words, listed=listed, bases=bases)


def _save(
    request: OfficerRequest, draft_id: int, key: str, source: str, revision: str
) -> list[str]:
    """Save the paper; return what is wrong, nothing when all is well."""
    try:
        actions.save_design(
            draft_id=draft_id, kind=DesignKind.PAPER, key=key, source=source,
            seen_revision=int(revision) if revision.isdecimal() else 0,
            by=request.officer, at=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except InvalidInput as refusal:
        return [problem.text for problem in refusal.problems]
    except Refusal as refusal:
        return [refusal.text]
    return []
