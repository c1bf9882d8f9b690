"""Start-up of the reception context."""

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    """Reception as a Django application."""

    name = "motcua.domain.reception"
    label = "reception"
    default_auto_field = "django.db.models.BigAutoField"
