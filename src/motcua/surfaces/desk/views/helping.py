"""Help beside the work: the topic of the page one comes from, all topics, and a search over them."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.surfaces.desk.presenting import helping as presenting

LONGEST = 80


@never_cache
@officer_required()
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the topics, or those in which the words typed occur."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found = presenting.find(typed, get_language() or "")
    return render(request, "desk/help_list.html", {"typed": typed, "found": found})


@never_cache
@officer_required()
@require_safe
def page(request: OfficerRequest, page: str) -> HttpResponse:  # noqa: ARG001 - the signature
    """Lead to the help of a page, named as its address is."""
    return redirect("desk:help-topic", presenting.topic_of(page))


@never_cache
@officer_required()
@require_safe
def topic(request: OfficerRequest, key: str) -> HttpResponse:
    """Show a topic."""
    found = presenting.topics().get(key)
    if found is None:
        raise Http404
    context = {"topic": found, "words": found.said_in(get_language() or "")}
    return render(request, "desk/help.html", context)
