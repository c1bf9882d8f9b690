"""What a screen that strangers share leaves behind: nothing but the mark that it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

from motcua.foundation.identity import permissions

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

CLEAR: Final = '"cache", "storage"'
"""Not ``"cookies"``: the mark of the device is one, and would go with them."""
OURS: Final = frozenset(
    {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        CookieStorage.cookie_name,
    }
)
"""Beside those that bear the product's name; others on this host are somebody else's."""
Answer = TypeVar("Answer", bound="HttpResponse")


def is_device(request: HttpRequest) -> bool:
    """Return whether a desk made the device a shared one."""
    return permissions.find_shared_device(request) is not None


def is_shared(request: HttpRequest) -> bool:
    """Return whether strangers share the device, by the desk's word or by the citizen's own."""
    return is_device(request) or permissions.find_shared_session(request) is not None


def leave_nothing(request: HttpRequest, answer: Answer) -> Answer:
    """Let the browser forget language, letters and whatever else it was given, but for the mark."""
    for name in request.COOKIES:
        if name in OURS or (name.startswith("motcua") and name != permissions.SHARED_COOKIE):
            answer.delete_cookie(name, samesite="Lax")
    answer["Clear-Site-Data"] = CLEAR
    return answer
