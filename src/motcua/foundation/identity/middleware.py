"""Say on every request who acts."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from motcua.foundation.identity import actions, queries
from motcua.foundation.identity.actors import ANONYMOUS, Actor, Officer
from motcua.foundation.identity.enums import OVERSEEING_ROLES
from motcua.foundation.identity.models import Account
from motcua.foundation.identity.permissions import ActorRequest
from motcua.foundation.identity.sessions import ASSURANCE_KEY, SEAT_KEY
from motcua.foundation.kernel import clock, reach


class ActorMiddleware:
    """Set ``request.actor``, and how far its connection reaches. No query without a session cookie; else session and account.

    Once in ten minutes one more writes down that the session was seen.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the actor known."""
        actor = cast("ActorRequest", request).actor = _read_actor(request)
        if isinstance(actor, Officer):
            reach.reach_agency(
                actor.agency_id, oversees=not actor.roles.isdisjoint(OVERSEEING_ROLES)
            )
        else:
            reach.reach_everything()
        return self.get_response(request)


def _read_actor(request: HttpRequest) -> Actor:
    # Without the cookie the session stays untouched, and public pages stay cacheable.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ANONYMOUS
    account = request.user
    if not isinstance(account, Account):
        return ANONYMOUS
    actions.note_seen(request, at=clock.now())
    return queries.actor_of(
        account, assurance=request.session.get(ASSURANCE_KEY), seat=request.session.get(SEAT_KEY)
    )
