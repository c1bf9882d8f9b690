"""Start-up of the HTTP interface."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The HTTP interface as a Django application, for its template."""

    name = "motcua.surfaces.api"
    label = "api"
