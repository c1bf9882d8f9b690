"""How a session finds its account: one query for account, person and post."""

from django.contrib.auth.backends import BaseBackend

from motcua.foundation.identity import queries
from motcua.foundation.identity.models import Account
from motcua.foundation.kernel import clock


class SessionBackend(BaseBackend):
    """Give a session its account at each request, unless it may not act any more.

    It checks no credentials: those are checked by ``identity.actions``, so that no other door opens.
    """

    def get_user(self, user_id: int) -> Account | None:
        """Return the account if it is open and, for an officer, holds a post today."""
        return queries.find_account(user_id, on=clock.today())
