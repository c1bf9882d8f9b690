"""Start-up of the notes context."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Notes as a Django application."""

    name = "motcua.domain.notes"
    label = "notes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have officers carry how many notes call them."""
        from motcua.domain.notes import queries
        from motcua.foundation.identity import queries as identity

        identity.carry(queries.CALLING, queries.ask_calling)
