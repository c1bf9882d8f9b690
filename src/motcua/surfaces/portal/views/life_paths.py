"""Life events: a few questions, then everything this person has to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from motcua.composition.casework import authority, following
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import clock
from motcua.surfaces.portal.presenting import life_agencies
from motcua.surfaces.portal.presenting import life_paths as presenting
from motcua.surfaces.portal.presenting.life_ways import Way, name_place
from motcua.surfaces.ui.caching import public


@require_safe
@public
def overview(request: HttpRequest) -> HttpResponse:
    """Show every path."""
    language = get_language() or "vi"
    paths = [presenting.show_path(path, language) for path in procedures.list_life_paths()]
    return render(request, "portal/life_paths.html", {"paths": paths})


@require_safe
@public
def path(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the next question, or show the list that the answers lead to."""
    language = get_language() or "vi"
    way = Way.read(procedures.get_life_path(key), request.GET)
    context: dict[str, object] = {"path": presenting.show_path(way.path, language), "way": way}
    question = way.question
    if question is not None:
        context["question"] = presenting.show_question(way, question, language)
        status = 422 if way.is_missing else 200
        return render(request, "portal/life_question.html", context, status=status)
    located = authority.locate(way.place)
    if located is not None and (place := name_place(located)) != way.place:
        return redirect(f"{way.at(place).address()}#place")
    today = clock.today()
    listed = procedures.list_to_do(way.path, way.answers, channel=way.channel, on=today)
    found = life_agencies.find(way, listed, located, on=today)
    context["found"] = found
    context["shown"] = presenting.show_list(way, listed, _held(request), found, language)
    context["address"] = request.build_absolute_uri(way.to_pass_on(located))
    return render(request, "portal/life_list.html", context)


def _held(request: HttpRequest) -> dict[str, str]:
    """Return the references of the reader's own finished dossiers, by the codes of what came out."""
    actor = getattr(request, "actor", None)
    return following.list_held_results(actor) if isinstance(actor, Citizen) else {}
