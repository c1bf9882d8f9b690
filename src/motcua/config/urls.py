"""Addresses of the installation: one include per surface."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "motcua.surfaces.ui.views.bad_request"
handler403 = "motcua.surfaces.ui.views.forbidden"
handler404 = "motcua.surfaces.ui.views.not_found"
handler500 = "motcua.surfaces.ui.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.surfaces.api.urls")),
    path("", include("motcua.surfaces.ui.urls")),
    path("", include("motcua.surfaces.portal.urls")),
    path("can-bo/", include("motcua.surfaces.desk.urls")),
]
