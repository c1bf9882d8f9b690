"""Start-up of the catalogue of procedures."""

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The catalogue of procedures as a Django application."""

    name = "motcua.domain.procedures"
    label = "procedures"

    def ready(self) -> None:
        """Subscribe to what happened."""
        from motcua.domain.procedures import receivers

        del receivers  # importing it subscribed
