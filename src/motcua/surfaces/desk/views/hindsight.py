"""What really happened to the dossiers of a procedure, beside its design."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.composition.hindsight import queries as hindsight
from motcua.composition.hindsight.errors import SpanTooWide
from motcua.composition.steering import permissions
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.errors import ProcedureNotFound
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound
from motcua.surfaces.desk.presenting import hindsight as presenting
from motcua.surfaces.desk.presenting import processes
from motcua.surfaces.desk.presenting.period import Period

OCEL: Final = "ocel"
TYPES: Final = {
    OCEL: ("application/json", ".ocel.json"),
    "xes": ("application/xml; charset=utf-8", ".xes"),
}
"""By format: what the file is called."""
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency


@never_cache
@officer_required(Role.LEADER, Role.PROCEDURE_CONTROL)
@require_safe
def page(request: OfficerRequest, code: str) -> HttpResponse:
    """Show the mined process beside the designed one, with deviations, variants and holders."""
    question = read_question(request, code)
    context = question.context()
    try:
        found = hindsight.look_back(
            question.asked, definition_id=question.version.workflow_definition_id
        )
    except SpanTooWide as refusal:
        return render(
            request,
            "desk/hindsight.html",
            {**context, "shown": None, "refusal": refusal.text},
            status=refusal.status,
        )
    process = processes.of_version(question.version) if found.model else None
    shown = presenting.show(found, process.picture if process else None)
    return render(request, "desk/hindsight.html", {**context, "shown": shown})


@never_cache
@officer_required(Role.LEADER, Role.PROCEDURE_CONTROL)
@require_safe
def cases(request: OfficerRequest, code: str) -> HttpResponse:
    """Show the dossiers behind a number, those that the reader may open."""
    question = read_question(request, code)
    found = hindsight.look_back(
        question.asked, definition_id=question.version.workflow_definition_id
    )
    title, chosen = presenting.choose(found, request.GET)
    language = get_language() or "vi"
    shown = presenting.show_cases(
        found,
        chosen,
        officer=request.officer,
        agencies={agency.pk: agency.name_in(language) for agency in question.overseen},
    )
    context = question.context() | {"title": title, "cases": shown}
    return render(request, "desk/hindsight_cases.html", context)


@never_cache
@officer_required(Role.LEADER, Role.PROCEDURE_CONTROL)
@require_safe
def log(request: OfficerRequest, code: str) -> StreamingHttpResponse:
    """Hand the log out for other tools, under pseudonyms; that it was read is noted."""
    question = read_question(request, code)
    form = request.GET.get("dang", OCEL)
    if form not in TYPES:
        raise NotFound
    pieces = hindsight.export(question.asked, code=code, form=form, by=request.officer)
    content_type, suffix = TYPES[form]
    filename = f"{code}-{question.period.since}-{question.period.until}{suffix}"
    return StreamingHttpResponse(
        pieces,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the address asks for, and who may ask it."""

    asked: hindsight.Asked
    version: Version
    versions: tuple[Version, ...]
    overseen: "list[Agency]"
    only: str
    period: Period

    def context(self) -> dict[str, object]:
        """Return what both pages show around what they found."""
        name = self.version.name_en if get_language() == "en" else self.version.name
        more = {"co-quan": self.only, "phien-ban": str(self.version.number)}
        if self.asked.version_id is not None:
            more["chi"] = "1"
        return {
            "code": self.version.code,
            "name": name or self.version.name,
            "version": self.version,
            "versions": self.versions,
            "is_own_alone": self.asked.version_id is not None,
            "overseen": self.overseen,
            "only": self.only,
            "period": self.period,
            "kinds": self.period.links(agency=self.only),
            "query": self.period.query(**more),
        }


def read_question(
    request: OfficerRequest, code: str, *, usual: Mapping[str, str] = NOTHING
) -> Question:
    """Return what is asked for, with the usual answer to what is not said.

    Raises:
        NotFound: if there is no such procedure, version or agency among those the officer oversees
    """
    today = clock.today()
    overseen = permissions.list_overseen(request.officer, on=today)
    published = procedures.list_versions(code)
    if not published:
        raise ProcedureNotFound(procedure_code=code)
    number = request.GET.get("phien-ban", "")
    version = next((one for one in published if str(one.number) == number), None)
    if version is None and number:
        raise NotFound
    version = version or published[-1]
    only = request.GET.get("co-quan", "")
    chosen = [agency for agency in overseen if agency.code == only] if only else overseen
    if not chosen:
        raise NotFound
    period = Period.read({**usual, **request.GET.dict()}, today=today)
    asked = hindsight.Asked(
        procedure_id=version.procedure_id,
        agency_ids=tuple(agency.pk for agency in chosen),
        since=period.since,
        until=period.until,
        version_id=version.id if request.GET.get("chi") else None,
    )
    return Question(
        asked=asked,
        version=version,
        versions=tuple(published),
        overseen=overseen,
        only=only,
        period=period,
    )
