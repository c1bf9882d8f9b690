"""Whether a paper is genuine, without saying whom it is about."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.capabilities.documents import queries as documents
from motcua.surfaces.portal.presenting import verification as presenting

UNKNOWN = 404


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Ask for a paper's code or its file, and answer."""
    if request.method != "POST":
        return render(request, "portal/verify.html")
    handed = presenting.read(request.POST, request.FILES, largest=documents.LARGEST_FILE)
    if handed.code:
        return redirect("portal:verify-code", handed.code)
    if handed.problem:
        return render(request, "portal/verify.html", {"handed": handed}, status=422)
    found = documents.verify_uploaded(handed.content)
    context = {"found": found, "by_file": True}
    if found is None or settings.PRACTICE:
        context["of_practice"] = documents.is_of_practice(content=handed.content)
    return render(request, "portal/verified.html", context, status=200 if found else UNKNOWN)


@never_cache
@require_safe
def code(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the paper with this code is, as its QR asks."""
    found = documents.find_by_verification_code(code)
    context = {"found": found, "typed": code, "by_file": False}
    if found is None or settings.PRACTICE:
        context["of_practice"] = documents.is_of_practice(code=code)
    return render(request, "portal/verified.html", context, status=200 if found else UNKNOWN)
