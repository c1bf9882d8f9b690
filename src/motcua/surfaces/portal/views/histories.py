"""A dossier's history to take home, and how anybody verifies such a file."""

import json
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from motcua.capabilities.evidence import queries as evidence
from motcua.composition.casework import histories
from motcua.foundation.identity.permissions import CitizenRequest, citizen_required
from motcua.foundation.kernel import clock

PROGRAM: Final = Path(__file__).parents[1] / "verify_history.py"


@never_cache
@citizen_required
@require_GET
def download(request: CitizenRequest, reference: str) -> HttpResponse:
    """Give the applicant the dossier's history as a file that proves itself."""
    file = histories.take_home(reference, request.citizen, at=clock.now())
    content = json.dumps(file, ensure_ascii=False, indent=1)
    answer = HttpResponse(content, content_type="application/json; charset=utf-8")
    name = f"lich-su-{file['history']['reference']}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@require_safe
def explain(request: HttpRequest) -> HttpResponse:
    """Say what such a file proves, how it is verified, and by which key it has to be signed."""
    context = {"fingerprints": evidence.list_fingerprints()}
    return render(request, "portal/verify_history.html", context)


@never_cache
@require_safe
def program(_request: HttpRequest) -> HttpResponse:
    """Give the program that verifies: it shares nothing with the product but this address."""
    answer = HttpResponse(_read(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="kiem-chung.py"'
    return answer


@cache
def _read() -> bytes:
    return PROGRAM.read_bytes()
