"""Finding a procedure and reading what it takes."""

from contextlib import suppress
from datetime import date
from itertools import pairwise

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.composition.casework import expecting
from motcua.domain.procedures import actions as procedure_actions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import Level, OnlineLevel, ProvisionKind
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.identity.permissions import read_actor
from motcua.foundation.kernel import clock
from motcua.surfaces.portal.presenting import authority, life_paths, markup, past
from motcua.surfaces.portal.presenting import expecting as expected_things
from motcua.surfaces.portal.presenting import procedures as presenting
from motcua.surfaces.portal.presenting.samples import show_sample
from motcua.surfaces.portal.presenting.search import Wish
from motcua.surfaces.ui.caching import public
from motcua.surfaces.ui.context_processors import read_site


@require_safe
@public
def home(request: HttpRequest) -> HttpResponse:
    """Ask what the citizen needs to do; say to who signed in what is asked of them."""
    today = clock.today()
    reader = read_actor(request)
    return render(
        request,
        "portal/home.html",
        {
            "expected": expected_things.count(expecting.list_expected(reader, now=clock.now()))
            if isinstance(reader, Citizen)
            else None,
            "paths": [
                life_paths.show_path(path, _language()) for path in procedures.list_life_paths()
            ],
            "fields": presenting.show_fields(procedures.list_fields(today), _language()),
        },
    )


@require_safe
@public
def search(request: HttpRequest) -> HttpResponse:
    """Show the procedures that answer what was typed, best first."""
    today = clock.today()
    wish = Wish.read(request.GET)
    found = procedures.find(
        wish.text,
        field=wish.field,
        level=wish.level,
        online=wish.online,
        on=today,
        page=wish.page,
    )
    if wish.page > found.pages:
        return HttpResponseRedirect(wish.address(found.pages))
    path = procedures.find_life_path(wish.text)
    return render(
        request,
        "portal/search.html",
        {
            "wish": wish,
            "found": found,
            "path": life_paths.show_path(path, _language()) if path else None,
            "counted": wish.text if procedures.digest_of(wish.text) else "",
            "results": [presenting.show_found(one.version, _language()) for one in found.items],
            "suggestions": [
                presenting.show_found(one.version, _language()) for one in found.suggestions
            ],
            "fields": presenting.show_fields(procedures.list_fields(today), _language()),
            "levels": Level,
            "online_levels": OnlineLevel,
        },
    )


@require_safe
@public
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """Tell a citizen who decides, how long it takes, what it costs, which papers it needs (Article 15.2.c).

    With ``ngay`` it tells what held on that day, and offers what holds today.
    """
    asked = past.Asked.read(request.GET, today=clock.today())
    try:
        version = procedures.get_by_code(code, asked.day)
    except ProcedureNotFound:
        if not asked.is_other_day or not procedures.list_versions(code):
            raise
        context = {"asked": asked, "code": procedures.to_code(code)}
        return render(request, "portal/procedure_absent.html", context, status=404)
    if request.method == "GET" and (typed := request.GET.get("tim", "")):
        procedure_actions.note_opening(
            typed.replace("\0", ""), procedure_id=version.procedure_id, on=clock.today()
        )
    provisions = procedures.list_provisions(version.procedure_id, asked.day)
    return render(
        request,
        "portal/procedure.html",
        {
            "asked": asked,
            "version": version,
            "shown": presenting.show(version, _language()),
            "authorities": authority.show_rules(version, _language()),
            "providers": [one.agency for one in provisions],
            "granted": [one for one in provisions if one.kind != ProvisionKind.COMPETENT],
            "elsewhere": procedures.find_execution(version.procedure_id, asked.day),
            "published": _published(version, asked.day),
            "structured": markup.structured(
                version, base=request.build_absolute_uri("/"), place=read_site(request).place
            ),
        },
        status=422 if asked.is_wrong else 200,
    )


@require_safe
@public
def sample(request: HttpRequest, code: str) -> HttpResponse:
    """Show the procedure's form filled in with obviously imaginary answers (Article 15.2.đ)."""
    today = clock.today()
    version = procedures.get_by_code(code, today)
    shown = show_sample(version, on=today, language=_language())
    return render(request, "portal/sample.html", {"shown": shown})


@require_safe
@public
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """Show what each version of a procedure changed, the newest first."""
    versions = procedures.list_versions(code)
    if not versions:
        raise ProcedureNotFound(procedure_code=code)
    steps = [
        {"version": after, "before": before, "changes": procedures.compare(before, after)}
        for before, after in pairwise(versions)
    ]
    context = {"first": versions[0], "newest": versions[-1], "steps": steps[::-1]}
    return render(request, "portal/procedure_changes.html", context)


def _published(version: procedures.Version, on: date) -> set[str]:
    """Return which of the linked procedures have a page of their own."""
    codes = set()
    for link in version.linked:
        with suppress(ProcedureNotFound):
            codes.add(procedures.get_by_code(link.code, on).code)
    return codes


def _language() -> str:
    return get_language() or "vi"
