"""The floor: the same rows through Django alone, without rights, log of readings, forms or clock.

What these views cost depends on the machine and the hour, and so does what the product costs: the
marks were set where the floor took ``REFERENCE_MS``, and travel with it.
"""

import itertools
import time
import uuid
from collections.abc import Callable
from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import Context, Engine
from django.test import Client, override_settings
from django.urls import path

from motcua.domain.dossiers.models import Dossier, DossierAnswers, DossierEvent
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import OutboxMessage

REFERENCE_MS: Final = {"lodge": 3.2, "transition": 2.3, "list": 8.0, "status": 1.3}
"""CPU milliseconds of the application on the machine for which the marks were set."""

_counter = itertools.count(1_000_000)
_PAGE = Engine().from_string(
    "<!doctype html><html lang=vi><title>Hồ sơ</title><table>{% for dossier in dossiers %}<tr>"
    "<td><a href='/{{ dossier.reference }}'>{{ dossier.reference }}</a><td>{{ dossier.applicant.full_name }}"
    "<td>{{ dossier.receiving_agency.name }}<td>{{ dossier.get_channel_display }}"
    "<td>{{ dossier.get_state_display }}<td>{{ dossier.lodged_at|date:'H:i d/m/Y' }}"
    "<td>{{ dossier.waiting_since|date:'H:i d/m/Y' }}<td>{{ dossier.intake_due_at|date:'H:i d/m/Y' }}"
    "</tr>{% endfor %}</table></html>"
)


@transaction.atomic
def lodge(request: HttpRequest) -> HttpResponse:
    """Write the rows of a lodging."""
    now, mark = clock.now(), uuid.uuid4().hex[:16].upper()
    like = Dossier.objects.earliest("pk")
    dossier = Dossier.objects.create(
        reference=f"BT-{mark}", reference_key=f"BT{mark}",
        procedure_version_id=like.procedure_version_id, procedure_id=like.procedure_id,
        agency_id=like.agency_id, receiving_agency_id=like.receiving_agency_id,
        applicant_id=like.applicant_id, channel="online", state="withdrawn", lodged_at=now,
        waiting_since=now, intake_due_at=now, wrapped_key=b"", last_seq=1, last_hash=b"",
    )  # fmt: skip
    DossierAnswers.objects.create(
        dossier=dossier, version=1, sealed=request.body[:2048], saved_at=now
    )
    _note(dossier, 1)
    return HttpResponse(status=302)


@transaction.atomic
def transition(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Write the rows of a transition."""
    dossier = Dossier.objects.select_for_update().get(pk=pk)
    dossier.waiting_since = clock.now()
    dossier.save()
    _note(dossier, next(_counter))
    return HttpResponse(status=302)


def show_list(request: HttpRequest, agency_id: int) -> HttpResponse:  # noqa: ARG001
    """Show the 25 dossiers of an agency that wait longest."""
    dossiers = Dossier.objects.select_related("applicant", "receiving_agency").filter(
        receiving_agency_id=agency_id, state="lodged"
    )
    return HttpResponse(
        _PAGE.render(Context({"dossiers": dossiers.order_by("waiting_since", "pk")[:25]}))
    )


def show_status(request: HttpRequest, number: str) -> JsonResponse:  # noqa: ARG001
    """Show how far a dossier is."""
    dossier = Dossier.objects.get(number_key=number)
    return JsonResponse({"number": dossier.number, "state": dossier.get_state_display()})


def _note(dossier: Dossier, seq: int) -> None:
    now = clock.now()
    DossierEvent.objects.create(
        dossier=dossier, seq=seq, act="finish_step", source="", target="lodged", by="bench",
        occurred_at=now, recorded_at=now, article="", payload={}, previous_hash=b"", hash=b"",
    )  # fmt: skip
    OutboxMessage.objects.create(
        type="bench", subject_kind="bench", subject_key=str(dossier.pk), payload={},
        occurred_at=now, is_delivered=True,
    )  # fmt: skip


urlpatterns = [
    path("lodge", lodge),
    path("transition/<int:pk>", transition),
    path("list/<int:agency_id>", show_list),
    path("status/<str:number>", show_status),
]


def measure(requests: int) -> dict[str, float]:
    """Return the CPU milliseconds of each of these views, without any middleware."""
    ids = list(
        Dossier.objects.filter(state="lodged").order_by("-pk").values_list("pk", "agency_id")[:50]
    )
    numbers = list(
        Dossier.objects.exclude(number_key=None)
        .order_by("-pk")
        .values_list("number_key", flat=True)[:50]
    )
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[]):
        client = Client()
        return {
            "lodge": _cpu(requests, lambda _: client.post("/lodge", {"body": "x" * 2048})),
            "transition": _cpu(requests, lambda n: client.post(f"/transition/{ids[n % 50][0]}")),
            "list": _cpu(requests, lambda _: client.get(f"/list/{ids[0][1]}")),
            "status": _cpu(requests, lambda n: client.get(f"/status/{numbers[n % 50]}")),
        }


def _cpu(requests: int, act: Callable[[int], HttpResponse]) -> float:
    for number in range(5):
        assert act(number).status_code in {200, 302}
    before = time.process_time()
    for number in range(requests):
        act(number)
    return (time.process_time() - before) / requests * 1000
