"""Start-up of the obligations context."""

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """Obligations as a Django application."""

    name = "motcua.domain.obligations"
    label = "obligations"
    default_auto_field = "django.db.models.BigAutoField"
