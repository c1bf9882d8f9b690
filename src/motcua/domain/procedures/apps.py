"""Start-up of the catalogue of procedures."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The catalogue of procedures as a Django application."""

    name = "motcua.domain.procedures"
    label = "procedures"
