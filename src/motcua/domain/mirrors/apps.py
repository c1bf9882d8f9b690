"""Start-up of the mirrors context."""

from django.apps import AppConfig


class MirrorsConfig(AppConfig):
    """Mirrors as a Django application."""

    name = "motcua.domain.mirrors"
    label = "mirrors"
    default_auto_field = "django.db.models.BigAutoField"
