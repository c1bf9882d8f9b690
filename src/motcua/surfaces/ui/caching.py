"""How long an answer may be kept, and by whom."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_cache_control

from motcua.surfaces.ui.context_processors import read_site

MINUTE: Final = 60

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def public(view: View[Given]) -> View[Given]:
    """Let caches keep what everybody may see for a minute, as long as it speaks to nobody in particular.

    The page of a person who signed in names that person, and a flash message is for one reader; both stay
    out of every cache. ``Vary: Cookie`` keeps languages and letter sizes apart.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if _speaks_to_one_reader(request):
            add_never_cache_headers(response)
        else:
            patch_cache_control(response, public=True, max_age=MINUTE)
        return response

    return answer


def _speaks_to_one_reader(request: HttpRequest) -> bool:
    is_signed_in = read_site(request).visitor.kind != "anonymous"
    return is_signed_in or len(messages.get_messages(request)) > 0
