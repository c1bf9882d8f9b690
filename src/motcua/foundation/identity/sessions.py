"""Sessions in the database, as Django keeps them, found by a statement written once."""

from datetime import UTC, datetime
from typing import Final

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import F
from django.utils import timezone

from motcua.foundation.kernel.prepared import TEXT, Prepared

ASSURANCE_KEY: Final = "assurance"
"""Session key of the level at which this very session signed in."""
SEAT_KEY: Final = "seat"
"""Session key of the post in which the officer chose to stand in."""


class SessionStore(db.SessionStore):
    """Django's own store; only the question that each request asks is prepared.

    It is told with it when the session was last seen, so that noting it costs no question.
    """

    seen_at: datetime | None = None
    """Of a session in which somebody signed in."""

    def _get_session_from_db(self) -> Session | None:
        session = _ALIVE.first(key=self.session_key, now=timezone.now())  # noqa: TID251 - of real life, as they were written
        if session is None:
            self._session_key = None
        self.seen_at = getattr(session, "seen_at", None)
        return session


_ALIVE: Final = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now).annotate(
        seen_at=F("browser__seen_at")
    ),
    key=TEXT,
    now=datetime(1, 1, 2, tzinfo=UTC),
)
