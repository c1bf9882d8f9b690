"""Start-up of hindsight."""

from django.apps import AppConfig


class HindsightConfig(AppConfig):
    """Hindsight as a Django application."""

    name = "motcua.composition.hindsight"
    label = "hindsight"
    default_auto_field = "django.db.models.BigAutoField"
