"""Start-up of decisions."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decision tables as a Django application, for their table."""

    name = "motcua.capabilities.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
