"""Start-up of the command line."""

from django.apps import AppConfig


class CliConfig(AppConfig):
    """The command line as a Django application, for its commands."""

    name = "motcua.surfaces.cli"
    label = "cli"
