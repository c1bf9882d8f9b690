"""Start-up of practising."""

from django.apps import AppConfig


class PractisingConfig(AppConfig):
    """Practising as a Django application."""

    name = "motcua.composition.practising"
    label = "practising"
    default_auto_field = "django.db.models.BigAutoField"
