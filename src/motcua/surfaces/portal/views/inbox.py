"""What the person was told, kept on the portal."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from motcua.capabilities.notifications import actions, queries
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock

PAGE_SIZE = 20


@never_cache
@citizen_required
@require_GET
def page(request: CitizenRequest) -> HttpResponse:
    """List the messages, newest first, unread ones marked."""
    pages = Paginator(queries.list_messages(request.citizen.person_id), PAGE_SIZE)
    return render(request, "portal/inbox.html", {"page": pages.get_page(request.GET.get("trang"))})


@never_cache
@citizen_required
@require_GET
def message(request: CitizenRequest, message_id: int) -> HttpResponse:
    """Show a message, which counts as read from then on."""
    person_id = request.citizen.person_id
    actions.mark_read(message_id=message_id, person_id=person_id, at=clock.now())
    opened = queries.get_message(message_id, person_id=person_id)
    return render(request, "portal/message.html", {"message": opened})
