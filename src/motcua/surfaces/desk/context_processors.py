"""What the frame of every page of the desk needs of the contexts."""

from django.http import HttpRequest

from motcua.domain.notes import queries as notes
from motcua.foundation.identity.actors import Officer


def desk(request: HttpRequest) -> dict[str, int]:
    """Give templates ``calling``: how many notes call the officer. No query: officers carry it."""
    actor = getattr(request, "actor", None)
    return {"calling": notes.count_calling(actor) if isinstance(actor, Officer) else 0}
