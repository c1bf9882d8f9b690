"""Codes by which computers for citizens are made shared screens, whose sessions end by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.identity import actions
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required

if TYPE_CHECKING:
    from django.http import HttpResponse


@never_cache
@officer_required(Role.DESK, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest) -> HttpResponse:
    """Say how a computer becomes a shared screen; give out a code when one is asked for."""
    code = actions.offer_shared_screen(by=request.officer) if request.method == "POST" else ""
    context = {
        "code": f"{code[:3]} {code[3:]}".strip(),
        "address": settings.PUBLIC_URL + reverse("portal:shared-device"),
        "idle": settings.SHARED_IDLE_MINUTES,
        "whole": settings.SHARED_WHOLE_MINUTES,
        "more": settings.SHARED_MORE_MINUTES,
    }
    return render(request, "desk/shared_screens.html", context)
