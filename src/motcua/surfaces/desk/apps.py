"""Start-up of the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Pages for officers."""

    name = "motcua.surfaces.desk"
    label = "desk"
