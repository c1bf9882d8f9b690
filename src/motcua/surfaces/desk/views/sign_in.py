"""Officers come in by login name and password, then by their second factor, and go out."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.identity import actions, permissions, queries
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.errors import SecondFactorExists, SignInExpired
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal

HOME = "/can-bo/"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Ask for login name and password."""
    if request.method != "POST":
        if isinstance(permissions.read_actor(request), Officer):
            return redirect(_next(request) or HOME)
        return _draw(request, "desk/sign_in.html")
    login = request.POST.get("login", "")
    try:
        actions.give_password(
            request, login=login, password=request.POST.get("password", ""), at=clock.now()
        )
    except Refusal as refusal:
        return _draw(request, "desk/sign_in.html", refusal=refusal, login=login)
    return _go(request, "desk:second-factor")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the authenticator app, or a recovery code."""
    account = actions.find_halfway(request, at=clock.now())
    if account is None:
        return _start_again(request)
    if not queries.has_second_factor(account.pk):
        return _go(request, "desk:second-factor-setup")
    if request.method != "POST":
        return _draw(request, "desk/sign_in_code.html")
    try:
        actions.give_code(request, code=request.POST.get("code", ""), at=clock.now())
    except SignInExpired:
        return _start_again(request)
    except Refusal as refusal:
        return _draw(request, "desk/sign_in_code.html", refusal=refusal)
    return redirect(_next(request) or HOME)


@never_cache
@sensitive_variables("enrolment", "codes")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_setup(request: HttpRequest) -> HttpResponse:
    """Let an officer without a second factor set it up; show the recovery codes once."""
    refusal = None
    try:
        if request.method == "POST":
            code = request.POST.get("code", "")
            codes = actions.confirm_second_factor(request, code=code, at=clock.now())
            return _draw(
                request, "desk/sign_in_codes.html", codes=codes, go_on=_next(request) or HOME
            )
    except Refusal as refused:
        refusal = refused
    try:
        enrolment = actions.begin_second_factor(request, at=clock.now())
    except SignInExpired:
        return _start_again(request)
    except SecondFactorExists:
        return _go(request, "desk:second-factor")
    picture = segno.make(enrolment.address, error="m").svg_data_uri(scale=5, border=4)
    return _draw(
        request,
        "desk/sign_in_setup.html",
        refusal=refusal,
        picture=picture,
        secret=_in_fours(enrolment.secret),
    )


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the officer's session."""
    actions.end_officer_session(request, at=clock.now())
    return redirect("desk:sign-in")


def _draw(
    request: HttpRequest, template: str, *, refusal: Refusal | None = None, **context: object
) -> HttpResponse:
    context = {"login": "", "refusal": refusal, "next": _next(request)} | context
    return render(request, template, context, status=refusal.status if refusal else 200)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return permissions.safe_next(request, wanted)


def _go(request: HttpRequest, view: str) -> HttpResponse:
    """Go to a further step, keeping where the officer wanted to go in the first place."""
    address = resolve_url(view)
    next_path = _next(request)
    return redirect(f"{address}?{urlencode({'next': next_path})}" if next_path else address)


def _start_again(request: HttpRequest) -> HttpResponse:
    return _draw(request, "desk/sign_in.html", refusal=SignInExpired())


def _in_fours(secret: str) -> str:
    """Return the secret in groups that people can copy by hand."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
