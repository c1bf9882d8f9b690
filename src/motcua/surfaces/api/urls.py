"""Addresses of the HTTP interface and of the installation's health."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.http import require_safe

from motcua.surfaces.api import documentation, health, problems
from motcua.surfaces.api.oauth.urls import oauth
from motcua.surfaces.api.scim.urls import scim
from motcua.surfaces.api.v1.interface import api


def _operations() -> list[URLPattern | URLResolver]:
    """Return the addresses of the operations, each of which answers errors as problems."""
    patterns, _app_name, _namespace = api.urls
    for pattern in patterns:
        assert pattern.callback is not None
        pattern.callback = problems.speaks_problems(pattern.callback)
    return list(patterns)


@problems.speaks_problems
@require_safe
def _to_docs(_request: HttpRequest) -> HttpResponse:
    return redirect("api:docs")


v1: list[URLPattern | URLResolver] = [
    path("", _to_docs, name="home"),
    path("openapi.json", documentation.openapi_json, name="openapi-json"),
    path("catalogue-schema.json", documentation.catalogue_schema, name="catalogue-schema"),
    path("docs", documentation.docs, name="docs"),
    *_operations(),
    re_path(r"^.*$", problems.of_absence, name="absence"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include((v1, "api"))),
    path("scim/v2/", include((scim, "scim"))),
    path("", include((oauth, "oauth"))),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
