"""Start-up of the shared pages."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, components and static files that portal and desk share."""

    name = "motcua.surfaces.ui"
    label = "ui"
