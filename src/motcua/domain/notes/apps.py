"""Start-up of the notes context."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    """Notes as a Django application."""

    name = "motcua.domain.notes"
    label = "notes"
    default_auto_field = "django.db.models.BigAutoField"
