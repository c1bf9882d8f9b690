"""Start-up of the chains context."""

from django.apps import AppConfig


class ChainsConfig(AppConfig):
    """Chains as a Django application."""

    name = "motcua.domain.chains"
    label = "chains"
    default_auto_field = "django.db.models.BigAutoField"
