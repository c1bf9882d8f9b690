"""Choices of display, the gallery of components, and the pages that say what went wrong."""

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.template import loader
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, requires_csrf_token
from django.views.decorators.http import require_GET, require_POST

from motcua.surfaces.ui import gallery as components
from motcua.surfaces.ui.display import COOKIE, Display

YEAR = 365 * 24 * 3600


# Without a token the public pages need no session cookie and can be kept by caches. All that a forged
# request could do is change the letter size.
@csrf_exempt
@require_POST
@never_cache
def choose_display(request: HttpRequest) -> HttpResponse:
    """Keep the visitor's language, letter size or contrast and go back to the same page."""
    response = HttpResponseRedirect(_way_back(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    display = Display.read(request.COOKIES.get(COOKIE, ""))
    chosen = display.changed(
        size=request.POST.get("size", ""), contrast=request.POST.get("contrast", "")
    )
    if chosen != display:
        _keep(response, COOKIE, chosen.cookie)
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _way_back(request: HttpRequest) -> str:
    """Return the page the visitor came from, if it is one of ours."""
    page = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return page if is_ours else "/"


@never_cache
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, on demonstration installations only."""
    if not settings.DEMO:
        raise Http404
    return render(request, "ui/gallery.html", {"components": components.list_components()})


@never_cache
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that there is nothing at this address, or nothing for this person."""
    return render(request, "ui/errors/404.html", status=404)


@never_cache
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that the request was not allowed."""
    return render(request, "ui/errors/403.html", status=403)


@never_cache
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that the request could not be read."""
    return render(request, "ui/errors/400.html", status=400)


@never_cache
@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that the page grew too old to be sent, and how to send it again."""
    return render(request, "ui/errors/csrf.html", status=403)


@never_cache
def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that we failed, from a template that needs neither database nor session."""
    return HttpResponse(loader.render_to_string("ui/errors/500.html"), status=500)
