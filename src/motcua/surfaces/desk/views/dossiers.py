"""Reading dossiers: one with everything, its papers, many by how they stand."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import (
    chain_parts,
    consulting,
    custody,
    mirroring,
    paying,
    searching,
    visiting,
)
from motcua.composition.casework import examining as casework
from motcua.composition.casework import reopening as reopenings
from motcua.composition.steering import queries as steering
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Due, State
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk import paging
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import (
    chains,
    dues,
    forecasts,
    inquiries,
    pages,
    reopening,
)
from motcua.surfaces.desk.presenting import dossiers as presenting
from motcua.surfaces.desk.presenting.door import Door, show_procedures

SEEING = (Role.DESK, Role.CIVIL_STATUS, Role.SPECIALIST, Role.LEADER)
PAGE = dossiers.PAGE
LONGEST_NAME = 150
PIN = 12


@never_cache
@officer_required(*SEEING)
@require_safe
def page(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show everything about one dossier, to be read."""
    now = clock.now()
    examined = casework.examine(reference, request.officer, purpose=casework.READING, now=now)
    context = pages.examined(examined, shown=request.GET.get("giay-to", ""), now=now)
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
def receipt(request: OfficerRequest, reference: str) -> HttpResponse:
    """Show the receipt, to be printed."""
    document = casework.get_receipt(reference, request.officer)
    return show_pdf(documents.read_content(document), filename=document.filename)


@never_cache
@officer_required(*SEEING)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the agency's dossiers that stand as asked for, last lodged first."""
    now, door = clock.now(), Door.read(request.GET)
    wanted = door.wanted(request.officer.agency_id)
    found = casework.list_wanted(wanted, request.officer, now=now, after=door.after, limit=PAGE + 1)
    last = found[PAGE - 1][0] if len(found) > PAGE else None
    return render(
        request,
        "desk/dossiers.html",
        {
            "door": door,
            "total": dossiers.count_wanted(wanted, now=now),
            "rows": presenting.show_rows(
                found[:PAGE],
                now=now,
                calendar=organisations.get_calendar(request.officer.agency_id),
                foretold=steering.list_forecasts(row.pk for row, _version in found[:PAGE]),
            ),
            "next": door.address(after=paging.mark(last.lodged_at, last.pk)) if last else "",
            "states": State,
            "standings": Due,
            "procedures": show_procedures(door),
        },
    )


@never_cache
@officer_required(*SEEING)
@require_safe
def search(request: OfficerRequest) -> HttpResponse:
    """Go to the dossier with this number or reference, in whatever layout it was typed."""
    typed = request.GET.get("q", "").strip()
    found = casework.find(typed, request.officer) if typed else None
    if found is not None:
        return redirect("desk:dossier", found.reference)
    elsewhere = mirroring.find(typed, request.officer) if typed else None
    if elsewhere is not None:
        return redirect("desk:mirror", elsewhere.pk)
    below = reopenings.find_below(typed, request.officer) if typed else None
    if below is not None:
        return redirect("desk:reopen", below.reference)
    who = "" if _is_number(typed) else typed
    context = {"typed": typed, "who": who, "found": None, "rows": ()}
    return render(request, "desk/search.html", context, status=404 if typed else 200)


@never_cache
@officer_required(*SEEING)
@require_POST
def search_person(request: OfficerRequest) -> HttpResponse:
    """Show the dossiers of the person named; the number or name stays out of every address."""
    now, typed = clock.now(), request.POST.get("who", "").strip()[:LONGEST_NAME]
    found = searching.find_of_person(typed, request.officer, on=clock.today())
    context = {
        "typed": "",
        "who": typed,
        "found": found,
        "rows": presenting.show_rows(
            found.dossiers,
            now=now,
            calendar=organisations.get_calendar(request.officer.agency_id),
        ),
    }
    is_found = bool(found.dossiers or found.mirrors)
    return render(request, "desk/search.html", context, status=200 if is_found else 404)


@never_cache
@officer_required(*SEEING)
@require_safe
def mirror(request: OfficerRequest, mirror_id: int) -> HttpResponse:
    """Show a dossier of the agency that another system handles; there is nothing to do here."""
    seen = mirroring.examine(mirror_id, request.officer, on=clock.today())
    return render(request, "desk/mirror.html", {"seen": seen, "mirror": seen.mirror})


def _is_number(typed: str) -> bool:
    """Say whether it cannot name a person: it has digits, and not a person's twelve."""
    digits = "".join(typed.split())
    return any(one.isdigit() for one in typed) and not (digits.isdigit() and len(digits) == PIN)
