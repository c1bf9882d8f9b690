"""The register of the one-stop desk: read, printed, taken along as a sheet, closed, checked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import register as casework
from motcua.domain.registers.permissions import READERS
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.files import show_pdf
from motcua.surfaces.desk.presenting import register as presenting


@never_cache
@officer_required(*READERS)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show a page of the register, as filtered."""
    return _draw(request, refusal=None)


@never_cache
@officer_required(*READERS)
@require_safe
def printed(request: OfficerRequest) -> HttpResponse:
    """Show the lines asked for on paper; of a closed year, the signed book."""
    asked = presenting.read(request.GET, request.officer, on=clock.today())
    try:
        pdf = casework.write_pdf(asked.sought, request.officer, at=clock.now())
    except NotFound:
        raise
    except Refusal as refusal:
        return _draw(request, refusal=refusal)
    return show_pdf(pdf, filename=f"so-theo-doi-{asked.sought.year}")


@never_cache
@officer_required(*READERS)
@require_safe
def sheet(request: OfficerRequest) -> HttpResponse:
    """Give the lines asked for as a sheet for a spreadsheet program."""
    asked = presenting.read(request.GET, request.officer, on=clock.today())
    return HttpResponse(
        casework.write_csv(asked.sought, request.officer),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="so-theo-doi-{asked.sought.year}.csv"'
        },
    )


@never_cache
@officer_required(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: OfficerRequest, agency_id: int, year: int) -> HttpResponse:
    """Say what closing means; close the year's register."""
    sought, refusal = presenting.whole(agency_id, year), None
    if request.method == "POST":
        try:
            book = casework.close(
                agency_id=agency_id, year=sought.year, by=request.officer, at=clock.now()
            )
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            words = _("Đã khóa sổ năm {year}, số {number}, {lines} dòng.")
            messages.success(
                request, words.format(year=book.year, number=book.number, lines=book.lines)
            )
            return redirect(presenting.address(sought))
    found = casework.read(sought, request.officer, limit=1, on=clock.today())
    context = {"book": found, "back": presenting.address(sought), "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "desk/register_close.html", context, status=status)


@never_cache
@officer_required(*READERS)
@require_safe
def check(request: OfficerRequest, agency_id: int, year: int) -> HttpResponse:
    """Show whether a closed register still agrees with the log, and what was added since."""
    sought = presenting.whole(agency_id, year)
    checked = casework.check(agency_id, sought.year, request.officer)
    if checked is None:
        return redirect(presenting.address(sought))
    context = presenting.checked(checked) | {"back": presenting.address(sought)}
    return render(request, "desk/register_check.html", context)


def _draw(request: OfficerRequest, *, refusal: Refusal | None) -> HttpResponse:
    asked = presenting.read(request.GET, request.officer, on=clock.today())
    book = casework.read(asked.sought, request.officer, after=asked.after, on=clock.today())
    context = presenting.page(asked, book, on=clock.today()) | {"refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "desk/register.html", context, status=status)
