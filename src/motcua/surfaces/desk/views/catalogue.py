"""The catalogue as procedure control reads it: every procedure, every version."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.surfaces.desk.presenting import catalogue as presenting
from motcua.surfaces.desk.presenting import processes


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the procedures in force that the words name, each with the number and day of its version."""
    text = " ".join(request.GET.get("q", "").split())
    versions = procedures.list_in_force(clock.today())
    shown = [presenting.show(version, _language()) for version in versions]
    found = [one for one in shown if presenting.is_named_by(one, text)]
    context = {"procedures": found, "total": len(shown), "text": text}
    return render(request, "desk/catalogue.html", context)


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def versions(request: OfficerRequest, code: str) -> HttpResponse:
    """Show every version of one procedure with its decision, and the agencies that provide it."""
    today = clock.today()
    published = procedures.list_versions(code)
    if not published:
        raise ProcedureNotFound(procedure_code=code)
    newest = published[-1]
    return render(
        request,
        "desk/catalogue_versions.html",
        {
            "procedure": presenting.show(newest, _language()),
            "versions": [presenting.show(one, _language()) for one in reversed(published)],
            "providers": procedures.list_provisions(newest.procedure_id, today),
            "elsewhere": procedures.find_execution(newest.procedure_id, today),
            "today": today,
            "process": processes.of_version(newest),
        },
    )


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def compare(request: OfficerRequest, code: str) -> HttpResponse:
    """Show two versions of a procedure side by side: the last two, if none are chosen."""
    published = procedures.list_versions(code)
    if not published:
        raise ProcedureNotFound(procedure_code=code)
    by_number = {str(version.number): version for version in published}
    after = by_number.get(request.GET.get("den", ""), published[-1])
    before = by_number.get(request.GET.get("tu", ""), published[max(0, len(published) - 2)])
    return render(
        request,
        "desk/catalogue_compare.html",
        {
            "procedure": presenting.show(after, _language()),
            "numbers": [version.number for version in published],
            "before": presenting.show(before, _language()),
            "after": presenting.show(after, _language()),
            "changes": procedures.compare(before, after),
            "processes": processes.compared(before, after),
        },
    )


def _language() -> str:
    return get_language() or "vi"
