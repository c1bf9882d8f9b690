"""Start-up of the reserves context."""

from django.apps import AppConfig


class ReservesConfig(AppConfig):
    """Reserves as a Django application."""

    name = "motcua.domain.reserves"
    label = "reserves"
    default_auto_field = "django.db.models.BigAutoField"
