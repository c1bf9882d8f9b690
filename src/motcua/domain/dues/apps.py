"""Start-up of the dues context."""

from django.apps import AppConfig


class DuesConfig(AppConfig):
    """Dues as a Django application."""

    name = "motcua.domain.dues"
    label = "dues"
    default_auto_field = "django.db.models.BigAutoField"
