"""Start-up of the rehearsals."""

from django.apps import AppConfig


class RehearsalConfig(AppConfig):
    """Rehearsals as a Django application."""

    name = "motcua.composition.rehearsal"
    label = "rehearsal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to what happened to drafts."""
        from motcua.composition.rehearsal import receivers

        del receivers  # importing it subscribed
