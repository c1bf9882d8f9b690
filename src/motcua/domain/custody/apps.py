"""Start-up of the custody context."""

from django.apps import AppConfig


class CustodyConfig(AppConfig):
    """Custody as a Django application."""

    name = "motcua.domain.custody"
    label = "custody"
    default_auto_field = "django.db.models.BigAutoField"
