"""Every answer to a screen that strangers share: kept nowhere, and none after the session's time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from motcua.foundation.identity import actions, permissions
from motcua.foundation.kernel import clock
from motcua.surfaces.portal import shared
from motcua.surfaces.ui.context_processors import DESK, Shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

ASKED_BY_ITSELF = "/bay-gio/"
"""How the addresses end that an open page asks again and again, though nobody is there."""


class SharedScreens:
    """End a shared session whose time is over; tell pages of the others how long they last."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; one more statement where the session is a shared one and was touched."""
        now = clock.now()
        session = permissions.find_shared_session(request)
        if session is None and not shared.is_device(request):
            return self.get_response(request)
        if session is not None and session.is_over(now):
            actions.time_out(request, at=now)
            return shared.leave_nothing(request, _lead_out(request))
        if session is not None and not request.path.endswith(ASKED_BY_ITSELF):
            session = actions.touch_shared_session(request, at=now)
        if session is not None:
            self._tell(request, Shared(
                left=max(1, round((session.ends_at - now).total_seconds())),
                ends_at=session.ends_at, may_have_more=session.may_have_more,
            ))  # fmt: skip
        elif not request.path.startswith((DESK, reverse("portal:shared-ended"))):
            idle = settings.SHARED_IDLE_MINUTES * 60
            self._tell(request, Shared(left=idle, ends_at=None, may_have_more=False))
        answer = self.get_response(request)
        add_never_cache_headers(answer)
        return answer

    def _tell(self, request: HttpRequest, told: Shared) -> None:
        request.shared = told  # type: ignore[attr-defined] # read by the frame of every page


def _lead_out(request: HttpRequest) -> HttpResponse:
    """Lead to the page that says the time is over; htmx would put it into the middle of another."""
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=204, headers={"HX-Redirect": reverse("portal:shared-ended")})
    else:
        answer = redirect("portal:shared-ended")
    add_never_cache_headers(answer)
    return answer
