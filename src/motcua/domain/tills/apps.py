"""Start-up of the tills context."""

from django.apps import AppConfig


class TillsConfig(AppConfig):
    """Tills as a Django application."""

    name = "motcua.domain.tills"
    label = "tills"
    default_auto_field = "django.db.models.BigAutoField"
