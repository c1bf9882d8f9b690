"""The counter that works without a line: its page, its worker, what it keeps, what it sends, what it takes in (Article 17.1)."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.composition.casework import offline
from motcua.domain.dossiers.enums import PaperForm
from motcua.domain.reserves import actions, queries
from motcua.domain.reserves.errors import BlockNotFound
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk import counter_form
from motcua.surfaces.desk.presenting import offline as presenting
from motcua.surfaces.desk.presenting import offline_forms
from motcua.surfaces.desk.presenting import reserves as reserving
from motcua.surfaces.ui.reading import require_day

WORKER = "ui/dist/offline-worker.js"


@never_cache
@officer_required(Role.DESK)
@require_safe
def page(request: OfficerRequest) -> HttpResponse:
    """Show the page that a counter keeps for when the line is gone; it holds nobody's data."""
    _require_on()
    who = [one for one in counter_form.who_boxes({}, {}) if one.name in _ASKED]
    context = {
        "who": who,
        "identified": counter_form.identified_box({}, {}),
        "unscanned": counter_form.unscanned_box({}, {}),
        "words": presenting.words(),
        "forms": {one.value: str(one.label) for one in PaperForm},
    }
    return render(request, "desk/offline.html", context)


_ASKED = frozenset({"card", "pin", "full_name", "born_on", "sex", "residence"})


@never_cache
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Give the service worker, the same for everybody; switched off, one that takes itself and what it kept away."""
    script = _worker() if settings.OFFLINE_COUNTER else _GONE
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@lru_cache(maxsize=1)
def _worker() -> str:
    """Return the script under a version of its own, which changes with what the page is made of."""
    found = finders.find(WORKER)
    if found is None:
        raise NotFound
    script = Path(found).read_text("utf-8")
    parts = (script, static("ui/dist/ui.js"), static("ui/dist/desk.css"))
    version = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return f'self.VERSION = "{version}";\n{script}'


_GONE = """self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("offline-")) await caches.delete(name);
  await self.registration.unregister();
})()));
"""


@never_cache
@officer_required(Role.DESK)
@require_safe
def material(request: OfficerRequest) -> HttpResponse:
    """Give what the counter keeps for its day, and the time by our clock."""
    _require_on()
    found = presenting.material(request.officer, _device(request.GET), at=clock.now())
    return JsonResponse({**found, "token": get_token(request)})


@never_cache
@officer_required(Role.DESK)
@require_POST
def keep(request: OfficerRequest) -> HttpResponse:
    """Keep numbers of a day for the device."""
    posted = request.POST
    try:
        block = actions.take_block(
            on=require_day(posted.get("on", ""), field="on"),
            count=reserving.read_count(posted), device=_device(posted),
            name=posted.get("name", ""), by=request.officer, at=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return presenting.refused(refusal)
    (accounted,) = queries.account([block])
    return JsonResponse(presenting.block(accounted), status=201)


@never_cache
@officer_required(Role.DESK)
@require_POST
def send(request: OfficerRequest) -> HttpResponse:
    """Take one slip down; sent again after a cut, it is answered as before."""
    at = clock.now()
    try:
        written = presenting.read_slip(request.POST.dict())
        taken = offline.take_down(written, by=request.officer, at=at)
    except Refusal as refusal:
        return presenting.refused(refusal)
    return JsonResponse(presenting.told(taken), status=201 if taken.is_new else 200)


@never_cache
@officer_required(Role.DESK)
@require_safe
def form(_request: OfficerRequest, code: str) -> HttpResponse:
    """Give the form of a procedure as the counter keeps it; it holds nobody's data."""
    _require_on()
    version = offline.get_procedure(code, on=clock.today())
    kept = {"code": version.code, "version": offline_forms.version_of(version)}
    return JsonResponse(kept | offline_forms.draw(version))


@never_cache
@officer_required(Role.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: OfficerRequest, draft_id: UUID) -> HttpResponse:
    """Say how the sheet of a slip stands; asked to, take it in if it lacks nothing."""
    at = clock.now()
    if request.method != "POST":
        return JsonResponse(presenting.told(offline.look(draft_id, request.officer, at=at)))
    try:
        taken = offline.take_in(draft_id, by=request.officer, at=at)
    except NotFound:
        raise
    except Refusal as refusal:
        return presenting.refused(refusal)
    return JsonResponse(presenting.told(taken))


def _device(sent: Mapping[str, str]) -> UUID:
    try:
        return UUID(sent.get("device", ""))
    except ValueError as error:
        raise BlockNotFound from error


def _require_on() -> None:
    if not settings.OFFLINE_COUNTER:
        raise NotFound
