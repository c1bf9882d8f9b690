"""What every page on which something is done has in common: do it and go on, or say why not."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from motcua.foundation.identity.permissions import OfficerRequest
from motcua.foundation.kernel.errors import NotFound, Refusal


def act(
    request: OfficerRequest, do: Callable[[OfficerRequest], str], there: str, *of: object
) -> HttpResponse | Refusal | None:
    """Do what was sent, say so and lead ``there``, to the page ``of`` that thing; give a refusal back, for the page to be drawn again with it.

    Nothing, where nothing was sent.

    Raises:
        NotFound: as it comes: who may not see a thing is not told what is wrong with the form.
    """
    if request.method != "POST":
        return None
    try:
        messages.success(request, do(request))
    except NotFound:
        raise
    except Refusal as refused:
        return refused
    return redirect(there, *of)
