"""How a request came in, and how much of it is read."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from motcua.composition.casework.attaching import LARGEST_FILE
from motcua.composition.casework.feedback import MOST_FILES as MOST_OF_A_STRANGER
from motcua.composition.casework.sending import MOST_FILES
from motcua.config.middleware import problem
from motcua.foundation.identity.actors import Anonymous
from motcua.foundation.identity.permissions import read_actor
from motcua.foundation.kernel.errors import TooLarge

MEGABYTE: Final = 1024 * 1024
Answer = Callable[[HttpRequest], HttpResponse]


class Tls:
    """Know that a request came by TLS: the proxy that ended it speaks plain HTTP with us.

    Whoever reaches the installation reaches it at its public address. No header is asked, so nobody can
    forge one; without this no answer would tell browsers to come by TLS alone (RFC 6797).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if settings.IS_HTTPS:
            request.META["wsgi.url_scheme"] = "https"
        return self.get_response(request)


class Bounded:
    """Read no more than a page can send: files of one form are laid on the disk before a view sees them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Answer, _args: object, _values: object
    ) -> HttpResponse | None:
        """Refuse what is longer than the files that may come at a time, before a byte of it is read."""
        length = _length(request)
        # Strangers send files with feedback alone. Nearly all is short enough for anybody: who sends it is
        # asked of the rest.
        if length <= _most(MOST_OF_A_STRANGER):
            return None
        most = _most(
            MOST_OF_A_STRANGER if isinstance(read_actor(request), Anonymous) else MOST_FILES
        )
        if length <= most:
            return None
        refusal = TooLarge(most=most // MEGABYTE)
        if request.path.startswith("/api/"):
            return problem(refusal)
        response = render(request, "ui/refusal.html", {"refusal": refusal}, status=refusal.status)
        add_never_cache_headers(response)
        return response


def _most(files: int) -> int:
    """Return the bytes of a form with so many files."""
    return files * LARGEST_FILE + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _length(request: HttpRequest) -> int:
    """Return how long the body says it is; one that does not say so is read as empty."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() else 0
