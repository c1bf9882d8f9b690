"""Reading dossiers: one with everything, its papers, many by how they stand."""

from dataclasses import replace
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import (
    chain_parts,
    consulting,
    custody,
    holding,
    mirroring,
    paying,
    visiting,
)
from motcua.composition.casework import examining as casework
from motcua.composition.steering import queries as steering
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Due, State
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk import paging, saving
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import (
    chains,
    dues,
    forecasts,
    inquiries,
    pages,
    reopening,
    saved,
    viewer,
)
from motcua.surfaces.desk.presenting import dossiers as presenting
from motcua.surfaces.desk.presenting import holding as holders
from motcua.surfaces.desk.presenting.door import Door, show_procedures
from motcua.surfaces.desk.views.keys import A_YEAR
from motcua.surfaces.ui.context_processors import DESK

SEEING = (Role.DESK, Role.CIVIL_STATUS, Role.SPECIALIST, Role.LEADER)
PAGE = dossiers.PAGE
PRINTS_COOKIE: Final = "motcua_receipt"
"""On what this browser prints receipts: a roll, or nothing for half sheets."""
ROLL: Final = "roll"


@never_cache
@officer_required(*SEEING)
@require_safe
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show everything about one dossier, to be read."""
    now = clock.now()
    examined = casework.examine(reference, request.officer, purpose=casework.READING, now=now)
    context = pages.examined(examined, asked=request.GET, at=request.path, now=now)
    context |= pages.doors(examined, request.officer)
    context |= inquiries.about(
        consulting.list_about(examined.dossier, now=now),
        visiting.list_about(examined.dossier, now=now),
    )
    foretold = steering.list_forecasts([examined.dossier.pk]).get(examined.dossier.pk)
    context["forecast"] = forecasts.show(foretold, examined.dossier, now=now)
    context["bill"] = dues.brief(paying.find_bill(examined.dossier))
    context |= {"packs": custody.list_of(examined.dossier, request.officer, now=now)}
    context["reopened"] = reopening.list_reopened(line.happened for line in examined.timeline)
    context["parts"] = chains.rows(chain_parts.list_about(examined.dossier, now=now))
    return render(request, "desk/dossier.html", context)


@never_cache
@officer_required(*SEEING)
@require_safe
def paper(request: OfficerRequest, reference: str, document_id: int) -> HttpResponse:
    """Show one paper of the dossier."""
    document = casework.get_paper(reference, document_id, request.officer)
    return show_pdf(documents.read_content(document), filename=document.filename)


@never_cache
@officer_required(*SEEING)
@require_safe
def paper_part(request: OfficerRequest, reference: str, document_id: int) -> HttpResponse:
    """Show one paper alone, to be put into the page that holds it."""
    papers = casework.list_papers(reference, request.officer)
    chosen = next((paper for paper in papers if paper.pk == document_id), None)
    if chosen is None:
        raise NotFound
    shown = viewer.show(
        papers, chosen, viewer.Look.read(request.GET), reference=reference,
        at=viewer.read_at(request.GET, reference),
    )  # fmt: skip
    return render(request, "desk/parts/paper_viewer.html", {"viewer": shown})


@never_cache
@officer_required(*SEEING)
@require_safe
def paper_picture(request: OfficerRequest, reference: str, document_id: int) -> HttpResponse:
    """Show one page of a paper as a picture, enlarged and turned as asked."""
    document = casework.get_paper(reference, document_id, request.officer)
    look = viewer.Look.read(request.GET)
    drawn = documents.draw_page(
        documents.read_content(document), page=min(look.page, document.pages), zoom=look.zoom,
        turn=look.turn,
    )  # fmt: skip
    return HttpResponse(drawn, content_type=documents.PICTURE_TYPE)


@never_cache
@officer_required(*SEEING)
@require_safe
def receipt(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show the receipt, to be printed; this browser prints half sheets from now on."""
    document = casework.get_receipt(reference, request.officer)
    answer = show_pdf(documents.read_content(document), filename=document.filename)
    answer.delete_cookie(PRINTS_COOKIE, path=DESK)
    return answer


@never_cache
@officer_required(*SEEING)
@require_safe
def receipt_slip(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show the receipt as a slip of 80 mm, to be printed; this browser prints slips from now on."""
    pdf = casework.write_receipt_slip(reference, request.officer, at=clock.now())
    answer = show_pdf(pdf, filename="phieu-tiep-nhan")
    answer.set_cookie(
        PRINTS_COOKIE, ROLL, max_age=A_YEAR, path=DESK, httponly=True, samesite="Lax",
        secure=settings.IS_HTTPS,
    )  # fmt: skip
    return answer


@never_cache
@officer_required(*SEEING)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the agency's dossiers that stand as asked for, last lodged first."""
    return _draw(request, Door.read(request.GET))


@never_cache
@officer_required(*SEEING)
@require_POST
def save(request: OfficerRequest) -> HttpResponse:
    """Keep the cut of the agency's dossiers under a name, and go back to it."""
    door = replace(Door.read(request.POST), after=None)
    refused = saving.keep(request, saved.DOSSIERS, tuple(door.asked()))
    return _draw(request, door, refused=refused) if refused else redirect(door.address())


@never_cache
@officer_required(*SEEING)
@require_POST
def drop(request: OfficerRequest, saved_id: int) -> HttpResponse:
    """Forget a cut of the agency's dossiers that the officer named."""
    return saving.forget(request, saved.DOSSIERS, saved_id)


def _draw(request: OfficerRequest, door: Door, *, refused: Refusal | None = None) -> HttpResponse:
    now = clock.now()
    wanted = door.wanted(request.officer.agency_id)
    found = casework.list_wanted(wanted, request.officer, now=now, after=door.after, limit=PAGE + 1)
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    rows = presenting.show_rows(
        found[:PAGE],
        now=now,
        calendar=organisations.get_calendar(request.officer.agency_id),
        foretold=steering.list_forecasts(row.pk for row, _version in found[:PAGE]),
    )
    is_late = door.standing == Due.OVERDUE
    if is_late:
        shown = [dossier for dossier, _version in found[:PAGE]]
        held = holding.list_held(shown, on=clock.day_in_vietnam(now))
        rows = [
            replace(row, holders=holders.tell(held[dossier.pk]))
            for row, dossier in zip(rows, shown, strict=True)
        ]
    return render(
        request,
        "desk/dossiers.html",
        {
            "door": door,
            "total": dossiers.count_wanted(wanted, now=now),
            "rows": rows,
            "is_late": is_late,
            "next": door.address(after=paging.mark(last.lodged_at, last.pk)) if last else "",
            "states": State,
            "standings": Due,
            "procedures": show_procedures(door),
            "shelf": saved.show(
                saved.DOSSIERS, request.officer, door.asked(), refused=refused,
                typed=request.POST.get("name", ""),
            ),
        },
        status=refused.status if refused else 200,
    )  # fmt: skip


@never_cache
@officer_required(*SEEING)
@require_safe
def mirror(request: OfficerRequest, mirror_id: int) -> HttpResponse:
    """Show a dossier of the agency that another system handles; there is nothing to do here."""
    seen = mirroring.examine(mirror_id, request.officer, on=clock.today())
    return render(request, "desk/mirror.html", {"seen": seen, "mirror": seen.mirror})
