"""Start-up of the satisfaction context."""

from django.apps import AppConfig


class SatisfactionConfig(AppConfig):
    """Satisfaction as a Django application."""

    name = "motcua.domain.satisfaction"
    label = "satisfaction"
    default_auto_field = "django.db.models.BigAutoField"
